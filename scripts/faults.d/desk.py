"""A desk in a temporary folder: drop files, run the real program on it, and hold what became of them
against what must have.

The judgement is `problems(dropped)`: nothing lost, nothing double, nothing half, the account adds up,
the inbox drains, and the bytes in done/ are the bytes dropped. It asks through the program's own
commands where a user would, and through SQLite where the program could fool itself.
"""
import collections
import contextlib
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time

# Signals and crashes are the subject: no crash helper may hold the parent (once for 10 minutes).
QUIET = {"SWIFT_BACKTRACE": "enable=no", "LC_ALL": "C.UTF-8"}


def default_folder():
    """A tmpfs with room, since thousands of desks are made; else the usual temporary folder."""
    shm = pathlib.Path("/dev/shm")
    if shm.is_dir() and os.access(shm, os.W_OK) and shutil.disk_usage(shm).free > 256 << 20:
        return str(shm)
    return tempfile.gettempdir()


class Ended:
    """How a run of the program ended. `code` is None when a signal ended it."""

    def __init__(self, returncode, output, errors):
        self.code = returncode if returncode >= 0 else None
        self.signal = -returncode if returncode < 0 else None
        self.output, self.errors = output, errors

    def __str__(self):
        how = f"exit {self.code}" if self.signal is None else f"signal {self.signal}"
        return f"{how}: {self.errors[-400:].strip()}"


class Running:
    """The daemon, until it is killed or has ended. Its stderr goes to a file, so it never blocks."""

    def __init__(self, command, environment, log):
        self.log = log
        with open(log, "wb") as errors:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors,
                env={**os.environ, **QUIET, **environment})

    @property
    def errors(self):
        return pathlib.Path(self.log).read_text(errors="replace")

    @property
    def is_running(self):
        return self.process.poll() is None

    def end(self, deadline=60):
        """Waits for its end by itself. One that hangs is killed and reported as such."""
        try:
            self.process.wait(deadline)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            return Ended(-9, "", f"HANGS for {deadline} s: {self.errors}")
        return Ended(self.process.returncode, "", self.errors)

    def send(self, signal, deadline=60):
        self.process.send_signal(signal)
        return self.end(deadline)

    def pause(self):
        """SIGSTOP. Returns when every thread has stopped: one in a system call ends that first."""
        self.process.send_signal(signal.SIGSTOP)

        def stopped():
            states = [path.read_text().rpartition(")")[2].split()[0]
                      for path in pathlib.Path(f"/proc/{self.process.pid}/task").glob("*/stat")]
            return states and set(states) == {"T"}

        if not wait_for(stopped, 30):
            raise AssertionError("SIGSTOP does not stop it")

    def go_on(self):
        self.process.send_signal(signal.SIGCONT)

    def says(self, words, deadline=30):
        """Waits for a line on stderr, or for the end."""
        return wait_for(lambda: words in self.errors or not self.is_running, deadline) \
            and words in self.errors


def wait_for(condition, deadline=30):
    """Returns what the condition gives, once it is true; else its last, false value."""
    end = time.monotonic() + deadline
    while not (value := condition()) and time.monotonic() < end:
        time.sleep(0.005)
    return value


