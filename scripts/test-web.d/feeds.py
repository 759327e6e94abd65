"""The feeds in real readers: feedparser, newsboat and sfeed, and a grammar of RFC 4287."""
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import time

import copydesk
from copydesk import fetched
from results import expect

GRAMMAR = pathlib.Path(__file__).parent / "atom.rng"
FEEDS = ["/stories.atom", "/stories.atom?versions", "/stories.atom?source=harbour-wire", "/story/S1.atom",
         "/search.atom?q=ferry", "/stories.atom?source=nobody"]
MORE = copydesk.FERRY.split("\n\n")[0] + "\n\nA tug of the Kestrel Line is to pull the Margit Lund off the reef on Thursday."


def run(desk, room, results, folder, stories):
    """- Parameter stories: of the desk, as it stands now."""
    if shutil.which("xmllint"):
        with results.case("every Atom feed keeps to the grammar of RFC 4287, and one with a fault does not"):
            grammar(room, folder)
    else:
        results.skip("every Atom feed keeps to the grammar of RFC 4287", "no xmllint: scripts/setup servers")
    with results.case("feedparser reads the stories, and is spared what has not changed"):
        parsed(room, stories)
    with results.case("JSON Feed says what Atom says"):
        same(room)
    readers = {}
    for name, make in (("newsboat", Newsboat), ("sfeed_update", Sfeed)):
        if not shutil.which(name):
            results.skip(f"{name} reads the feeds", "it is not installed: scripts/setup servers")
            continue
        with results.case(f"{name} reads each story once, with its headline and address"):
            readers[name] = make(room, folder)
            readers[name].read()
            readers[name].expect(plain=stories, versions=stories)
    # The ferry's story gets one more article.
    desk.drop("coast-times/tug.json", json.dumps(dict(uri="ct:9", headline="Tug to pull Margit Lund off Skelder reef", body=MORE)))
    desk.take()
    for name, reader in readers.items():
        with results.case(f"{name} replaces a story that goes on; with ?versions it has it as one more"):
            reader.read()
            reader.expect(plain=stories, versions=stories + 1)


def valid(text, folder):
    path = folder / "feed.xml"
    path.write_bytes(text)
    done = subprocess.run(["xmllint", "--noout", "--relaxng", GRAMMAR, path], capture_output=True, text=True)
    return done.returncode == 0, done.stderr


def grammar(room, folder):
    for feed in FEEDS:
        status, _, body = fetched(room + feed)
        holds, why = valid(body, folder)
        expect(status == 200 and holds, feed, why)
    for fault in ((b"<updated>", b"<updated>yesterday "), (b"<title>", b"<titel>"), (b"</id>", b"</id><id>x</id>")):
        broken = fetched(room + FEEDS[0])[2].replace(*fault).replace(b"</title>", b"</titel>" if fault[1] == b"<titel>" else b"</title>")
        expect(not valid(broken, folder)[0], "it passes", fault)


def parsed(room, stories):
    import feedparser
    feed = feedparser.parse(room + "/stories.atom")
    expect(feed.status == 200 and not feed.bozo, feed.get("bozo_exception"))
    expect(len(feed.entries) == stories, len(feed.entries))
    ferry = next(entry for entry in feed.entries if "Margit Lund" in entry.title)
    expect(ferry.id.startswith("tag:") and ":story:" in ferry.id and "/story/S" in ferry.link, ferry)
    expect([a.name for a in ferry.authors] == ["evening-digest", "harbour-wire", "morning-post"], ferry.authors)
    expect(abs(time.time() - time.mktime(ferry.updated_parsed) + time.timezone) < 600, ferry.updated)
    arabic = next(entry for entry in feed.entries if "ميناء" in entry.title)
    expect(arabic.title == copydesk.COPY["al-marsa/harbour.json"]["headline"], arabic.title)
    again = feedparser.parse(room + "/stories.atom", etag=feed.etag)
    expect(again.status == 304 and not again.entries, again.status)


def same(room):
    import feedparser
    atom = feedparser.parse(room + "/stories.atom").entries
    _, fields, body = fetched(room + "/stories.json")
    items = json.loads(body)["items"]
    expect(fields["Content-Type"].startswith("application/feed+json"))
    expect([(i["id"], i["title"], i["url"]) for i in items] == [(e.id, e.title, e.link) for e in atom], items)


class Newsboat:
    """Its own database says what it has read."""

    def __init__(self, room, folder):
        self.room, self.home = room, folder / "newsboat"
        (self.home / ".newsboat").mkdir(parents=True)
        (self.home / ".newsboat/urls").write_text(f"{room}/stories.atom\n{room}/stories.atom?versions\n")

    def read(self):
        done = subprocess.run(["newsboat", "-x", "reload", "print-unread"], capture_output=True, text=True, timeout=60,
                              env={**os.environ, "HOME": str(self.home), "LC_ALL": "C.UTF-8"})
        expect(done.returncode == 0 and "unread" in done.stdout, done.stdout, done.stderr)

    def expect(self, plain, versions):
        with sqlite3.connect(self.home / ".newsboat/cache.db") as db:
            rows = db.execute("SELECT feedurl, title, url FROM rss_item").fetchall()
        counts = [sum(url.endswith(end) for url, _, _ in rows) for end in ("stories.atom", "?versions")]
        expect(counts == [plain, versions], counts, rows)
        expect(any("Margit Lund" in title and "/story/S" in link for _, title, link in rows), rows)


class Sfeed:
    """A line an entry: time, title, address, content, kind, identifier, author."""

    def __init__(self, room, folder):
        self.folder = folder / "sfeed"
        self.folder.mkdir()
        self.config = folder / "sfeedrc"
        self.config.write_text(f'sfeedpath="{self.folder}"\nfeeds() {{\n  feed plain "{room}/stories.atom"\n'
                               f'  feed versions "{room}/stories.atom?versions"\n}}\n')

    def read(self):
        done = subprocess.run(["sfeed_update", self.config], capture_output=True, text=True, timeout=60)
        expect(done.returncode == 0, done.stdout, done.stderr)

    def expect(self, plain, versions):
        lines = {name: [line.split("\t") for line in (self.folder / name).read_text().splitlines()]
                 for name in ("plain", "versions")}
        counts = [len(lines["plain"]), len(lines["versions"])]
        expect(counts == [plain, versions], counts)
        for moment, title, link, *_ in lines["plain"]:
            expect(moment.isdigit() and title and "/story/S" in link, moment, title, link)
