"""Campaign P: two faults of the surroundings at once on one desk, chosen by chance, the second while the
first lasts. Nothing is lost meanwhile; with both over it resumes by itself within 30 s, every file is
stored exactly once, and it stops in time. CI tries three pairs, `--long` fifty.
"""
import concurrent.futures
import contextlib
import itertools
import os
import random
import signal
import sqlite3
import time
import traceback

from served import RESUMED
from surroundings.databases import locked, read_for_long
from surroundings.disks import shim
from surroundings.fault import Case, fill, mounted

# Files dropped before, at and after each turn.
FILES = 4
TURN = (0.2, 2.5)  # seconds


class Full:
    """No byte is left on the desk's file system."""
    name = "full disk"

    @contextlib.contextmanager
    def on(self, case, disk):
        yield fill(disk)
        (disk / "filler").unlink()


class Connection:
    """Another program's connection to the database, in the middle of something."""

    def __init__(self, name, holding):
        self.name, self.holding = name, holding

    @contextlib.contextmanager
    def on(self, case, disk):
        with contextlib.ExitStack() as stack:
            bit = 0
            # A full disk refuses it; then it did not bite.
            with contextlib.suppress(sqlite3.Error):
                stack.enter_context(self.holding(case))
                bit = 1
            yield bit


class Stopped:
    """SIGSTOP."""
    name = "stopped"

    @contextlib.contextmanager
    def on(self, case, disk):
        was_running = case.daemon.is_running
        if was_running:
            case.daemon.pause()
        yield was_running
        if case.daemon.is_running:
            case.daemon.go_on()


class Killed:
    """SIGKILL; the new start comes when the other fault is over, too."""
    name = "killed"

    @contextlib.contextmanager
    def on(self, case, disk):
        case.kill()
        yield 1


class Slow:
    """Each sync takes a second."""
    name = "slow disk"

    @contextlib.contextmanager
    def on(self, case, disk):
        (case.apart / "slow").write_text("1000")
        yield 1
        (case.apart / "slow").unlink()


class FolderAway:
    """A folder of the desk is renamed away, and comes back."""

    def __init__(self, name):
        self.folder, self.name = name, f"{name} away"

    @contextlib.contextmanager
    def on(self, case, disk):
        place = case.inbox if self.folder == "inbox" else case.state / self.folder
        aside = place.with_name(place.name + "-away")
        place.rename(aside)
        yield 1
        if place.exists():
            # The daemon has made a new one: what it put there stays there.
            for path in sorted(aside.rglob("*"), reverse=True):
                target = place / path.relative_to(aside)
                target.parent.mkdir(parents=True, exist_ok=True)
                if path.is_file():
                    path.rename(target)
        else:
            aside.rename(place)


class Reloaded:
    """SIGHUP with another configuration."""
    name = "reload"

    @contextlib.contextmanager
    def on(self, case, disk):
        text = case.configuration.read_text()
        case.configuration.write_text("scan_seconds = 17\n" + text)
        case.daemon.process.send_signal(signal.SIGHUP)
        yield 1
        case.configuration.write_text(text)
        case.daemon.process.send_signal(signal.SIGHUP)


KINDS = [Full(), Connection("locked database", locked), Connection("held reader", read_for_long), Stopped(),
         Killed(), Slow(), FolderAway("inbox"), FolderAway("done"), Reloaded()]


def start(case):
    """As systemd starts it again: until it stays."""
    until = time.monotonic() + RESUMED
    while True:
        with contextlib.suppress(AssertionError):
            return case.serve()
        if time.monotonic() > until:
            raise AssertionError(f"no start in {RESUMED} s: {case.daemon.errors[-300:]}")
        time.sleep(0.5)


def chosen(options):
    chance = random.Random(options.seed)
    pairs = [pair for pair in itertools.combinations(KINDS, 2)]
    chance.shuffle(pairs)
    pairs = [chance.choice([pair, pair[::-1]]) for pair in (pairs + pairs)[:50 if options.long else 3]]
    # A dead daemon cannot be stopped or told to reload.
    return list(enumerate(sorted(pair, key=lambda kind: isinstance(kind, Killed)) for pair in pairs))


def run(options, verdict):
    if os.geteuid() != 0:
        return verdict.skip("pairs of faults", "it needs root")
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda one: tried(*one, options, verdict), chosen(options)))


def tried(number, pair, options, verdict):
    title = f"{number}: {pair[0].name}, then {pair[1].name}"
    try:
        with mounted("tmpfs", size="48m") as disk, Case(options, verdict, title, folder=disk) as case:
            case.environment = {"LD_PRELOAD": str(shim(case.apart)), "WIREDESK_SLOW": str(case.apart / "slow")}
            both(case, disk, pair, random.Random(f"{options.seed} {number}"))
    except Exception as error:  # noqa: BLE001: one that cannot run must not hide the others
        traceback.print_exc()
        verdict.holds(f"{title}: it could be tried", [f"{type(error).__name__}: {error}"])


def both(case, disk, pair, chance):
    case.serves_first()
    with contextlib.ExitStack() as stack:
        faults = [contextlib.ExitStack(), contextlib.ExitStack()]
        for one in faults:
            stack.enter_context(one)
        bites = []
        for one, kind in zip(faults, pair):
            drop(case)
            bites.append(one.enter_context(kind.on(case, disk)))
            drop(case)
            time.sleep(chance.uniform(*TURN))
        if case.inbox.is_dir():
            case.loses_nothing()
        # Either may be over first.
        chance.shuffle(faults)
        for one in faults:
            one.close()
            drop(case)
            time.sleep(chance.uniform(*TURN))
    if not case.daemon.is_running:
        start(case)
    case.holds("both happened", [], bit=sum(map(bool, bites)) - 1)
    case.resumes()
    case.ends()


def drop(case):
    """Where there is an inbox just now."""
    if case.inbox.is_dir():
        case.drop_next(FILES)
