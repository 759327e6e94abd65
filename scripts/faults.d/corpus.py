"""News copy of our own making for the campaigns: seeded, in every format that the program reads."""
import bz2
import dataclasses
import gzip
import json
import lzma
import random
import shutil
import subprocess

ONSETS = "b br c d dr f g gl h k l m n p r s st t tr v w".split()
VOWELS = "a e i o u ai ea ou".split()
CODAS = ["", "l", "n", "r", "s", "nd", "rk", "st", "m"]
GLUE = ("said the will after and with over a before new in plan against under market minister since"
        " council for week report from").split()


@dataclasses.dataclass(frozen=True)
class Article:
    """As the program must store it. `uri` is None where the format has none."""
    headline: str
    body: str
    uri: str | None = None

    @property
    def words(self):
        return " ".join(self.body.split())


@dataclasses.dataclass(frozen=True)
class Dropped:
    """One file for an inbox and what must become of it."""
    name: str
    content: bytes
    articles: tuple = ()
    rejected: int = 0

    @property
    def outcome(self):
        if not self.articles:
            return "failed"
        return "partial" if self.rejected else "stored"


class Copy:
    """Generated articles: function words, invented nouns, names of their own; no two alike."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.nouns = [self.noun() for _ in range(3000)]

    def noun(self):
        pick = self.random.choice
        return "".join(pick(ONSETS) + pick(VOWELS) + pick(CODAS) for _ in range(pick((2, 3))))

    def article(self, uri=None, sentences=5):
        person, place = f"{self.noun()} {self.noun()}".title(), self.noun().capitalize()
        lines = []
        for number in range(sentences):
            words = [person, "of", place] if number % 3 == 0 else [place]
            for _ in range(6):
                words += [self.random.choice(GLUE), self.random.choice(self.nouns)]
            lines.append(" ".join(words) + f" {self.random.randrange(90_000)}.")
        return Article(f"{place} {self.random.choice(self.nouns)} for {person}", " ".join(lines), uri)

    def line(self, article):
        """One JSON object."""
        return json.dumps({"uri": article.uri, "headline": article.headline, "body": article.body})

    def container(self, name, good, bad=0, prefix=None, sentences=5):
        """JSON Lines; the bad records are spread among the good ones, and are no JSON at all."""
        articles = [self.article(f"urn:{prefix or name}:{n}", sentences) for n in range(good)]
        lines = [self.line(article) for article in articles]
        for number in range(bad):
            lines.insert((number + 1) * len(lines) // (bad + 1), f'{{"headline": broken {number}}}')
        text = "".join(line + "\n" for line in lines)
        return Dropped(name, text.encode(), tuple(articles), bad)

    def text(self, name):
        article = self.article()
        return Dropped(name, f"{article.headline}\n\n{article.body}\n".encode(), (article,))

    def markdown(self, name):
        article = self.article()
        return Dropped(name, f"# {article.headline}\n\n{article.body}\n".encode(), (article,))

    def document(self, name):
        article = self.article(f"urn:{name}")
        return Dropped(name, self.line(article).encode(), (article,))


def packed(dropped, ending):
    """The same file compressed; zstd by its program, since Python 3.11 has no module for it."""
    pack = {"gz": lambda b: gzip.compress(b, mtime=0), "bz2": bz2.compress, "xz": lzma.compress,
            "zst": lambda b: subprocess.run(["zstd", "-qc"], input=b, check=True,
                                            capture_output=True).stdout}
    return dataclasses.replace(
        dropped, name=f"{dropped.name}.{ending}", content=pack[ending](dropped.content))


def every_format(seed):
    """Ten or so files: each format once, a sub-folder, a container with bad records, a failure."""
    copy = Copy(seed)
    files = [
        copy.text("bulletin.txt"), copy.text("coast/tides.txt"), copy.markdown("notes.md"),
        copy.document("flash.json"), copy.container("wire.jsonl", 6),
        copy.container("mixed.jsonl", 4, bad=2),
        packed(copy.text("evening.txt"), "gz"), packed(copy.container("old.jsonl", 3), "bz2"),
        packed(copy.document("late.json"), "xz"), Dropped("nothing.txt", b""),
    ]
    if shutil.which("zstd"):
        files.append(packed(copy.text("night.txt"), "zst"))
    return files


def one_container(seed, good=300, bad=3):
    """A container of several parts (128 records each), so that it is committed in several pieces."""
    return [Copy(seed).container("stream.jsonl", good, bad, sentences=2)]
