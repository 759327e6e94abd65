"""What can happen to the inbox itself while files arrive: deleted, renamed, mounted over."""
import os
import shutil
import subprocess

from served import FOUND, Served

from .ground import Ground, run


def place_of(desk, options, part):
    return Ground(desk.inbox, desk.outside, desk.outside, f"{options.seed} {part}")


def found(desk, verdict, sentence, contents, before):
    """Says how long it took until all of `contents` were in the database."""
    seconds = desk.ended_within(before + len(contents), FOUND)
    problems = [f"not within {FOUND} s; {desk.live()}"] if seconds is None else []
    if seconds is not None:
        print(f"   P7 {sentence}: after {seconds:.1f} s", flush=True)
    verdict.holds(sentence, problems)


def deleted_and_renamed(options, verdict):
    with Served(options, folder="/var/tmp") as desk:
        place, all_texts = place_of(desk, options, "replaced"), {}

        def drop(name, below=None):
            all_texts[name] = place.text()
            os.rename(place.source(name, all_texts[name]),
                      os.path.join(os.fsencode(below or desk.inbox), name.encode()))
            return {name: all_texts[name]}

        desk.serve()
        found(desk, verdict, "first, a file in the inbox", drop("first.txt"), 0)
        shutil.rmtree(desk.inbox)
        desk.inbox.mkdir()
        found(desk, verdict, "an inbox deleted and made again at once: its file is found",
              drop("again.txt"), 1)
        old = desk.root / "inbox.old"
        desk.inbox.rename(old)
        drop("in-the-old-one.txt", below=old)
        desk.inbox.mkdir()
        found(desk, verdict, "an inbox renamed and made anew: the new one's file is found",
              drop("new.txt"), 2)
        verdict.holds("and what lies in the renamed one is not touched",
                      [] if (old / "in-the-old-one.txt").exists() else ["it is gone"])
        desk.inbox.rmdir()
        old.rename(desk.inbox)
        found(desk, verdict, "the old inbox put back: what came meanwhile is found", {"it": b""}, 3)
        verdict.holds("each of these once, with its bytes", desk.wrong_deposits(all_texts))
        desk.stop()


def mounted_over(options, verdict):
    if missing_mount(verdict, "a file system mounted over the inbox"):
        return
    # In leave mode: nothing can be renamed from one file system to another.
    with Served(options, folder="/var/tmp", mode="leave") as desk:
        place = place_of(desk, options, "mounted")
        desk.serve()
        below, above = place.text(), place.text()
        os.rename(place.source("below.txt", below), place.target("below.txt"))
        found(desk, verdict, "first, a file in the inbox of leave mode", {"": b""}, 0)
        run("mount", "-t", "tmpfs", "-o", "size=1m", "none", desk.inbox)
        try:
            with open(place.target("above.txt"), "wb") as file:
                file.write(above)
            found(desk, verdict, "a file system mounted over the inbox: its file is found", {"": b""}, 1)
        finally:
            run("umount", "-l", desk.inbox)
        later = place.text()
        os.rename(place.source("later.txt", later), place.target("later.txt"))
        found(desk, verdict, "unmounted again: a new file in the old inbox is found", {"": b""}, 2)
        verdict.holds("each of these once, and the old one not again",
                      desk.wrong_deposits({"below.txt": below, "above.txt": above, "later.txt": later}))
        desk.stop()


def missing_mount(verdict, sentence):
    """True, said aloud, where nobody may mount."""
    with_mount = os.geteuid() == 0 and subprocess.run(
        ["unshare", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True).returncode == 0
    if not with_mount:
        verdict.skip(sentence, "not root, or no mounting here")
    return not with_mount


PARTS = [deleted_and_renamed, mounted_over]
