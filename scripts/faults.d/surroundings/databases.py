"""A database that is locked by somebody (P14), or damaged (P13)."""
import contextlib
import json
import os
import sqlite3
import time

from served import DEGRADED, FOUND, SLACK, wait_for

from .fault import Case, fault

PATIENCE = 30


@contextlib.contextmanager
def locked(case):
    """What `sqlite3 wiredesk.db "BEGIN IMMEDIATE"` in another terminal does."""
    connection = sqlite3.connect(case.state / "wiredesk.db", isolation_level=None, timeout=5)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


@fault("database locked")
def locked_long(options, verdict):
    with Case(options, verdict, "database locked") as case:
        case.serves_first()
        with locked(case):
            began = time.monotonic()
            case.drop_next(10)
            time.sleep(10)
            # Readers go on meanwhile.
            asked = time.monotonic()
            answer = case.ask("account", "--json")
            took = time.monotonic() - asked
            case.holds("readers are not kept waiting",
                       [f"{answer}"] if answer.code or took > 3 + SLACK else [], bit=case.ended() == 5)
            calm = case.conditions()
            case.holds("a lock of 10 s is no degraded state", [str(calm)] if calm else [])
            case.degrades(["database-busy"], within=PATIENCE + DEGRADED - 10,
                          bit=1 if case.ended() == 5 else 0)
            case.figure(f"degraded {time.monotonic() - began:.0f} s after the lock")
            case.loses_nothing()
        case.resumes()
        case.ends()


@fault("database locked at the stop")
def locked_at_stop(options, verdict):
    with Case(options, verdict, "database locked at the stop") as case:
        case.serves_first()
        with locked(case):
            case.drop_next(10)
            wait_for(lambda: not any(case.inbox.iterdir()), 10)
            bit = case.ended() == 5
            case.ends()
        case.holds("what was claimed is left for the next start", [] if case.ended() == 5 else ["it is gone"],
                   bit=bit)
        case.serve()
        case.all_stored(case.ended_within(len(case.contents), FOUND))
        case.ends()


# HeldLog.limitBytes: above it a log that cannot be emptied is told.
HELD_LOG = 256 << 20


def weighty(case, number):
    """A file whose articles fill the log: 16 of 2 MiB, each of its own words."""
    words = [f"w{number}x{index}" for index in range(1 << 18)]
    with open(case.outside / "weighty", "w") as file:
        for part in range(16):
            text = " ".join(words[part * 4099 % 7:])
            file.write(json.dumps({"id": f"{number}-{part}", "headline": f"Notice {number} {part}",
                                   "text": f"Part {part}. {text}"}) + "\n")
    (case.outside / "weighty").rename(case.inbox / f"weighty-{number}.jsonl")


@contextlib.contextmanager
def read_for_long(case):
    """A forgotten `sqlite3` shell in the middle of a transaction."""
    connection = sqlite3.connect(f"file:{case.state}/wiredesk.db?mode=ro", uri=True, isolation_level=None)
    connection.execute("BEGIN")
    connection.execute("SELECT count(*) FROM article").fetchone()
    try:
        yield
    finally:
        connection.execute("COMMIT")
        connection.close()


@fault("a reader holds the log")
def held_log(options, verdict):
    log = lambda: (case.state / "wiredesk.db-wal").stat().st_size  # noqa: E731
    with Case(options, verdict, "a reader holds the log") as case:
        case.serves_first()
        with read_for_long(case):
            number = 0
            while log() < HELD_LOG and number < 40:
                number += 1
                weighty(case, number)
                wait_for(lambda: not list(case.inbox.iterdir()) and case.live().get("in_work") == 0, 60)
            grown = log()
            case.degrades(["wal-held"], bit=grown - HELD_LOG)
            said = case.conditions()
            case.holds("files are stored all the while",
                       [] if case.ended() == 5 + number else [f"{case.ended()} of {5 + number}"])
            case.figure(f"{number} files, a log of {grown >> 20} MiB, {said}")
        seconds = case.well_within(30)
        case.holds("with the reader gone it is well by itself within 30 s, and the log is short",
                   [] if seconds is not None and log() <= HELD_LOG >> 2 else [f"{seconds}, {log() >> 20} MiB"],
                   bit=grown - HELD_LOG)
        case.ends()


def damage(database, first_page=2, pages=None):
    """Overwrites pages of 8 KiB; the header stays, so that it looks like a database."""
    size = database.stat().st_size
    last = size // 8192 if pages is None else min(first_page + pages, size // 8192)
    with open(database, "r+b") as file:
        for page in range(first_page, last):
            file.seek(page * 8192)
            file.write(b"\xa5" * 8192)
        file.flush()
        os.fsync(file.fileno())


def is_damaged(case):
    """By SQLite's own judgement."""
    try:
        with case.reading() as connection:
            return connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok"
    except sqlite3.DatabaseError:
        return True


def rebuild_and_go_on(case):
    """`wiredesk rebuild` from done/, then the daemon again, which takes what waits."""
    ended = case.ask("rebuild")
    case.holds("`rebuild` makes it anew from done/", [] if ended.code == 0 else [str(ended)])
    case.serve()
    case.all_stored(case.ended_within(len(case.contents), FOUND))
    case.ends()


@fault("database damaged before the start")
def damaged_at_start(options, verdict):
    with Case(options, verdict, "database damaged before the start") as case:
        case.serves_first(20)
        case.stop()
        # Everything out of the log into the database, so that the damage is not mended by it.
        with contextlib.closing(sqlite3.connect(case.state / "wiredesk.db")) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        damage(case.state / "wiredesk.db")
        before = (case.state / "wiredesk.db").read_bytes()
        case.drop_next(5)
        ended = case.start().end(30)
        problems = [] if ended.code == 69 and "rebuild" in ended.errors else [str(ended)]
        case.holds("the start is refused, and the command that restores is named", problems,
                   bit=is_damaged(case))
        after = (case.state / "wiredesk.db").read_bytes()
        case.holds("the damaged file is not written", [] if after == before else ["it was changed"])
        case.holds("the inbox is untouched",
                   [] if len(list(case.inbox.iterdir())) == 5 else ["files are gone"])
        rebuild_and_go_on(case)


@fault("database damaged in use")
def damaged_in_use(options, verdict):
    with Case(options, verdict, "database damaged in use") as case:
        case.serves_first(20)
        case.daemon.pause()
        for log in ("wiredesk.db-wal", "wiredesk.db"):
            if (case.state / log).stat().st_size > 16384:
                damage(case.state / log, 0 if log.endswith("wal") else 2)
        case.drop_next(10)
        bit = is_damaged(case)
        case.daemon.go_on()
        began = time.monotonic()
        is_shown = wait_for(lambda: case.ask("status").code == 69, DEGRADED + SLACK)
        case.figure(f"shown after {time.monotonic() - began:.1f} s")
        answer = case.ask("status")
        problems = [] if is_shown and "rebuild" in answer.output + answer.errors else [answer.output[-300:], str(answer)]
        case.holds("`status` says so within 5 s, and names the command that restores", problems, bit)
        case.ends()
        rebuild_and_go_on(case)
