"""feedparser's tests: a feed whose first comment says `Expect:` an expression over its result.

A case applies when it names a field that an article has; the others are named by the field. Where a
case tests a field of an entry without any text, or of a feed without any entry, which is no article,
a text or an entry is put in ("probe"): the field itself stays as the suite has it.
"""
import ast
import pathlib
import re

from comparing import person, same_moment, same_text, squeezed, text_of
from decoding import Suite

PROBE = "Conformance probe"
CONTENT = re.compile(rb"<(?:\w+:)?(content|encoded|fullitem|body|div)\b", re.I)


class NotOurs(Exception):
    """The case names no field of an article; the message is the reason."""


def expectation(case, data):
    """The conjuncts of the expression; None when the file has none."""
    text = None
    for charset in ("utf-8-sig", "utf-32", "utf-16", "latin-1"):
        try:
            text = data.decode(charset)
        except ValueError:
            continue
        if "Expect:" in text:
            break
    found = re.search(r"Expect:[ \t]*(.*)", text or "")
    if not found:
        return None
    words = re.sub(r"\bu(?=['\"])", "", found.group(1)).replace("-->", "").strip().rstrip('",')
    try:
        tree = ast.parse(words, mode="eval").body
    except (SyntaxError, ValueError):
        return None
    return tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]


def path_of(node):
    """`entries[0]['title']` and `entries[0].title` as ('entries', 0, 'title')."""
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.Attribute):
        return (*path_of(node.value), node.attr)
    if isinstance(node, ast.Subscript):
        return (*path_of(node.value), ast.literal_eval(node.slice))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "len":
        return ("len", *path_of(node.args[0]))
    raise NotOurs("an expression beyond comparisons")


def checks(conjuncts):
    """(path, expected value) of each comparison; raises NotOurs when none is for us."""
    found, reasons = [], []
    for node in conjuncts:
        try:
            if isinstance(node, ast.BoolOp):
                found += checks(node.values)
                continue
            if not (isinstance(node, ast.Compare) and all(isinstance(o, ast.Eq) for o in node.ops)):
                continue
            sides = [node.left, *node.comparators]
            expected = ast.literal_eval(sides[-1])
            for side in sides[:-1]:
                path = path_of(side)
                field(path)
                found.append((path, expected))
        except NotOurs as reason:
            reasons.append(str(reason))
        except ValueError:
            reasons.append("an expression beyond comparisons")
    if not found:
        raise NotOurs(reasons[0] if reasons else "it expects no field")
    return found


TEXTS = {"title": "headline", "summary": "body", "description": "body", "content": "body"}
DATES = {"published": "published", "updated": "updated", "created": "published",
         "modified": "updated", "date": "updated", "issued": "published"}


def field(path):
    """(kind, field, entry) of a path; raises NotOurs."""
    if path == ("len", "entries"):
        return "count", "entries", 0
    if path[0] == "feed":
        name = path[1]
        if name in ("title", "title_detail") and path[-1] in ("title", "value"):
            return "feed text", "source", 0
        if path[1:] == ("language",):
            return "feed language", "language", 0
        raise NotOurs(f"feed.{name}: a field of the feed, not of an article")
    if path[0] != "entries" or len(path) < 3:
        raise NotOurs(f"{path[0]}: no field of an article")
    entry, name, last = path[1], path[2], path[-1]
    base = name.removesuffix("_detail")
    if base in TEXTS:
        if last in (name, "value"):
            return "text", TEXTS[base], entry
        if last == "language" and base != "title":
            return "language", "language", entry
        raise NotOurs(f"{base}.{last}: how it was written, not what")
    if name in ("link", "id", "guid"):
        return "word", "url" if name == "link" else "uri", entry
    if name == "author" or (base in ("author", "authors") and last == "name"):
        return "person", "byline", entry
    if name.removesuffix("_parsed") in DATES:
        return "date", DATES[name.removesuffix("_parsed")], entry
    if path[2:] == ("source", "title") or path[2:] == ("source", "title_detail", "value"):
        return "text", "source", entry
    raise NotOurs(f"entry.{name}{'.' + str(last) if last != name else ''}: no field of an article")


