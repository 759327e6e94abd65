"""NITF files of agencies: what the file plainly says, read beside Wiredesk by Python's own XML parser.
A case passes when identifier, headline, byline and the day of issue are the file's and every paragraph
of its text stands in the body, in order."""
import re
import xml.etree.ElementTree as ElementTree

from comparing import moment, squeezed
from decoding import Suite


def plain(root):
    """The tree without namespaces: NITF has one only since 3.4."""
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    return root


def text(element):
    return "".join(element.itertext()) if element is not None else ""


def paragraphs(root):
    """The text of each paragraph that has no other inside, notes and media aside."""
    content = root.find("body/body.content")
    if content is None:
        return []
    aside = {inner for tag in ("media", "note") for found in content.iter(tag) for inner in found.iter()}
    return [text(p) for p in content.iter("p") if p not in aside and squeezed(text(p))]


def basic(norm):
    """`20261122T093000-0500` as a moment; None for what is none."""
    found = re.fullmatch(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(Z|[+-]\d{4})?", norm or "")
    if not found:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    return moment(f"{year}-{month}-{day}T{hour}:{minute}:{second}{zone or ''}")


def differences(root, article):
    identifier = root.find("head/docdata/doc-id")
    if identifier is not None and identifier.get("id-string"):
        yield "uri", article["uri"] == identifier.get("id-string")
    headline = root.find("body/body.head/hedline/hl1")
    if squeezed(text(headline)):
        yield "headline", squeezed(article["headline"]) == squeezed(text(headline))
    person = root.find("body/body.head/byline/person")
    if squeezed(text(person)):
        yield "byline", squeezed(text(person)) in squeezed(article["byline"] or "")
    issued = root.find("head/docdata/date.issue")
    expected = basic(issued.get("norm")) if issued is not None else None
    if expected is not None:
        yield "published", article["published"] is not None and moment(article["published"]) == expected
    body, place = squeezed(article["body"]), 0
    for paragraph in map(squeezed, paragraphs(root)):
        found = body.find(paragraph, place)
        yield f"paragraph {paragraph[:40]!r}", found >= 0
        place = max(found, place)


def judge(case, decoded, decoder):
    if "dtd-refused" in decoded.codes:
        return "n/a", "refused by policy: an internal DTD subset"
    try:
        root = plain(ElementTree.parse(case).getroot())
    except ElementTree.ParseError:
        return "n/a", "not well-formed: the suite says nothing of it"
    if root.tag != "nitf":
        return "n/a", "no NITF document"
    if len(decoded.articles) != 1:
        return "failed", f"{len(decoded.articles)} articles, {decoded.codes}"
    bad = [name for name, equal in differences(root, decoded.articles[0]) if not equal]
    return ("failed", "not as in the file: " + ", ".join(bad)) if bad else ("passed", "")


SUITES = [Suite("NITF", lambda directory: (directory / "nitf").rglob("*.xml"), judge)]
