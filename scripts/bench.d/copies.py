"""scripts/bench copies: is it a copy, and of what? Quality, speed, memory and growth, beside peers.

Quality is measured through the real program: `wiredesk ingest`, `wiredesk export`, and the scoring
tools beside the checkout. The labels are read by those tools alone.
"""
import gzip
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
SHARED = next((folder / "shared" for folder in REPOSITORY.parents
               if (folder / "shared/data/neardup/dev.jsonl").exists()), None)
PEERS = ["datasketch char-5 .5", "datasketch word-5 .7", "rensa char-5 .5", "gaoya char-5 .5",
         "text-dedup news"]


class Cost:
    """Wall and CPU seconds and peak memory of one command."""

    def __init__(self, command, **more):
        began = time.monotonic()
        child = subprocess.Popen(command, stdout=subprocess.PIPE, **more)
        self.output = child.stdout.read()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        self.code = child.returncode
        self.seconds = time.monotonic() - began
        self.cpu = usage.ru_utime + usage.ru_stime
        self.peak_mib = usage.ru_maxrss / 1024


def score(tool, export, gold):
    command = [sys.executable, SHARED / "tools/score" / tool, export, gold]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def numbers(text, *names):
    """The figures behind these words in a scoring tool's output."""
    found = []
    for name in names:
        match = re.search(re.escape(name) + r"\D*?([\d.]+)", text)
        found.append(float(match.group(1)) if match else float("nan"))
    return found


DEV = ("ARI", "near recall", "any relation", "containment recall", "false near links")


def siblings(text):
    match = re.search(r"'template': (\d+)", text)
    return int(match.group(1)) if match else 0


def write(lines, path):
    with open(path, "w", encoding="utf-8") as file:
        for line in lines:
            file.write(json.dumps({"id": line["id"], "text": line["text"]}) + "\n")


def ingest(program, source, state, seed):
    """One run of the real program; its cost, and the export's path."""
    state.mkdir()
    cost = Cost([program, "ingest", "--state", state, "--seed", str(seed), source])
    if cost.code:
        sys.exit(f"bench: ingest ended with {cost.code}")
    export = state.with_suffix(".out")
    with open(export, "wb") as file:
        subprocess.run([program, "export", "--state", state, "--format", "jsonl"], check=True,
                       stdout=file)
    shutil.rmtree(state)
    return cost, export


def quality(arguments, base):
    gold = SHARED / "data/neardup/dev.jsonl"
    lines = [json.loads(line) for line in open(gold, encoding="utf-8")]
    print(f"dev, {len(lines)} articles; run 1 in the file's order, others shuffled; hash seed = run")
    print(f"{'':<24}{'ARI':>7}{'near':>7}{'any':>7}{'cont.':>7}{'false near':>12}"
          f"{'articles/s':>12}{'peak MiB':>10}")
    runs = []
    for run in range(1, arguments.runs + 1):
        if run > 1:
            random.Random(run).shuffle(lines)
        write(lines, base / "dev.jsonl")
        cost, export = ingest(arguments.program, base / "dev.jsonl", base / f"dev-{run}", run)
        told = score("score_copies.py", export, gold)
        runs.append(numbers(told, *DEV))
        row(f"wiredesk, run {run}", runs[-1], len(lines) / cost.cpu, cost.peak_mib)
        if run == 1:
            kinds = told.strip().splitlines()[-1]
    row("wiredesk, mean", [sum(column) / len(runs) for column in zip(*runs)], None, None)
    print("        " + kinds)
    lines = [json.loads(line) for line in open(gold, encoding="utf-8")]
    write(lines, base / "dev.jsonl")
    for name in PEERS:
        out = base / "peer.out"
        cost = Cost([sys.executable, HERE / "peers.py", name, base / "dev.jsonl", out])
        if cost.code == 69:
            print(f"{name:<24}  SKIPPED: not installed (pip install datasketch rensa gaoya)")
            continue
        if cost.code:
            sys.exit(f"bench: {name} ended with {cost.code}")
        told = json.loads(cost.output)
        row(name, numbers(score("score_copies.py", out, gold), *DEV),
            told["articles"] / told["cpu"], told["peak_mib"])
    print("articles/s: by CPU time; wiredesk's is the whole program, durable, with stories and search;"
          " a peer's the matching alone")


