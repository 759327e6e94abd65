"""Campaign G: input that means harm, some hundred kinds of it through one daemon in one go, with good
copy among it.

For each: the right verdict. For all: the daemon lives, the good copy is stored, memory stays under its
cap, no file costs more than its 10 s of CPU, nothing forges a journal line or escapes from a query,
nothing is unpacked to the disk. --long adds 100,000 mutations of them.
"""
import collections
import json
import os
import pathlib
import random
import resource
import time
import unicodedata

from corpus import Copy
from hostility import json_inputs, packed, queries, text_inputs
from hostility.inputs import Inputs
from served import Served, wait_for

MEMORY = 256 << 20
CPU_SECONDS = 10
SLIPPED = pathlib.Path("/tmp/wiredesk-slipped")


def run(options, verdict):
    inputs = Inputs(options.seed)
    for part in (packed, json_inputs, text_inputs):
        part.add(inputs)
    SLIPPED.unlink(missing_ok=True)
    with Served(options, folder="/var/tmp", more="young_seconds = 1\n") as desk:
        desk.serve()
        all_at_once(desk, inputs.all, options, verdict)
        harmless(desk, verdict)
        asked(desk, verdict)
        if options.long:
            mutations(desk, inputs.all, options, verdict)
        ended, _ = desk.stop()
        verdict.holds("the daemon has lived through it and ends in order", [] if ended.code == 0 else [str(ended)])


def drop(desk, name, content):
    staged = desk.outside / "staged"
    staged.write_bytes(content)
    # Old, so that what is cut does not wait for its writer.
    os.utime(staged, (time.time() - 3600,) * 2)
    os.rename(staged, os.path.join(os.fsencode(desk.inbox), name))


def all_at_once(desk, hostile, options, verdict):
    copy = Copy(options.seed)
    good = {b"good-%d.txt" % n: copy.text("good").content for n in range(40)}
    everything = [(h.name, h.content) for h in hostile] + list(good.items())
    random.Random(options.seed).shuffle(everything)
    before = cpu_seconds(desk)
    began = time.monotonic()
    for name, content in everything:
        drop(desk, name, content)
    wait_for(lambda: desk.ended() >= len(everything) or not desk.daemon.is_running, 120)
    took, cpu = time.monotonic() - began, cpu_seconds(desk) - before
    ends = {name: outcome if outcome != "failed" else code for name, outcome, code, *_ in desk.deposits()}
    kinds = collections.Counter(ends[h.name] for h in hostile if h.name in ends)
    print(f"   {len(hostile)} inputs, {sum(len(h.content) for h in hostile) >> 20} MiB: {took:.1f} s,"
          f" {cpu:.1f} s of CPU; {dict(kinds.most_common())}", flush=True)
    for one in hostile:
        end = ends.get(one.name, "never ended")
        verdict.holds(f"{one.name!r} ends as {' or '.join(sorted(one.ends))}"[:150],
                      [] if end in one.ends else [f"it is {end}"])
    verdict.holds("the good copy among it is stored",
                  [f"{name!r}: {ends.get(name)}" for name in good if ends.get(name) != "stored"])
    verdict.holds("all together cost less than the 10 s of CPU that one of them may",
                  [f"{cpu:.0f} s"] if cpu > CPU_SECONDS else [])
    account = desk.account()
    verdict.holds("the account adds up", [] if account["balanced"] and account["seen"] == len(everything)
                  and not account["waiting"] else [str(account)])
    peak = desk.live().get("peak_bytes", 0)
    print(f"   P8 peak RSS {peak / (1 << 20):.0f} MiB", flush=True)
    verdict.holds("memory stays under 256 MiB", [] if 0 < peak <= MEMORY else [f"{peak >> 20} MiB"])


