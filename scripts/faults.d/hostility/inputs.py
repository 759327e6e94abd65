"""The list of hostile inputs, and the words in which their ends are told."""
import dataclasses
import json
import random

# Every code of the manual that ends a whole file: what no format is read from today may have a decoder
# tomorrow, and then another code; never may it be stored, or harm.
REFUSED = {"empty", "unknown-format", "syntax", "truncated", "no-text", "too-large", "too-deep", "too-slow",
           "bomb", "nested-too-deep", "unreadable", "dtd-refused"}


@dataclasses.dataclass(frozen=True)
class Hostile:
    name: bytes
    content: bytes
    # Outcome, or code of a failure; any of them is right.
    ends: frozenset
    # Whose articles must hold exactly this text, where that is the point.
    body: str | None = None


class Inputs:
    """Collects inputs; every name is used once."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.all = []
        self.vocabulary = ["".join(self.random.choice("bcdfgklmnprst") + self.random.choice("aeiou")
                                   for _ in range(self.random.randint(2, 4))) for _ in range(5000)]

    def add(self, name, content, *ends, body=None):
        raw = name if isinstance(name, bytes) else name.encode()
        if isinstance(content, str):
            content = content.encode()
        # The place in front keeps names apart; what is odd in them stays odd.
        number = f"{len(self.all):03}-".encode()
        self.all.append(Hostile(number + raw, content, frozenset(ends), body))

    def words(self, count):
        """Harmless text that no other call gives."""
        return " ".join(self.random.choices(self.vocabulary, k=count))

    def record(self, **fields):
        """A JSON object that would be stored, but for `fields`."""
        whole = {"headline": self.words(5), "body": self.words(60) + ".", **fields}
        return json.dumps(whole).encode()
