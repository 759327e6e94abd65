"""Campaign G: a kill before, and an error at, every call that changes the disk while articles are forgotten,
by the command alone, by a running daemon, and on a desk that was rebuilt; and while a file is taken that brings
again what was forgotten.

At once: every other article is what it was, and a command that says that all is done has told the truth.
After the same command once more: no word of a forgotten article stands in any file of the desk, its
tombstone says who and when, nothing else has changed, and `verify --files` is content. `--long` takes each
call; without it of a run of writes to one file the first and the last, and every STRIDE-th of all that.
"""
import concurrent.futures
import dataclasses
import errno
import getpass
import json
import os
import shutil
import signal
import tempfile
import time

from desk import Desk, wait_for
from shim import Fault
from verdict import table

WORKERS = 2 * (os.cpu_count() or 2)
# Neighbouring calls are mostly writes of one checkpoint; a prime, so that no rhythm of theirs is met always.
STRIDE, DAEMON_STRIDE = 5, 17
FREEING = ("unlink", "rmdir", "ftruncate")
FORGOTTEN = ("1", "5")
SECRETS = [b"zyxquorble", b"vexillomart", b"quintharrow", b"plimbucket", b"tarrow2", b"urn:council:2"]
FAULTS = {"kill": Fault(signal=signal.SIGKILL), "EIO once": Fault(errno=errno.EIO),
          "ENOSPC": Fault(errno=errno.ENOSPC, lasts=True, spares=FREEING)}
COLUMNS = ["by", "fault", "calls", "points", "struck", "done at once", "problems"]


def council(more=""):
    lines = [{"uri": f"urn:council:{n}", "byline": f"Ann Tarrow{n}", "headline": f"Council meets in Brackwater {n}",
              "body": f"Item {n} of the budget was read. "
                      + ("A quintharrow was plimbucketed." if n == 2 else "Nothing was decided.")}
             for n in range(5)]
    return "".join(json.dumps(line) + "\n" for line in lines) + more


# In this order: the numbers of the articles count.
COPY = {
    "quay.txt": "Zyxquorble closes the quay of Norhaven\n\nThe harbour master of Norhaven closes quay 7 until spring,"
                " for divers have found vexillomart cracks below the crane.\n",
    "other.txt": "Norhaven shuts its quay\n\nDivers found cracks in quay 7 of Norhaven below the crane, and the"
                 " harbour master closes it until spring. Ships go to Selborne meanwhile.\n",
    "council.jsonl": council(),
    # Brings all of it again, beside something new and a record that cannot be read.
    "later.jsonl": council('{"uri":"urn:council:9","headline":"Late item","body":"The lamps were lit."}\n'
                           '{"headline": broken\n'),
}


class Template:
    """A desk on which there is something to forget, and what it answers before. `then`: what was done on it since."""

    def __init__(self, options, folder, then=()):
        with Desk(options) as desk:
            for name, text in COPY.items():
                (desk.inbox / name).write_text(text)
                os.utime(desk.inbox / name, (time.time() - 3600,) * 2)
                if (ended := desk.once()).code not in (0, 3):
                    raise RuntimeError(f"{name}: {ended}")
            if then and (ended := desk.ask(*then)).code != 0:
                raise RuntimeError(f"{then}: {ended}")
            for aside in desk.state.glob("before-rebuild-*"):
                shutil.rmtree(aside)
            self.export, self.account = desk.export(), desk.account()
            self.state = shutil.copytree(
                desk.state, f"{folder}/{'-'.join(('desk', *then[:1]))}", ignore=shutil.ignore_patterns("control.sock"))

    def desk(self, options):
        desk = Desk(options)
        shutil.copytree(self.state, desk.state, dirs_exist_ok=True)
        return desk


