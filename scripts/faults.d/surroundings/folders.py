"""The inbox itself: moved, deleted, unmounted, mounted over, without permission (P7, P12)."""
import os
import shutil
import subprocess
import tempfile

from served import FOUND

from .fault import Case, fault, mounted, quietly

GONE = ["unreachable", "inbox-gone", "folder-gone", "other-file-system"]


@fault("inbox moved away")
def moved(options, verdict):
    with Case(options, verdict, "inbox moved away") as case:
        case.serves_first()
        away = case.root / "away"
        case.inbox.rename(away)
        case.degrades(GONE, bit=not case.inbox.exists())
        case.drop_next(5, below=away)
        away.rename(case.inbox)
        case.resumes()
        case.holds("one journal line says so, and one that it is over", case.wrong_lines("unreachable"))
        case.ends()


@fault("inbox deleted")
def deleted(options, verdict):
    with Case(options, verdict, "inbox deleted") as case:
        case.serves_first()
        shutil.rmtree(case.inbox)
        case.degrades(GONE, bit=not case.inbox.exists())
        case.inbox.mkdir()
        case.drop_next(5)
        case.resumes()
        case.ends()


@fault("inbox mounted over", "root")
def mounted_over(options, verdict):
    """Nothing can be claimed from another file system; what lies below is found when it is gone."""
    with Case(options, verdict, "inbox mounted over") as case:
        case.serves_first()
        quietly("mount", "-t", "tmpfs", "none", case.inbox)
        try:
            strange = case.copy.text("strange.txt")
            (case.inbox / "strange.txt").write_bytes(strange.content)
            case.degrades(GONE, bit=os.path.ismount(case.inbox))
            left = (case.inbox / "strange.txt").exists()
            case.holds("a file there is left where it is", [] if left else ["it is gone"])
        finally:
            quietly("umount", "-l", case.inbox)
        case.drop_next(5)
        case.resumes()
        case.ends()


@fault("inbox unmounted", "root")
def unmounted(options, verdict):
    """A disk of its own that goes and comes back, with the spool on it."""
    with mounted("ext4", mib=32) as disk, Case(options, verdict, "inbox unmounted") as case:
        case.inbox, case.outside = disk / "inbox", disk / "outside"
        for folder in (case.inbox, case.outside):
            folder.mkdir()
        spool = disk / "spool"
        case.configuration.write_text(
            f'state = "{case.state}"\nspool = "{spool}"\n[[inbox]]\npath = "{case.inbox}"\n')
        case.staged.clear()
        for _ in range(20):
            case.stage()
        case.serves_first()
        case.drop_next(3)
        quietly("umount", "-l", disk)
        case.ended_within(8, FOUND)
        case.degrades(GONE, bit=not case.inbox.exists())
        quietly("mount", (disk.parent / "device").read_text(), disk)
        case.drop_next(5)
        case.resumes()
        case.ends()


# Nobody's number.
USER = 61_104


def as_user(case):
    """Root may enter every folder: the daemon is somebody here."""
    case.wrapper = ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups", "--inh-caps=-all"]
    for folder in (case.inbox, case.state):
        os.chown(folder, USER, USER)
    for folder in (case.root, case.outside):
        os.chmod(folder, 0o755)
    program = case.root / "wiredesk"
    shutil.copy(case.program, program)
    os.chmod(program, 0o755)
    case.program = str(program)


@fault("permission to the inbox lost", "root", "setpriv")
def no_permission(options, verdict):
    with Case(options, verdict, "permission to the inbox lost") as case:
        as_user(case)
        case.serves_first()
        os.chmod(case.inbox, 0)
        os.chown(case.inbox, 0, 0)
        case.drop_next(5)
        case.degrades([*GONE, "permission", "polling"])
        os.chown(case.inbox, USER, USER)
        os.chmod(case.inbox, 0o755)
        case.resumes()
        case.ends()


@fault("permission to claim lost", "root", "setpriv")
def no_claim_permission(options, verdict):
    with Case(options, verdict, "permission to claim lost") as case:
        as_user(case)
        case.serves_first()
        claim = case.state / "claim"
        os.chown(claim, 0, 0)
        os.chmod(claim, 0o755)
        # Its open claim folder may still take files: more of one name cannot go into one folder.
        for number in range(5):
            folder = case.inbox / f"source-{number}"
            folder.mkdir()
            os.chown(folder, USER, USER)
            case.drop_next_below(folder.name, 2)
        case.degrades(["permission", "spool", "read-only"])
        os.chown(claim, USER, USER)
        case.resumes()
        case.ends()


@fault("permission to done/ lost", "root", "setpriv")
def no_done_permission(options, verdict):
    with Case(options, verdict, "permission to done/ lost") as case:
        as_user(case)
        case.serves_first()
        folders = [p for p in [case.state / "done", *(case.state / "done").rglob("*")] if p.is_dir()]
        for folder in folders:
            os.chown(folder, 0, 0)
            os.chmod(folder, 0o755)
        case.drop_next(5)
        case.degrades(["permission"])
        case.loses_nothing()
        for folder in folders:
            os.chown(folder, USER, USER)
        case.resumes()
        case.holds("one journal line says so, and one that it is over", case.wrong_lines("permission"))
        case.ends()
