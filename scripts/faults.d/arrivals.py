"""Campaign F: every way a file can arrive, each found exactly once, with the right bytes.

Three rounds on desks of their own, all ways at once in each: while the daemon watches, while it is
down, while it is stopped (SIGSTOP); `--long` has twenty of each, with another seed and so other delays. Beside them, what can happen to the inbox itself, and other users'
files. The time from a file's completion to its COMMIT is measured first, while nothing else runs (P9).
"""
import concurrent.futures
import contextlib
import hashlib
import os
import pathlib
import shutil
import statistics
import tempfile
import time

from arrival import copies, ground, replaced, servers, strangers, users, writers  # noqa: F401
from served import FOUND, Served, wait_for

# Where programs of the administrator lie.
os.environ["PATH"] += ":/usr/sbin:/sbin"


def parts(_):
    return [str(number) for number in range(1, 21)]


def run(options, verdict):
    seed = options.seed + 3 * int(getattr(options, "part", None) or 0)
    with Served(options, folder=tempfile.gettempdir()) as desk:
        latency(desk, options, verdict)
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        # These wait more than they work.
        parts = [pool.submit(part, options, verdict) for part in (*replaced.PARTS, *users.PARTS)]
        for number, way_of_waiting in enumerate((watching, down, stopped)):
            everything(options, verdict, way_of_waiting, seed + number)
        for part in parts:
            part.result()


# How fast (P9)


def latency(desk, options, verdict):
    """One file after the other, on a machine that should have nothing else to do."""
    place = ground.Ground(desk.inbox, desk.outside, desk.outside, options.seed)
    desk.serve()
    time.sleep(1)
    for way_of_coming, promised_aim in (("renamed in", "20"), ("written in place", "250")):
        seconds = []
        for number in range(60 if options.long else 30):
            text, name = place.text(3000), f"{way_of_coming.split()[0]}-{number}.txt"
            before = desk.ended()
            if way_of_coming == "renamed in":
                os.rename(place.source(name, text), place.target(name))
            else:
                with open(place.target(name), "wb") as file:
                    file.write(text)
            took = desk.ended_within(before + 1, 30)
            seconds.append(30 if took is None else took)
        slowest, median = max(seconds), statistics.median(seconds)
        print(f"   P9 {way_of_coming}: p50 {median * 1000:.0f} ms (aim {promised_aim}),"
              f" slowest of {len(seconds)} {slowest * 1000:.0f} ms", flush=True)
        is_idle = os.getloadavg()[0] < (os.cpu_count() or 1)
        verdict.holds(f"a file that is {way_of_coming} is durable within a second",
                      [f"{slowest:.1f} s"] if slowest > (1 if is_idle else 5) else [])
    desk.stop()


# All ways at once


@contextlib.contextmanager
def watching(desk):
    desk.serve()
    yield


@contextlib.contextmanager
def down(desk):
    # A first run makes the state that the files then wait for.
    desk.serve()
    desk.stop()
    yield
    desk.serve()


@contextlib.contextmanager
def stopped(desk):
    desk.serve()
    desk.daemon.pause()
    yield
    desk.daemon.go_on()


CIRCUMSTANCE = {watching: "while the daemon watches", down: "while it is down",
                stopped: "while it is stopped"}


def everything(options, verdict, circumstance, seed):
    """One round: all ways beside each other on one desk, then a judgement on each."""
    with Served(options, folder="/var/tmp") as desk, tempfile.TemporaryDirectory() as far:
        # The FTP user comes through here.
        os.chmod(desk.root, 0o755)
        delivery = servers.Servers(desk.ground)
        try:
            with circumstance(desk):
                fates = deliver(desk, far, delivery, seed, verdict, CIRCUMSTANCE[circumstance])
            judge(desk, fates, verdict, CIRCUMSTANCE[circumstance])
        finally:
            delivery.close()


def missing(needs):
    """What is not there of a way's needs."""
    return [need for need in needs if (os.geteuid() if need == "root" else not shutil.which(need))]


def deliver(desk, far, delivery, seed, verdict, when):
    """Returns: the title of each way that could be gone, with its ground and its fates."""
    desk.held = []

    def go(number, title, way):
        aside = desk.outside / str(number)
        elsewhere = pathlib.Path(far) / str(number)
        aside.mkdir()
        elsewhere.mkdir()
        place = ground.Ground(desk.inbox, aside, elsewhere, f"{seed} {title}")
        place.servers, place.held = delivery, desk.held
        return way(place)

    going = {}
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        for number, (title, needs, way) in enumerate(ground.WAYS):
            if absent := missing(needs):
                verdict.skip(f"{title}, {when}", f"no {', '.join(absent)}")
            else:
                going[title] = pool.submit(go, number, title, way)
    fates = {}
    for title, one in going.items():
        try:
            fates[title] = one.result()
        except (OSError, RuntimeError) as error:
            verdict.holds(f"{title}: delivered, {when}", [str(error)])
    return fates


