"""Disks that are full, have no inodes left, become read-only, die, or are slow (P12, P15)."""
import os
import pathlib
import signal
import subprocess
import time

from served import FOUND, STOPPED, SLACK, wait_for

from .fault import Case, fault, fill, mounted, quietly, unmount

FULL = ["database-full", "disk-full", "database-io"]


@fault("disk full (ext4)", "root", "mkfs.ext4")
def full(options, verdict):
    with mounted("ext4", mib=48) as disk, Case(options, verdict, "disk full (ext4)", folder=disk) as case:
        fills_up(case, disk)


@fault("disk full (tmpfs)", "root")
def full_tmpfs(options, verdict):
    with mounted("tmpfs", size="32m") as disk, Case(options, verdict, "disk full (tmpfs)", folder=disk) as case:
        fills_up(case, disk)


def fills_up(case, disk):
    case.serves_first()
    bit = fill(disk)
    # Sub-folders, and more than what is left in half-used pages.
    case.drop_next(30)
    case.degrades(FULL, bit=bit)
    case.loses_nothing()
    (disk / "filler").unlink()
    case.resumes()
    case.ends()


@fault("no inodes", "root", "mkfs.ext4")
def no_inodes(options, verdict):
    with mounted("ext4", mib=48, words=["-N", "256"]) as disk, \
            Case(options, verdict, "no inodes", folder=disk) as case:
        case.serves_first()
        fillers = disk / "fillers"
        fillers.mkdir()
        bit = 0
        try:
            # Those that are to be dropped into stand already.
            (case.inbox / "source").mkdir()
            for bit in range(1000):
                (fillers / str(bit)).touch()
        except OSError:
            pass
        # Into sub-folders: what is taken out of them needs folders of its own.
        case.drop_next_below("source", 20)
        case.degrades(FULL, bit=bit if bit < 999 else 0)
        case.loses_nothing()
        for file in fillers.iterdir():
            file.unlink()
        case.resumes()
        case.ends()


@fault("spool read-only", "root")
def read_only(options, verdict):
    """The mount becomes read-only under the spool; the database lies elsewhere."""
    with mounted("tmpfs", size="32m") as disk, Case(options, verdict, "spool read-only") as case:
        spool = disk / "spool"
        case.inbox = spool / "inbox"
        case.outside = disk / "outside"
        for folder in (case.inbox, case.outside):
            folder.mkdir(parents=True)
        case.configuration.write_text(
            f'state = "{case.state}"\nspool = "{spool}"\n[[inbox]]\npath = "{case.inbox}"\n')
        case.staged.clear()
        for _ in range(20):
            case.stage()
        case.serve()
        case.drop_next(3)
        case.ended_within(3, FOUND)
        # While the mount is read-only nobody can drop: these come in the instant before.
        case.daemon.pause()
        case.drop_next(10)
        quietly("mount", "-o", "remount,bind,ro", disk)
        case.daemon.go_on()
        case.degrades(["read-only"], bit=1 if is_read_only(disk) else 0)
        quietly("mount", "-o", "remount,bind,rw", disk)
        case.resumes()
        case.ends()


def is_read_only(folder):
    return bool(os.statvfs(folder).f_flag & os.ST_RDONLY)


@fault("a disk that dies (ext4, errors=remount-ro)", "root", "mkfs.ext4", "e2fsck")
def dying(options, verdict):
    """Nothing can relieve this one but a new mount, and so a new start."""
    title = "a disk that dies (ext4, errors=remount-ro)"
    with mounted("ext4", mib=64, options="errors=remount-ro") as disk, \
            Case(options, verdict, title, folder=disk) as case:
        device = (disk.parent / "device").read_text()
        trigger = pathlib.Path(f"/sys/fs/ext4/{device.rpartition('/')[2]}/trigger_fs_error")
        if not trigger.exists():
            return verdict.skip(title, f"no {trigger}")
        case.serves_first()
        case.daemon.pause()
        case.drop_next(20)
        os.sync()
        trigger.write_text("broken on purpose by scripts/faults")
        case.daemon.go_on()
        case.degrades(["read-only", "disk-error", "database-io", "database-read-only", "database-unopened"],
                      bit=1 if not writable(disk) else 0)
        before = time.monotonic()
        ended = case.daemon.send(signal.SIGTERM)
        took = time.monotonic() - before
        case.holds("it stops within 5 s all the same", [f"{took:.1f} s, {ended}"] if took > STOPPED + SLACK else [])
        unmount(disk)
        subprocess.run(["e2fsck", "-fy", device], capture_output=True)
        quietly("mount", device, disk)
        case.serve()
        case.all_stored(case.ended_within(len(case.contents), FOUND))
        case.ends()


def writable(folder):
    try:
        (folder / "probe").touch()
        return True
    except OSError:
        return False


@fault("a slow disk: each sync takes 3 s", "cc")
def slow(options, verdict):
    """The heartbeat goes on while a sync lasts longer than the watchdog's time (P15)."""
    title = "a slow disk: each sync takes 3 s"
    with Case(options, verdict, title) as case:
        case.environment = {"LD_PRELOAD": str(shim(case.apart)), "WIREDESK_SLOW": str(case.apart / "slow")}
        case.serve(WATCHDOG_USEC="4000000")
        case.drop_next(3)
        case.ended_within(3, FOUND)
        (case.apart / "slow").write_text("3000")
        began = time.monotonic()
        case.drop_next(10)
        took = case.ended_within(13, FOUND)
        time.sleep(3)
        (case.apart / "slow").unlink()
        beats = [began] + [at for at in case.notified.times("WATCHDOG") if at > began]
        longest = max((b - a for a, b in zip(beats, beats[1:] + [time.monotonic()])), default=99)
        case.figure(f"commit took {took or -1:.1f} s, longest time without WATCHDOG=1 {longest:.1f} s of 4 s")
        # It was slow indeed: a commit takes some milliseconds else.
        case.holds("the watchdog is fed while a sync lasts", [] if longest < 4 else [f"{longest:.1f} s without"],
                   bit=1 if took and took > 2.5 else 0)
        case.all_stored(case.ended_within(len(case.contents), FOUND))
        case.ends()


def shim(folder):
    """Builds surroundings/shim.c."""
    library = folder / "shim.so"
    quietly("cc", "-shared", "-fPIC", "-O1", "-o", library, pathlib.Path(__file__).with_name("shim.c"))
    return library
