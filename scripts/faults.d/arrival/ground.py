"""The ground on which the ways of arriving are tried, and what each must lead to."""
import dataclasses
import os
import pathlib
import random
import subprocess


@dataclasses.dataclass
class Fate:
    """What must become of one name in the inbox."""

    # The bytes of the file in done/ or failed/; None when they are not compared (a sparse file).
    content: bytes | None
    # Of its one deposit; None for a name that must be left where it is.
    outcome: str | None = "stored"
    code: str | None = None
    # How `status` names what is left alone (fifo, socket …) or why it waits.
    named: str | None = None


class Ground:
    """One inbox, and places to come from: `aside` on its file system, `far` on another one.

    Every way gets texts of its own, so that a file stored twice shows in the articles, too.
    """

    def __init__(self, inbox, aside, far, seed):
        self.inbox = pathlib.Path(inbox)
        self.aside = pathlib.Path(aside)
        self.far = pathlib.Path(far)
        self.random = random.Random(seed)
        self.servers = None
        # Files that stay open until the round is over.
        self.held = []

    def text(self, size=600):
        """A text of exactly `size` bytes, ASCII, that no other call gives."""
        words = []
        length = 0
        while length < size:
            word = "".join(self.random.choice("aeioubdfgklmnprstv") for _ in range(self.random.randint(3, 9)))
            words.append(word)
            length += len(word) + 1
        text = f"Notice {self.random.randrange(10**9):09}\n\n" + " ".join(words)
        return text[: size - 2].encode() + b".\n"

    def source(self, name, content, far=False):
        """A finished file outside the inbox."""
        path = os.path.join(os.fsencode(self.far if far else self.aside), os.fsencode(name))
        with open(path, "wb") as file:
            file.write(content)
        return path

    def target(self, name):
        return os.path.join(os.fsencode(self.inbox), os.fsencode(name))


def run(*words, **options):
    """A deliverer that must succeed; its output is shown when it does not."""
    options.setdefault("timeout", 60)
    ended = subprocess.run([os.fspath(word) for word in words], stdin=subprocess.DEVNULL,
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)
    if ended.returncode:
        raise RuntimeError(f"{words[0]} ended with {ended.returncode}: "
                           f"{ended.stdout.decode(errors='replace')[-400:]}")


WAYS = []


def way(title, needs=()):
    """Registers a way. It is called with a Ground, and returns the fate of each name it made."""

    def register(deliver):
        WAYS.append((title, tuple(needs), deliver))
        return deliver

    return register
