"""Other people's files: a daemon that is not root, an inbox anybody of a group may drop into."""
import os

from served import FOUND, Served, wait_for

from .ground import Ground, run

# Numbers nobody has: no entry in any table of users is needed.
DESK, DROPPERS, DROPPER = 61_101, 61_102, 61_103

AS_DESK = ["setpriv", f"--reuid={DESK}", f"--regid={DESK}", "--clear-groups"]
# As the unit gives them: read leases on others' files, and others' files and folders themselves.
CAPABLE = ["--inh-caps=-all,+lease,+dac_override", "--ambient-caps=-all,+lease,+dac_override"]
AS_DROPPER = ["setpriv", f"--reuid={DROPPER}", f"--regid={DROPPERS}", "--clear-groups", "--inh-caps=-all"]


def desk_of_user(options, more_words):
    """A desk as tmpfiles.d makes it: the inbox 3730, owned by the daemon's user."""
    desk = Served(options, folder="/var/tmp", wrapper=AS_DESK + more_words)
    os.chmod(desk.root, 0o711)
    os.chmod(desk.outside, 0o1777)
    os.chown(desk.state, DESK, DESK)
    os.chown(desk.inbox, DESK, DROPPERS)
    os.chmod(desk.inbox, 0o3730)
    desk.program = reachable(desk)
    return desk


def reachable(desk):
    """The program where that user may run it."""
    target = desk.root / "wiredesk"
    run("install", "-m", "755", desk.program, target)
    return str(target)


def drop_as_stranger(desk, script, *words):
    run(*AS_DROPPER, "sh", "-c", "umask 077; " + script, "sh", *words, cwd=desk.inbox)


def capable(options, verdict):
    if os.geteuid():
        return verdict.skip("other users' files", "not root")
    with desk_of_user(options, CAPABLE) as desk:
        place = Ground(desk.inbox, desk.outside, desk.outside, f"{options.seed} users")
        texts = {name: place.text() for name in ("private.txt", "moved.txt", "theirs/below.txt")}
        sources = {name: place.source(name.replace("/", "-"), text) for name, text in texts.items()}
        for source in sources.values():
            os.chown(source, DROPPER, DROPPERS)
            os.chmod(source, 0o600)
        desk.serve()
        drop_as_stranger(desk, 'cat "$1" >private.txt', sources["private.txt"])
        drop_as_stranger(desk, 'mv "$1" moved.txt', sources["moved.txt"])
        drop_as_stranger(desk, 'mkdir theirs && cat "$1" >theirs/below.txt', sources["theirs/below.txt"])
        seconds = desk.ended_within(len(texts), FOUND)
        verdict.holds("others' files of mode 0600, and one in their folder of mode 0700, are found once",
                      desk.wrong_deposits(texts) if seconds is not None else [f"{desk.live()}"])
        left = [str(path) for path in desk.inbox.rglob("*") if path.is_file()]
        verdict.holds("and are taken out of their folders", left)
        verdict.holds("the daemon was not root",
                      [] if owner(desk) == DESK else [f"user {owner(desk)}"])
        desk.stop()


def owner(desk):
    return os.stat(f"/proc/{desk.daemon.process.pid}").st_uid


def incapable(options, verdict):
    """Without the capabilities: what may not be opened waits or is left, is named, and is taken as soon
    as it may be."""
    if os.geteuid():
        return verdict.skip("files that may not be read", "not root")
    with desk_of_user(options, ["--inh-caps=-all"]) as desk:
        place = Ground(desk.inbox, desk.outside, desk.outside, f"{options.seed} poor")
        desk.serve()
        texts = {name: place.text() for name in ("open.txt", "private.txt", "closed/below.txt")}
        (desk.inbox / "closed").mkdir()
        for name, text in texts.items():
            with open(place.target(name), "wb") as file:
                os.fchmod(file.fileno(), 0o600 if name == "private.txt" else 0o644)
                file.write(text)
        os.chmod(desk.inbox / "closed", 0o700)
        desk.ended_within(1, FOUND)
        named = {}

        def names():
            live = desk.live()
            named.update({w["name"]: w["cause"] for w in live.get("waiting", [])})
            named.update({w["name"]: w["cause"] for w in live.get("not_taken_names", [])})
            return "closed" in named and "permission" in named.get("private.txt", "").lower()

        verdict.holds("a file and a folder without permission are left and named, and hold nobody up",
                      [] if wait_for(names, 40) and desk.ended() == 1 else [f"{named}"])
        # Taking a file means renaming it: for that a folder must be writable.
        os.chmod(desk.inbox / "closed", 0o777)
        os.chmod(desk.inbox / "private.txt", 0o644)
        seconds = desk.ended_within(3, FOUND)
        print(f"   P7 permission given: found after {seconds if seconds is not None else FOUND:.1f} s", flush=True)
        verdict.holds("given permission, they are found, once",
                      desk.wrong_deposits(texts) if seconds is not None else [f"{desk.live()}"])
        desk.stop()


PARTS = [capable, incapable]
