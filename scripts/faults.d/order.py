"""Campaign C: was everything durable before it was acknowledged?

A kill leaves the page cache as it is, so campaign A alone would not miss a sync. This follows the traces
of a desk's runs as a disk that loses power would: of the database and its log only what a sync has made
durable counts. A file's move to done/ or failed/, its removal from claim/, and a reason's name are
acknowledgements; at each, the durable image alone must hold the deposit's outcome.

The model, pessimistic wherever POSIX leaves it open: a write is durable when a sync of its file that
began after it has succeeded; a name, when its folder was synced likewise; syncfs does both for all. A
sync that fails makes nothing durable, and what was waiting for it is lost for good unless it is written
again: the kernel marks those pages clean (and a sync that is merely repeated succeeds). Whoever moves a file to done/ after that must have let go of its cached
pages and looked.
"""
import errno
import os
import pathlib
import sqlite3
import tempfile

from shim import Fault
from verdict import table
from workload import workloads

DATABASE, LOG = "wiredesk.db", "wiredesk.db-wal"
SYNCS = ("fsync", "fdatasync", "syncfs")


class File:
    """A file's content as it is on the disk, and what is on its way there."""

    def __init__(self):
        self.durable, self.waiting, self.version = bytearray(), [], 0

    def write(self, number, offset, data):
        self.waiting.append((number, offset, data))

    def cut(self, number, size):
        self.waiting.append((number, size, None))

    def sync(self, begun):
        """Makes durable what was done before call number `begun`."""
        done = [entry for entry in self.waiting if entry[0] < begun]
        self.waiting = [entry for entry in self.waiting if entry[0] >= begun]
        for _, offset, data in done:
            if data is None:
                del self.durable[offset:]
                self.durable.extend(bytes(offset - len(self.durable)))
            else:
                self.durable.extend(bytes(max(0, offset - len(self.durable))))
                self.durable[offset:offset + len(data)] = data
        self.version += bool(done)

    def fail(self, begun):
        self.waiting = [entry for entry in self.waiting if entry[0] >= begun]


class Image:
    """The database as it would be found after a power cut now."""

    def __init__(self, state):
        self.files = {name: File() for name in (DATABASE, LOG)}
        self.asked, self.answers = None, {}
        for name, file in self.files.items():
            path = state / name
            file.durable.extend(path.read_bytes() if path.exists() else b"")

    def outcomes(self):
        """(claim folder, name) → outcome, of the deposits that have ended."""
        version = tuple(file.version for file in self.files.values())
        if version != self.asked:
            self.asked, self.answers = version, self._ask()
        return self.answers

    def _ask(self):
        with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as f:
            for name, file in self.files.items():
                pathlib.Path(f, name).write_bytes(file.durable)
            connection = sqlite3.connect(f"{f}/{DATABASE}")
            try:
                return {(batch, os.fsdecode(name)): outcome for batch, name, outcome in
                        connection.execute("SELECT batch.name, deposit.name, outcome FROM deposit"
                                           " JOIN batch ON batch.id = deposit.batch"
                                           " WHERE outcome IS NOT NULL")}
            except sqlite3.DatabaseError:
                return {}  # not made yet, as far as the disk knows
            finally:
                connection.close()


