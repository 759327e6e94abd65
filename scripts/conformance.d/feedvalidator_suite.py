"""feedvalidator's test cases: valid and invalid feeds. A case passes when each entry that has a text
becomes an article and each that has none is refused as such."""
import re

from comparing import squeezed, text_of
from decoding import Suite

ENTRY = re.compile(r"<((?:[\w.-]+:)?(?:item|entry))(?=[\s>/])(?:[^<>]*/>|[^<>]*>(.*?)</\1\s*>)", re.I | re.S)
TEXT = re.compile(
    r"<((?:[\w.-]+:)?(?:title|description|summary|content|encoded))(?=[\s>/])([^<>]*[^<>/])?>(.*?)</\1\s*>",
    re.I | re.S)


def plain(data):
    for charset in ("utf-8-sig", "utf-16", "latin-1"):
        try:
            text = data.decode(charset)
            break
        except ValueError:
            continue
    return re.sub(r"<!--.*?-->", "", text, flags=re.S)


def has_text(entry):
    for _, attributes, inside in TEXT.findall(entry or ""):
        if "src=" in (attributes or ""):
            continue
        inside = re.sub(r"<!\[CDATA\[(.*?)\]\]>", r"\1", inside, flags=re.S)
        if squeezed(text_of(text_of(inside))):
            return True
    return False


def judge(case, decoded, decoder):
    if "dtd-refused" in decoded.codes:
        return "n/a", "refused by policy: an internal DTD subset"
    text = plain(case.read_bytes())
    root = re.search(r"<([A-Za-z_][\w.:-]*)", re.sub(r"<\?.*?\?>|<!DOCTYPE[^>]*>", "", text, flags=re.S))
    name = root.group(1).split(":")[-1].lower() if root else ""
    if name not in ("rss", "rdf", "feed", "channel", "entry"):
        return "n/a", f"no feed: its root is {name or 'missing'}"
    entries = [inside for _, inside in ENTRY.findall(text)]
    texts = sum(has_text(entry) for entry in entries)
    found = len(decoded.articles)
    refused = decoded.codes.count("no-text") - (not entries and "no-text" in decoded.codes)
    if found < texts:
        return "failed", f"{found} articles of {texts} entries with text: {decoded.codes}"
    if found + refused < len(entries):
        return "failed", f"{found} + {refused} of {len(entries)} entries: {decoded.codes}"
    if not found and not decoded.codes:
        return "failed", "no answer"
    return "passed", ""


SUITES = [Suite("feedvalidator",
                lambda directory: (directory / "rss-atom/feedvalidator/testcases").rglob("*.xml"), judge)]
