"""Campaign J: a chaos run against a clean sequential replay of the same files in the recorded order.

P6: the sequence number given at admission is the order, and any number of workers, any grouping of
commits and any crash give the same articles, verdicts, links, groups and stories as one worker that gets
the files one after the other in that order, with the same seed.
"""
import collections
import json
import os
import random
import signal
import time

from desk import Running
from mixture import SOURCES, Mixture
from served import Served

# Of the database: what its hashes are secret by.
SECRET = 20_260_322


def parts(_):
    """Each with a seed of its own."""
    return [str(number) for number in range(1, 51)]


def run(options, verdict):
    seed = options.seed + int(getattr(options, "part", None) or 0)
    compare(options, verdict, seed, 10_000 if options.long else 2_000)


def compare(options, verdict, seed, count):
    files = Mixture(seed).files(count)
    with Chaos(options, seed) as chaos:
        chaos.rage(files)
        problems = list(chaos.unfinished(count))
        verdict.holds(f"seed {seed}: after {chaos.kills} kills, {chaos.stops} stops and {chaos.pauses} pauses"
                      f" every one of {count} files has ended once", problems, bit=chaos.bitten)
        if problems:
            return
        with Chaos(options, seed) as clean:
            order = chaos.order()
            clean.replay(files, order)
            told = [Told(chaos), Told(clean)]
            verdict.holds(f"seed {seed}: the replay kept the recorded order",
                          [] if clean.order() == order else [first_difference(clean.order(), order)])
            for name, differing in told[0].differing(told[1]):
                verdict.holds(f"seed {seed}: equal {name}", differing)
            told[0].report(seed)


def first_difference(left, right):
    place = next((n for n, pair in enumerate(zip(left, right)) if pair[0] != pair[1]), len(left))
    return f"at {place}: {left[place:place + 2]} and {right[place:place + 2]}"


class Chaos(Served):
    """A desk with the sources' sub-folders in its inbox."""

    def __init__(self, options, seed):
        super().__init__(options)
        self.random = random.Random(seed)
        self.kills = self.stops = self.pauses = self.bitten = 0
        for source in SOURCES:
            (self.inbox / source).mkdir()

    def begin(self, workers, scan_seconds=30):
        self.configuration.write_text(
            f'state = "{self.state}"\nspool = "{self.state}"\nworkers = {workers}\nyoung_seconds = 0\n'
            f'scan_seconds = {scan_seconds}\n[[inbox]]\npath = "{self.inbox}"\n')
        # Not `serve`: a kill may come before it is ready.
        self.logs += 1
        command = [self.program, "run", "--config", str(self.configuration), "--seed", str(SECRET)]
        self.daemon = Running(command, {}, self.apart / f"errors-{self.logs}.log")

    def put(self, file):
        staged = self.outside / "staged"
        staged.write_bytes(file.content)
        os.utime(staged, (time.time() - 3600,) * 2)
        staged.rename(self.inbox / file.name)

    def waiting(self):
        return sum(len(names) for top in (self.inbox, self.state / "claim") for _, _, names in os.walk(top))

    def rage(self, files):
        """In rounds of a hundred or two: drops, starts with another number of workers, and ends it."""
        files = list(files)
        self.random.shuffle(files)
        while files:
            size = self.random.randint(60, 240)
            part, files = files[:size], files[size:]
            for file in part[: size // 3]:
                self.put(file)
            self.begin(self.random.randint(1, 8))
            for file in part[size // 3:]:
                self.put(file)
                if self.random.random() < 0.01:
                    self.pause()
            time.sleep(self.random.random() * 0.25)
            self.break_off()
        self.begin(4)
        while self.waiting() and self.daemon.is_running:
            time.sleep(0.05)
        self.says_ready()
        self.daemon.send(signal.SIGTERM)

    def says_ready(self):
        self.daemon.says("watching", 30)

    def pause(self):
        os.kill(self.daemon.process.pid, signal.SIGSTOP)
        time.sleep(0.02)
        os.kill(self.daemon.process.pid, signal.SIGCONT)
        self.pauses += 1

    def break_off(self):
        met_work = self.waiting() > 0
        if self.random.random() < 0.7:
            self.daemon.send(signal.SIGKILL)
            self.kills += 1
            self.bitten += met_work
        else:
            self.says_ready()
            self.daemon.send(signal.SIGTERM)
            self.stops += 1

    def unfinished(self, count):
        ended = [name for name, outcome, *_ in self.deposits() if outcome]
        yield from (f"{name} ended {times} times" for name, times in collections.Counter(ended).items()
                    if times > 1)
        if len(set(ended)) != count or self.waiting():
            yield f"{len(set(ended))} of {count} ended, {self.waiting()} wait: {self.daemon.errors[-200:]}"

    def order(self):
        return [os.fsdecode(name) for name, *_ in self.deposits()]

    def replay(self, files, order):
        """One worker; events keep the order of the renames, and a scan, which does not, must not come in
        between: it is due every 90 s, and by then all have ended."""
        by_name = {file.name: file for file in files}
        self.begin(1, scan_seconds=90)
        self.says_ready()
        time.sleep(1)
        for number, name in enumerate(order, 1):
            self.put(by_name[name])
            if number % 500 == 0:
                self.ended_within(number, 60)
                if number % 5000 == 0:
                    # A scan that finds nothing sets the clock of the next.
                    self.restart_alone()
        self.ended_within(len(order), 120)
        self.daemon.send(signal.SIGTERM)


    def restart_alone(self):
        self.daemon.send(signal.SIGTERM)
        self.begin(1, scan_seconds=90)
        self.says_ready()
        time.sleep(1)


class Told:
    """What a desk says of its articles, by names that two runs have in common."""

    def __init__(self, desk):
        exported = desk.export()
        place = {a["id"]: (a["deposit"]["name"], a["deposit"]["locator"]) for a in exported}
        self.articles = {place[a["id"]]: (a["uri"], a["version"], a["headline"], a["body"], a["source"])
                         for a in exported}
        self.sequence = [place[a["id"]] for a in exported]
        self.verdicts = {place[a["id"]]: a["verdict"] for a in exported}
        self.groups = {place[a["id"]]: place.get(a["copy_of_id"]) for a in exported}
        self.links = {place[a["id"]]: sorted(
            json.dumps({**link, "to_id": place[link["to_id"]]}, sort_keys=True) for link in a["links"])
            for a in exported}
        # A story is named by its first article.
        first = {}
        for article in exported:
            first.setdefault(article["story"], place[article["id"]])
        self.stories = {place[a["id"]]: first[a["story"]] for a in exported}
        self.deposits = {name: (outcome, code, digest, count)
                         for name, outcome, code, digest, count in desk.deposits()}

    def differing(self, other):
        for name in ("articles", "verdicts", "groups", "links", "stories", "deposits"):
            mine, theirs = getattr(self, name), getattr(other, name)
            yield name, [f"{key}: {str(mine.get(key))[:90]} / {str(theirs.get(key))[:90]}"
                         for key in {**mine, **theirs} if mine.get(key) != theirs.get(key)]
        yield "order of articles", ([] if self.sequence == other.sequence
                                    else [first_difference(self.sequence, other.sequence)])

    def report(self, seed):
        kinds = ", ".join(f"{count} {kind}" for kind, count in
                          collections.Counter(self.verdicts.values()).most_common())
        print(f"   seed {seed}: {len(self.articles)} articles ({kinds}),"
              f" {sum(map(len, self.links.values()))} links, {len(set(self.stories.values()))} stories",
              flush=True)