def judge(desk, fates, verdict, when):
    expected = sum(f.outcome is not None for fate in fates.values() for f in fate.values())
    began = time.monotonic()
    in_time = desk.ended_within(expected, FOUND)
    # What came twice would come now: every file has its deposit, and a scan looks once more.
    wait_for(lambda: desk.live().get("in_work") == 0, 10)
    print(f"   {when}: {expected} files of {len(fates)} ways, the last found"
          f" {time.monotonic() - began:.1f} s after its way had ended", flush=True)
    evidence = Evidence(desk)
    for title, fate in fates.items():
        problems = [problem for name, one in fate.items() for problem in evidence.problems(name, one)]
        verdict.holds(f"{title}: found exactly once, {when}" if any(f.outcome for f in fate.values())
                      else f"{title}: left where it is, {when}", problems)
    known = {os.fsencode(name) for fate in fates.values() for name in fate}
    strange = [f"{name!r} is another deposit" for name in evidence.deposits if name not in known]
    if in_time is None:
        strange.append(f"only {desk.ended()} of {expected} ended within {FOUND} s")
    account = desk.account()
    stored = sum(f.outcome == "stored" for fate in fates.values() for f in fate.values())
    new = sum(n for kind, n in account["articles"].items() if kind not in ("unchanged", "rejected"))
    if not account["balanced"] or new != stored:
        strange.append(f"{new} articles of {stored} files, account {account}")
    verdict.holds(f"nothing else was found, and the account adds up, {when}", strange)
    for file in desk.held:
        file.close()
    held = desk.ended_within(expected + len(desk.held), FOUND)
    verdict.holds(f"its writer gone, the endless file is taken, {when}",
                  [] if held is not None else [f"{desk.live().get('waiting')}"], bit=len(desk.held))
    ended, _ = desk.stop()
    verdict.holds(f"the daemon ends in order, {when}", [] if ended.code == 0 else [str(ended)])


class Evidence:
    """What is known of every name after a round."""

    def __init__(self, desk):
        self.desk = desk
        self.deposits = {}
        for name, outcome, code, digest, articles in desk.deposits():
            self.deposits.setdefault(name, []).append((outcome, code, digest, articles))
        live = desk.live()
        self.alone = {entry["name"]: entry["kind"] for entry in live.get("left_alone_names", [])}
        self.waiting = {entry["name"]: entry["cause"] for entry in live.get("waiting", [])}

    def problems(self, name, fate):
        """Parameter name: text or bytes, below the inbox."""
        raw = os.fsencode(name)
        found = self.deposits.get(raw, [])
        in_inbox = os.path.lexists(os.path.join(os.fsencode(self.desk.inbox), raw))
        if fate.outcome is None:
            if found or not in_inbox:
                yield f"{raw!r} was taken: {found}"
            shown = self.alone.get(name) or self.waiting.get(name)
            if fate.named and shown != fate.named:
                yield f"{raw!r} is shown as {shown}, not as {fate.named}"
            return
        if [(outcome, code) for outcome, code, *_ in found] != [(fate.outcome, fate.code)]:
            yield f"{raw!r} became {found or 'nothing'} and is {'still' if in_inbox else 'not'} in the inbox"
            return
        if in_inbox:
            yield f"{raw!r} is still in the inbox"
        if fate.content is not None and found[0][2] != hashlib.sha256(fate.content).digest():
            yield f"{raw!r} was read with other bytes"
        yield from self.misplaced(raw, fate)

    def misplaced(self, raw, fate):
        """Its bytes must lie in done/ or failed/ under its name, once."""
        folder = os.fsencode(self.desk.state / ("done" if fate.outcome == "stored" else "failed"))
        below = os.path.join(folder, b"*" if fate.outcome != "stored" else b"*/*/*")
        last = raw.rpartition(b"/")[2]
        places = [os.path.join(path, last) for path, _, names in os.walk(folder) if last in names]
        places = [place for place in places if place.endswith(b"/" + raw)]
        if len(places) != 1:
            yield f"{raw!r} lies {len(places)} times below {below!r}"
        elif fate.content is not None and pathlib.Path(os.fsdecode(places[0])).read_bytes() != fate.content:
            yield f"{raw!r} lies there with other bytes"
