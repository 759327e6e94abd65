#!/usr/bin/env bash
# One story, a link in each language: which one a reader opens hangs on its program, and so does whether it has one.
#
# feedparser 6.0.14, newsboat 2.21, fastfeedparser 0.6.5, sfeed 1.7. An Atom entry may link to several `alternate`
# pages that differ in hreflang or type (RFC 4287, 4.1.2), and may write the relation out in full, for
# "alternate" and the IANA address that ends in it are one (4.2.7.2). One entry a line, in a feed in German:
#
#                                         feedparser      newsboat   fastfeedparser   sfeed
#   alternate in de, en, fr               fr              fr         de               de
#   alternate as text/html, as PDF        text/html       the PDF    text/html        text/html
#   alternate in full                     the entry's id  none       the page         none
#   replies, then alternate in full       the entry's id  none       the replies      none
#
# None looks at hreflang, one at type; two keep the first, two the last. A link that is an id (urn:desk:3) looks like
# an address to whatever stores it, and a story stored under the address of its replies is one with them.
# What follows: links are chosen by what they say of themselves, the feed's language first, and a missing one is
# missing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip -q install feedparser==6.0.14 fastfeedparser==0.6.5
apt-get download -q newsboat=2.21-1.5 libstfl0=0.22-3+b5 libjson-c5=0.16-2 sfeed=1.7-1 \
  >download.log 2>&1 || { cat download.log; exit 1; }
for package in *.deb; do dpkg -x "$package" root; done
export HOME=$folder XDG_CONFIG_HOME=$folder XDG_DATA_HOME=$folder

python3 - <<'PYTHON'
full = "http://www.iana.org/assignments/relation/alternate"
entries = (
    "".join(f"<link rel='alternate' hreflang='{language}' href='http://news.example/{language}'/>"
            for language in ("de", "en", "fr")),
    "<link rel='alternate' type='text/html' href='http://news.example/page'/>"
    "<link rel='alternate' type='application/pdf' href='http://news.example/page.pdf'/>",
    f"<link rel='{full}' href='http://news.example/page'/>",
    f"<link rel='replies' href='http://news.example/replies'/><link rel='{full}' href='http://news.example/page'/>",
)
with open("links.atom", "w") as feed:
    feed.write("<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='de'><title>Desk</title><id>urn:desk</id>"
               "<updated>2026-11-29T10:00:00Z</updated><author><name>Desk</name></author>")
    for number, links in enumerate(entries, 1):
        feed.write(f"<entry><id>urn:desk:{number}</id><title>Story {number}</title>{links}"
                   "<updated>2026-11-29T10:00:00Z</updated><content>The ferry ran aground.</content></entry>")
    feed.write("</feed>")
PYTHON

read_by_feedparser() {
  venv/bin/python -c 'import feedparser
for entry in feedparser.parse(open("links.atom", "rb").read()).entries: print(entry.get("link") or "none")'
}
read_by_fastfeedparser() {
  venv/bin/python -c 'import fastfeedparser
for entry in fastfeedparser.parse(open("links.atom", "rb").read()).entries: print(entry.get("link") or "none")'
}
read_by_sfeed() { root/usr/bin/sfeed <links.atom | cut -f 3 | sed 's/^$/none/'; }
read_by_newsboat() {
  echo "file://$folder/links.atom" >urls
  LD_LIBRARY_PATH="root/usr/lib:root/usr/lib/x86_64-linux-gnu" \
    root/usr/bin/newsboat -u urls -c cache.db -C /dev/null -x reload >>newsboat.log 2>&1
  python3 -c 'import sqlite3
for row in sqlite3.connect("cache.db").execute("select url from rss_item order by title"): print(row[0] or "none")'
}
seen=$(for program in feedparser newsboat fastfeedparser sfeed; do
  echo "$program:" $("read_by_$program" | sed 's|http://news.example/||')
done)
echo "$seen"
[[ $seen == "feedparser: fr page urn:desk:3 urn:desk:4
newsboat: fr page.pdf none none
fastfeedparser: de page page replies
sfeed: de page none none" ]] || { tail newsboat.log; echo "changed"; exit 1; }
