#!/usr/bin/env bash
# A sitemap whose addresses stand on lines of their own leads one crawler to every story, and the other to none.
#
# trafilatura 2.3.1, ultimate-sitemap-parser 1.8.1. `loc` is an xs:anyURI in the schema of sitemaps.org, and of such a
# value the white space at both ends is no part: what a tidy printer of XML makes of a sitemap is the same sitemap.
#
#                                              trafilatura   ultimate-sitemap-parser
#   <loc>http://news.example/ferry</loc>       2 links       2 pages
#   the same, indented on lines of their own   0 links       2 pages
#   an index of sitemaps, flat                 1 sitemap
#   the same, indented                         0 sitemaps
#
# trafilatura passes over an address that does not begin with "http" at once. Nothing is raised and nothing logged
# above debug, so a paper that changes its printer goes quiet; the index is worse, for with it the whole site does.
# What follows: a value is read as its schema's type says; and a sitemap without one link is told.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip -q install pip==26.3  # older ones miss the extra of lxml that trafilatura needs
venv/bin/pip -q install trafilatura==2.3.1 ultimate-sitemap-parser==1.8.1 lxml==6.1.3

seen=$(venv/bin/python -W ignore - 2>said <<'PYTHON'
from lxml import etree
from trafilatura.sitemaps import SitemapObject
from usp.tree import sitemap_from_str

namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
address = etree.XMLSchema(etree.fromstring(
    f"<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='{namespace}'>"
    "<xs:element name='loc' type='xs:anyURI'/></xs:schema>"))


def written(outer, inner, addresses, edge):
    parts = "".join(f"<{inner}><loc>{edge}{address}{edge}</loc></{inner}>" for address in addresses)
    return f"<?xml version='1.0' encoding='UTF-8'?><{outer} xmlns='{namespace}'>{parts}</{outer}>"


stories = ("http://news.example/2026/ferry-aground", "http://news.example/2026/bank-raises-rate")
for name, text in (("one line", written("urlset", "url", stories, "")),
                   ("own lines", written("urlset", "url", stories, "\n      ")),
                   ("index", written("sitemapindex", "sitemap", ("http://news.example/2026.xml",), "")),
                   ("index, own lines", written("sitemapindex", "sitemap", ("http://news.example/2026.xml",), "\n  "))):
    places = etree.fromstring(text.encode()).iter(f"{{{namespace}}}loc")
    valid = all(map(address.validate, places))
    crawl = SitemapObject("http://news.example", "news.example", [])
    crawl.content, crawl.current_url = text, "http://news.example/sitemap.xml"
    crawl.process()
    found = f"trafilatura {len(crawl.urls)} links {len(crawl.sitemap_urls)} sitemaps"
    if "urlset" in text:
        found += f", usp {len(list(sitemap_from_str(text).all_pages()))} pages"
    print(name, "valid" if valid else "not valid", found, sep=": ")
PYTHON
) || { cat said; exit 1; }
echo "$seen, said $(grep -c . said) lines"
[[ $seen == "one line: valid: trafilatura 2 links 0 sitemaps, usp 2 pages
own lines: valid: trafilatura 0 links 0 sitemaps, usp 2 pages
index: valid: trafilatura 0 links 1 sitemaps
index, own lines: valid: trafilatura 0 links 0 sitemaps" && ! -s said ]] || { cat said; echo "changed"; exit 1; }
