"""ANPA 1312 and IPTC 7901 files of agencies: what the file plainly says, read beside Wiredesk by rules of
this file's own. A case passes when headline, byline, time, source, urgency, words and category are the
file's, and every paragraph of its text stands in the body, in order. What is frozen of the files that
were looked at by a person stands in textwires.txt: format, time, status, take and number of paragraphs."""
import pathlib
import re

from comparing import moment, squeezed
from decoding import Suite

TABLE = pathlib.Path(__file__).with_name("textwires.txt")
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def frozen():
    rows = [line.split("|") for line in TABLE.read_text(encoding="utf-8").split("\n") if "|" in line]
    return {row[0].strip(): [cell.strip() for cell in row[1:]] for row in rows}


def clean(text):
    """The signs of the setting machines as they read; letters and figures alone count in a comparison."""
    text = re.sub(r"[\x00-\x08\x0b-\x1f\x7f^<=]", "", text)
    return re.sub(r"[^\w]|_", "", text.replace("{", "½")).lower()


def anpa(text):
    """The fields of a message: header, flush lines, indented paragraphs, end."""
    header = re.search(r"^(\w) (\w)[\x13\x14][\x11\x12] .*?(\d\d?)-(\d\d?) (\d{3,4})\r?$", text, re.M)
    end = re.search(r"\x03(\w+)-\w+-(\d\d)-(\d\d)-(\d\d) (\d\d)(\d\d)GMT", text)
    lines = text[text.index("\x02") + 1:text.index("\x03")].split("\n")
    flush = [line.strip("^ \r<=") for line in lines[1:] if line.startswith("^")]
    flush = [line for line in flush if not re.match(r"AP Photo|\(?Eds:|By ", line) and ";" not in line]
    by = re.search(r"^\^By (.*?)[=<]", text, re.M)
    month, day, year, hour, minute = end.groups()[1:]
    return {
        "urgency": {"f": 1, "b": 2, "u": 3, "r": 5, "d": 6}[header[1]], "category": f"anpa:{header[2]}",
        "words": int(header[5]), "source": end[1], "byline": by and by[1],
        "time": f"20{year}-{month}-{day}T{hour}:{minute}:00Z",
        "headline": flush[0] if flush and not flush[0].startswith("END") else None,
        "paragraphs": [line for line in lines if line.startswith("\t")],
    }


def iptc(text):
    header = re.match(r"\x01\w+ (\d) (\w+) +(\d+) +(\w+)", text)
    end = re.search(r"\x03(\d\d)(\d\d)(\d\d)(?: GMT)? (\w{3}) (\d\d)", text)
    head, _, body = text[text.index("\x02") + 1:text.index("\x03")].partition("=")
    lines = [line.strip() for line in head.split("\n") if line.strip()]
    by = [line[3:] for line in lines if line.startswith("By ")]
    lines = [line for line in lines if not line.startswith("By ") and any(map(str.islower, line))
             and not line.startswith("(")]
    body = re.split(r"^# Notebook|^\* \* \*", body, flags=re.M)[0]
    return {
        "urgency": int(header[1]), "category": f"iptc7901:{header[2]}", "words": int(header[3]),
        "source": header[4], "byline": by[0] if by else None, "headline": " ".join(lines),
        "time": f"20{end[5]}-{MONTHS.index(end[4].lower()) + 1:02}-{end[1]}T{end[2]}:{end[3]}:00Z",
        "paragraphs": re.split(r"\n\s*\n", body),
    }


def differences(said, article):
    facts = article["facts"]
    yield "urgency", facts.get("urgency") == said["urgency"]
    yield "category", facts["subject"] == [{"code": said["category"]}]
    yield "words", facts["word_count"] == said["words"]
    yield "source", article["source"] == said["source"]
    yield "byline", clean(article["byline"] or "") == clean(said["byline"] or "")
    yield "published", moment(article["published"] or "") == moment(said["time"])
    if said["headline"]:
        yield "headline", clean(article["headline"]) == clean(said["headline"])
    body, place = clean(article["body"]), 0
    for paragraph in filter(None, map(clean, said["paragraphs"])):
        found = body.find(paragraph, place)
        yield f"paragraph {paragraph[:40]!r}", found >= 0
        place = max(found, place)


def judge(case, decoded, decoder):
    if len(decoded.articles) != 1:
        return "failed", f"{len(decoded.articles)} articles, {decoded.codes}"
    article = decoded.articles[0]
    text = case.read_bytes().decode("latin-1")
    said = (anpa if "anpa" in case.parts else iptc)(text)
    bad = [name for name, equal in differences(said, article) if not equal]
    row = [article["format"], article["published"], article["status"], article["facts"].get("take", "–"),
           str(article["body"].count("\n") + 1)]
    expected = frozen().get(case.name, row)
    bad += [f"{is_!r} where the table has {was!r}" for is_, was in zip(row, expected) if is_ != was]
    return ("failed", "not as in the file: " + ", ".join(bad)) if bad else ("passed", "")


def find(directory):
    for folder in ("anpa", "iptc7901"):
        yield from (directory / folder).rglob("*.*")


SUITES = [Suite("text wires", find, judge)]
