"""What is interrupted, who goes on with it, and what is to become of it."""
import os
import random
import signal
import subprocess

# Enough to be in the middle of for a second or two, and plain text: nothing in it tells that it is cut.
SIZE, PIECE, PAUSE = 240_000, 4_000, 0.025

WORDS = [line for line in "harbour lock ferry council gates night bridge storm budget museum".split()]


def text(seed):
    words = random.Random(seed)
    lines, size = [f"Notice {seed}\n\n"], 0
    while size < SIZE:
        line = " ".join(words.choice(WORDS) + str(words.randrange(10**6)) for _ in range(12)) + ".\n\n"
        lines.append(line)
        size += len(line)
    return "".join(lines).encode()[: SIZE - 2] + b".\n"


def run(*words, after=None):
    """Runs a tool to its end, or ends it after so many seconds as a person does."""
    process = subprocess.Popen([str(w) for w in words], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        return process.wait(after or 60)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGTERM)
        return process.wait(20)


# What each of them is to become. `whole`: one deposit with all bytes. `pieces`: what the first try left is taken as
# a file, and what came later as another. `whole after a part`: the first try's part is taken, then the whole file.
WRITERS = {}


def writer(tool, words, outcome, held="whole"):
    """Parameter tool: what it needs, `root` too. Parameter held: what it becomes where hold_seconds is longer than
    its pause."""

    def register(go):
        WRITERS[words] = (tool, outcome, held, go)
        return go
    return register
