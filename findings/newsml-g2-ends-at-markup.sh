#!/usr/bin/env bash
# IPTC's own library for NewsML-G2 reads a line up to its first markup, and writes it back without the rest.
#
# NewsMLG2 1.1 (PyPI newsmlg2). A headline, byline, note or usage term of the Power level is a line "with minimal
# markup" (its own words for these types): a, span, ruby and inline stand among the text. Of such an element the
# library keeps the text before the first child and the children; what follows a child has no place in it.
#
#                                                                            read as            written back as
#   <headline>Minister <span>Holm</span> denies that she took money          Minister           Minister Holm
#   <by>By Anna <span>Holm</span> and Bo Ek                                  By Anna            By Anna Holm
#   <usageTerms>Not for <span>broadcast</span> before noon on Monday         Not for            Not for broadcast
#   <edNote>Nobody <a href="…">was hurt</a>: <span>two</span> are missing    Nobody             Nobody was hurt two
#   <headline><ruby><rb>東京</rb>…</ruby>で地震                               <Headline>         東京, and rb is now rB
#
# No error, no warning; what a check would look at (guid, version, embargoed, the creators, the body's own markup)
# comes through whole. So a gateway that only sets pubStatus strikes the second byline, and makes of a limit until
# noon one without end.
# What follows: where a format allows markup, all text of an element is read, and a test has text behind a child.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q install newsmlg2==1.1 lxml==6.1.3

seen=$("$folder/venv/bin/python" -W error - <<'PYTHON'
import NewsMLG2
from lxml import etree

ruby = "<ruby><rb>東京</rb><rt>とうきょう</rt></ruby>で地震"
item = f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" xml:lang="en"
    guid="urn:newsml:desk.example:20261129:ferry" version="3"
    standard="NewsML-G2" standardversion="2.35" conformance="power">
  <catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"/>
  <rightsInfo><usageTerms>Not for <span>broadcast</span> before noon on Monday</usageTerms></rightsInfo>
  <itemMeta>
    <itemClass qcode="ninat:text"/><provider uri="http://desk.example/"/>
    <versionCreated>2026-11-29T10:00:00+01:00</versionCreated>
    <embargoed>2026-11-30T12:00:00+01:00</embargoed><pubStatus qcode="stat:usable"/>
    <edNote>Nobody <a href="http://desk.example/1">was hurt</a>: <span>two</span> are missing</edNote>
  </itemMeta>
  <contentMeta>
    <creator uri="http://desk.example/p1"><name>Anna Holm</name></creator>
    <creator uri="http://desk.example/p2"><name>Bo Ek</name></creator>
    <by>By Anna <span>Holm</span> and Bo Ek</by>
    <headline>Minister <span>Holm</span> denies that she took money</headline>
    <headline xml:lang="ja">{ruby}</headline>
  </contentMeta>
  <contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">
    <head><title>Ferry</title></head><body><p>The <em>Sea Star</em> ran aground.</p></body></html>
  </inlineXML></contentSet>
</newsItem>"""

read = NewsMLG2.NewsMLG2Document(item.encode()).get_item()
written = etree.fromstring(read.to_xml_string())
for name, found in (("headline", read.contentmeta.headline), ("by", read.contentmeta.by),
                    ("usageTerms", read.rightsinfo.usageterms), ("edNote", read.itemmeta.ednote)):
    for one, back in zip(found, written.iter("{*}" + name), strict=True):
        print(name, str(one), " ".join("".join(part.split()) if part.isspace() else part.strip()
                                       for part in back.itertext() if part.strip()), sep=" | ")
print("rB" if b"<rB>" in etree.tostring(written) else "rb", "embargoed", written.findtext(".//{*}embargoed"),
      "creators", len(list(written.iter("{*}creator"))), "body", "".join(written.find(".//{*}p").itertext()))
PYTHON
)
echo "$seen"
[[ $seen == "headline | Minister | Minister Holm
headline | <Headline> | 東京 とうきょう
by | By Anna | By Anna Holm
usageTerms | Not for | Not for broadcast
edNote | Nobody | Nobody was hurt two
rB embargoed 2026-11-30T12:00:00+01:00 creators 2 body The Sea Star ran aground." ]] || { echo "changed"; exit 1; }
