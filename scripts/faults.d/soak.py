"""Campaign S: an hour of steady arrivals through kills, stops and reloads, and what the daemon holds
meanwhile: memory, descriptors, watches, threads, the database's log and its own.

Each third of the time begins rough (kills, stops, a reload every few seconds) and goes on calm, with
reloads alone: what leaks shows in a life that lasts. The calm part's second half is measured, when caches
are full. `held.py` says what counts as flat. Only `--long` runs it: an hour (`--minutes`) and two short
runs with a planted leak, which must be found.
"""
import collections
import concurrent.futures
import contextlib
import itertools
import os
import random
import signal
import time

from corpus import Copy, Dropped, packed
from desk import wait_for
from held import Held
from served import STOPPED, SLACK, Served
from shim import Fault

ONLY_LONG = True
RATE = 20  # files a second
SPELLS, ROUGH = 3, 1 / 3
# What can be leaked, with the figure that must tell of it.
LEAKS = {"leaked-descriptor": "descriptors", "leaked-memory": "memory"}
LEAK_MINUTES = 1.5


def parts(_):
    return ["steady", *LEAKS]


def run(options, verdict):
    for part in [options.part] if getattr(options, "part", None) else parts(options):
        if part in LEAKS:
            leaks(options, verdict, part)
        else:
            steady(options, verdict)


def steady(options, verdict):
    with Soak(options, options.minutes * 60) as soak:
        soak.go()
        what = f"{len(soak.dropped)} files in {options.minutes:g} minutes"
        verdict.holds(f"{what}, {soak.kills} kills, {soak.stops} stops, {soak.reloads} reloads:"
                      " none is lost, double or half", soak.problems(soak.dropped), bit=soak.kills)
        verdict.holds("the daemon never ended by itself, and each stop was in time", soak.endings)
        soak.held.show()
        for name in Held.LIMITS:
            verdict.holds(f"flat: {name}", soak.held.growth(name), bit=soak.held.count)


def leaks(options, verdict, plant):
    with Soak(options, LEAK_MINUTES * 60, plant) as soak:
        soak.go()
        soak.held.show()
        found = list(soak.held.growth(LEAKS[plant]))
        verdict.holds(f"{plant} is seen in the {LEAKS[plant]}",
                      [] if found else ["it is not: the harness has a hole"], bit=soak.worked())


