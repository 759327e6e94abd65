"""Real servers on loopback that deliver into an inbox: FTP, SSH (scp, sftp), and HTTP to fetch from.

Each listens on a port of its own on 127.0.0.1 and is ended by its process identifier.
"""
import contextlib
import functools
import http.server
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time

from .ground import Fate, run, way


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(port, server, seconds=10):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError(f"{server.args[0]} ended with {server.returncode}: "
                               f"{server.stdout.read()[-300:]}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.02)
    raise RuntimeError(f"{server.args[0]} does not listen")


class Servers:
    """Started when first asked for; `close` ends what was started."""

    def __init__(self, root):
        # FTP and SSH insist on folders that others cannot write, and these lie below a desk's.
        self.root, self.processes = pathlib.Path(root), []
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="wiredesk-servers-"))
        os.chmod(self.folder, 0o755)
        self.lock = threading.Lock()

    def begin(self, words, port):
        server = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, text=True, start_new_session=True)
        self.processes.append(server)
        wait_for_port(port, server)
        return port

    def close(self):
        for server in self.processes:
            # With its children: one a connection.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)
            server.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    @functools.cached_property
    def ftp(self):
        """vsftpd for an anonymous user who may upload below `incoming`; the port."""
        port, empty = free_port(), self.folder / "empty"
        empty.mkdir()
        settings = {
            "listen": "YES", "listen_address": "127.0.0.1", "listen_port": port, "background": "NO",
            "anonymous_enable": "YES", "local_enable": "NO", "write_enable": "YES",
            "anon_upload_enable": "YES", "anon_mkdir_write_enable": "YES",
            "anon_other_write_enable": "YES", "anon_umask": "022", "anon_root": self.root,
            "no_anon_password": "YES", "secure_chroot_dir": empty, "pasv_address": "127.0.0.1",
            # Its sandbox knows neither this kernel's calls nor every container's.
            "seccomp_sandbox": "NO", "isolate": "NO", "isolate_network": "NO", "xferlog_enable": "NO",
        }
        file = self.folder / "vsftpd.conf"
        file.write_text("".join(f"{key}={value}\n" for key, value in settings.items()))
        return self.begin(["/usr/sbin/vsftpd", str(file)], port)

    @functools.cached_property
    def ssh(self):
        """sshd with keys of its own for the user who runs this; the port."""
        port = free_port()
        for name in ("host", "user"):
            run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self.folder / name)
        shutil.copy(self.folder / "user.pub", self.folder / "authorized")
        os.makedirs("/run/sshd", mode=0o755, exist_ok=True)
        file = self.folder / "sshd.conf"
        file.write_text(
            f"ListenAddress 127.0.0.1\nPort {port}\nHostKey {self.folder / 'host'}\nUsePAM no\n"
            f"AuthorizedKeysFile {self.folder / 'authorized'}\nStrictModes no\nPidFile none\n"
            "PermitRootLogin prohibit-password\nPasswordAuthentication no\n"
            "Subsystem sftp internal-sftp\n")
        return self.begin(["/usr/sbin/sshd", "-D", "-e", "-f", str(file)], port)

    def ssh_options(self, port_option):
        with self.lock:
            port = self.ssh
        return [port_option, str(port), "-q", "-i", str(self.folder / "user"), "-o",
                "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "BatchMode=yes"]


def ftp_inbox(ground):
    """The sub-folder of the inbox that the FTP user owns."""
    folder = ground.inbox / "ftp"
    folder.mkdir(exist_ok=True)
    user = pwd.getpwnam("ftp")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return folder


@way("FTP (vsftpd, curl -T), for two seconds", ["vsftpd", "curl"])
def ftp(ground):
    text = ground.text(400_000)
    source = ground.source("ftp.txt", text)
    ftp_inbox(ground)
    run("curl", "-sS", "--limit-rate", "200k", "-T", source,
        f"ftp://127.0.0.1:{ground.servers.ftp}/{ground.inbox.name}/ftp/ftp.txt")
    return {"ftp/ftp.txt": Fate(text)}


@way("FTP under another name, then RNTO", ["vsftpd", "curl"])
def ftp_renamed(ground):
    text = ground.text(5000)
    source = ground.source("ftp-renamed.txt", text)
    folder = f"{ground.inbox.name}/ftp"
    ftp_inbox(ground)
    run("curl", "-sS", "-T", source, "-Q", "-RNFR ftp-renamed.txt.filepart", "-Q",
        "-RNTO ftp-renamed.txt", f"ftp://127.0.0.1:{ground.servers.ftp}/{folder}/ftp-renamed.txt.filepart")
    return {"ftp/ftp-renamed.txt": Fate(text)}


@way("scp", ["sshd", "scp"])
def scp(ground):
    text = ground.text(300_000)
    source = ground.source("scp.txt", text)
    run("scp", *ground.servers.ssh_options("-P"), source, f"127.0.0.1:{ground.inbox}/scp.txt")
    return {"scp.txt": Fate(text)}


@way("sftp, put and rename", ["sshd", "sftp"])
def sftp(ground):
    text = ground.text(300_000)
    source = os.fsdecode(ground.source("sftp.txt", text))
    batch = ground.aside / "sftp.batch"
    batch.write_text(f"put {source} {ground.inbox}/sftp.txt.part\n"
                     f"rename {ground.inbox}/sftp.txt.part {ground.inbox}/sftp.txt\n")
    run("sftp", *ground.servers.ssh_options("-P"), "-b", batch, "127.0.0.1")
    return {"sftp.txt": Fate(text)}


@way("rsync", ["rsync"])
def rsync(ground):
    (ground.aside / "rsync").mkdir()
    texts = {f"rsync/{number}.txt": ground.text(50_000) for number in range(3)}
    for name, text in texts.items():
        ground.source(name, text)
    run("rsync", "-a", ground.aside / "rsync", ground.inbox)
    return {name: Fate(text) for name, text in texts.items()}


@way("rsync over SSH, slowly", ["rsync", "sshd"])
def rsync_slow(ground):
    text = ground.text(300_000)
    source = ground.source("rsync-slow.txt", text)
    shell = "ssh " + " ".join(ground.servers.ssh_options("-p"))
    run("rsync", "--bwlimit=200", "-e", shell, source, f"127.0.0.1:{ground.inbox}/")
    return {"rsync-slow.txt": Fate(text)}


@way("curl -o from an HTTP server, for two seconds", ["curl"])
def fetched(ground):
    text = ground.text(400_000)
    ground.source("fetched.txt", text)

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    handler = functools.partial(Quiet, directory=str(ground.aside))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        run("curl", "-sS", "--limit-rate", "200k", "-o", ground.target("fetched.txt"),
            f"http://127.0.0.1:{server.server_address[1]}/fetched.txt")
        server.shutdown()
    return {"fetched.txt": Fate(text)}
