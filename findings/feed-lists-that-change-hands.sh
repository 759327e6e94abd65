#!/usr/bin/env bash
# A desk's list of feeds changes readers: what was switched off is on, and a source with departments is gone.
#
# newsboat 2.21, sfeed 1.7 (sfeed_opml_import), listparser 0.20; one OPML 2.0 list of seven outlines. OPML marks an
# outline as off by isComment="true", names another list by type="include" and a page by type="link", and any outline
# may have others in it, a feed as well as a folder:
#
#                                       newsboat        sfeed          listparser
#   a feed in a folder                  feed            feed           feed
#   a feed that has one in it           feed            lost           feed
#   the one in it                       feed            feed           feed
#   a feed that is switched off         feed            feed           feed
#   a list to include                   feed            -              a list
#   a page                              feed            -              a list
#
# None reads isComment; each ends with success. newsboat then asks the page and the list for news as often as the rest.
# What follows: a list is shown as it was understood before a desk lives by it; and off stays off.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip -q install listparser==0.20
apt-get download -q newsboat=2.21-1.5 libstfl0=0.22-3+b5 libjson-c5=0.16-2 sfeed=1.7-1 \
  >download.log 2>&1 || { cat download.log; exit 1; }
for package in *.deb; do dpkg -x "$package" root; done
export HOME=$folder XDG_CONFIG_HOME=$folder XDG_DATA_HOME=$folder

cat >desk.opml <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Desk</title></head><body>
  <outline text="Coast"><outline text="Nordvik" type="rss" xmlUrl="http://news.example/nordvik"/></outline>
  <outline text="Agency" type="rss" xmlUrl="http://news.example/agency">
    <outline text="Agency, sport" type="rss" xmlUrl="http://news.example/sport"/></outline>
  <outline text="Elvik" type="rss" xmlUrl="http://news.example/off" isComment="true"/>
  <outline text="More" type="include" url="http://news.example/more.opml"/>
  <outline text="House rules" type="link" url="http://news.example/rules.html"/>
</body></opml>
XML

touch urls
LD_LIBRARY_PATH="root/usr/lib:root/usr/lib/x86_64-linux-gnu" \
  root/usr/bin/newsboat -u urls -c cache.db -C /dev/null -i desk.opml >newsboat.log 2>&1
root/usr/bin/sfeed_opml_import <desk.opml >sfeedrc
seen=$(
  echo "newsboat:" $(grep -o 'example/[a-z.]*' urls)
  echo "sfeed:" $(grep -o 'example/[a-z.]*' sfeedrc)
  venv/bin/python -c 'import listparser
found = listparser.parse(open("desk.opml").read())
print("listparser:", *(feed.url[12:] for feed in found.feeds), "lists", *(one.url[12:] for one in found.lists))'
)
echo "$seen"
[[ $seen == "newsboat: example/nordvik example/agency example/sport example/off example/more.opml example/rules.html
sfeed: example/nordvik example/sport example/off
listparser: example/nordvik example/agency example/sport example/off lists example/more.opml example/rules.html" ]] ||
  { cat newsboat.log; echo "changed"; exit 1; }
