"""Campaign A: kill -9 before every call that changes the disk, in every mode, a container included.

After each kill, with nothing running: every file whole in inbox or claim/, or durable. Then one clean
`run --once`, and the full judgement of desk.py. The order checker (order.py) reads both traces as one.
Every call, but of a run of writes to one file the first and the last only; `--long` takes each call,
2,000 pairs with a second kill during the recovery, and 10,000 kills at random calls under load.
"""
import collections
import concurrent.futures
import os
import random
import signal
import tempfile

from desk import Desk
from corpus import Copy
from order import Order
from shim import Fault
from verdict import table
from workload import NAMES, slug, workloads

PAIRS, RANDOM_KILLS, LOADS = 2_000, 10_000, 4
# Undisturbed runs of a workload.
TRACED = 4
# A run that fell into fewer groups ends before its call: the same call is tried in another run.
TRIES = 4
# Most of a run is waiting for timers and the disk: more runs than cores.
WORKERS = 2 * (os.cpu_count() or 2)
COLUMNS = ["workload", "calls", "points", "killed", "recoveries killed", "lost", "double", "half",
           "account", "left", "spool", "order", "other"]
KINDS = ("LOST", "DOUBLE", "HALF", "ACCOUNT", "LEFT", "SPOOL", "ORDER")


class Count(collections.Counter):
    """What one workload's kills did. `problems` are sentences, with the call that was killed."""

    def __init__(self):
        super().__init__()
        self.problems, self.struck = [], collections.Counter()

    def note(self, place, problems):
        for problem in problems:
            kind = problem.split()[0]
            self[kind.lower() if kind in KINDS else "other"] += 1
            self.problems.append(f"{problem} (killed at {place})")

    def row(self, workload, calls, points):
        return {**{column: self[column] for column in COLUMNS}, "workload": workload, "calls": calls,
                "points": points}


def kill(number, plant="", of=()):
    return Fault(at=number, signal=signal.SIGKILL, plant=plant, of=of)


def killed_by(workload, options, *faults, clean=Fault()):
    """One run under the first fault, its recovery under the second, and so on; then a clean run.
    Returns: the traces, and the problems."""
    with workload.desk(options) as desk:
        order, traces, problems = Order(desk), [], []
        for round_, fault in enumerate(faults):
            armed = fault.on(desk, f"killed-{round_}")
            ended = desk.once(armed.environment)
            traces.append(armed.trace)
            if ended.signal != signal.SIGKILL and ended.code not in (0, 3):
                problems.append(f"OTHER {ended}")
            problems += order.follow(armed.trace) + desk.lost(workload.files)
        armed = clean.on(desk, "clean")
        ended = desk.once(armed.environment)
        traces.append(armed.trace)
        if ended.code not in (0, 3):
            return traces, problems + [f"OTHER the clean run: {ended}", *desk.lost(workload.files)]
        problems += order.follow(armed.trace, to_its_end=True) + desk.problems(workload.files)
        return traces, problems


def sweep(workload, options, plans, count):
    """Carries out plans (tuples of faults), several at a time; those that struck nothing again, `TRIES`
    times in all. What a run without a kill does is judged as well."""
    for _ in range(TRIES):
        missed = []
        with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
            ran = pool.map(lambda plan: killed_by(workload, options, *plan), plans)
            for plan, (traces, problems) in zip(plans, ran):
                struck = [call for trace in traces for call in trace.struck]
                if not struck:
                    missed.append(plan)
                count["killed"] += bool(struck)
                count["recoveries killed"] += len(struck) > 1
                count.struck.update(f"{call.name} {kind(call.path)}" for call in struck)
                count.note(" and ".join(map(str, struck)) or "no call", problems)
        plans = missed


def kind(path):
    """What a path of the ground is, for the table of calls that were struck."""
    for part in ("wiredesk.db-wal", "wiredesk.db", "search.db", "/inbox", "/claim", "/done", "/failed"):
        if part in path:
            return part.strip("/")
    return "state"


def parts(_):
    return [*map(slug, NAMES), *(f"load-{number}" for number in range(1, LOADS + 1))]


def run(options, verdict):
    part = getattr(options, "part", None) or ""
    if part.startswith("load-"):
        kills, chance = RANDOM_KILLS // LOADS, random.Random(f"{options.seed} {part}")
        return verdict.holds(f"{kills} kills at random calls under load lose nothing (with none in N the"
                             " rate is under 3/N at 95 %)", under_load(options, chance, kills))
    chance, rows, struck = random.Random(options.seed), [], collections.Counter()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        for workload in workloads(options, folder):
            trace, problems = shortest(workload, options)
            verdict.holds(f"{workload.name}: undisturbed runs are as they must be", problems)
            points, count = trace.points(every=options.long), Count()
            sweep(workload, options, [(kill(number),) for number in points], count)
            if options.long:
                last = len(trace.calls)
                sweep(workload, options, [
                    (kill(chance.randint(1, last)), kill(chance.randint(1, last))) for _ in range(PAIRS // 7)],
                    count)
            verdict.holds(
                f"{workload.name}: {count['killed']} kills lose, double and halve nothing",
                count.problems, bit=count["killed"] - len(points) * 9 // 10)
            rows.append(count.row(workload.name, len(trace.calls), len(points)))
            struck += count.struck
    table(rows, COLUMNS)
    print("   struck: " + ", ".join(f"{n} × {what}" for what, n in struck.most_common()))


def shortest(workload, options):
    """Of some undisturbed runs the trace with the fewest calls, and the problems of all. How the files
    fall into groups differs from run to run, by a quarter of the calls: points behind the end of most
    runs would never be struck."""
    traces, problems = zip(*(workload.trace(options) for _ in range(TRACED)))
    return min(traces, key=lambda trace: len(trace.calls)), [p for some in problems for p in some]


def under_load(options, chance, kills):
    """One desk that is killed again and again at a random call while new files come."""
    copy, dropped = Copy(f"{options.seed} {options.part}"), []
    with Desk(options, more="workers = 2\nyoung_seconds = 0\n") as desk:
        for number in range(kills):
            new = [copy.container(f"{number}-{n}.jsonl", chance.randint(1, 40), sentences=2)
                   if chance.random() < 0.3 else copy.text(f"{number}-{n}.txt") for n in range(8)]
            desk.drop(new)
            dropped += new
            desk.once(kill(chance.randint(1, 400)).on(desk, "load").environment)
            if number % 50 == 0:
                yield from desk.lost(dropped)
            (desk.outside / "written.bytes").unlink(missing_ok=True)
            (desk.outside / "load.trace").unlink(missing_ok=True)
        ended = desk.once()
        if ended.code != 0:
            yield str(ended)
        yield from desk.problems(dropped)
