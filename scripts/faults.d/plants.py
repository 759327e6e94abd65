"""Campaign M: the harness proves itself. Each wrong order of plants.c must be caught, by the campaign that
exists for it; one that passes is a hole in the harness, and fails the run.
"""
import errno
import tempfile

from corpus import Copy
from desk import Desk, wait_for
from errors import Error, Trial
from kills import kill, killed_by
from order import Order
from shim import Fault
from verdict import table
from workload import workloads

# A second scan must come within this; inotify is deaf meanwhile.
SCAN_SECONDS = 1
# Calls of one kind that are tried: the first commits of a run.
TRIALS = 8
LOG_SYNC, FOLDER_SYNC = ("fdatasync", "/wiredesk.db-wal"), ("fsync", "/state/done")
SOURCE_SYNC = ("fsync", "/claim/")
CLAIM_READ = ("pread", "/claim/")


class Evidence:
    """What a campaign found wrong under a plant, and how often the plant did its work. Parameter words:
    what a violation must say to count, since one wrong order may look like another."""

    def __init__(self, words=""):
        self.words, self.problems, self.worked, self.runs = words, [], 0, 0

    def add(self, problems, worked):
        self.problems += [problem for problem in problems if self.words in problem]
        self.worked += worked
        self.runs += 1
        return bool(self.problems)


def by_order(workload, options, plant, words):
    """C, on one undisturbed run."""
    evidence = Evidence(words)
    with workload.desk(options) as desk:
        order, armed = Order(desk), Fault(plant=plant).on(desk)
        desk.once(armed.environment)
        evidence.add(order.follow(armed.trace, to_its_end=True), len(armed.trace.remarks))
    return evidence


def by_kills(workload, options, plant, words, of):
    """A with C: killed before the first, second … call `of` that kind, until one catches it."""
    evidence = Evidence(words)
    for number in range(1, TRIALS + 1):
        traces, problems = killed_by(
            workload, options, kill(number, plant, of), clean=Fault(plant=plant))
        if evidence.add(problems, sum(len(trace.remarks) for trace in traces)):
            break
    return evidence


def by_errors(workload, options, plant, words, of, reads=False):
    """D: EIO at the first, second … such call, until one catches it."""
    evidence = Evidence(words)
    for number in range(1, TRIALS + 1):
        error = Error("EIO once", errno.EIO, plant=plant, of=of, reads=reads)
        trial = Trial(workload, options, error, number).run()
        if evidence.add(trial.problems, len(trial.trace.remarks)):
            break
    return evidence


def by_scan(options, plant):
    """P7: a file of which no event tells must be found by the next scan."""
    evidence, file = Evidence("LEFT"), Copy(options.seed).text("unheard.txt")
    with Desk(options, more=f"young_seconds = 0\nscan_seconds = {SCAN_SECONDS}\n") as desk:
        armed = Fault(plant=plant).on(desk)
        daemon = desk.start(environment=armed.environment)
        daemon.says("watching")
        desk.drop([file])
        wait_for(lambda: not desk.names("inbox"), 5 * SCAN_SECONDS)
        left = sorted(desk.names("inbox"))
        daemon.process.kill()
        daemon.end()
        evidence.add([f"LEFT {name} of which no event told" for name in left],
                     len(armed.trace.remarks))
    return evidence


def run(options, verdict):
    rows = []

    def catches(plant, campaign, evidence):
        words = f"{plant} is caught by {campaign}"
        verdict.holds(words, [] if evidence.problems else ["it is not: the harness has a hole"],
                      bit=evidence.worked)
        first = evidence.problems[0].replace(options.folder, "")[:100] if evidence.problems else "–"
        rows.append({"plant": plant, "runs": evidence.runs, "worked": evidence.worked,
                     "violations": len(evidence.problems), "first": " ".join(first.split())})

    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        first_start, move, *_ = workloads(options, folder)
        for plant, words in (("log-unsynced", "no durable record"), ("move-first", "no durable record"),
                             ("source-unsynced", "its bytes were never"),
                             ("folder-unsynced", "is never synced")):
            catches(plant, "the order checker", by_order(move, options, plant, words))
        catches("move-first", "a kill (a file is lost)", by_kills(
            move, options, "move-first", "LOST", FOLDER_SYNC))
        catches("log-trusted", "a kill with the order checker", by_kills(
            move, options, "log-trusted", "no durable record", LOG_SYNC))
        catches("spool-trusted", "a kill with the order checker", by_kills(
            move, options, "spool-trusted", "is never synced", FOLDER_SYNC))
        catches("no-unique", "a kill (articles are double)", by_kills(
            first_start, options, "no-unique", "DOUBLE", SOURCE_SYNC))
        catches("retried-sync", "an error", by_errors(
            move, options, "retried-sync", "no durable record", LOG_SYNC))
        catches("ended-read", "an error of reading", by_errors(
            move, options, "ended-read", "LOST", CLAIM_READ, reads=True))
    control = by_scan(options, "deaf")
    verdict.holds("a file of which no event tells is found by a scan", control.problems,
                  bit=control.worked)
    catches("no-rescan", "the same desk", by_scan(options, "no-rescan"))
    table(rows, ["plant", "runs", "worked", "violations", "first"])