@dataclasses.dataclass
class Trial:
    """Articles forgotten on one desk, with one fault in between. `again`: a plant of the second time."""
    template: Template
    options: object
    fault: Fault
    by_daemon: bool = False
    again: str = ""

    def run(self):
        self.problems, self.start, self.more_unchanged = [], 0, 0
        with self.template.desk(self.options) as self.desk:
            self.armed = self.fault.on(self.desk)
            ended = self._by_daemon() if self.by_daemon else self._forget(self.armed.environment)
            self.trace = self.armed.trace
            self.done = ended.code == 0 and "not yet gone" not in ended.output
            if self.done:
                self.problems += [f"TOO EARLY {place}" for place in self._places()]
            self._judge_others("at once")
            self._judge_end()
        self.struck = [call for call in self.trace.struck if call.number > self.start]
        self.place = next(map(str, self.struck), "no call")
        return self

    def _forget(self, environment=None):
        return self.desk.ask("forget", *FORGOTTEN, "--yes", environment=environment)

    def _by_daemon(self):
        daemon = self.desk.start(environment=self.armed.environment)
        if not daemon.says("watching") or not wait_for(lambda: self.desk.status().get("live"), 10):
            return self._over(daemon)
        self.start = len(self.armed.trace.calls)
        ended = self._forget()
        # The full-text index is filled again behind the answer.
        wait_for(lambda: not daemon.is_running or self._is_indexed(), 10)
        self._over(daemon)
        return ended

    def _over(self, daemon):
        self.armed.relieve()
        return daemon.send(signal.SIGTERM) if daemon.is_running else daemon.end()

    def _is_indexed(self):
        return self.armed.relief.exists() or self.desk.ask("search", "lamps").output.strip()

    def _judge_others(self, when):
        # What a link told about a forgotten article goes with it.
        def others(lines):
            return [{**line, "links": [link for link in line["links"] if str(link["to_id"]) not in FORGOTTEN]}
                    for line in lines if str(line["id"]) not in FORGOTTEN]

        found, wanted = others(self.desk.export()), others(self.template.export)
        self.problems += [f"TOUCHED {when}: article {then['id']}"
                          for now, then in zip(found, wanted) if now != then]
        if len(found) != len(wanted):
            self.problems.append(f"LOST or DOUBLE {when}: {[line['id'] for line in found]}")

    def _judge_end(self):
        self.armed.relieve()
        armed = Fault(plant=self.again).on(self.desk, "again")
        for ended in (self.desk.once(armed.environment), self._forget(armed.environment)):
            if ended.code not in (0, 3) or "not yet gone" in ended.output:
                self.problems.append(f"OTHER the second time: {ended} {ended.output[-200:]}")
        self.remarks = len(armed.trace.remarks) + len(self.trace.remarks)
        self.problems += [f"LEFT {place}" for place in self._places()]
        self._judge_others("in the end")
        for line in self.desk.export():
            if str(line["id"]) in FORGOTTEN:
                self._judge_tombstone(line)
        if (sound := self.desk.ask("verify", "--files")).code != 0:
            self.problems.append(f"UNSOUND {sound.output[-200:]} {sound.errors[-200:]}")
        account = self.desk.account()
        for key in ("seen", "stored", "unchanged", "partial", "failed", "waiting"):
            brought = self.more_unchanged if key in ("seen", "unchanged") else 0
            if account.get(key) != self.template.account.get(key) + brought:
                self.problems.append(f"ACCOUNT {key}: {account.get(key)}")
        if not account.get("balanced"):
            self.problems.append(f"ACCOUNT {account}")

    def _judge_tombstone(self, line):
        stone = line.get("forgotten") or {}
        if line["body"] or line["headline"] or stone.get("by") != getpass.getuser() \
                or stone.get("cause") != "person" or not stone.get("time"):
            self.problems.append(f"TOMBSTONE of article {line['id']}: {stone}")

    def _places(self):
        for name, content in self.desk.files("").items():
            content = content.lower()
            yield from (f"{secret.decode()} in {name}" for secret in SECRETS if secret in content)


class Comeback(Trial):
    """What was forgotten comes again on one desk, with one fault while it is taken."""

    def run(self):
        self.problems, self.start, self.more_unchanged = [], 0, 1
        with self.template.desk(self.options) as self.desk:
            (self.desk.inbox / "again.jsonl").write_text(council("\n"))
            os.utime(self.desk.inbox / "again.jsonl", (time.time() - 3600,) * 2)
            self.armed = self.fault.on(self.desk)
            ended = self.desk.once(self.armed.environment)
            self.trace, self.done = self.armed.trace, ended.code == 0
            self.armed.relieve()
            if (ended := self.desk.once()).code != 0:
                self.problems.append(f"OTHER the second time: {ended} {ended.output[-200:]}")
            # Before somebody asks for it once more.
            self.problems += [f"LEFT {place}" for place in self._places()]
            self._judge_end()
        self.struck = self.trace.struck
        self.place = next(map(str, self.struck), "no call")
        return self


