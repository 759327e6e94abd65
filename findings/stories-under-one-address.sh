#!/usr/bin/env bash
# A crawler takes marks of advertising out of addresses, and the story with them: ?gallery=7 and ?gallery=8 are one.
#
# courlan 1.4.0, which cleans the addresses that trafilatura 2.3.1 follows, and this is its mild way (the strict one
# keeps only a few fields). It drops a query field whose name begins with aff, campaign, cid, eid, ga, gl, kwd, keyword,
# medium, ref, session, source or uid, or has one of them behind an underscore. Begins: no more is asked. So these are
# no part of an address:
#
#   game, gallery, gala (ga)   global, glossary (gl)   reference, referendum (ref)   cidade, Portuguese for city (cid)
#   affiche (aff)              mediums                 event_eid, story_uid          keyword, source, session
#
# A sitemap of three stories that differ in one of them is three times the one address without it, which on such a site
# is the front page of a section. Fields like id, article and edition stay, and a test has one of those. w3lib 2.5.0
# keeps all apart.
# What follows: an address is handed on as it was given, and two are one page when the page says so (rel=canonical) or
# its text does.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q install pip==26.3  # older ones miss the extra of lxml that trafilatura needs
"$folder/venv/bin/pip" -q install trafilatura==2.3.1 courlan==1.4.0 w3lib==2.5.0

seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
from courlan import clean_url
from trafilatura.sitemaps import SitemapObject
from w3lib.url import canonicalize_url

namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
for field in ("id article edition game gallery global glossary reference referendum cidade affiche event_eid source "
              "session keyword").split():
    stories = [f"http://news.example/local?{field}={number}" for number in (7, 8, 9)]
    crawl = SitemapObject("http://news.example", "news.example", [])
    crawl.current_url = "http://news.example/sitemap.xml"
    crawl.content = f"<?xml version='1.0'?><urlset xmlns='{namespace}'>" + "".join(
        f"<url><loc>{story}</loc></url>" for story in stories) + "</urlset>"
    crawl.process()
    print(field, "courlan", len({clean_url(story) for story in stories}), "trafilatura", len(set(crawl.urls)),
          "w3lib", len({canonicalize_url(story) for story in stories}))
print(clean_url("http://news.example/local?gallery=7"))
PYTHON
)
echo "$seen"
expected=
for field in id article edition; do
  expected+="$field courlan 3 trafilatura 3 w3lib 3
"
done
for field in game gallery global glossary reference referendum cidade affiche event_eid source session keyword; do
  expected+="$field courlan 1 trafilatura 1 w3lib 3
"
done
[[ $seen == "${expected}http://news.example/local" ]] || { echo "changed"; exit 1; }
