"""The XML and JSON wires: NewsML-G2, NewsML 1.2, ninjs. wires.tsv holds for each file what it plainly says,
reviewed by reading it: how it ends, and of each article identifier, version, status, language and times as
they stand there, and digests of headline, byline, dateline and text, since the texts are their agencies'.

A case of the IPTC's should_pass and of an agency passes when all of that is so; one of should_fail when the
program answers at all. What is not in the table does not apply: nobody has reviewed it."""
import collections
import hashlib
import pathlib

from decoding import Suite

TABLE = pathlib.Path(__file__).with_name("wires.tsv")
FIELDS = ("uri", "version", "status", "language", "published", "updated", "embargoed")
DIGESTS = ("headline", "byline", "dateline", "body")


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()[:16] if text else "-"


def said(article):
    """An article as the table has it."""
    values = {**article, "dateline": (article.get("facts") or {}).get("dateline")}
    return [str(values.get(field) or "-") for field in FIELDS] + [
        digest(values.get(field)) for field in DIGESTS]


def rows(decoded):
    """What became of a file: one row an article, one a code."""
    articles = [["article", *said(article)] for article in decoded.articles]
    return articles + [[code] for code in decoded.codes]


def table():
    expected = collections.defaultdict(list)
    for line in TABLE.read_text().split("\n"):
        if line and not line.startswith("#"):
            path, *values = line.split("\t")
            expected[path].append(values)
    return expected


def differences(expected, found):
    if [row[0] for row in expected] != [row[0] for row in found]:
        return f"{[row[0] for row in found]} instead of {[row[0] for row in expected]}"
    bad = [name for one, other in zip(expected, found)
           for name, value, got in zip((*FIELDS, *DIGESTS), one[1:], other[1:]) if value != got]
    return "not as in the file: " + ", ".join(bad) if bad else ""


EXPECTED = table()


def judge(case, decoded, decoder):
    found = rows(decoded)
    if "should_fail" in case.parts:
        return ("passed", "") if found else ("failed", "no answer")
    path = str(case.relative_to(decoder.directory))
    if path not in EXPECTED:
        return "n/a", "not in the reviewed table"
    why = differences(EXPECTED[path], found)
    return ("failed", why) if why else ("passed", "")


def finding(folder, *patterns):
    def find(directory):
        return [path for pattern in patterns for path in (directory / folder).rglob(pattern)
                if not {"specification", "schema_versions", "input"} & set(path.parts)]

    return find


SUITES = [
    Suite("NewsML-G2", finding("newsml-g2", "*.xml", "tag_*"), judge),
    Suite("NewsML 1.2", finding("newsml-1.2", "*.xml"), judge),
    Suite("ninjs", finding("ninjs", "*.json"), judge),
]
