#!/usr/bin/env bash
# Snowball parts the base form of a name from its own inflected forms, and joins names of two people.
#
# PyStemmer 3.1.0 (Snowball 3.1). A stemmer is asked for whether two spellings are one word. For the
# names that news is made of, the form a headline has and the form a sentence has get two stems:
#
#   russian    Иванов → иван          Иванова, Иванову → иванов
#   hungarian  Budapest → budapes     Budapesten → budapest          (the last t is taken for a case ending)
#   arabic     بغداد → غداد           ببغداد ("in Baghdad") → بغداد  (the first letter is taken for "in")
#   italian    Milano → mil           Milani (a surname) → milan
#
# What follows: names are compared by a prefix of their surface form, not by their stems.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q install PyStemmer==3.1.0

seen=$("$folder/venv/bin/python" - <<'PYTHON'
import Stemmer

for language, words in {
    "russian": "Иванов Иванова Иванову",
    "hungarian": "Budapest Budapesten Budapestről",
    "arabic": "بغداد ببغداد",
    "italian": "Milano Milani",
}.items():
    stem = Stemmer.Stemmer(language).stemWord
    print(language, *(f"{word}:{stem(word.lower())}" for word in words.split()))
PYTHON
)
echo "$seen"
[[ $seen == "russian Иванов:иван Иванова:иванов Иванову:иванов
hungarian Budapest:budapes Budapesten:budapest Budapestről:budapest
arabic بغداد:غداد ببغداد:بغداد
italian Milano:mil Milani:milan" ]] || { echo "changed"; exit 1; }