class Desk:
    """An inbox and a state folder. `mode` is the inbox's; `more` is further configuration (TOML);
    `ground` where both are made, when it is to be on a file system of its own."""

    def __init__(self, options, mode="move", more="workers = 1\nyoung_seconds = 0\n", ground=None):
        self.program, self.mode = options.program, mode
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="wiredesk-faults-", dir=options.folder))
        # What the program may touch, apart from what belongs to the campaign.
        self.ground = pathlib.Path(ground) if ground else self.root / "ground"
        self.inbox, self.state = self.ground / "inbox", self.ground / "state"
        self.outside = self.root / "outside"
        self.configuration = self.root / "desk.toml"
        for folder in (self.inbox, self.state, self.outside):
            folder.mkdir(parents=True, exist_ok=True)
        self.configuration.write_text(
            f'state = "{self.state}"\nspool = "{self.state}"\n{more}\n'
            f'[[inbox]]\npath = "{self.inbox}"\nmode = "{mode}"\nsource = "desk"\n')

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.remove()

    def remove(self):
        shutil.rmtree(self.root, ignore_errors=True)

    # Dropping and running

    def drop(self, files, age=3600):
        """Renames files into the inbox, complete and `age` seconds old."""
        for number, file in enumerate(files):
            # On their file system, and beside the folders that the program knows.
            staged, target = self.ground / f"staged-{number}", self.inbox / file.name
            staged.write_bytes(file.content)
            os.utime(staged, (time.time() - age,) * 2)
            target.parent.mkdir(parents=True, exist_ok=True)
            staged.rename(target)

    def start(self, *words, environment=None):
        command = [self.program, "run", "--config", str(self.configuration), *words]
        return Running(command, environment or {}, self.outside / "errors.log")

    def once(self, environment=None, deadline=60):
        """`run --once`: takes what is there and ends."""
        return self.start("--once", environment=environment).end(deadline)

    def ask(self, *words, deadline=60, environment=None):
        """A question to the state, answered by the program."""
        done = subprocess.run([self.program, *words, "--state", str(self.state)], timeout=deadline,
                              capture_output=True, text=True,
                              env={**os.environ, **QUIET, **(environment or {})})
        return Ended(done.returncode, done.stdout, done.stderr)

    def account(self):
        return json.loads(self.ask("account", "--json").output or "{}")

    def export(self):
        return [json.loads(line) for line in
                self.ask("export", "--format", "jsonl").output.splitlines()]

    def status(self):
        """What `status --json` says; `live` in it is None when no daemon answers."""
        return json.loads(self.ask("status", "--json").output or "{}")

    # Looking

    def top(self, folder):
        return self.inbox if folder == "inbox" else self.state / folder

    def names(self, folder):
        """Paths of all files below a folder of the state (or `inbox`); also while things move. A spool
        in the inbox is none of its files."""
        top = self.top(folder)
        return {os.path.relpath(os.path.join(above, name), top)
                for above, _, names in os.walk(top) for name in names
                if ".wiredesk" not in above.split(os.sep)}

    def files(self, folder):
        """Path → bytes, of all regular files. With no program running."""
        top = self.top(folder)
        return {name: (top / name).read_bytes() for name in self.names(folder)
                if (top / name).is_file()}

    @contextlib.contextmanager
    def database(self, name="wiredesk.db"):
        """A connection to a copy of the database as it lies there, so that looking changes nothing;
        None when there is none yet. `execute` it."""
        copy = self.outside / "copy.db"
        if not (self.state / name).exists():
            yield None
            return
        for ending in ("", "-wal", "-shm"):
            source, target = self.state / (name + ending), copy.with_name(copy.name + ending)
            target.unlink(missing_ok=True)
            if ending != "-shm" and source.exists():
                shutil.copyfile(source, target)
        connection = sqlite3.connect(copy)
        try:
            yield connection
        finally:
            connection.close()

    # Judging

    def lost(self, dropped):
        """P1, at any instant with no program running: which files are neither in the inbox or its
        claim folder, whole, nor durable in the database. Names them."""
        present = collections.Counter(self.files("inbox").values())
        present.update(self.files("claim").values())
        ended = set()
        with self.database() as db:
            if db and db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'deposit'").fetchone():
                ended = {os.fsdecode(name) for (name,) in db.execute(
                    "SELECT name FROM deposit WHERE outcome IS NOT NULL")}
        return [f"LOST {file.name}" for file in dropped
                if not present[file.content] and file.name not in ended]

    def problems(self, dropped):
        """After a clean end: everything that is not as it must be, in words that begin with LOST,
        DOUBLE, HALF, ACCOUNT, LEFT or SPOOL."""
        return [*self._article_problems(dropped), *self._account_problems(dropped),
                *self._file_problems(dropped), *self._database_problems()]

    def _article_problems(self, dropped):
        stored = collections.defaultdict(collections.Counter)
        for article in self.export():
            words = " ".join(article["body"].split())
            stored[article["deposit"]["name"]][words] += 1
        for file in dropped:
            found, wanted = stored.pop(file.name, {}), {a.words for a in file.articles}
            for words in wanted - set(found):
                yield f"LOST an article of {file.name}: {words[:40]!r}"
            for words, count in found.items():
                if words not in wanted:
                    yield f"HALF an article of {file.name}: {words[:40]!r}"
                elif count > 1:
                    yield f"DOUBLE {count} times an article of {file.name}: {words[:40]!r}"
        for name in stored:
            yield f"DOUBLE articles of {name}, which nobody dropped"

    def _account_problems(self, dropped):
        account = self.account()
        wanted = collections.Counter(file.outcome for file in dropped)
        if not account.get("balanced") or account.get("waiting"):
            yield f"ACCOUNT {account}"
        # In leave mode a container that was cut short ends as it stands, and its file is another
        # deposit: more of them may be seen, none fewer.
        extra = account.get("seen", 0) - len(dropped)
        if extra < 0 or (extra and self.mode != "leave"):
            yield f"ACCOUNT {account.get('seen')} files seen of {len(dropped)}"
        for outcome in ("stored", "partial", "failed") if self.mode != "leave" else ():
            if account.get(outcome) != wanted[outcome]:
                yield f"ACCOUNT {account.get(outcome)} {outcome} instead of {wanted[outcome]}"
        articles = account.get("articles", {})
        new = sum(count for verdict, count in articles.items()
                  if verdict not in ("unchanged", "rejected"))
        if new != sum(len(file.articles) for file in dropped):
            yield f"ACCOUNT of articles {articles}"

    def _file_problems(self, dropped):
        inbox, claim, done, failed = map(self.files, ("inbox", "claim", "done", "failed"))
        wanted_inbox = {f.name: f.content for f in dropped} if self.mode == "leave" else {}
        if inbox != wanted_inbox:
            yield f"LEFT in the inbox: {sorted(set(inbox) ^ set(wanted_inbox)) or 'changed bytes'}"
        if claim or any((self.state / "claim").iterdir()):
            yield f"LEFT in claim/: {sorted(claim) or 'an empty folder'}"
        moved = sorted((name.split("/", 3)[-1], content) for name, content in done.items())
        wanted_done = sorted((f.name, f.content) for f in dropped
                             if self.mode == "move" and f.outcome != "failed")
        if moved != wanted_done:
            yield f"SPOOL done/ holds {[n for n, _ in moved]}, not {[n for n, _ in wanted_done]}"
        yield from self._failed_problems(dropped, failed)

    def _failed_problems(self, dropped, failed):
        reasons = [name for name in failed if name.endswith(".reason.json")]
        bad = sum(f.rejected for f in dropped if f.outcome == "partial")
        whole = [f for f in dropped if f.outcome == "failed"]
        if len(reasons) != bad + len(whole):
            yield f"SPOOL {len(reasons)} reasons for {bad} records and {len(whole)} files"
        for name in reasons:
            reason = json.loads(failed[name])
            is_there = name.removesuffix(".reason.json") in failed
            if not reason.get("code") or not (is_there or self.mode == "leave"):
                yield f"SPOOL the reason {name} is without code or file"
        strays = [n for n in failed if n not in reasons and n + ".reason.json" not in failed]
        if strays:
            yield f"SPOOL strays in failed/: {strays}"

    def _database_problems(self):
        with self.database() as db:
            yield from self._damage("wiredesk.db", db)
            if broken := {table for table, *_ in db.execute("PRAGMA foreign_key_check")}:
                yield f"HALF references of {sorted(broken)} lead nowhere"
            articles, last = db.execute("SELECT count(*), ifnull(max(id), 0) FROM article").fetchone()
            unclosed = db.execute("SELECT name FROM batch WHERE closed IS NULL").fetchall()
            if unclosed:
                yield f"LEFT open batches: {unclosed}"
        with self.database("search.db") as db:
            yield from self._damage("search.db", db)
            indexed, = db.execute("SELECT count(*) FROM words_docsize").fetchone()
            mark, = db.execute("SELECT value FROM state WHERE key = 'watermark'").fetchone()
            if indexed != articles or mark != last:
                yield f"HALF the search index holds {indexed} of {articles} articles, mark {mark}"

    def _damage(self, name, db):
        verdict, = db.execute("PRAGMA integrity_check").fetchone()
        if verdict != "ok":
            yield f"HALF {name}: {verdict[:80]}"
