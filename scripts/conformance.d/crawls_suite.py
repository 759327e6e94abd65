"""warcio's web archives: the pages that a plain reader of this file's own finds in them, by their lengths.

A case passes when Wiredesk gives an article of each page, with its address and the beginning of the page's first
paragraph. What stands behind a record whose length lies is not asked for, and a page without a paragraph neither."""
import re
import zlib

from comparing import squeezed, text_of
from decoding import Suite


def unpacked(data):
    """Of gzip, member by member, as far as they are whole."""
    if data[:2] != b"\x1f\x8b":
        return data
    out = b""
    while data[:2] == b"\x1f\x8b":
        member = zlib.decompressobj(31)
        try:
            out += member.decompress(data)
        except zlib.error:
            break
        data = member.unused_data
    return out


def records(data):
    """Type, address, content type and block."""
    while data := data.lstrip(b"\r\n"):
        if data.startswith(b"WARC/"):
            head, _, rest = data.partition(b"\r\n\r\n")
            fields = {name.strip().lower(): value.strip() for name, _, value in
                      (line.partition(b":") for line in head.split(b"\r\n")[1:])}
            length = int(fields.get(b"content-length", b"0"))
            yield (fields.get(b"warc-type", b"").decode(), fields.get(b"warc-target-uri", b"").strip(b"<>").decode(),
                   fields.get(b"content-type", b"").decode(), rest[:length])
        else:
            head, _, rest = data.partition(b"\n")
            words = head.split()
            if len(words) < 5 or not words[-1].isdigit():
                return
            length = int(words[-1])
            yield "response", words[0].decode(), "application/http", rest[:length]
        data = rest[length:]


def pages(data):
    for kind, address, content, block in records(unpacked(data)):
        if kind == "response" and content.startswith("application/http"):
            head, _, body = block.partition(b"\r\n\r\n")
            if not re.match(rb"HTTP/\S+ 2\d\d", head) or not re.search(rb"content-type: *text/html", head, re.I):
                continue
            if re.search(rb"content-encoding: *gzip", head, re.I) and body[:2] == b"\x1f\x8b":
                body = unpacked(body)
        elif kind == "resource" and content.startswith("text/html"):
            body = block
        else:
            continue
        first = re.search(rb"<p>(.*?)</p>", body, re.S)
        if first:
            yield address, squeezed(text_of(first[1].decode(errors="replace")))[:60]


def judge(case, decoded, decoder):
    expected = list(pages(case.read_bytes()))
    found = {article["url"]: squeezed(article["body"]) for article in decoded.articles}
    bad = [address for address, text in expected if text not in found.get(address, "")]
    if bad:
        return "failed", f"no article of {bad}, {len(decoded.articles)} articles, {decoded.codes}"
    if not expected and not decoded.rejections:
        return "failed", "nothing is said of an archive without pages"
    return "passed", ""


def find(directory):
    return [*(directory / "warc").rglob("*.warc*"), *(directory / "warc").rglob("*.arc*")]


SUITES = [Suite("web archives: warcio", find, judge)]
