"""What delivers mail into a maildir."""
import contextlib
import os
import pathlib
import shutil
import socketserver
import subprocess
import threading
import time

from ways import SIZE, run, writer


def maildir(target):
    """A maildir in the inbox, where the file would be."""
    folder = pathlib.Path(target).parent
    # The order in which its watcher is worst off.
    for name in ("tmp", "cur", "new"):
        (folder / name).mkdir()
        time.sleep(0.3)
    return folder


def mail(source):
    """The text as a message of the same size."""
    head = b"From: ann@example.org\nSubject: Harbour gates\nMessage-ID: <1@example.org>\n\n"
    source.write_bytes((head + source.read_bytes())[:SIZE])
    return source


@writer("procmail", "procmail, by link(2)", "whole")
def procmail(_, target, source):
    folder, rules = maildir(target), source.with_suffix(".procmail")
    rules.write_text(f"DEFAULT={folder}/\nMAILDIR={source.parent}\n")
    with open(mail(source), "rb") as message:
        subprocess.run(["procmail", "-m", rules], stdin=message, check=True, timeout=60)


@writer("maildrop", "maildrop, by link(2)", "whole")
def maildrop(_, target, source):
    folder, rules = maildir(target), source.with_suffix(".maildrop")
    rules.write_text(f'to "{folder}"\n')
    rules.chmod(0o600)
    with open(mail(source), "rb") as message:
        subprocess.run(["maildrop", rules], stdin=message, check=True, timeout=60)


@writer("mbsync", "mbsync, flagged mail", "whole")
def mbsync(_, target, source):
    folder, far, rules = maildir(target), source.with_suffix(".far"), source.with_suffix(".mbsync")
    for name in ("tmp", "cur", "new"):
        (far / name).mkdir(parents=True)
    shutil.copy(mail(source), far / "cur/1764460800.R1.host:2,F")
    state = source.with_suffix(".state")
    state.mkdir()
    rules.write_text(f"MaildirStore far\nInbox {far}\n\nMaildirStore near\nInbox {folder}\n\n"
                     f"Channel all\nFar :far:\nNear :near:\nCreate Both\nSync Pull\nSyncState {state}/\n")
    run("mbsync", "-q", "-c", rules, "all")


class Post(socketserver.StreamRequestHandler):
    """POP3 (RFC 1939) with one message, `server.message`."""

    def handle(self):
        message = self.server.message.replace(b"\n", b"\r\n") + b"\r\n.\r\n"
        answers = {b"STAT": b" 1 %d" % len(message), b"LIST": b"\r\n1 %d\r\n." % len(message),
                   b"UIDL": b"\r\n1 one\r\n.", b"RETR": b"\r\n" + message[:-2]}
        self.wfile.write(b"+OK\r\n")
        for line in self.rfile:
            word = line[:4].upper()
            self.wfile.write(b"+OK" + answers.get(word, b"") + b"\r\n")
            if word == b"QUIT":
                return


@contextlib.contextmanager
def post_office(message):
    """Gives: the port."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Post) as server:
        server.daemon_threads, server.message = True, message
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@writer("getmail", "getmail, by link(2)", "whole")
def getmail(_, target, source):
    folder, own = maildir(target), source.with_suffix(".getmail")
    own.mkdir()
    # It delivers nothing as root.
    user = "" if os.geteuid() else "user = nobody\n"
    for one in (folder, folder / "tmp", folder / "new", folder / "cur"):
        one.chmod(0o777)
    with post_office(mail(source).read_bytes()) as port:
        (own / "rc").write_text(
            f"[retriever]\ntype = SimplePOP3Retriever\nserver = 127.0.0.1\nport = {port}\nusername = ann\n"
            f"password = x\n[destination]\ntype = Maildir\npath = {folder}/\n{user}")
        run("getmail", "-q", "--getmaildir", own, "--rcfile", "rc")
