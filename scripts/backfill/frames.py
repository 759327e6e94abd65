"""The frames between `wiredesk measure` and `wiredesk decide`, as far as an engine needs them: kinds, counts, and
the beginning of an article. The form is specified in Sources/NewsDesk/Backfill/Frame.swift and
SentArticle.swift, which alone know the rest."""
import struct

HEAD, ARTICLE, REJECTION, FOOT = b"HARF"
KIND = struct.Struct("<BI")
COUNTS = struct.Struct("<QQ")
FIXED = struct.Struct("<qQ16s16sH")
# So many of the smallest keys of a sketch find near copies in other slices.
BANDS = 12


class Broken(Exception):
    """A stream that is not whole, or does not add up."""


def frames(stream):
    """The (kind, rest) of each frame of a stream, in order."""
    while head := stream.read(KIND.size):
        if len(head) < KIND.size:
            raise Broken("the stream ends inside a frame")
        kind, length = KIND.unpack(head)
        rest = stream.read(length)
        if len(rest) < length:
            raise Broken("the stream ends inside a frame")
        yield kind, rest


def blocks(stream):
    """As `frames`, checked: every block has a head and a foot that counts what lies between. A foot is given as
    (FOOT, (articles, rejections))."""
    counts = None
    for kind, rest in frames(stream):
        if kind == HEAD and counts is None:
            counts = {ARTICLE: 0, REJECTION: 0}
            yield kind, rest
        elif kind in (ARTICLE, REJECTION) and counts is not None:
            counts[kind] += 1
            yield kind, rest
        elif kind == FOOT and counts is not None:
            said, found = COUNTS.unpack(rest), (counts[ARTICLE], counts[REJECTION])
            if said != found:
                raise Broken(f"a block holds {found} articles and rejections, and its foot says {said}")
            counts = None
            yield FOOT, found
        else:
            raise Broken("a frame stands where none of its kind belongs")
    if counts is not None:
        raise Broken("the stream ends inside a block")


def frame(kind, rest):
    return KIND.pack(kind, len(rest)) + rest


def number(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def text(data, at):
    length, at = number(data, at)
    return data[at:at + length].decode(), at + length


def article(rest):
    """(time, place, identity, digest, bands, name, locator) of an article's frame."""
    time, place, identity, digest, count = FIXED.unpack_from(rest)
    at = FIXED.size
    bands = [int.from_bytes(rest[at + 5 * i:at + 5 * i + 5], "big") for i in range(min(count, BANDS))]
    name, at = text(rest, at + 5 * count)
    locator, _ = text(rest, at)
    return time, place, identity, digest, bands, name, locator


def rejection(rest):
    """(place, name, code, message, locator) of a rejection's frame."""
    place = int.from_bytes(rest[:8], "little")
    at, words = 8, []
    for _ in range(4):
        word, at = text(rest, at)
        words.append(word)
    return (place, *words)