class Soak(Served):
    """A desk with two writers. Parameters seconds: how long they write. plant: a fault of plants.c that
    the daemon lives with."""

    def __init__(self, options, seconds, plant=""):
        super().__init__(options)
        self.seconds, self.plant = seconds, plant
        self.random = random.Random(f"{options.seed} soak")
        self.seed = options.seed
        self.dropped, self.endings, self.trees = [], [], []
        self.kills = self.stops = self.reloads = 0
        self.held = Held(self)
        if plant:
            self.environment = Fault(plant=plant).on(self).environment

    def configure(self):
        self.configuration.write_text(
            f'state = "{self.state}"\nspool = "{self.state}"\nworkers = {self.random.randint(1, 4)}\n'
            f'scan_seconds = {self.random.choice([5, 30, 60])}\n[[inbox]]\npath = "{self.inbox}"\n'
            'source = "desk"\n')

    def go(self):
        self.configure()
        self.serve()
        self.end = time.monotonic() + self.seconds
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            writers = [pool.submit(self.write, number) for number in (1, 2)]
            for spell in range(SPELLS):
                self.spell(spell)
            for writer in writers:
                writer.result()
        wait_for(lambda: not self.names("inbox") and not self.names("claim"), 120)
        self.finish()

    def spell(self, number):
        began = self.end - self.seconds * (SPELLS - number) / SPELLS
        length = self.seconds / SPELLS
        while time.monotonic() < began + length * ROUGH:
            self.live_on(min(self.random.uniform(2, 30), length / 12))
            self.break_off()
        calm = began + length * (1 + ROUGH) / 2
        self.live_on(calm - time.monotonic())
        self.live_on(began + length - time.monotonic(), measured=number)

    def live_on(self, seconds, measured=None):
        """Reloads now and then. Parameter measured: the spell that samples are taken for."""
        until, reload = time.monotonic() + seconds, time.monotonic() + self.random.uniform(1, 8)
        while (now := time.monotonic()) < until:
            if not self.daemon.is_running:
                self.endings.append(f"it ended by itself: {self.daemon.end()}")
                self.serve()
            if now > reload:
                self.configure()
                self.daemon.process.send_signal(signal.SIGHUP)
                self.reloads += 1
                reload = now + self.random.uniform(4, 20)
            if measured is not None:
                self.held.sample(measured, len(self.dropped))
            time.sleep(min(1, max(0, until - now)))

    def break_off(self):
        if self.random.random() < 0.75:
            self.kill()
            self.kills += 1
        else:
            self.finish()
        time.sleep(self.random.uniform(0, 1.5))
        self.serve()

    def finish(self):
        ended, took = self.stop()
        self.stops += 1
        if ended.code != 0 or took > STOPPED + SLACK:
            self.endings.append(f"a stop took {took:.1f} s: {ended}")

    def worked(self):
        """How often the plant did its work; its trace holds nothing else of use."""
        with open(self.environment["FAULT_TRACE"]) as trace:
            return sum("\t#\t" in line for line in trace)

    # Writing

    def write(self, writer):
        """Files at an even pace, whatever the daemon does."""
        chance, copy = random.Random(f"{self.seed} writer {writer}"), Copy(f"{self.seed} {writer}")
        ways = [(self.rename_in, 50), (self.write_in_place, 20), (self.keep_open, 10),
                (self.rename_part, 10), (self.move_tree, 10)]
        due = time.monotonic()
        for number in itertools.count():
            if time.monotonic() > self.end:
                return
            way = chance.choices([way for way, _ in ways], [weight for _, weight in ways])[0]
            # An empty file waits for its writer, and would keep its folder, and so a watch, for minutes.
            files = [made(copy, chance, f"{writer}-{number}-{n}", empty=0 if way == self.move_tree else 2)
                     for n in range(4 if way == self.move_tree else 1)]
            way(f"{writer}-{number}", files)
            due += 2 * len(files) / RATE
            time.sleep(max(0, due - time.monotonic()))

    def stage(self, file):
        path = self.outside / file.name
        path.write_bytes(file.content)
        return path

    def rename_in(self, _, files):
        os.rename(self.stage(files[0]), self.inbox / files[0].name)
        self.dropped += files

    def write_in_place(self, _, files):
        with open(self.inbox / files[0].name, "wb") as file:
            file.write(files[0].content)
        self.dropped += files

    def keep_open(self, _, files):
        """Renamed in with half of it written: it waits for the other half."""
        content, path = files[0].content, self.outside / files[0].name
        with open(path, "wb", buffering=0) as file:
            file.write(content[:len(content) // 2])
            os.rename(path, self.inbox / files[0].name)
            time.sleep(0.02)
            file.write(content[len(content) // 2:])
        self.dropped += files

    def rename_part(self, _, files):
        part = self.inbox / (files[0].name + ".part")
        part.write_bytes(files[0].content)
        os.rename(part, self.inbox / files[0].name)
        self.dropped += files

    def move_tree(self, name, files):
        tree = self.outside / f"tree-{name}"
        tree.mkdir()
        for file in files:
            (tree / file.name).write_bytes(file.content)
        os.rename(tree, self.inbox / tree.name)
        self.dropped += [Dropped(f"{tree.name}/{f.name}", f.content, f.articles, f.rejected) for f in files]
        self.trees.append(self.inbox / tree.name)
        # Those of before are empty by now, as a rule; else the next time.
        for old in self.trees[:-4]:
            with contextlib.suppress(OSError):
                old.rmdir()
                self.trees.remove(old)


def made(copy, chance, name, empty):
    """A file of any format, now and then with bad records, or bad altogether. Parameter empty: of a hundred."""
    kinds = collections.OrderedDict([
        (lambda: copy.text(f"{name}.txt"), 40), (lambda: copy.document(f"{name}.json"), 25),
        (lambda: copy.markdown(f"{name}.md"), 10),
        (lambda: copy.container(f"{name}.jsonl", chance.randint(1, 20), chance.choice([0, 0, 0, 1])), 8),
        (lambda: packed(copy.text(f"{name}.txt"), "gz"), 5),
        (lambda: packed(copy.document(f"{name}.json"), "xz"), 4),
        (lambda: packed(copy.text(f"{name}.txt"), "bz2"), 4),
        (lambda: Dropped(f"{name}.json", b'{"headline": }'), 2), (lambda: Dropped(f"{name}.txt", b""), empty)])
    return chance.choices(list(kinds), list(kinds.values()))[0]()
