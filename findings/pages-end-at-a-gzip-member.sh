#!/usr/bin/env bash
# A page that a server sends in two gzip members is half a page to most crawlers, and whole to one reader.
#
# A gzip stream is a series of members that follow one another (RFC 1952, 2.2), and zcat prints them all; so a
# server may keep its parts packed and send one behind the other. The body below is such a page: the news in its
# first member, who is to blame in its second. Content-Length fits, Content-Encoding is gzip.
#
#   Wget 1.21.3 --compression=auto   first member, exit 0; --warc-file writes all bytes beside the half page it saves
#   aria2 1.36.0 --http-accept-gzip  first member, exit 0
#   warcio 1.8.1 content_stream      first member, of the very record that `warcio check` passes
#   FastWARC 2.0.1 auto_decode       both
#
# So the same WARC gives another text in each of two readers, and the digests that guard it are of the packed
# bytes and say that all is well.
# What follows: what stands behind the end of a member is read on, or is an error, never left.
set -euo pipefail
folder=$(mktemp -d)
server=
trap '[[ -z $server ]] || kill "$server"; rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip -q install warcio==1.8.1 fastwarc==2.0.1
apt-get download -q wget=1.21.3-1+deb12u1 aria2=1.36.0-1 libaria2-0=1.36.0-1 libc-ares2=1.18.1-3 \
  >download.log 2>&1 || { cat download.log; exit 1; }
for package in *.deb; do dpkg -x "$package" root; done
export LD_LIBRARY_PATH="$folder/root/usr/lib/x86_64-linux-gnu"

venv/bin/python - >port 2>server.log <<'PYTHON' &
import gzip, http.server
parts = (b"<html><head><title>Ferry</title></head><body><h1>Ferry aground</h1><p>It ran aground in fog.</p>",
         b"<p>The harbour master took the blame.</p></body></html>")
body = b"".join(map(gzip.compress, parts))

class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
print(server.server_port, flush=True)
server.serve_forever()
PYTHON
server=$!
until [[ -s port ]]; do sleep .1; done
url="http://127.0.0.1:$(cat port)/ferry.html"

root/usr/bin/wget -q --no-config --compression=auto --warc-file=crawl -O by-wget "$url" 2>wget.log && code=$?
root/usr/bin/aria2c -q --no-conf --http-accept-gzip=true -o by-aria2 "$url" >aria2.log && code+=$?
venv/bin/python - 2>python.log <<'PYTHON'
from fastwarc import ArchiveIterator as Fast
from warcio.archiveiterator import ArchiveIterator

with open("crawl.warc.gz", "rb") as crawl, open("by-warcio", "wb") as page:
    for record in ArchiveIterator(crawl):
        if record.rec_type == "response":
            page.write(record.content_stream().read())
with open("crawl.warc.gz", "rb") as crawl, open("by-fastwarc", "wb") as page:
    for record in Fast(crawl, auto_decode="all"):
        if record.headers["WARC-Type"] == "response":
            page.write(record.reader.read())
PYTHON
checked=$(venv/bin/warcio check -v crawl.warc.gz | grep -A 1 response | tail -n 1) && code+=$?
python3 -c 'import sys, urllib.request
sys.stdout.buffer.write(urllib.request.urlopen(sys.argv[1]).read())' "$url" | zcat >by-zcat
seen=$(
  for tool in wget aria2 warcio fastwarc zcat; do
    echo "$tool: news $(grep -ac 'ran aground' "by-$tool") blame $(grep -ac 'the blame' "by-$tool")"
  done
  echo "exit codes $code," $checked
)
echo "$seen"
[[ $seen == "wget: news 1 blame 0
aria2: news 1 blame 0
warcio: news 1 blame 0
fastwarc: news 1 blame 1
zcat: news 1 blame 1
exit codes 000, digest pass" ]] || { tail *.log; echo "changed"; exit 1; }
