"""Plain text, names and foreign formats that mean harm."""
import struct

from .inputs import REFUSED

MEBIBYTE = 1 << 20


def add(inputs):
    bytes_of_all_kinds(inputs)
    headlines(inputs)
    slow(inputs)
    names(inputs)
    foreign(inputs)
    markup(inputs)
    tables(inputs)


def bytes_of_all_kinds(inputs):
    text = inputs.words(80)
    inputs.add("nul.txt", text.encode() + b"\0" + text.encode(), "unknown-format")
    inputs.add("nul-late.txt", inputs.words(4000).encode() + b"\0", "unknown-format")
    inputs.add("controls.txt", bytes(range(1, 9)) * 200, "unknown-format")
    inputs.add("random.txt", inputs.random.randbytes(5000), "unknown-format", "stored")
    inputs.add("blank.txt", " \n\t\r\u00a0\u2003" * 1000, "empty", "no-text")
    inputs.add("invisible.txt", "\u200b\u200d\ufeff" * 1000, "empty", "no-text", "stored")
    inputs.add("invalid.txt", b"Headline\n\n" + inputs.words(60).encode() + b"\xc3\x28\xa0\xa1\xe2\x28", "stored")
    inputs.add("latin.txt", (inputs.words(60) + " caf\u00e9 d\u00e9j\u00e0 vu").encode("latin-1"), "stored")
    inputs.add("utf-16.txt", ("\ufeff" + inputs.words(60)).encode("utf-16-le"), "stored")
    inputs.add("utf-16-lone.txt", b"\xff\xfe" + "".join(inputs.words(60)).encode("utf-16-le") + b"\x00\xd8", "stored")
    inputs.add("utf-16-odd.txt", b"\xff\xfe" + inputs.words(60).encode("utf-16-le") + b"x", "stored", "truncated", "unknown-format")
    inputs.add("utf-16-no-mark.txt", inputs.words(60).encode("utf-16-le"), "unknown-format", "stored")
    inputs.add("noncharacters.txt", inputs.words(60) + " \ufffe\uffff\U0001fffe", "stored")
    inputs.add("marks.txt", inputs.words(60) + " z" + "\u0301" * 100_000, "stored")


def headlines(inputs):
    """What is shown to people and written to the journal must not act there."""
    for name, headline in {
            "forged": "<0>kernel: all is lost", "escape": "\x1b]0;owned\x07\x1b[2J\x1b[31mRED",
            "bidi": "\u202egnp.exe\u202c \u2066 \u2069", "c1": "\u009b31m \u0085 \u2028 \u2029",
            "script": "<img src=x onerror=alert(1)>", "sql": "x'); DELETE FROM deposit; --",
            "formats": "%s%n%d%@", "shell": "$(touch /tmp/wiredesk-slipped) `id`", "quotes": "'\"\\'\"",
            "fields": "MESSAGE=forged PRIORITY=0", "bell": "\a\b\v\f"}.items():
        inputs.add(f"{name}.txt", f"{headline}\n\n{inputs.words(60)}\n", "stored")
    inputs.add("long-headline.txt", "H" * MEBIBYTE + "\n\n" + inputs.words(60), "stored")
    inputs.add("crlf.txt", "One\r\nMESSAGE=forged\r\n\r\n" + inputs.words(60), "stored")