def failure(path, expected, articles):
    """Why the field differs; None when it is equal."""
    kind, name, entry = field(path)
    if kind == "count":
        return None if len(articles) == expected else f"{len(articles)} articles, not {expected}"
    if entry >= len(articles):
        if kind == "text" and not squeezed(str(expected)):
            return None
        return f"no article {entry}"
    ours = articles[entry].get(name)
    if kind in ("text", "feed text"):
        if name == "source" and not squeezed(text_of(str(expected))):
            # Nothing to be called by: the deposit's source stands in.
            return "n/a"
        if name == "headline" and articles[entry]["headline_is_derived"] and ours == PROBE:
            ours = ""
        equal = same_text("" if ours == PROBE else ours, expected)
    elif kind == "date":
        other = articles[entry].get("published" if name == "updated" else "updated")
        # A feed's only date is the article's first, whatever other readers call it.
        equal = same_moment(ours, expected) or (ours is None and same_moment(other, expected))
    elif kind == "person":
        equal = person(expected) in (ours or "").split(", ") or ours == person(expected)
    elif kind in ("language", "feed language"):
        equal = (ours or "") == (expected or "").lower()
    elif name == "uri" and ours and ours.startswith("sha256:"):
        equal = not expected
    else:
        equal = squeezed(ours or "") == squeezed(expected or "")
    return None if equal else f"{name} {str(ours)[:80]!r}, not {str(expected)[:80]!r}"


def with_entry(data):
    """A feed without entries gets one, at its end."""
    for tag, entry in ((rb"channel", b"item"), (rb"feed", b"entry")):
        closing = re.search(rb"</(\w+:)?" + tag + rb"\s*>", data, re.I)
        if closing:
            prefix = closing.group(1) or b""
            probe = b"<%b%b><%btitle>%b</%btitle></%b%b>" % (
                prefix, entry, prefix, PROBE.encode(), prefix, prefix, entry)
            # RSS 1.0 has its items behind the channel.
            at = closing.end() if b"RDF" in data else closing.start()
            return data[:at] + probe + data[at:]
    return None


def with_text(data):
    """Entries get a text, at their end."""
    def text(found):
        prefix = found.group(1) or b""
        return b"<%bdescription>%b</%bdescription>" % (prefix, PROBE.encode(), prefix) + found.group(0)
    return re.sub(rb"</(\w+:)?(?:item|entry)\s*>", text, data, flags=re.I)


def judge(case, decoded, decoder):
    data = case.read_bytes()
    if "dtd-refused" in decoded.codes:
        return "n/a", "refused by policy: an internal DTD subset"
    conjuncts = expectation(case, data)
    if conjuncts is None:
        return "n/a", "it expects nothing that a comparison can say"
    if re.search(rb"Header:\s*Content-type:[^\n]*charset", data[:2000], re.I):
        return "n/a", "an HTTP header overrides the charset"
    if re.search(rb"Header:\s*Content-Location", data[:2000], re.I) or b"127.0.0.1" in data[:2000]:
        return "n/a", "where it was fetched from decides"
    try:
        wanted = checks(conjuncts)
    except NotOurs as reason:
        return "n/a", str(reason)
    articles = decoded.articles
    if all(field(path)[0].startswith("feed") for path, _ in wanted) and not articles:
        data = with_entry(data)
        if data is None:
            return "n/a", "a feed without entries"
        articles = decoder.decode({case: data})[case].articles
    elif not articles and "no-text" in decoded.codes:
        articles = decoder.decode({case: with_text(data)})[case].articles
    reasons, fields = [], set()
    for path, expected in wanted:
        name = path[2] if len(path) > 2 else ""
        if name in ("summary", "summary_detail", "description") and CONTENT.search(data):
            entry = articles[path[1]] if path[1] < len(articles) else {}
            if not same_text(entry.get("body"), str(expected)):
                reasons.append("n/a")
                continue
        reason = failure(path, expected, articles)
        # An article has one text: of several the suite expects, it is one of them.
        if field(path)[1:] in fields and field(path)[1] == "body" and not all(reasons):
            reason = None
        elif field(path)[1] == "body" and not reason:
            reasons = [other for other in reasons if not other or not other.startswith("body")]
        fields.add(field(path)[1:])
        reasons.append(reason)
    bad = [reason for reason in reasons if reason and reason != "n/a"]
    if bad:
        return "failed", "; ".join(bad)
    if all(reason == "n/a" for reason in reasons):
        return "n/a", "a summary beside the content, which is the body, or no text in it"
    return "passed", ""


def judge_broken(case, decoded, decoder):
    """Ill-formed: what it expects of fields, else that it ends with articles or a reason."""
    verdict, why = judge(case, decoded, decoder)
    if verdict != "n/a" or "policy" in why or "header" in why:
        return verdict, why
    entries = len(re.findall(rb"<(?:\w+:)?(?:item|entry)[\s>]", case.read_bytes(), re.I))
    found = len(decoded.articles) + decoded.codes.count("no-text")
    if entries and found < entries:
        return "failed", f"{found} of {entries} entries"
    return ("passed", "") if decoded.articles or decoded.codes else ("failed", "no answer")


def folder(name):
    return lambda directory: (directory / "rss-atom/feedparser/tests" / name).rglob("*.*")


SUITES = [Suite("feedparser wellformed", folder("wellformed"), judge)] + [
    Suite(f"feedparser {name}", folder(name), judge_broken)
    for name in ("illformed", "encoding", "entities", "json")]
