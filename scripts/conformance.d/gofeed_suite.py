"""gofeed's test data: a feed, and beside it the JSON that its readers make of it: of RSS, of Atom, or
of both in one form. A case applies when that JSON has an entry with a field that an article has."""
import json

from comparing import moment, person, same_moment, same_text, squeezed, text_of
from decoding import Suite
from feedparser_suite import CONTENT, with_entry, with_text


def entries(expected):
    return expected.get("items") or expected.get("entries") or []


def names(entry):
    people = entry.get("authors") or entry.get("author") or []
    people = people if isinstance(people, list) else [people]
    named = [p if isinstance(p, str) else p.get("name") for p in people if p]
    return [name for name in named if name]


def first_link(entry):
    links = entry.get("links") or []
    if links and isinstance(links[0], dict):
        alternate = [l["href"] for l in links if l.get("rel", "alternate") == "alternate" and "href" in l]
        return alternate[0] if alternate else None
    return entry.get("link")


def value(entry, *path):
    for key in path:
        entry = entry.get(key) if isinstance(entry, dict) else None
    return entry


def differences(expected, article):
    """(field, why) of each field of an article that the entry has; why is None when equal."""
    def differs(name, equal, wanted):
        return name, None if equal else f"{name} {str(article.get(name))[:80]!r}, not {str(wanted)[:80]!r}"

    if expected.get("title"):
        yield differs("headline", same_text(article["headline"], expected["title"]), expected["title"])
    content = expected.get("content")
    content = content.get("value") if isinstance(content, dict) else content
    texts = [t for t in (content, expected.get("summary"), expected.get("description")) if t]
    texts = [t for t in texts if squeezed(text_of(t))]
    if texts and value(expected, "content", "src") is None:
        yield differs("body", any(same_text(article["body"], t) for t in texts), texts[0])
    guid = expected.get("guid") or expected.get("id")
    guid = guid.get("value") if isinstance(guid, dict) else guid
    if guid:
        yield differs("uri", squeezed(article["uri"]) == squeezed(guid), guid)
    link = first_link(expected)
    if link and link.startswith("http"):
        yield differs("url", squeezed(article["url"] or "") == squeezed(link), link)
    if names(expected):
        wanted = [person(text_of(name)) for name in names(expected)]
        ours = (article["byline"] or "").split(", ")
        yield differs("byline", all(name.strip() in ours for name in wanted), wanted)
    for key, name in (("pubDate", "published"), ("published", "published"), ("updated", "updated")):
        parsed = expected.get(key + "Parsed")
        if parsed and moment(parsed) is not None:
            # A feed's only date is the article's first, whatever other readers call it.
            other = article["published" if name == "updated" else "updated"]
            equal = same_moment(article[name], parsed) or (
                article[name] is None and same_moment(other, parsed))
            yield differs(name, equal, parsed)
    title = value(expected, "source", "title")
    if title:
        yield differs("source", same_text(article["source"], title), title)


def feed_differences(expected, article):
    if expected.get("title"):
        equal = same_text(article["source"], expected["title"])
        yield "source", None if equal else f"source {article['source']!r}, not {expected['title']!r}"
    if expected.get("language"):
        equal = article["language"] == expected["language"].lower()
        yield "language", None if equal else f"language {article['language']!r}, not {expected['language']!r}"


def judge(case, decoded, decoder):
    beside = beside_of(case)
    expected = json.loads(beside.read_text(encoding="utf-8-sig"))
    if "dtd-refused" in decoded.codes:
        return "n/a", "refused by policy: an internal DTD subset"
    data = case.read_bytes()
    articles, wanted = decoded.articles, entries(expected)
    found = []
    if not wanted:
        if not (expected.get("title") or expected.get("language")):
            return "n/a", "it expects no entry, and of the feed nothing that an article has"
        data = with_entry(data) if case.suffix == ".xml" else None
        articles = decoder.decode({case: data})[case].articles if data else []
        if not articles:
            return "n/a", "a feed without entries"
        found = list(feed_differences(expected, articles[0]))
    else:
        if not articles and "no-text" in decoded.codes and case.suffix == ".xml":
            articles = decoder.decode({case: with_text(data)})[case].articles
        ours = {name: "" for name in ("headline", "body", "uri", "byline", "source")} | {"url": "", "published": None, "updated": None}
        for number, entry in enumerate(wanted):
            article = articles[number] if number < len(articles) else ours
            found += list(differences(entry, article))
        if articles and not wanted[0].get("source"):
            found += [f for f in feed_differences(expected, articles[0])]
    if not found:
        return "n/a", "no field of an article"
    bad = [why for _, why in found if why]
    return ("failed", "; ".join(bad)) if bad else ("passed", "")


def beside_of(case):
    """The expected JSON of a case; None for what is none."""
    if case.suffix == ".xml":
        return case.with_suffix(".json")
    plain = case.with_name(case.stem + "_expected.json")
    return plain if plain.exists() else case.with_name(case.stem + ".expected.json")


def find(part):
    def cases(directory):
        for case in (directory / part).rglob("*.*"):
            if case.suffix in (".xml", ".json") and not case.stem.endswith("_expected"):
                beside = beside_of(case)
                if beside.exists() and beside != case:
                    yield case
    return cases


SUITES = [Suite("gofeed", find("rss-atom/gofeed/testdata"), judge),
          Suite("JSON Feed", find("jsonfeed"), judge)]
