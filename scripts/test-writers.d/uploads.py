"""Servers on loopback that write into an inbox, and clients that are ended, or cut off, in the middle of a file."""
import contextlib
import ftplib
import os
import pathlib
import pwd
import signal
import socket
import socketserver
import struct
import subprocess
import tempfile
import threading
import time

from ways import PAUSE, PIECE, SIZE, run, writer

# Where scripts/setup unpacks the servers that Debian does not install beside each other.
SERVERS = pathlib.Path(__file__).resolve().parent.parent.parent / ".build/servers/usr"
os.environ["PATH"] += f":/usr/sbin:{SERVERS / 'sbin'}:{SERVERS / 'bin'}"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def serving(words, port):
    """A server and what it starts, until the block ends."""
    server = subprocess.Popen([str(word) for word in words], stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            if server.poll() is not None:
                raise RuntimeError(f"{words[0]} ended with {server.returncode}")
            time.sleep(0.05)
        yield server
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)
        server.wait()


@contextlib.contextmanager
def place(target):
    """The folder of the file, for a user who is nobody, and one for the server's own files."""
    folder = pathlib.Path(target).parent
    folder.chmod(0o777)
    with tempfile.TemporaryDirectory(prefix="wiredesk-server-") as own:
        own = pathlib.Path(own)
        own.chmod(0o755)
        yield folder, own


@contextlib.contextmanager
def vsftpd(target):
    """Gives: the server, and the address of the file."""
    with place(target) as (folder, own):
        port, empty = free_port(), own / "empty"
        empty.mkdir()
        settings = {
            "listen": "YES", "listen_address": "127.0.0.1", "listen_port": port, "background": "NO",
            "anonymous_enable": "YES", "local_enable": "NO", "write_enable": "YES", "anon_umask": "022",
            "anon_upload_enable": "YES", "anon_other_write_enable": "YES", "no_anon_password": "YES",
            # It refuses a root that the user can write.
            "anon_root": folder.parent, "secure_chroot_dir": empty, "seccomp_sandbox": "NO",
        }
        (own / "conf").write_text("".join(f"{key}={value}\n" for key, value in settings.items()))
        with serving(["vsftpd", own / "conf"], port) as server:
            yield server, f"ftp://127.0.0.1:{port}/{folder.name}/story.txt"


def account(folder):
    """A line of passwd(5) for ann, who is nobody: her fields, without what an FTP server puts behind them."""
    nobody = pwd.getpwnam("nobody")
    # MD5: pure-ftpd knows no better one of openssl's, and its own takes five seconds.
    secret = subprocess.check_output(["openssl", "passwd", "-1", "x"], text=True).strip()
    return f"ann:{secret}:{nobody.pw_uid}:{nobody.pw_gid}::{folder}"


@contextlib.contextmanager
def proftpd(target, *more):
    with place(target) as (folder, own):
        port, users = free_port(), own / "users"
        users.write_text(account(folder) + ":/bin/sh\n")
        users.chmod(0o600)
        (own / "conf").write_text("\n".join([
            "ServerType standalone", "DefaultAddress 127.0.0.1", f"Port {port}", "UseIPv6 off",
            f"PidFile {own}/pid", f"ScoreboardFile {own}/score", "DelayEngine off", "User nobody",
            "Group nogroup", f"AuthUserFile {users}", "AuthOrder mod_auth_file.c", "RequireValidShell off",
            "WtmpLog off", "TransferLog none", f"SystemLog {own}/log", "AllowOverwrite on",
            "AllowStoreRestart on", *more, ""]))
        with serving(["proftpd", "-n", "-c", own / "conf"], port) as server:
            yield server, f"ftp://ann:x@127.0.0.1:{port}/story.txt"


@contextlib.contextmanager
def pure_ftpd(target, *more):
    with place(target) as (folder, own):
        port, users, database = free_port(), own / "users", own / "users.pdb"
        users.write_text(account(folder) + "/./::::::::::::\n")
        subprocess.run(["pure-pw", "mkdb", database, "-f", users], check=True)
        with serving(["pure-ftpd", "-S", f"127.0.0.1,{port}", "-l", f"puredb:{database}", "-u", "100", "-H",
                      "-g", own / "pid", *more], port) as server:
            yield server, f"ftp://ann:x@127.0.0.1:{port}/story.txt"


def again(words, slowly):
    """A client that is ended in the middle, and begun again a second later."""
    run(*words, *slowly, after=1.2)
    time.sleep(1)
    run(*words)


def curl(server, target, source, *options):
    with server as (_, address):
        again(["curl", "-s", "-T", source, *options, address], ["--limit-rate", "100k"])


def lftp(server, target, source, settings=""):
    """It goes on by itself when the server ends its session."""
    with server as (process, address):
        site, _, path = address.partition("://")[2].partition("/")
        words = (f"set net:limit-rate 60000:60000; set net:reconnect-interval-base 2; set net:max-retries 3;"
                 f" {settings} open ftp://{site}; put -c {source} -o {path}")
        client = subprocess.Popen(["lftp", "-c", words], stderr=subprocess.DEVNULL)
        time.sleep(1.2)
        sessions = list(below(process.pid))
        # All of them at once: of two, the one that is left would say good-bye.
        for sign in (signal.SIGSTOP, signal.SIGKILL):
            for session in sessions:
                os.kill(session, sign)
        client.wait(60)


