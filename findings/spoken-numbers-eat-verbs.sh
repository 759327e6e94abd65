#!/usr/bin/env bash
# A transcript gets its figures, and loses its verbs: "you are the mayor" comes out as "6 the mayor".
#
# text2num 3.1.0, alpha2digit, meant for what a recogniser of speech wrote down. One would guess that a word which is
# also another word is looked at twice, and in French it is: neuf is nine or new, so "neuf ponts" is 9 ponts and "un
# pont neuf" stays; English "one" is left alone. In other languages the word is replaced wherever it stands:
#
#   it  Sei il sindaco di tutti         → 6 il sindaco di tutti          you are
#   de  Er ließ den Nebel außer Acht    → Er ließ den Nebel außer 8      took no account of
#   de  Sie achten auf den Nebel        → Sie 8. auf den Nebel           they watch
#   nl  Hij sloeg geen acht op de boei  → Hij sloeg geen 8 op de boei    paid no heed
#   es  en un cuarto de hotel           → en un 4º de hotel              a room
#   pt  num quarto de hotel             → num 4º de hotel                a room
#
# Italian sei is among the commonest of its verbs. With a higher threshold these stay, and so do all true numbers
# below it. And years fall in two: "in nineteen eighty nine" is "in 19 89".
# What follows: figures made from words stand beside the words, and no copy is compared by them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q install text2num==3.1.0

seen=$("$folder/venv/bin/python" - <<'PYTHON'
from text_to_num import alpha2digit

for language, text in (
    ("fr", "Le pont neuf est fermé."),
    ("fr", "Il reste neuf ponts."),
    ("en", "This one is closed, in nineteen eighty nine."),
    ("it", "Sei il sindaco di tutti."),
    ("de", "Er ließ den Nebel außer Acht."),
    ("de", "Sie achten auf den Nebel."),
    ("nl", "Hij sloeg geen acht op de boei."),
    ("es", "Murió en un cuarto de hotel."),
    ("pt", "Morreu num quarto de hotel."),
):
    print(language, alpha2digit(text, language))
print("it, threshold 10:", alpha2digit("Sei il sindaco di tutti e sei feriti sono a casa.", "it", threshold=10))
PYTHON
)
echo "$seen"
[[ $seen == "fr Le pont neuf est fermé.
fr Il reste 9 ponts.
en This one is closed, in 19 89.
it 6 il sindaco di tutti.
de Er ließ den Nebel außer 8.
de Sie 8. auf den Nebel.
nl Hij sloeg geen 8 op de boei.
es Murió en un 4º de hotel.
pt Morreu num 4º de hotel.
it, threshold 10: Sei il sindaco di tutti e sei feriti sono a casa." ]] || { echo "changed"; exit 1; }