def cpu_seconds(desk):
    fields = pathlib.Path(f"/proc/{desk.daemon.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def is_dangerous(character):
    """C0, C1 and what turns the direction of writing; a line separator."""
    return (unicodedata.category(character) in ("Cc", "Zl", "Zp")
            or character in "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def unsafe(text, separators="\n"):
    return [f"{character!r}" for character in set(text) if is_dangerous(character) and character not in separators]


def harmless(desk, verdict):
    """What comes out of it."""
    log = desk.log
    levels = ("trace", "debug", "info", "notice", "warning", "error", "critical")
    verdict.holds("no line of the journal is forged",
                  [line[:80] for line in log.splitlines() if not line.startswith(tuple(f"{l}: " for l in levels))])
    verdict.holds("no control character reaches it", unsafe(log))
    for words in (["status"], ["stories"], ["account"]):
        verdict.holds(f"`{words[0]}` shows none", unsafe(desk.ask(*words).output, "\n\t"))
    exported = desk.export()
    outside = pathlib.Path("/etc/passwd").read_text().splitlines()[0]
    verdict.holds("nothing from outside is in any article",
                  [a["deposit"]["name"] for a in exported if outside in json.dumps(a)], bit=len(exported))
    verdict.holds("nothing is unpacked to the disk", [str(SLIPPED)] if SLIPPED.exists() else [])
    reasons = [p for p in (desk.state / "failed").rglob("*.reason.json")]
    bad = [str(p) for p in reasons if not json.loads(p.read_bytes()).get("code")]
    verdict.holds("every reason is JSON and has its code", bad, bit=len(reasons))
    with desk.reading() as database:
        verdict.holds("the database is whole", [str(row) for row in database.execute("PRAGMA integrity_check")
                                                if row != ("ok",)])


def worked():
    """CPU seconds of all children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def asked(desk, verdict):
    """Questions: an answer or a refusal, never SQLite's own words, never for long."""
    wrong = []
    for words in [["search", "--", q] for q in queries.WORDS] + [["show", "--", q] for q in queries.NUMBERS] + [
            ["explain", "--", q] for q in queries.NUMBERS]:
        began = worked()
        try:
            answer = desk.ask(*[os.fsencode(word) if "\udcff" in word else word for word in words], deadline=20)
        except OSError as error:
            # Longer than the kernel lets an argument be: no question at all.
            wrong.append(f"{words[2][:20]!r}: {error}")
            continue
        took = worked() - began
        said = answer.errors.lower()
        if answer.code not in (0, 1, 2, 5, 64) or "fts5" in said or "sql" in said or took > 8:
            wrong.append(f"{words[0]} {words[2][:30]!r}: {answer}, {took:.1f} s of CPU")
    verdict.holds(f"none of {len(queries.WORDS) + 2 * len(queries.NUMBERS)} questions is taken for a command", wrong)


def mutations(desk, hostile, options, verdict):
    """Small ones only, in portions; judged by survival, memory and the account."""
    chance = random.Random(options.seed)
    seeds = [h for h in hostile if 0 < len(h.content) < 20_000]
    total, portion, wrong = 100_000, 2_000, []
    done = desk.ended()
    for start in range(0, total, portion):
        for number in range(start, start + portion):
            seed = chance.choice(seeds)
            drop(desk, b"m%d-" % number + seed.name[4:200], mutated(seed.content, chance))
        if desk.ended_within(done + start + portion, 300) is None or not desk.daemon.is_running:
            wrong.append(f"portion {start}: {desk.ended() - done - start} of {portion} ended; {desk.daemon.errors[-200:]}")
            break
    peak = desk.live().get("peak_bytes", 0)
    print(f"   {total} mutations, peak RSS {peak >> 20} MiB", flush=True)
    verdict.holds("100,000 mutations all end", wrong)
    verdict.holds("and memory stays under 256 MiB", [] if 0 < peak <= MEMORY else [f"{peak >> 20} MiB"])


def mutated(content, chance):
    content = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(content) + 1)
        what = chance.randrange(5)
        if what == 0:
            content[place:place + 1] = chance.randbytes(1)
        elif what == 1:
            del content[place:place + chance.randint(1, 20)]
        elif what == 2:
            content[place:place] = chance.randbytes(chance.randint(1, 8))
        elif what == 3:
            content[place:place] = content[: chance.randint(0, 200)]
        else:
            content[place:place] = chance.choice([b"\0", b"\\u", b"[" * 300, b"\xff", b"{", b"\n", b"\""])
    return bytes(content)
