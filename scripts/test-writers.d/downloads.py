"""A server that breaks off, and what fetches from it."""
import http.server
import os
import re
import socketserver
import time

from ways import PAUSE, PIECE, run, text, writer


class Breaking(http.server.BaseHTTPRequestHandler):
    """Serves texts by their seed, with ranges; the first GET of each breaks off at the middle."""

    protocol_version = "HTTP/1.1"
    broken = set()

    def log_message(self, *_):
        pass

    def do_HEAD(self):
        self.do_GET()

    def do_GET(self):
        whole = text(self.path)
        low, high = 0, len(whole) - 1
        if asked := re.match(r"bytes=(\d+)-(\d*)", self.headers.get("Range", "")):
            low, high = int(asked[1]), int(asked[2] or high)
        if low >= len(whole):
            self.send_response(416)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self.send_response(206 if asked else 200)
        if asked:
            self.send_header("Content-Range", f"bytes {low}-{high}/{len(whole)}")
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Last-Modified", "Fri, 20 Nov 2026 10:00:00 GMT")
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(high - low + 1))
        self.end_headers()
        if self.command == "HEAD":
            return
        breaks = self.path not in self.broken
        self.broken.add(self.path)
        for start in range(low, high + 1, PIECE):
            if breaks and start >= len(whole) // 2:
                self.close_connection = True
                self.connection.shutdown(2)
                return
            self.wfile.write(whole[start:min(start + PIECE, high + 1)])
            self.wfile.flush()
            time.sleep(PAUSE)


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """A client that is ended hangs up."""


@writer("wget", "wget, which tries again by itself", "pieces")
def wget(url, target, _):
    run("wget", "-q", "--tries=3", "--waitretry=1", "-P", os.path.dirname(target), url)


@writer("wget", "wget -O, which tries again by itself", "whole")
def wget_held_open(url, target, _):
    run("wget", "-q", "--tries=3", "--waitretry=1", "-O", target, url)


@writer("wget", "wget again with -c", "whole after a part")
def wget_continued(url, target, _):
    for _ in range(2):
        run("wget", "-q", "--tries=1", "-c", "-P", os.path.dirname(target), url)
        time.sleep(1)


@writer("curl", "curl --retry", "whole")
def curl(url, target, _):
    run("curl", "-sf", "--retry", "3", "--retry-all-errors", "--retry-delay", "1", "-o", target, url)


@writer("curl", "curl again with -C -", "whole after a part")
def curl_continued(url, target, _):
    run("curl", "-sf", "-o", target, url)
    time.sleep(1)
    run("curl", "-sf", "-C", "-", "-o", target, url)


@writer("aria2c", "aria2c", "whole")
def aria2(url, target, _):
    run("aria2c", "-q", "--retry-wait=1", "-d", os.path.dirname(target), "-o", os.path.basename(target), url)


@writer("aria2c", "aria2c ended, and again", "whole")
def aria2_again(url, target, _):
    words = ["aria2c", "-q", "--max-tries=1", "-d", os.path.dirname(target), "-o", os.path.basename(target), url]
    run(*words)
    time.sleep(2)
    run(*words)


@writer("rclone", "rclone copyurl, copyto", "whole")
def rclone(url, target, _):
    run("rclone", "copyto", ":http:story.txt", target, "--http-url", url.rsplit("/", 1)[0], "--retries", "3")


@writer("lftp", "lftp pget -c", "whole")
def lftp(url, target, _):
    words = f"set net:reconnect-interval-base 1; set net:max-retries 2; pget -n 2 -c {url} -o {target}"
    if run("lftp", "-c", words) != 0:
        time.sleep(1)
        run("lftp", "-c", words)
