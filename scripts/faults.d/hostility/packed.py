"""Bombs, layers upon layers, and compressed streams that are cut or damaged."""
import bz2
import gzip
import io
import lzma
import subprocess
import tarfile
import zipfile
import zlib

from .inputs import REFUSED

MEBIBYTE = 1 << 20


def zstd(content):
    return subprocess.run(["zstd", "-3", "-qc"], input=content, check=True, capture_output=True).stdout


PACK = {"gz": lambda content: gzip.compress(content, mtime=0), "bz2": bz2.compress, "xz": lambda content: lzma.compress(content, preset=1),
        "zst": zstd}


def add(inputs):
    bombs(inputs)
    layers(inputs)
    cut(inputs)
    damaged(inputs)
    archives(inputs)


def bombs(inputs):
    line = b"All work and no play makes a dull story.\n"
    for ending, pack in PACK.items():
        inputs.add(f"bomb.txt.{ending}", pack(line * (8 * MEBIBYTE // len(line))), "bomb", "too-large")
        inputs.add(f"zeros.{ending}", pack(bytes(8 * MEBIBYTE)), "bomb", "unknown-format")
        inputs.add(f"blanks.txt.{ending}", pack(b" " * (8 * MEBIBYTE)), "bomb", "empty", "too-large")
        # A bomb behind good records: what came before it counts.
        good = inputs.record() + b"\n"
        inputs.add(f"late.jsonl.{ending}", pack(good + b'{"body": "' + b"a" * (8 * MEBIBYTE)), "partial", "bomb")
        inputs.add(f"open.json.{ending}", pack(b'{"a":' * (2 * MEBIBYTE)), "bomb", "too-deep")
    # A ratio of 1032 : 1 twice is a million to one.
    inputs.add("double.txt.gz.gz", PACK["gz"](PACK["gz"](line * (64 * MEBIBYTE // len(line)))), "bomb", "too-large")
    members = b"".join(PACK["gz"](b"") for _ in range(20_000))
    inputs.add("members.txt.gz", members, "empty", "truncated")
    inputs.add("many.txt.gz", b"".join(PACK["gz"](b"word ") for _ in range(20_000)), "stored")


def layers(inputs):
    for count in (2, 3, 4, 12):
        content, name = inputs.words(80).encode(), "layers.txt"
        for number in range(count):
            ending = list(PACK)[number % 4]
            content, name = PACK[ending](content), f"{name}.{ending}"
        inputs.add(name, content, "stored" if count == 2 else "nested-too-deep")


def cut(inputs):
    """At many places; in the checksum behind the last block the text is whole, and may be taken."""
    for ending, pack in PACK.items():
        content = pack(inputs.words(900).encode())
        for part in (1, 3, 9, 17, 18, len(content) // 4, len(content) // 2, 3 * len(content) // 4,
                     len(content) - 40, len(content) - 9):
            inputs.add(f"cut-{part}.txt.{ending}", content[:part], "truncated")
        for part in (len(content) - 8, len(content) - 3, len(content) - 1):
            inputs.add(f"cut-{part}.txt.{ending}", content[:part], "truncated", "stored")


def damaged(inputs):
    for ending, pack in PACK.items():
        content = bytearray(pack(inputs.words(900).encode()))
        middle = len(content) // 2
        content[middle:middle + 4] = b"\xde\xad\xbe\xef"
        # Without a checksum some damage is only another text.
        inputs.add(f"damaged.txt.{ending}", bytes(content), "syntax", "truncated", "unknown-format", "stored")
        inputs.add(f"tail.txt.{ending}", pack(inputs.words(90).encode()) + b"and something behind it",
                   "stored", "syntax", "truncated")
        inputs.add(f"head-only.{ending}", bytes(content[:12]) + bytes(200), *REFUSED)
    # A gzip header whose name and comment never end.
    inputs.add("header.gz", b"\x1f\x8b\x08\x18\0\0\0\0\0\x03" + b"n" * MEBIBYTE, "truncated", "syntax", "unknown-format")
    raw = zlib.compress(inputs.words(90).encode())
    inputs.add("zlib.txt", raw, "unknown-format", "stored")


def archives(inputs):
    def zipped(files):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files:
                archive.writestr(name, content)
        return out.getvalue()

    def tarred(*members):
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w") as archive:
            for member, content in members:
                archive.addfile(member, io.BytesIO(content))
        return out.getvalue()

    inner = zipped([("a.txt", b"a" * (8 * MEBIBYTE))])
    inputs.add("bomb.zip", zipped([(f"{n}.zip", inner) for n in range(20)]), *REFUSED, "partial")
    inputs.add("cut.zip", inner[: len(inner) // 2], *REFUSED)
    # Nothing is ever unpacked to the disk: what these name must not come to be.
    inputs.add("slip.zip", zipped([("../../../../tmp/wiredesk-slipped", b"out of the box")]), *REFUSED, "stored", "partial")
    link = tarfile.TarInfo("link")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    escape = tarfile.TarInfo("../../../../tmp/wiredesk-slipped")
    escape.size = 4
    inputs.add("slip.tar", tarred((link, b""), (escape, b"text")), *REFUSED, "stored", "partial")
    huge = tarfile.TarInfo("huge.txt")
    huge.size = 1 << 40
    inputs.add("huge.tar", huge.tobuf() + b"short", *REFUSED)