def row(name, figures, speed, peak):
    ari, near, any_relation, contained, false = figures
    tail = f"{speed:12.0f}{peak:10.1f}" if speed else ""
    print(f"{name:<24}{ari:7.4f}{near:7.4f}{any_relation:7.4f}{contained:7.4f}{false:12.1f}{tail}",
          flush=True)


REUTERS = ("dup recall", "contain recall", "683 =", "F1")


def reuters(arguments, base):
    pairs = SHARED / "data/neardup/reuters_pairs.jsonl"
    source = base / "reuters.jsonl"
    with gzip.open(SHARED / "data/neardup/reuters_docs.jsonl.gz", "rt", encoding="utf-8") as file:
        docs = [json.loads(line) for line in file]
    with open(source, "w", encoding="utf-8") as file:
        for doc in docs:
            file.write(json.dumps(doc) + "\n")
    print(f"\nReuters-21578, {len(docs)} articles in their order; groups count as links")
    print(f"{'':<24}{'dup':>7}{'cont.':>7}{'siblings':>10}{'F1':>8}{'articles/s':>12}{'peak MiB':>10}")
    for run in range(1, 4):
        cost, export = ingest(arguments.program, source, base / f"reuters-{run}", run)
        reuters_row(f"wiredesk, seed {run}", numbers(score("score_reuters.py", export, pairs), *REUTERS),
                    len(docs) / cost.cpu, cost.peak_mib)
    with open(source, "w", encoding="utf-8") as file:
        for doc in docs:
            file.write(json.dumps({"id": doc["uri"], "text": doc["body"]}) + "\n")
    for name in PEERS:
        out = base / "peer.out"
        cost = Cost([sys.executable, HERE / "peers.py", name, source, out])
        if cost.code == 69:
            print(f"{name:<24}  SKIPPED: not installed")
            continue
        told = json.loads(cost.output)
        reuters_row(name, numbers(score("score_reuters.py", out, pairs), *REUTERS),
                    told["articles"] / told["cpu"], told["peak_mib"])


def reuters_row(name, figures, speed, peak):
    duplicates, contained, linked, f1 = figures
    print(f"{name:<24}{duplicates:7.4f}{contained:7.4f}{linked:8.1f} %{f1:8.4f}{speed:12.0f}"
          f"{peak:10.1f}", flush=True)


def growth(arguments, base):
    points = [str(point) for point in (10_000, 100_000, 1_000_000, 10_000_000)
              if point <= arguments.largest]
    state = base / "growth"
    state.mkdir()
    print("\nThe index alone, invented sketches of 48 keys (bench.d/btree.c says which); look-ups of"
          " 2,000 new ones")
    table([arguments.postings, state, *points],
          ["articles", "fill_cpu_us", "longest_upkeep_ms", "lookup_cpu_us", "lookup_p50_us",
           "lookup_p99_us", "live_runs", "bytes_an_article", "rss_mib", "peak_mib"])
    shutil.rmtree(state)
    print("\nThe same in a b-tree of postings (SQLite, WITHOUT ROWID), C, no other work")
    tree = base / "btree"
    subprocess.run(["cc", "-O2", "-o", tree, HERE / "btree.c", "-lsqlite3", "-lm"], check=True)
    table([tree, base / "btree.db", *[point for point in points if int(point) <= 1_000_000]],
          ["articles", "fill_cpu_us", "lookup_cpu_us", "lookup_p50_us", "lookup_p99_us",
           "bytes_an_article"])


def table(command, columns):
    print("".join(f"{column:>19}" for column in columns))
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    for line in child.stdout:
        point = json.loads(line)
        print("".join(f"{point[column]:>19}" for column in columns), flush=True)
    if child.wait():
        sys.exit(f"bench: {command[0]} failed")


def copies(arguments):
    base = pathlib.Path(tempfile.mkdtemp(prefix="wiredesk-bench-", dir=arguments.folder))
    try:
        if SHARED is None and ("quality" in arguments.only or "reuters" in arguments.only):
            print("SKIPPED: quality, for there is no ../shared with the labelled sets")
        if SHARED and "quality" in arguments.only:
            quality(arguments, base)
        if SHARED and "reuters" in arguments.only:
            reuters(arguments, base)
        if "growth" in arguments.only:
            growth(arguments, base)
    finally:
        shutil.rmtree(base, ignore_errors=True)
