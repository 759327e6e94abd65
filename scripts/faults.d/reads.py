"""Campaign R: an error at the calls that read, while the daemon runs: opens, reads, stats, listings, leases,
watches; once, and for a while.

A reading that fails has told nothing: the file is tried again, the database looked at again, the folder
scanned again. So nothing may be lost, doubled or half, no file forgotten in claim/, no start refused for
good, and the daemon must drain its inbox by itself, with the next scan at the latest.

Which call of a run reads what differs from run to run. So a point is a kind of call on a kind of path, and
the number among those of one undisturbed run: the first and one from the middle; `--long` tries up to
twelve of each, with every error.
"""
import collections
import errno
import itertools
import signal
import tempfile
import time

from corpus import every_format
from desk import Desk, wait_for
from errors import Error, Trial, tried
from shim import Fault
from verdict import table
from workload import NAMES, slug, workloads

READS = ("open", "openat2", "read", "pread", "fstat", "fstatat", "stat", "statx", "fstatfs", "getdents",
         "lease", "watch")
# The first that a path holds names its kind. The shim counts every call whose path holds it.
PARTS = ("/claim/", "/done", "/failed", "/order", "/inbox", "wiredesk.db-wal", "wiredesk.db", "search.db",
         "/state")
ERRORS = ("EIO", "EMFILE", "ENOMEM", "EINTR", "ESTALE")
# What a listing or an event has missed, the next scan finds: 30 s after the last.
RESUMED_WITHIN = 45
COLUMNS = ["workload", "error", "kinds", "points", "struck", "shown", "refused start", "resumed",
           "slowest s", "problems"]


def kinds(trace):
    """(call, part of the path) → how often it was made."""
    counts = collections.Counter()
    for call in trace.calls:
        if call.name in READS and any(part in call.path for part in PARTS):
            counts[call.name, next(part for part in PARTS if part in call.path)] += 1
    return counts


