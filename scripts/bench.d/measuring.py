"""What the parts of scripts/bench share: the programs that they run, and what one run cost."""
import os
import pathlib
import subprocess
import sys
import tempfile
import time

PARTS = pathlib.Path(__file__).resolve().parent
REPOSITORY = PARTS.parent.parent
# What scripts/bench.d/corpus.c draws its words from.
BACKGROUND = REPOSITORY / "Sources/CBackground/data/background-en.tsv"
FOLDER = os.environ.get("TMPDIR", "/var/tmp")


class Measured:
    """One command's cost, from wait4: its own and its waited-for children's."""

    def __init__(self, files, command, accepted=(0,)):
        began = time.monotonic()
        log = tempfile.TemporaryFile()
        child = subprocess.Popen(command, stdout=log, stderr=log)
        _, status, usage = os.wait4(child.pid, 0)
        self.seconds = time.monotonic() - began
        code = os.waitstatus_to_exitcode(status)
        if code not in accepted:
            log.seek(0)
            tail = log.read()[-3000:].decode(errors="replace")
            sys.exit(f"bench: {command[0]} ended with {code}:\n{tail}")
        self.files = files
        self.rate = files / self.seconds
        self.cpu_micros = (usage.ru_utime + usage.ru_stime) * 1e6 / files
        self.peak_mib = usage.ru_maxrss / 1024

    def row(self, name, floor):
        ratio = f"{self.rate / floor.rate:8.3f}" if floor else "       –"
        return (f"{name:<8}{self.seconds:9.2f}{self.rate:10.0f}{self.cpu_micros:12.1f}"
                f"{self.peak_mib:10.1f}{ratio}")


def built(product):
    """The path of a program of ours, built in release."""
    build = ["swift", "build", "-c", "release", "--product", product]
    if subprocess.run(build, cwd=REPOSITORY, stdout=subprocess.DEVNULL,
                      env={**os.environ, "WIREDESK_BENCH": "1"}).returncode:
        sys.exit("bench: the release build failed")
    return str(REPOSITORY / ".build/release" / product)
