"""A mixture of related news copy: originals and everything that can be said of a second article."""
import dataclasses
import gzip
import json
import random

from corpus import Copy, Dropped

SOURCES = ["harbour-wire", "coast-times", "morning-post", "evening-digest", "radio"]


@dataclasses.dataclass
class Item:
    """An article as its provider sees it."""

    uri: str
    version: int
    headline: str
    sentences: list
    published: int  # seconds since 1970

    @property
    def body(self):
        paragraphs = [" ".join(self.sentences[n:n + 3]) for n in range(0, len(self.sentences), 3)]
        return "\n\n".join(paragraphs)

    def line(self):
        return json.dumps({"uri": self.uri, "version": str(self.version), "headline": self.headline,
                           "body": self.body, "published": self.time})

    @property
    def time(self):
        hours, minutes = divmod(self.published // 60, 60)
        return f"2026-03-{1 + hours // 24:02}T{hours % 24:02}:{minutes % 60:02}:00Z"


class Mixture:
    """Files in the order of their making, each below the folder of its source."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.copy = Copy(seed)
        self.items = []
        self.bytes = []
        self.made = 0

    def files(self, count):
        return [self.file() for _ in range(count)]

    def file(self):
        self.made += 1
        kinds = [(self.single, 70), (self.container, 6), (self.packed, 6), (self.plain, 8), (self.again, 6),
                 (self.bad, 4)]
        kind = self.random.choices([k for k, _ in kinds], [weight for _, weight in kinds])[0]
        ending, content = kind()
        self.bytes.append((ending, content))
        return Dropped(f"{self.random.choice(SOURCES)}/{self.made:05}{ending}", content)

    # What a file holds

    def single(self):
        return ".json", self.item().line().encode()

    def plain(self):
        item = self.item()
        return ".txt", f"{item.headline}\n\n{item.body}\n".encode()

    def packed(self):
        return ".json.gz", gzip.compress(self.item().line().encode(), mtime=0)

    def container(self):
        """Below the 128 records of one transaction: with more, parts of several files would alternate, and
        no order of files could say that."""
        lines = [self.item().line() for _ in range(self.random.randint(2, 60))]
        if self.random.random() < 0.3:
            lines.insert(self.random.randrange(len(lines)), '{"headline": broken')
        return ".jsonl", ("\n".join(lines) + "\n").encode()

    def again(self):
        return self.random.choice(self.bytes) if self.bytes else self.single()

    def bad(self):
        """Nothing that ends too early, or it would wait for its writer and lose its place."""
        return self.random.choice([(".json", b'{"headline": }'), (".json", b'{"headline": "No text"}'),
                                   (".bin", b"\x7fELF\0\0\0")])

    # What an article is

    def item(self):
        """New in two of five cases; else it has to do with one of the last few hundred."""
        if not self.items or self.random.random() < 0.4:
            item = self.fresh()
        else:
            old = self.random.choice(self.items[-300:])
            relate = self.random.choice([self.copied, self.edited, self.updated, self.shortened, self.sequel])
            item = relate(old)
        self.items.append(item)
        return item

    def sentence(self, names=()):
        text = self.copy.article(sentences=1).body
        return f"{' and '.join(names)} {text}" if names else text

    def fresh(self):
        number = len(self.items)
        # Names that a story is known by.
        names = [self.copy.noun().capitalize() + " " + self.copy.noun().capitalize() for _ in range(3)]
        sentences = [self.sentence(names if n % 2 == 0 else ()) for n in range(self.random.randint(6, 14))]
        return Item(f"urn:item:{number}", 1, f"{names[0]} {self.copy.noun()} {self.copy.noun()}", sentences,
                    60 * self.random.randrange(20_000))

    def copied(self, old):
        return dataclasses.replace(old, uri=f"urn:item:{len(self.items)}", version=1)

    def edited(self, old):
        sentences = list(old.sentences)
        sentences[self.random.randrange(len(sentences))] = self.sentence()
        return dataclasses.replace(old, uri=f"urn:item:{len(self.items)}", version=1, sentences=sentences,
                                   published=old.published + 600)

    def updated(self, old):
        return dataclasses.replace(old, version=old.version + 1, published=old.published + 1200,
                                   sentences=[*old.sentences, self.sentence()])

    def shortened(self, old):
        return dataclasses.replace(old, uri=f"urn:item:{len(self.items)}", version=1,
                                   sentences=old.sentences[: max(3, len(old.sentences) // 2)])

    def sequel(self, old):
        """Another article on the same people."""
        sentences = [self.sentence((old.headline.rsplit(" ", 2)[0],)) for _ in range(8)] + old.sentences[:1]
        return Item(f"urn:item:{len(self.items)}", 1, old.headline.rsplit(" ", 1)[0] + " " + self.copy.noun(),
                    sentences, old.published + 3600)