def below(process):
    """What a process has started, and what that has."""
    for child in pathlib.Path(f"/proc/{process}/task/{process}/children").read_text().split():
        yield from below(int(child))
        yield int(child)


def reset(server, target, source):
    """A client whose line is cut (RST, and no orderly end), and who sends the file again."""
    with server as (_, address):
        port = int(address.partition("@")[2].partition(":")[2].partition("/")[0])
        whole = pathlib.Path(source).read_bytes()
        for is_cut in (True, False):
            site = ftplib.FTP()
            site.connect("127.0.0.1", port)
            site.login("ann", "x")
            line = site.transfercmd("STOR story.txt")
            line.sendall(whole[:SIZE // 2] if is_cut else whole)
            if is_cut:
                time.sleep(1)
                for one in (line, site.sock):
                    one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    one.close()
                time.sleep(1)
            else:
                line.close()
                site.voidresp()
                site.quit()


@writer("root vsftpd curl", "vsftpd, curl ended, and again", "whole after a part")
def vsftpd_put(_, target, source):
    curl(vsftpd(target), target, source)


# SIZE tells it where to go on, which is at 0 when the part has been taken.
@writer("root vsftpd curl", "vsftpd, curl again with -C - (APPE)", "whole after a part")
def vsftpd_append(_, target, source):
    curl(vsftpd(target), target, source, "-C", "-")


@writer("root vsftpd lftp", "vsftpd, lftp put -c, cut off", "whole after a part")
def vsftpd_cut(_, target, source):
    lftp(vsftpd(target), target, source)


@writer("root vsftpd lftp", "vsftpd, lftp with xfer:use-temp-file", "whole")
def vsftpd_temporary(_, target, source):
    lftp(vsftpd(target), target, source, "set xfer:use-temp-file yes;")


@writer("root proftpd curl", "proftpd, curl again with -C -", "whole after a part")
def proftpd_append(_, target, source):
    curl(proftpd(target), target, source, "-C", "-")


# The end of a client's connection is the end of its file: the part gets the name.
@writer("root proftpd curl", "proftpd with HiddenStores, curl ended, and again", "whole after a part",
        held="whole after a part")
def proftpd_hidden(_, target, source):
    curl(proftpd(target, "HiddenStores on"), target, source)


@writer("root proftpd", "proftpd with HiddenStores, cut off, and again", "whole")
def proftpd_hidden_cut(_, target, source):
    reset(proftpd(target, "HiddenStores on"), target, source)


@writer("root pure-ftpd curl", "pure-ftpd, curl again with -C -", "whole after a part")
def pure_ftpd_append(_, target, source):
    curl(pure_ftpd(target), target, source, "-C", "-")


# Whatever ends a line is the end of a file to it: the part gets the name.
@writer("root pure-ftpd", "pure-ftpd -0, cut off, and again", "whole after a part", held="whole after a part")
def pure_ftpd_hidden(_, target, source):
    reset(pure_ftpd(target, "-0"), target, source)


class CutLine(socketserver.BaseRequestHandler):
    """Between a client and `server.port`: slow, and the first connection ends in the middle of the file."""

    def handle(self):
        with socket.create_connection(("127.0.0.1", self.server.port)) as far:
            threading.Thread(target=self.back, args=(far,), daemon=True).start()
            ends, self.server.is_cut = not self.server.is_cut, True
            passed = 0
            while (piece := self.request.recv(PIECE)) and not (ends and passed > SIZE * 2 // 3):
                passed += len(piece)
                far.sendall(piece)
                time.sleep(PAUSE if len(piece) == PIECE else 0)
            far.shutdown(socket.SHUT_RDWR)

    def back(self, far):
        with contextlib.suppress(OSError):
            while piece := far.recv(65_536):
                self.request.sendall(piece)


@contextlib.contextmanager
def samba(target):
    """Gives: the port of a line to a share whose first connection is cut."""
    with place(target) as (folder, own):
        port = free_port()
        (own / "conf").write_text("\n".join([
            "[global]", "server role = standalone server", "interfaces = 127.0.0.1",
            "bind interfaces only = yes", f"smb ports = {port}", "disable netbios = yes",
            "map to guest = Bad User", "guest account = nobody", "load printers = no", "printing = bsd",
            "printcap name = /dev/null", "smb2 max write = 65536", f"log file = {own}/log",
            *(f"{name} = {own}" for name in ("private dir", "lock directory", "state directory",
                                             "cache directory", "pid directory", "ncalrpc dir")),
            "[desk]", f"path = {folder}", "guest ok = yes", "read only = no", ""]))
        with serving(["smbd", "--foreground", "--no-process-group", "-s", own / "conf"], port):
            line = socketserver.ThreadingTCPServer(("127.0.0.1", 0), CutLine)
            line.daemon_threads, line.port, line.is_cut = True, port, False
            threading.Thread(target=line.serve_forever, daemon=True).start()
            try:
                yield line.server_address[1]
            finally:
                line.shutdown()
                line.server_close()


# Not its `reput`: what is missing it writes over the beginning (4.17).
@writer("root smbd smbclient", "Samba, smbclient put, cut off, and again", "whole after a part")
def samba_put(_, target, source):
    with samba(target) as port:
        for _ in range(2):
            run("smbclient", "//127.0.0.1/desk", "-N", "-p", port, "-c", f"put {source} story.txt")
            time.sleep(1)
