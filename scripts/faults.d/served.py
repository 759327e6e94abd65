"""A desk whose daemon serves while things happen to it: what it tells systemd, what `status` says, how
soon it is degraded and well again, and what stands in its database meanwhile.

Everything is asked from outside: through `status`, through the notify socket that systemd would listen
on, through a read-only SQLite connection.
"""
import argparse
import contextlib
import hashlib
import json
import os
import pathlib
import shutil
import signal
import socket
import sqlite3
import tempfile
import threading
import time

from desk import Desk, Running, wait_for

# The contract's: degraded within 5 s of the first thing that could not be done, well again within
# 30 s (P12), found within 90 s (P7), stopped within 5 s, ready within 2 s (P15). A second on top of
# short ones is ours: two cores, a dozen daemons at once.
DEGRADED, RESUMED, FOUND, STOPPED, READY = 5, 30, 90, 5, 2
SLACK = 1


class Notified:
    """The receiving end of sd_notify(3): what came, and when."""

    def __init__(self, folder):
        self.path = os.path.join(folder, "notify")
        self.messages = []
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.bind(self.path)
        os.chmod(self.path, 0o777)
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        with contextlib.suppress(OSError):
            while True:
                text = self.socket.recv(65536).decode(errors="replace")
                fields = dict(line.partition("=")[::2] for line in text.splitlines())
                self.messages.append((time.monotonic(), fields))

    def times(self, key):
        return [at for at, fields in list(self.messages) if key in fields]

    @property
    def status(self):
        texts = [fields["STATUS"] for _, fields in list(self.messages) if "STATUS" in fields]
        return texts[-1] if texts else ""

    def close(self):
        self.socket.close()


class Served(Desk):
    """Parameters folder: where the desk lies, for a file system of its own. wrapper: words before the
    program (setpriv, unshare). environment: for the daemon alone."""

    # Seconds of every desk: from the start to READY, from SIGTERM to the end (P15).
    starts, stops = [], []

    def __init__(self, options, folder=None, mode="move", more="", wrapper=(), environment=None):
        # The log and the socket must survive what happens to the desk's own file system.
        self.apart = pathlib.Path(tempfile.mkdtemp(prefix="wiredesk-apart-"))
        os.chmod(self.apart, 0o711)
        if folder:
            options = argparse.Namespace(**{**vars(options), "folder": str(folder)})
        super().__init__(options, mode, more or "young_seconds = 2\n")
        self.wrapper, self.environment = list(wrapper), environment or {}
        self.daemon = self.notified = None
        self.logs = 0

    def remove(self):
        if self.daemon and self.daemon.is_running:
            self.daemon.send(signal.SIGCONT, 0)
        super().remove()
        shutil.rmtree(self.apart, ignore_errors=True)

    # Running

    def serve(self, **environment):
        """Starts the daemon and waits until it says READY. Returns: the seconds that took."""
        if self.notified:
            self.notified.close()
            os.unlink(self.notified.path)
        self.notified = Notified(self.apart)
        command = [*self.wrapper, self.program, "run", "--config", str(self.configuration)]
        self.logs += 1
        log = self.apart / f"errors-{self.logs}.log"
        began = time.monotonic()
        self.daemon = Running(
            command, {**self.environment, "NOTIFY_SOCKET": self.notified.path, **environment}, log)
        wait_for(lambda: self.notified.times("READY") or not self.daemon.is_running, 30)
        if not self.notified.times("READY"):
            raise AssertionError(f"the daemon is not ready: {self.daemon.errors[-300:]}")
        took = self.notified.times("READY")[0] - began
        Served.starts.append(took)
        return took

    def serve_until_end(self, wrapper, deadline=60):
        """One run that something else will end. Returns: how."""
        self.logs += 1
        command = [*wrapper, self.program, "run", "--config", str(self.configuration)]
        return Running(command, self.environment, self.apart / f"errors-{self.logs}.log").end(deadline)

    def stop(self):
        """As systemd stops it. Returns: how it ended, and the seconds that took."""
        began = time.monotonic()
        ended = self.daemon.send(signal.SIGTERM)
        took = time.monotonic() - began
        Served.stops.append(took)
        return ended, took

    def kill(self):
        return self.daemon.send(signal.SIGKILL)

    @property
    def log(self):
        """Everything the daemons of this desk have logged."""
        return "".join(p.read_text(errors="replace") for p in sorted(self.apart.glob("errors-*.log")))

    # Asking

    def live(self):
        return self.status().get("live") or {}

    def conditions(self):
        """Code → subject and reason, of what is degraded now."""
        return {c["code"]: f'{c["subject"]}: {c["reason"]}' for c in self.live().get("conditions", [])}

    def conditions_within(self, seconds):
        """Waits for a degraded state. Returns: it, empty when none came, and the seconds."""
        began = time.monotonic()
        found = wait_for(self.conditions, seconds)
        return found, time.monotonic() - began

    def well_within(self, seconds):
        """Waits until nothing is degraded. Returns: the seconds; None when it still is."""
        began = time.monotonic()

        def is_well():
            live = self.live()
            return live and not live["conditions"]

        return time.monotonic() - began if wait_for(is_well, seconds) else None

    @contextlib.contextmanager
    def reading(self):
        """A connection that cannot write; the daemon does not notice it."""
        connection = sqlite3.connect(f"file:{self.state / 'wiredesk.db'}?mode=ro", uri=True, timeout=5)
        try:
            yield connection
        finally:
            connection.close()

    def deposits(self):
        """Every deposit as (name in bytes, outcome, code, SHA-256, articles), in order."""
        with self.reading() as connection:
            return [(name if isinstance(name, bytes) else name.encode(), outcome, code, digest, count)
                    for name, outcome, code, digest, count in connection.execute(
                        "SELECT name, outcome, code, content_digest, originals + identicals +"
                        " near_duplicates + updates + excerpts FROM deposit ORDER BY id")]

    def ended(self):
        """How many deposits have an outcome; 0 while there is no database."""
        try:
            with self.reading() as connection:
                return connection.execute(
                    "SELECT count(*) FROM deposit WHERE outcome IS NOT NULL").fetchone()[0]
        except sqlite3.Error:
            return 0

    def ended_within(self, count, seconds):
        """Waits until so many have ended. Returns: the seconds; None when they have not."""
        began = time.monotonic()
        is_there = wait_for(lambda: self.ended() >= count, seconds)
        return time.monotonic() - began if is_there else None

    def wrong_deposits(self, contents):
        """Holds the database against names and bytes: each exactly once, stored, whole."""
        found = {}
        for name, outcome, _, digest, articles in self.deposits():
            found.setdefault(os.fsdecode(name), []).append((outcome, digest, articles))
        for name, content in contents.items():
            rows = found.pop(name, [])
            if rows != [("stored", hashlib.sha256(content).digest(), 1)]:
                yield f"{name!r}: {[(o, a) for o, _, a in rows] or 'never found'}"
        yield from (f"{name!r} was stored, and nobody dropped it" for name in found)

    def wrong_lines(self, code, times=1):
        """One journal line when it degrades, one when it is well again; no more."""
        lines = [line for line in self.log.splitlines() if f"code={code}" in line and "subject=" in line]
        ended = sum(line.startswith("notice") for line in lines)
        if (len(lines) - ended, ended) != (times, times):
            yield f"{len(lines) - ended} journal lines begin {code}, {ended} end it"
