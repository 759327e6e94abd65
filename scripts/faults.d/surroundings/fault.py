"""One fault around a serving daemon, from its beginning to its relief, and what must hold meanwhile."""
import contextlib
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

from corpus import Copy
from desk import wait_for
from served import DEGRADED, FOUND, RESUMED, SLACK, STOPPED, Served

FAULTS = []


def fault(title, *needs):
    """Registers a part of the campaign: a function of (options, verdict) that says `title` in its
    sentences. Parameter needs: programs, or `root`."""

    def register(part):
        FAULTS.append((title, needs, part))
        return part

    return register


def missing(needs):
    return [need for need in needs
            if (os.geteuid() != 0 if need == "root" else not shutil.which(need))]


class Case(Served):
    """A serving desk whose files are kept in mind: everything dropped must be stored once, in the end.

    Files are staged before the fault, because on a full disk nobody can write one; `drop_next` then only
    renames."""

    def __init__(self, options, verdict, title, staged=40, **more):
        super().__init__(options, **more)
        self.verdict, self.title = verdict, title
        self.copy = Copy(f"{options.seed} {title}")
        self.staged, self.contents = [], {}
        self.before = self.count = 0
        for _ in range(staged):
            self.stage()

    def stage(self):
        name = f"{len(self.staged) + len(self.contents)}.txt"
        dropped = self.copy.text(name)
        path = self.outside / name
        path.write_bytes(dropped.content)
        os.chmod(path, 0o644)
        self.staged.append((name, dropped.content))

    def drop_next(self, count=1, below=None):
        """Parameter below: another folder than the inbox, from which the files must get there."""
        for _ in range(count):
            name, content = self.staged.pop(0)
            (self.outside / name).rename((below or self.inbox) / name)
            self.contents[name] = content

    def drop_next_below(self, source, count):
        """Into a sub-folder that is there."""
        for _ in range(count):
            name, content = self.staged.pop(0)
            (self.outside / name).rename(self.inbox / source / name)
            self.contents[f"{source}/{name}"] = content

    def holds(self, sentence, violations=(), bit=None):
        return self.verdict.holds(f"{self.title}: {sentence}", violations, bit)

    def figure(self, text):
        print(f"   {self.title}: {text}", flush=True)

    # What must hold

    def serves_first(self, count=5):
        """So that everything is open and warm before the fault."""
        self.serve()
        self.drop_next(count)
        if self.ended_within(count, FOUND) is None:
            raise AssertionError(f"it does not even begin: {self.daemon.errors[-300:]}")

    def degrades(self, codes, within=DEGRADED, bit=1):
        """In `status`, its exit code and the STATUS line, with one of the codes, in time."""
        conditions, seconds = self.conditions_within(within + SLACK + 10)
        problems = [] if conditions else [f"not degraded after {seconds:.0f} s: {self.hint()}"]
        if conditions and not set(conditions) & set(codes):
            problems.append(f"degraded as {conditions}, not as {codes}")
        if conditions and seconds > within + SLACK:
            problems.append(f"degraded only after {seconds:.1f} s")
        if conditions:
            self.figure(f"degraded after {seconds:.1f} s as {', '.join(conditions)}")
            if (code := self.ask("status").code) != 69:
                problems.append(f"`status` ends with {code}")
            time.sleep(1.2)
            if "degraded: " not in self.notified.status:
                problems.append(f"STATUS={self.notified.status}")
        self.holds("the degraded state is shown within 5 s", problems, bit)
        return set(conditions) & set(codes)

    def hint(self):
        lines = self.daemon.errors.strip().splitlines()
        return f"waiting {self.live().get('waiting', [])[:2]}, log {lines[-1:] if lines else []}"

    def loses_nothing(self, after=0):
        """Meanwhile: what is not in the database lies whole in the inbox or in claim/."""
        here = [p.read_bytes() for f in (self.inbox, self.state / "claim") for p in f.rglob("*") if p.is_file()]
        stored = {os.fsdecode(name) for name, outcome, *_ in self.deposits() if outcome}
        lost = [name for name, content in self.contents.items()
                if name not in stored and here.count(content) != 1]
        self.holds("nothing is lost meanwhile", lost)

    def resumes(self, within=RESUMED):
        """By itself, and everything dropped is stored once."""
        began = time.monotonic()
        seconds = self.well_within(within + SLACK)
        found = self.ended_within(len(self.contents), FOUND)
        if seconds is not None and found is not None:
            self.figure(f"resumed after {seconds:.1f} s, all found after {time.monotonic() - began:.1f} s")
        self.holds("it resumes by itself within 30 s",
                   [] if seconds is not None else [f"{self.conditions()}"])
        self.all_stored(found)

    def all_stored(self, found=0):
        problems = list(self.wrong_deposits(self.contents))
        if found is None:
            problems.append(f"only {self.ended()} of {len(self.contents)} within {FOUND} s: {self.hint()}")
        if not self.account().get("balanced"):
            problems.append(f"account {self.account()}")
        self.holds("every file is found and stored exactly once", problems)

    def ends(self):
        """Cleanly and in time (P15)."""
        ended, took = self.stop()
        problems = [] if ended.code == 0 else [str(ended)]
        if took > STOPPED + SLACK:
            problems.append(f"after {took:.1f} s")
        self.holds("it stops within 5 s", problems)


@contextlib.contextmanager
def mounted(kind, **settings):
    """A file system of its own: `tmpfs` (size, nr_inodes) or `ext4` in a file of `mib` MiB on a loop
    device, whose name is in `device` beside the folder. Gives the folder."""
    top = pathlib.Path(tempfile.mkdtemp(prefix="wiredesk-mount-"))
    folder = top / "disk"
    folder.mkdir()
    device = None
    try:
        if kind == "tmpfs":
            quietly("mount", "-t", "tmpfs", "-o",
                    ",".join(f"{key}={value}" for key, value in settings.items()), "none", folder)
        else:
            image = top / "image"
            quietly("truncate", "-s", f"{settings['mib']}M", image)
            quietly("mkfs.ext4", "-q", "-F", *settings.get("words", []), image)
            device = quietly("losetup", "--find", "--show", image)
            (top / "device").write_text(device)
            quietly("mount", "-o", settings.get("options", "noatime"), device, folder)
        os.chmod(top, 0o711)
        yield folder
    finally:
        unmount(folder)
        if device:
            quietly("losetup", "--detach", device)
        shutil.rmtree(top, ignore_errors=True)


def unmount(folder):
    """All that lies on one another there; a daemon that was killed a moment ago may still hold it."""
    for _ in range(100):
        if subprocess.run(["umount", folder], capture_output=True).returncode and not os.path.ismount(folder):
            return
        time.sleep(0.02)
    subprocess.run(["umount", "-l", folder], capture_output=True)


def quietly(*words):
    ended = subprocess.run([os.fspath(w) for w in words], capture_output=True, text=True)
    if ended.returncode:
        raise OSError(f"{words[0]}: {ended.stderr.strip()[-200:]}")
    return ended.stdout.strip()


def fill(folder, name="filler"):
    """Writes until nothing more goes. Returns: the bytes, above 0 when the disk is full indeed."""
    written = 0
    with open(folder / name, "wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            with contextlib.suppress(OSError):
                while True:
                    written += file.write(b"\0" * size)
    return written
