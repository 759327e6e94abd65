"""What delivers mail into a maildir."""
import pathlib
import shutil
import subprocess
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