def slow(inputs):
    """What makes careless scanners quadratic, or candidates too many."""
    for name, unit in {
            "spaces": " x", "newlines": "\n\nx", "colons": "Headline: ", "angles": "<", "entities": "&#x",
            "tags": "<a b='", "braces": "{", "quotes": '"', "dashes": "---\n", "commas": ",", "dots": "...",
            "numbers": "1,000.00 ", "capitals": "Aa Bb ", "urls": "http://a.b/c ", "same": "word "}.items():
        inputs.add(f"slow-{name}.txt", (unit * (MEBIBYTE // len(unit) + 1)) + " " + inputs.words(40), "stored", "no-text",
                   "unknown-format")
    inputs.add("front-matter.md", "---\n" + "key: value\n" * 50_000 + inputs.words(40), "stored", "no-text")
    inputs.add("headers.txt", "Headline: a\n" * 50_000 + "\n" + inputs.words(40), "stored")
    same = inputs.words(200)
    for number in range(30):
        inputs.add(f"flood-{number}.txt", f"Flood {number}\n\n{same} {inputs.words(1)}", "stored")
    inputs.add("large.txt", "\n".join(inputs.words(12) for _ in range(60_000)), "stored")
    inputs.add("one-line.txt", ("word and " * (2 * MEBIBYTE))[: 16 * MEBIBYTE - 20], "stored")
    inputs.add("too-large.txt", "a line of it\n" * (17 * MEBIBYTE // 13), "too-large")


def names(inputs):
    for name in [b"\xff\xfe\xc0.txt", b"line\nfeed.txt", b"\x1b[31mred.txt", b"<3>forged.txt", b"-rf.txt", b"..txt",
                 b"a'); DROP TABLE deposit;--.txt", b"%n%s.txt", b"$(id).txt", b"\xe2\x80\xaetxt.gpj", b"x" * 240 + b".txt",
                 b"MESSAGE=x.txt", b"a\tb\r.txt", b"\x7f\x01.txt", b" .txt", b"*?[!a].txt", b"~root.txt", b"\\..\\x.txt",
                 "\u0130\u0131\ufb01.txt".encode(), "e\u0301.txt".encode(), b".reason.json.txt"]:
        inputs.add(name, inputs.words(50), "stored")


def foreign(inputs):
    for name, content in {
            "elf": b"\x7fELF\x02\x01\x01" + bytes(200), "png": b"\x89PNG\r\n\x1a\n" + bytes(200),
            "pdf": b"%PDF-1.7\n" + inputs.words(50).encode(), "sqlite": b"SQLite format 3\0" + bytes(200),
            "office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(200), "rar": b"Rar!\x1a\x07" + bytes(99),
            "7z": b"7z\xbc\xaf\x27\x1c" + bytes(99), "lz4": struct.pack("<I", 0x184D2204) + bytes(99),
            "empty-name": b"\0"}.items():
        for ending in ("bin", "txt"):
            inputs.add(f"{name}.{ending}", content, "unknown-format")


def markup(inputs):
    """XML that expands or reaches out, mail within mail, pages without end: whatever comes of them, the
    file outside must not be in it."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(12))
    for name, content in {
            "laughs.xml": f"<?xml version='1.0'?><!DOCTYPE l [{laughs}]><rss><channel><item><title>&l11;</title></item></channel></rss>",
            "quadratic.xml": f"<!DOCTYPE l [<!ENTITY a '{'a' * 50_000}'>]><rss>{'&a;' * 50_000}</rss>",
            "outside.xml": '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0">'
                           "<channel><item><title>T</title><description>&x;</description></item></channel></rss>",
            "parameter.xml": '<!DOCTYPE r [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]><nitf/>',
            "include.xml": '<rss xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/passwd" parse="text"/></rss>',
            "deep.xml": "<a>" * 200_000, "deep.html": "<html><body>" + "<div>" * 200_000,
            "attributes.html": "<html " + "a=1 " * 200_000 + ">", "comment.html": "<html><!--" + "-" * MEBIBYTE,
            "nested.eml": "".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(5000)),
            "header.eml": "Received: " + "a" * MEBIBYTE, "cut.eml": "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x",
            "length.warc": "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999999999999\r\n\r\n",
            "minus.warc": "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -1\r\n\r\n"}.items():
        inputs.add(name, content, *REFUSED, "stored", "partial")


def tables(inputs):
    """Quotes that never close, rows of nothing but separators, cells that a spreadsheet would run."""
    head = "title,text\n"

    def good():
        """Another row each time: the same one again would be known, and change nothing."""
        return f"{inputs.words(4)},{inputs.words(50)}\n"

    inputs.add("cell.csv", '"' + "a" * MEBIBYTE, "truncated")
    inputs.add("open.csv", head + good() + 'Open,"' + "no end\n" * (3 * MEBIBYTE), "partial")
    inputs.add("quotes.csv", head + good() + '"' * MEBIBYTE, "partial", "stored")
    inputs.add("pairs.csv", head + '"a""\n' * (MEBIBYTE // 5), *REFUSED, "partial", "stored")
    inputs.add("commas.csv", head + good() + "," * (17 * MEBIBYTE), "partial")
    inputs.add("wide.csv", head[:-1] + ",c" * 500_000 + "\n" + good(), "truncated")
    inputs.add("empty.csv", head + ",\n" * 300_000, "no-text")
    inputs.add("nul.csv", head.encode() + b"a,b\0c\n" + good().encode(), "partial")
    inputs.add("formula.csv", head + f"=cmd|' /C calc'!A0 {inputs.words(3)},{inputs.words(50)}\n", "stored")
    inputs.add("utf-16.tsv", ("\ufeff" + head.replace(",", "\t") + good().replace(",", "\t")).encode("utf-16-le"), "stored")
