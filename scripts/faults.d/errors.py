"""Campaign D: an error at every call that changes the disk, while the daemon runs.

EIO once, and ENOSPC from there on until it is relieved. Meanwhile nothing may be acknowledged (order.py
follows every call) and the degradation must show within 5 s; after relief the daemon must drain its inbox
by itself within 30 s, or, when it could not start, say so by its exit code. `--long` has the other errors
of storage too, in every mode.
"""
import collections
import concurrent.futures
import dataclasses
import errno
import os
import signal
import tempfile
import time

from order import Order
from shim import Fault
from desk import wait_for
from verdict import table
from workload import NAMES, slug, workloads

SHOWN_WITHIN, RESUMED_WITHIN = 5, 30
# A point takes seconds of waiting (the daemon's own delays) and little else.
WORKERS = 5 * (os.cpu_count() or 2)
TRIES = 2
COLUMNS = ["workload", "error", "points", "struck", "shown", "unseen", "refused start", "resumed",
           "slowest s", "problems"]
# What a full disk still does.
FREEING = ("unlink", "rmdir", "ftruncate")


@dataclasses.dataclass(frozen=True)
class Error:
    """`lasts`: until relief. `spares`: calls that do not meet it."""
    name: str
    errno: int = 0
    lasts: bool = False
    halves: bool = False
    spares: tuple = ()
    plant: str = ""
    of: tuple = ()
    reads: bool = False
    resumes: int = RESUMED_WITHIN  # seconds after relief

    def at(self, number):
        return Fault(at=number, errno=self.errno, lasts=self.lasts, halves=self.halves,
                     spares=self.spares, plant=self.plant, of=self.of, reads=self.reads)


USUAL = [Error("EIO once", errno.EIO), Error("ENOSPC", errno.ENOSPC, lasts=True, spares=FREEING)]
MORE = [Error("EINTR once", errno.EINTR), Error("EDQUOT", errno.EDQUOT, lasts=True, spares=FREEING),
        Error("EROFS", errno.EROFS, lasts=True, spares=("fsync", "fdatasync", "syncfs")),
        Error("short write", halves=True), Error("ENOMEM once", errno.ENOMEM),
        Error("EMFILE", errno.EMFILE, lasts=True,
              spares=tuple("write pwrite fsync fdatasync syncfs rename unlink rmdir mkdir"
                           " ftruncate".split()))]