def points(counts, long):
    for kind, count in sorted(counts.items()):
        if long:
            numbers = {1 + count * step // 12 for step in range(12)}
        else:
            numbers = {1, 1 + count // 2}
        yield from ((kind, number) for number in sorted(numbers))


def errors(long):
    """(name of the error, errno, until relief)."""
    if long:
        return [(f"{name} {'for a while' if lasts else 'once'}", getattr(errno, name), lasts)
                for name, lasts in itertools.product(ERRORS, (False, True))]
    return [("EIO once", errno.EIO, False), ("EMFILE for a while", errno.EMFILE, True)]


def parts(_):
    return [f"{slug(name)}/{slug(error)}" for name in NAMES for error, *_ in errors(long=True)]


def sweep(workload, options, name, number, lasts, chosen):
    """One error at all points. Returns: its row, and what was wrong."""
    if lasts and not options.long:
        chosen = [(kind, at) for kind, at in chosen if at == 1]

    def one(point):
        kind, at = point
        error = Error(name, number, lasts=lasts, of=kind, reads=True, resumes=RESUMED_WITHIN)
        return Trial(workload, options, error, at).run()

    trials = tried(chosen, one)
    struck = [trial for trial in trials if trial.struck]
    problems = [f"{problem} ({name} at {' '.join(trial.fault.of)} number {trial.fault.at}: {trial.place})"
                for trial in trials for problem in trial.problems]
    return {"workload": workload.name, "error": name, "kinds": len({kind for kind, _ in chosen}),
            "points": len(chosen), "struck": len(struck),
            "shown": sum(trial.shown for trial in struck),
            "refused start": sum(trial.refused for trial in struck),
            "resumed": sum(trial.resumed for trial in struck),
            "slowest s": f"{max((trial.seconds for trial in struck), default=0):.1f}",
            "problems": len(problems)}, problems


# Waiting with its cause, tried again after 1, 2, 4 … 30 s: a line a trial at most.
ONE_FILE_SECONDS, ONE_FILE_LINES = 12, 6


def relieved(desk, daemon, armed, files):
    """The error is over: what is wrong when the daemon has drained its inbox, or has not, and was stopped."""
    armed.relieve()
    if not wait_for(lambda: not desk.names("inbox") and not desk.names("claim"), RESUMED_WITHIN):
        yield f"STUCK: {daemon.errors[-300:]}"
    ended = daemon.send(signal.SIGTERM)
    if ended.code != 0:
        yield str(ended)
    # The search index may be behind.
    desk.once()
    yield from desk.problems(files)


def one_file(options, verdict, call, name, number):
    """A disk that does not give one file back, for good: all others are stored, the journal stays short, and
    it is taken when it can be read."""
    files = every_format(options.seed)
    bad = files[len(files) // 2].name
    with Desk(options) as desk:
        armed = Fault(at=1, errno=number, lasts=True, of=(call, f"/inbox/{bad}"), reads=True).on(desk)
        daemon = desk.start(environment=armed.environment)
        problems = [] if daemon.says("watching") else [f"it does not start: {daemon.errors[-300:]}"]
        desk.drop(files)
        if not wait_for(lambda: desk.names("inbox") == {bad}, 30):
            problems.append(f"others wait: {desk.names('inbox')}")
        before = len(daemon.errors.splitlines())
        time.sleep(ONE_FILE_SECONDS)
        # What was claimed before is still being stored, and said.
        others = [f"file={file.name}" for file in files if file.name != bad]
        lines = [line for line in daemon.errors.splitlines()[before:]
                 if not any(other in line.split() for other in others)]
        if len(lines) > ONE_FILE_LINES:
            problems.append(f"{len(lines)} lines in {ONE_FILE_SECONDS} s: {lines[-2:]}")
        live = desk.status().get("live") or {}
        waiting = live.get("waiting", []) + live.get("not_taken_names", [])
        if not any(one["name"] == bad and name in one["cause"] for one in waiting):
            problems.append(f"`status` does not say why it waits: {waiting}")
        problems += relieved(desk, daemon, armed, files)
        struck = len(armed.trace.struck)
    verdict.holds(f"one file whose {call} ends with {name} for good waits alone, and is taken in the end",
                  problems, bit=struck - 1)


def unopened(options, verdict):
    """An inbox that answers with an error when the daemon starts (a mount that is not well): no mistake of
    the configuration, but waited for."""
    files = every_format(options.seed)
    with Desk(options) as desk:
        armed = Fault(at=1, errno=errno.EIO, lasts=True, of=("open", "/inbox"), reads=True).on(desk)
        desk.drop(files)
        daemon = desk.start(environment=armed.environment)
        problems = [] if daemon.says("code=unreachable") else [f"it says {daemon.errors[-300:]}"]
        conditions = (desk.status().get("live") or {}).get("conditions", [])
        if "EIO" not in str(conditions):
            problems.append(f"`status` does not say why: {conditions}")
        problems += desk.lost(files)
        problems += relieved(desk, daemon, armed, files)
        struck = len(armed.trace.struck)
    verdict.holds("an inbox that cannot be opened at the start is waited for, and `status` says why", problems,
                  bit=struck)


def run(options, verdict):
    rows, part = [], (getattr(options, "part", None) or "").partition("/")[2]
    for call, name in (("openat2", "EIO"), ("openat2", "EUCLEAN"), ("fstatat", "EIO")):
        one_file(options, verdict, call, name, getattr(errno, name))
    unopened(options, verdict)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        for workload in workloads(options, folder):
            if workload.name != "move, all formats" and not options.long:
                continue
            calm = Trial(workload, options, Error("none", reads=True), 0).run()
            verdict.holds(f"{workload.name}: an undisturbed daemon is as it must be", calm.problems)
            counts = kinds(calm.trace)
            chosen = list(points(counts, options.long))
            for name, number, lasts in errors(options.long):
                if part not in ("", slug(name)):
                    continue
                row, problems = sweep(workload, options, name, number, lasts, chosen)
                verdict.holds(
                    f"{workload.name}, {name} at {row['struck']} calls that read: nothing is lost,"
                    " forgotten or half, and it resumes", problems,
                    bit=row["struck"] - row["points"] * 2 // 3)
                rows.append(row)
    table(rows, COLUMNS)