class Order:
    """Follows the runs of one desk, from before the first. Numbers of calls go on from run to run."""

    def __init__(self, desk):
        self.state, self.inbox = str(desk.state), str(desk.inbox)
        self.bytes = desk.outside / "written.bytes"
        self.image, self.passed = Image(desk.state), 0
        self.synced = {}    # path, "" for all → number of its last sync that succeeded
        self.claimed = {}   # path in claim/ → number of the rename that brought it there
        self.doubted = set()  # paths in claim/ whose sync has failed, and that nobody has looked at
        self.unsynced = {}  # folder → (number, the last call that changed it)
        self.moves = 0

    def follow(self, trace, to_its_end=False):
        """Returns: what was out of order, each "ORDER …". Parameter to_its_end: nothing was killed, so
        that every folder must be synced at the end."""
        written = self.bytes.read_bytes() if self.bytes.exists() else b""
        problems = []
        for moment, call in trace.events:
            number = self.passed + call.number
            if moment == "remark":
                if call.name == "dropped":
                    self.doubted.discard(call.path)
            elif moment == "begin":
                problems += self._begin(call, number, written)
            elif call.name in SYNCS:
                self._synced(call, number)
            elif call.worked:
                self._written_by_half(call, number, written)
                self._changed(call, number)
        self.passed += len(trace.calls)
        if to_its_end:
            problems += [f"ORDER {folder} is never synced after {call}"
                         for folder, (_, call) in self.unsynced.items() if os.path.isdir(folder)]
        return problems

    def _file(self, path):
        return self.image.files.get(os.path.basename(path)) \
            if os.path.dirname(path) == self.state else None

    def _begin(self, call, number, written):
        file = self._file(call.path)
        if call.is_write and file and not call.struck:
            offset, size, place = map(int, call.detail.split())
            file.write(number, offset, written[place:place + size])
        elif call.name == "ftruncate" and file and not call.struck:
            file.cut(number, int(call.detail))
        elif call.name in ("rename", "unlink") and not call.struck:
            return self._leaves(call)
        return []

    def _written_by_half(self, call, number, written):
        """A short write has written what it says, and is no failure."""
        file = self._file(call.path)
        if call.is_write and file and call.struck:
            offset, _, place = map(int, call.detail.split())
            file.write(number, offset, written[place:place + call.value])

    def _synced(self, call, number):
        """A sync has returned: what was done before it began is durable, or in doubt for ever."""
        if not call.worked and call.errno == errno.EINTR:
            return  # A signal came before anything was done: it says nothing of any page.
        if call.name == "syncfs":
            files = self.image.files.values()
            self.synced[""] = number if call.worked else self.synced.get("", -1)
            folders = list(self.unsynced)
        else:
            files = [file for file in [self._file(call.path)] if file]
            folders = [call.path] if call.path in self.unsynced else []
        for file in files:
            file.sync(number) if call.worked else file.fail(number)
        if not call.worked:
            self.doubted.update([call.path] if call.name != "syncfs" else self.claimed)
        else:
            self.synced[call.path] = number
            for folder in folders:
                if self.unsynced[folder][0] < number:
                    del self.unsynced[folder]

    def _changed(self, call, number):
        """Names have changed: the folders that are part of the promise must be synced."""
        if call.name == "rename" and self._is_claim(call.detail):
            self.claimed[call.detail] = number
        elif call.name == "rename" and self._acknowledges(call):
            self._owe(number, call, call.detail, *[call.path] * self._is_claim(call.path))
        elif call.name == "unlink" and self._is_claim(call.path):
            self._owe(number, call, call.path)
        elif call.name == "mkdir" and call.path.startswith(f"{self.state}/done"):
            self._owe(number, call, call.path)
        elif call.name == "rmdir":
            self.unsynced.pop(call.path, None)

    def _owe(self, number, call, *paths):
        for path in paths:
            self.unsynced[os.path.dirname(path)] = (number, call)

    def _is_claim(self, path):
        return path.startswith(f"{self.state}/claim/")

    def _acknowledges(self, call):
        """A rename out of claim/, but not back into the inbox; or one that gives a reason its name."""
        return call.detail.startswith((f"{self.state}/done/", f"{self.state}/failed/"))

    def _is_synced(self, path):
        return max(self.synced.get(path, -1), self.synced.get("", -1)) > self.claimed.get(path, -1)

    def _leaves(self, call):
        """A file is about to leave claim/ for good, or a reason or a record to get its name."""
        if call.name == "rename" and not self._acknowledges(call):
            return []
        if not self._is_claim(call.path):
            return self._reason(call) if call.detail else []
        self.moves += 1
        batch, _, file = call.path.removeprefix(f"{self.state}/claim/").partition("/")
        problems = []
        if (batch, file) not in self.image.outcomes():
            problems.append(f"ORDER no durable record of it: {call}")
        if call.name == "rename" and not self._is_synced(call.path):
            problems.append(f"ORDER its bytes were never synced: {call}")
        if call.path in self.doubted and call.detail.startswith(f"{self.state}/done/"):
            problems.append(f"ORDER a sync that failed was repeated and believed: {call}")
        return problems

    def _reason(self, call):
        """Its own bytes first, and never before the outcome that it tells of. Named after its file, or
        after a record of it: `wire.jsonl~2`."""
        problems = []
        if not self._is_synced(call.path):
            problems.append(f"ORDER its bytes were never synced: {call}")
        about = call.detail.removeprefix(f"{self.state}/failed/").removesuffix(".reason.json")
        if not any(outcome in ("failed", "partial") and about.startswith(name)
                   for (_, name), outcome in self.image.outcomes().items()):
            problems.append(f"ORDER no durable record of what it is about: {call}")
        return problems


def run(options, verdict):
    """The order of undisturbed runs; the other campaigns check it in every run of theirs."""
    rows = []
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        for workload in workloads(options, folder):
            with workload.desk(options) as desk:
                order, armed = Order(desk), Fault().on(desk)
                ended = desk.once(armed.environment)
                problems = order.follow(armed.trace, to_its_end=True)
                if ended.code not in (0, 3):
                    problems.append(str(ended))
                calls = armed.trace.calls
            acknowledged = order.moves if workload.mode != "leave" else len(calls)
            verdict.holds(f"{workload.name}: nothing is acknowledged before it is durable", problems,
                          bit=acknowledged)
            rows.append({"workload": workload.name, "calls": len(calls), "moves": order.moves,
                         "syncs": sum(call.name in SYNCS for call in calls),
                         "out of order": len(problems)})
    table(rows, ["workload", "calls", "syncs", "moves", "out of order"])
