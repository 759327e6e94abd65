#!/usr/bin/env bash
# Extractors of article text make other numbers of raised ones, and print what was struck out.
#
# trafilatura 2.3.1, newspaper4k 0.9.6, jusText 3.0.2. A page marks a power, a fraction and a correction
# as HTML provides: 10<sup>6</sup>, 3<sup>1</sup>/<sub>2</sub>, <del>ninety</del> <ins>forty</ins>. All
# three give the same text, in which the figures are plausible and wrong, and both sides of the
# correction stand:
#
#   "costs 106 crowns", "fell by 31/2 per cent", "has ninety forty seats" (jusText: "ninetyforty")
#
# What follows: a text store that counts on figures has to write sup and del itself.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q install pip==26.3  # older ones end in an assertion over an extra that these name twice
"$folder/venv/bin/pip" -q install trafilatura==2.3.1 newspaper4k==0.9.6 jusText==3.0.2

seen=$("$folder/venv/bin/python" -W ignore - <<'PYTHON'
import justext
import newspaper
import trafilatura

lines = (
    "The unit costs 10<sup>6</sup> crowns, the harbour office of Nordvik wrote on Monday in its yearly report.",
    "The catch fell by 3<sup>1</sup>/<sub>2</sub> per cent in the year, the same office said when it was asked.",
    "The ferry has <del>ninety</del> <ins>forty</ins> seats, the company said in a note on Sunday evening.",
)
filler = ("The ferry left its usual lane in the fog on Sunday morning and was towed back before noon, and "
          "nobody was hurt, the harbour master said; divers will look at the hull in the coming week.")
page = ("<!DOCTYPE html><html lang='en'><head><title>Ferry</title></head><body><article><h1>Ferry</h1>"
        + "".join(f"<p>{line}</p>" for line in (filler, *lines, filler + " Again.")) + "</article></body></html>")

article = newspaper.Article("http://news.example/ferry")
article.download(input_html=page)
article.parse()
texts = {
    "trafilatura": trafilatura.extract(page),
    "newspaper4k": article.text,
    "jusText": "\n".join(p.text for p in justext.justext(page.encode(), justext.get_stoplist("English"))),
}
for name, text in texts.items():
    print(name, "106 crowns" in text, "by 31/2 per" in text, "ninety forty" in text, "ninetyforty" in text)
PYTHON
)
echo "$seen"
[[ $seen == "trafilatura True True True False
newspaper4k True True True False
jusText True True False True" ]] || { echo "changed"; exit 1; }
