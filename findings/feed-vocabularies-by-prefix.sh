#!/usr/bin/env bash
# What a feed calls robot-7 becomes the author: readers know a vocabulary by its prefix, though XML says otherwise.
#
# feedparser 6.0.14, fastfeedparser 0.6.5, sfeed 1.7, newsboat 2.21. In XML a prefix is a word of the document, and
# what it is bound to says what an element means. Two feeds that follow the rule, each by one prefix:
#
#   an RSS item has <author>, <pubDate> and <description>, and beside them three elements of its desk's own two
#   systems, whose prefixes happen to be dc and content
#
#                     author        time           text
#     feedparser      robot-7       2026-11-29     checksum 5d1c     and `updated` 2020-01-01
#     sfeed           robot-7       2026-11-29     checksum 5d1c
#     fastfeedparser  Anna Holm     2026-11-29     the story
#     newsboat        Anna Holm     2026-11-29     the story
#
#   an Atom feed writes a:feed, a:entry, a:title         sfeed prints nothing and exits 0; the other three read it
#
# feedparser looks namespaces up, and that would be the guess; but a name that it does not know keeps its prefix, and
# is then looked up among its own prefixes. Nothing is reported (bozo 0).
# What follows: names are compared with what their prefix is bound to; an unknown vocabulary is left alone.
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

cat >own.xml <<'XML'
<?xml version="1.0"?>
<rss version="2.0" xmlns:dc="http://desk.example/import" xmlns:content="http://desk.example/store">
  <channel><title>Desk</title><link>http://news.example/</link><description>News</description>
    <item><title>Ferry</title><link>http://news.example/ferry</link><guid>http://news.example/ferry</guid>
      <author>Anna Holm</author><pubDate>Sun, 29 Nov 2026 10:00:00 GMT</pubDate>
      <description>The ferry ran aground.</description>
      <dc:creator>robot-7</dc:creator><dc:date>2020-01-01T00:00:00Z</dc:date>
      <content:encoded>checksum 5d1c</content:encoded></item></channel></rss>
XML
cat >prefixed.xml <<'XML'
<?xml version="1.0"?>
<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>Desk</a:title><a:id>urn:desk</a:id>
  <a:updated>2026-11-29T10:00:00Z</a:updated>
  <a:entry><a:id>urn:desk:ferry</a:id><a:title>Ferry</a:title><a:updated>2026-11-29T10:00:00Z</a:updated>
    <a:link href="http://news.example/ferry"/><a:author><a:name>Anna Holm</a:name></a:author>
    <a:content>The ferry ran aground.</a:content></a:entry></a:feed>
XML

read_by_feedparser() {
  venv/bin/python - "$1" <<'PYTHON'
import sys, feedparser
feed = feedparser.parse(open(sys.argv[1], "rb").read())
for entry in feed.entries:
    print(entry.author, entry.get("published", "-"), entry.updated, *(part.value for part in entry.content), feed.bozo,
          sep=" | ")
PYTHON
}
read_by_fastfeedparser() {
  venv/bin/python - "$1" <<'PYTHON'
import sys, fastfeedparser
for entry in fastfeedparser.parse(open(sys.argv[1], "rb").read()).entries:
    print(entry.author, entry.published, *(part["value"] for part in entry.content), sep=" | ")
PYTHON
}
read_by_sfeed() { root/usr/bin/sfeed <"$1" | awk -F '\t' '{ print $7, strftime("%F", $1, 1), $4 }' OFS=' | '; }
read_by_newsboat() {
  echo "file://$folder/$1" >urls
  LD_LIBRARY_PATH="root/usr/lib:root/usr/lib/x86_64-linux-gnu" \
    root/usr/bin/newsboat -u urls -c "$1.db" -C /dev/null -x reload >>newsboat.log 2>&1
  python3 -c 'import sqlite3, sys
for row in sqlite3.connect(sys.argv[1]).execute("select author, date(pubDate, \"unixepoch\"), content from rss_item"):
    print(*row, sep=" | ")' "$1.db"
}
seen=$(for feed in own prefixed; do
  for program in feedparser fastfeedparser sfeed newsboat; do
    found=$("read_by_$program" "$feed.xml")
    echo "$feed, $program: ${found:-nothing}"
  done
done)
echo "$seen"
[[ $seen == "own, feedparser: robot-7 | Sun, 29 Nov 2026 10:00:00 GMT | 2020-01-01T00:00:00Z | checksum 5d1c | False
own, fastfeedparser: Anna Holm | 2026-11-29T10:00:00+00:00 | The ferry ran aground.
own, sfeed: robot-7 | 2026-11-29 | checksum 5d1c
own, newsboat: Anna Holm | 2026-11-29 | The ferry ran aground.
prefixed, feedparser: Anna Holm | - | 2026-11-29T10:00:00Z | The ferry ran aground. | False
prefixed, fastfeedparser: Anna Holm | 2026-11-29T10:00:00+00:00 | The ferry ran aground.
prefixed, sfeed: nothing
prefixed, newsboat: Anna Holm | 2026-11-29 | The ferry ran aground." ]] || { cat newsboat.log; echo "changed"; exit 1; }