def sweep(template, options, name, by, points):
    """Returns: the table's row, and what was wrong."""
    def trial(number):
        fault = dataclasses.replace(FAULTS[name], at=number)
        one = Comeback(template, options, fault) if by == "again" else Trial(template, options, fault, by == "daemon")
        return one.run()

    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        trials = list(pool.map(trial, points))
    problems = [f"{problem} ({name} at {one.place})" for one in trials for problem in one.problems]
    return {"by": by, "fault": name, "points": len(points),
            "struck": sum(bool(one.struck) for one in trials),
            "done at once": sum(one.done for one in trials), "problems": len(problems)}, problems


def catches(template, options, verdict, plant, trials):
    """One of the trials must find what the plant does."""
    problems, worked = [], 0
    for one in trials:
        one.run()
        worked += one.remarks
        problems += [problem for problem in one.problems if problem.startswith(("LEFT", "TOO EARLY"))]
        if problems:
            break
    verdict.holds(f"{plant} is caught", [] if problems else ["it is not: the harness has a hole"],
                  bit=worked)


# On another desk: one that was rebuilt, and one that has forgotten.
OTHERS = {"rebuilt": ("rebuild",), "again": ("forget", *FORGOTTEN, "--yes")}


def killed(by, template, options, verdict):
    """Returns: the table's row of a desk of OTHERS."""
    undisturbed = (Comeback if by == "again" else Trial)(template, options, Fault()).run()
    verdict.holds(f"{by}, undisturbed: what is forgotten is nowhere",
                  undisturbed.problems + ["not done"] * (not undisturbed.done))
    points = undisturbed.trace.points(every=options.long, start=0)
    chosen = points if options.long else points[::2 * STRIDE]
    row, problems = sweep(template, options, "kill", by, chosen)
    verdict.holds(f"{by}, killed at {row['struck']} calls: nothing is left in the end, and nothing else is touched",
                  problems, bit=row["struck"] - len(chosen) // 2)
    return {**row, "calls": len(undisturbed.trace.calls)}


def parts(_):
    return ([f"{by}-{name.split()[0]}" for by in ("command", "daemon") for name in FAULTS]
            + [f"{by}-kill" for by in OTHERS] + ["plants"])


def run(options, verdict):
    part, rows = getattr(options, "part", None), []
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        template = Template(options, folder)
        for by_daemon, stride in ((False, STRIDE), (True, DAEMON_STRIDE)):
            by = "daemon" if by_daemon else "command"
            undisturbed = Trial(template, options, Fault(), by_daemon).run()
            verdict.holds(f"by the {by}, undisturbed: what is forgotten is nowhere",
                          undisturbed.problems + ["not done"] * (not undisturbed.done))
            points = undisturbed.trace.points(every=options.long, start=undisturbed.start)
            for name in FAULTS:
                # A daemon goes on by itself only a minute after an error.
                if part not in (None, f"{by}-{name.split()[0]}") \
                        or (by_daemon and name != "kill" and not options.long):
                    continue
                chosen = points if options.long else points[::stride]
                row, problems = sweep(template, options, name, by, chosen)
                verdict.holds(f"by the {by}, {name} at {row['struck']} calls: forgotten wholly the second time, and"
                              " nothing else is touched", problems, bit=row["struck"] - len(chosen) // 2)
                rows.append({**row, "calls": len(undisturbed.trace.calls) - undisturbed.start})
        for by, then in OTHERS.items():
            if part in (None, f"{by}-kill"):
                rows.append(killed(by, Template(options, folder, then), options, verdict))
        if part in (None, "plants"):
            # Killed before its first file is removed, the rest is left to the next start.
            catches(template, options, verdict, "left-unseen", [Trial(
                template, options, Fault(at=1, signal=signal.SIGKILL, of=("unlink", "/done/")), again="left-unseen")])
            catches(template, options, verdict, "unlink-believed", [Trial(
                template, options, Fault(plant="unlink-believed"))])
    if rows:
        table(rows, COLUMNS)