class Trial:
    """One daemon, one error at one call."""

    def __init__(self, workload, options, error, number):
        self.workload, self.options, self.error = workload, options, error
        self.fault, self.problems = error.at(number), []
        self.struck = self.shown = self.refused = self.resumed = False
        self.seconds = 0

    def run(self):
        with self.workload.desk(self.options) as self.desk:
            self.order, self.armed = Order(self.desk), self.fault.on(self.desk)
            self.daemon = self.desk.start(environment=self.armed.environment)
            wait_for(lambda: self._has_struck() or self._is_over(), RESUMED_WITHIN)
            if self.error.lasts and self.struck and self.daemon.is_running:
                # Over although it lasts: the call was one that nothing depends on.
                wait_for(lambda: self._shows() or self._is_over(), SHOWN_WITHIN)
            self.armed.relieve()
            self._resume()
            self._judge(self._stop())
            self.trace = self.armed.trace
        self.place = next(map(str, self.trace.struck), "not struck")
        return self

    def _has_struck(self):
        if not self.struck and self.armed.trace_file.exists():
            self.struck = "\t!\n" in self.armed.trace_file.read_text(errors="replace")
        return self.struck

    def _is_over(self):
        return not self.daemon.is_running or self._has_drained()

    def _has_drained(self):
        if self.workload.mode == "leave":
            said = self.daemon.errors
            return sum(said.count(word) for word in (": stored '", ": stored part", ": set aside '",
                                                     ": unchanged '")) >= len(self.workload.files)
        # Folders are removed when their last file has been disposed of, durably.
        claim = self.desk.state / "claim"
        return not self.desk.names("inbox") and claim.exists() and not os.listdir(claim)

    def _shows(self):
        """By `status`, which anybody can ask: a condition, or a file that waits with this cause."""
        live = self.desk.status().get("live") or {}
        name = errno.errorcode.get(self.error.errno, "")
        self.shown = bool(live.get("conditions")) or any(
            name in file["cause"] for file in live.get("waiting", []))
        return self.shown

    def _resume(self):
        began = time.monotonic()
        if not wait_for(self._is_over, self.error.resumes):
            left = sorted(self.desk.names("inbox")), sorted(
                str(path.relative_to(self.desk.state)) for path in (self.desk.state / "claim").rglob("*"))
            self.problems.append(f"STUCK {self.error.resumes} s after relief: inbox and claim/ hold {left}: "
                                 f"{self.daemon.errors[-300:]}")
        self.seconds = time.monotonic() - began
        self.resumed = self.daemon.is_running

    def _stop(self):
        if not self.daemon.is_running:
            ended = self.daemon.end()
            self.refused = ended.code in (1, 69)
            if not self.refused:
                self.problems.append(f"ENDED by itself: {ended}")
            return ended
        # Before it listens to signals, SIGTERM ends it like any program.
        self.daemon.says("watching")
        ended = self.daemon.send(signal.SIGTERM)
        if ended.code not in (0, 1, 69):
            self.problems.append(f"ENDED {ended}")
        return ended

    def _judge(self, ended):
        files = self.workload.files
        self._has_struck()
        if self.error.lasts and self.struck and self.resumed and not self.shown \
                and "trying again" in ended.errors:
            self.problems.append("UNSHOWN: it tried again, and `status` knew nothing")
        self.problems += self.order.follow(self.armed.trace) + self.desk.lost(files)
        if ended.code == 0 and not self._has_drained():
            self.problems.append(f"FALSE success: {ended}")
        again = Fault(plant=self.error.plant).on(self.desk, "again")
        after = self.desk.once(again.environment)
        if after.code not in (0, 3):
            self.problems.append(f"OTHER the clean run: {after}")
            return
        self.problems += self.order.follow(again.trace, to_its_end=True) + self.desk.problems(files)


def tried(points, trial):
    """The trials of all points; a point that struck nothing has another, `TRIES` in all, since the same
    files make more or fewer calls each time. Each of them is judged."""
    trials = []
    for _ in range(TRIES):
        with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
            ended = list(pool.map(trial, points))
        trials += ended
        points = [point for point, one in zip(points, ended) if not one.struck]
    return trials


def sweep(workload, options, error, points):
    """All points of one workload. Returns: its row, and what was wrong."""
    trials = tried(points, lambda number: Trial(workload, options, error, number).run())
    struck = [trial for trial in trials if trial.struck]
    problems = [f"{problem} ({error.name} at call {trial.fault.at}: "
                f"{trial.place})"
                for trial in trials for problem in trial.problems]
    return {"workload": workload.name, "error": error.name, "points": len(points),
            "struck": len(struck), "shown": sum(trial.shown for trial in struck),
            "unseen": sum(not trial.shown and trial.resumed for trial in struck),
            "refused start": sum(trial.refused for trial in struck),
            "resumed": sum(trial.resumed for trial in struck),
            "slowest s": f"{max((trial.seconds for trial in struck), default=0):.1f}",
            "problems": len(problems)}, problems


def undisturbed(workload, options):
    """The trace of a daemon that is stopped when it has drained its inbox, and what was wrong."""
    trial = Trial(workload, options, Error("none"), 0).run()
    return trial.trace, trial.problems


def parts(_):
    return [f"{slug(name)}/{slug(error.name)}" for name in NAMES for error in USUAL + MORE]


def run(options, verdict):
    rows, part = [], (getattr(options, "part", None) or "").partition("/")[2]
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        for workload in workloads(options, folder):
            if workload.mode != "move" and not options.long:
                continue
            trace, problems = undisturbed(workload, options)
            points = trace.points(every=options.long)
            verdict.holds(f"{workload.name}: an undisturbed daemon is as it must be", problems)
            for error in USUAL + MORE * options.long:
                if part not in ("", slug(error.name)):
                    continue
                row, problems = sweep(workload, options, error, points)
                verdict.holds(
                    f"{workload.name}, {error.name} at {row['struck']} calls: nothing is lost or"
                    " acknowledged, it shows, it resumes", problems,
                    bit=row["struck"] - len(points) // 2)
                rows.append(row)
    table(rows, COLUMNS)
