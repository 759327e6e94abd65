"""JSON and JSON Lines as no writer should write them."""
import json

from .inputs import REFUSED

MEBIBYTE = 1 << 20


def add(inputs):
    deep(inputs)
    cut(inputs)
    broken(inputs)
    strange_but_good(inputs)
    nothing_to_read(inputs)
    large(inputs)
    lines(inputs)


def deep(inputs):
    for name, opening in (("arrays", b"["), ("objects", b'{"a":'), ("mixed", b'[{"a":')):
        for depth in (300, 5000, 1_000_000):
            # Cut it is, too: of a list of objects each one is looked for to its end first.
            ends = ["too-deep"] + ["truncated"] * (name == "mixed")
            inputs.add(f"deep-{name}-{depth}.json", opening * depth, *ends)
    nested = b"[" * 200 + b"1" + b"]" * 200
    inputs.add("deep-enough.json", inputs.record()[:-1] + b', "other": ' + nested + b"}", "stored")
    nested = b"[" * 300 + b"1" + b"]" * 300
    inputs.add("deep-inside.json", inputs.record()[:-1] + b', "other": ' + nested + b"}", "too-deep")


def cut(inputs):
    whole = inputs.record(uri="urn:cut", tags=["a", {"b": [1.5e3, True, None]}], text="\u20ac \\ \" \n")
    for part in range(1, len(whole), max(1, len(whole) // 30)):
        inputs.add(f"cut-{part}.json", whole[:part], "truncated")
    inputs.add("cut-0.json", b"", "empty")
    # In the middle of a character, an escape, a surrogate pair.
    for name, tail in (("character", b"\xe2\x82"), ("escape", b"\\u20"), ("pair", b"\\ud83d"), ("slash", b"\\")):
        inputs.add(f"cut-in-{name}.json", b'{"headline": "A", "body": "text ' + tail, "truncated")


def broken(inputs):
    head = b'{"headline": "A headline", "body": "Some text of a body."'
    for name, tail in {
            "comma": b",}", "colon": b', "a" 1}', "word": b', "a": tru}', "nan": b', "a": NaN}',
            "infinity": b', "a": -Infinity}', "quotes": b", 'a': 1}", "comment": b", /* no */ \"a\": 1}",
            "bare": b", a: 1}", "number": b', "a": 01}', "exponent": b', "a": 1e}', "escape": b', "a": "\\x"}',
            "hex": b', "a": "\\u12G4"}', "bracket": b', "a": [1, 2}}', "semicolon": b"; }"}.items():
        inputs.add(f"broken-{name}.json", head + tail, "syntax")
    inputs.add("broken-tail.json", head + b"} and more", "syntax", "stored")
    inputs.add("two.json", head + b"}\n" + head + b"}", "syntax", "stored", "partial", "unchanged")


def strange_but_good(inputs):
    body = inputs.words(50)
    for name, content in {
            "duplicate-keys": b'{"headline": "One", "headline": "Two", "body": "%s"}' % body.encode(),
            "surrogate-high": b'{"headline": "H \\ud800 x", "body": "%s"}' % inputs.words(50).encode(),
            "surrogate-low": b'{"headline": "H", "body": "\\udc00 %s"}' % inputs.words(50).encode(),
            "surrogates-swapped": b'{"headline": "H", "body": "\\udc00\\ud800 %s"}' % inputs.words(50).encode(),
            "nul": b'{"headline": "a\\u0000b", "body": "\\u0000 %s"}' % inputs.words(50).encode(),
            "controls": b'{"headline": "a\\u001b[31m\\u0007", "body": "\\u0008 %s"}' % inputs.words(50).encode(),
            "bidi": '{"headline": "a \u202e b \u2066 c", "body": "%s"}'.encode() % inputs.words(50).encode(),
            "noncharacter": '{"headline": "a \ufffe \U0010ffff", "body": "%s"}'.encode() % inputs.words(50).encode(),
            "huge-number": b'{"headline": "N", "n": 1%s, "body": "%s"}' % (b"0" * 100_000, inputs.words(50).encode()),
            "huge-exponent": b'{"headline": "N", "n": 1e999999999, "body": "%s"}' % inputs.words(50).encode(),
            "minus-zero": b'{"headline": "N", "n": -0.0e-0, "body": "%s"}' % inputs.words(50).encode(),
            "long-key": b'{"%s": 1, "headline": "K", "body": "%s"}' % (b"k" * MEBIBYTE, inputs.words(50).encode()),
            "many-keys": b'{%s "headline": "K", "body": "%s"}'
                         % (b"".join(b'"%d":1,' % n for n in range(100_000)), inputs.words(50).encode()),
            "white-space": b'{"headline": "W",' + b" \t\r\n" * 100_000 + b'"body": "%s"}' % inputs.words(50).encode(),
            "backslashes": b'{"headline": "B", "body": "%s %s"}' % (b"\\\\" * 100_000, inputs.words(50).encode()),
            "far-date": inputs.record(published="999999999-99-99T99:99:99Z"),
            "numeric-date": inputs.record(published=9e99),
            "negative-date": inputs.record(published=-62_135_596_800_000_000),
            "object-date": inputs.record(published={"$date": "2026-01-01"}),
            "script": inputs.record(headline="<script>alert(1)</script>", url="javascript:alert(1)"),
            "formats": inputs.record(headline="%n%s%x%@ {0} ${jndi:ldap://127.0.0.1/x}"),
            "sql": inputs.record(headline="'); DROP TABLE article; --", uri="' OR '1'='1", source="\";--"),
            "path-source": inputs.record(source="../../../etc", uri="file:///etc/passwd"),
            "long-uri": inputs.record(uri="urn:" + "u" * MEBIBYTE),
            "fts": inputs.record(headline='NEAR(a b, 3) OR "c AND * ^', body='"' * 500 + inputs.words(50)),
    }.items():
        inputs.add(f"{name}.json", content, "stored")
    text = inputs.record()
    inputs.add("bom.json", b"\xef\xbb\xbf" + text, "stored")
    for charset in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        marked = ("\ufeff" + inputs.record().decode()).encode(charset)
        inputs.add(f"{charset}.json", marked, "stored")
        inputs.add(f"odd-{charset}.json", marked[:-1], "stored", "truncated", "syntax", "unknown-format")
    for name, bad in (("overlong", b"\xc0\xaf"), ("lone", b"\x80"), ("cesu", b"\xed\xa0\x80"), ("high", b"\xf5\x80\x80\x80")):
        inputs.add(f"utf8-{name}.json", b'{"headline": "U", "body": "%s %s"}' % (bad, inputs.words(50).encode()),
                   "stored", "syntax")
    inputs.add("raw-controls.json", b'{"headline": "R", "body": "\x01\x02 %s"}' % inputs.words(50).encode(),
               "stored", "syntax")


def nothing_to_read(inputs):
    for name, value in {"null": None, "number": 12, "list": [1], "object": {"a": 1}, "empty": "", "blank": " \n\t ",
                        "nul-only": "\0\0"}.items():
        inputs.add(f"body-{name}.json", json.dumps({"headline": inputs.words(4), "body": value}), *REFUSED, "stored")
    for name, content in {"null": b"null", "true": b"true", "string": b'"text"', "list": b"[]", "object": b"{}",
                          "lists": b"[[],[],{}]"}.items():
        inputs.add(f"only-{name}.json", content, *REFUSED)


def large(inputs):
    inputs.add("too-large.json", b'{"headline": "L", "body": "' + b"word " * (4 * MEBIBYTE) + b'"}', "too-large")
    inputs.add("no-end.json", b'{"headline": "' + b"h" * (17 * MEBIBYTE), "too-large", "truncated")


def lines(inputs):
    good = [inputs.record(uri=f"urn:line:{n}") for n in range(4)]
    bad = [b"{", b"[1,2", b'{"headline": }', b"nonsense", b"\xff\xfe", b'{"body": ""}', b"[" * 1000, b"\0\0\0"]
    mixed = [line for pair in zip(good, bad[:4], bad[4:]) for line in pair]
    inputs.add("mixed.jsonl", b"\n".join(mixed) + b"\n", "partial")
    inputs.add("all-bad.jsonl", b"\n".join(bad) + b"\n", *REFUSED)
    inputs.add("blank-lines.jsonl", b"\r\n" * 200_000 + inputs.record() + b"\n", "stored")
    inputs.add("long-line.jsonl", inputs.record() + b"\n" + b'{"body": "' + b"a" * (17 * MEBIBYTE) + b'"}\n'
               + inputs.record() + b"\n", "partial")
    inputs.add("bad-thousands.jsonl", b"{x}\n" * 3_000, *REFUSED)
