#!/usr/bin/env bash
# Copy is read out with other numbers than it has: eleven thousand as ten thousand, frost as warmth.
#
# num2words 0.5.14, which writes out the figures of a bulletin for a voice. One would guess at a clumsy word form
# in a small language; but here two numbers have one form, and the one that is heard is a good number of its own:
#
#   Azerbaijani  11 000 → on min (ten thousand), and 21 000, 101 000, 11 001 alike: a one before "thousand" is gone
#   Bengali      -3 → তিন (three): no number below nought has its sign
#   Vietnamese   -3 → mười bảy (seventeen), -20 → không (nought)
#
# Nothing is raised. Of all its languages these three do it, and Welsh, where the language itself does: miliwn and
# biliwn both become filiwn after two, so that "dau filiwn" is 2 000 000 and 2 000 000 000. Amharic, Chechen, Czech,
# Polish and Slovak raise an error over the sign.
# What follows: two figures are one when the figures are, never when their words are; and what is to be spoken is
# read back before it is.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q install num2words==0.5.14

seen=$("$folder/venv/bin/python" - <<'PYTHON'
from num2words import CONVERTER_CLASSES, num2words

numbers = [*range(-20, 0), *range(0, 1101), *range(2000, 1_000_001, 1000), 11_001,
           *(count * 1_000_000 for count in range(2, 100)), *(count * 1_000_000_000 for count in range(1, 100))]
same, refused = {}, set()
for language in sorted(CONVERTER_CLASSES):
    first = {}
    for number in numbers:
        try:
            words = " ".join(num2words(number, lang=language).split())
        except (KeyError, NotImplementedError, OverflowError, TypeError, ValueError):
            if number < 0:
                refused.add(language)
            continue
        if first.setdefault(words, number) != number:
            same.setdefault(language, []).append((number, first[words], words))
for language, pairs in same.items():
    print(language, len(pairs), *pairs[:1], *pairs[-1:])
for language, number in (("az", 101_000), ("az", 11_001), ("cy", 2_000_000_000), ("bn", -3), ("vi", -3)):
    print(language, number, num2words(number, lang=language))
print("refuse a sign", *sorted(refused))
PYTHON
)
echo "$seen"
[[ $seen == "az 99 (11000, 10000, 'on min') (991000, 990000, 'doqquz yüz doxsan min')
bn 20 (1, -1, 'এক') (20, -20, 'বিশ')
cy 2 (2000000000, 2000000, 'dau filiwn') (52000000000, 52000000, 'hanner cant a dau filiwn')
vi 20 (0, -20, 'không') (19, -1, 'mười chín')
az 101000 yüz min
az 11001 on min bir
cy 2000000000 dau filiwn
bn -3 তিন
vi -3 mười bảy
refuse a sign am ce cs pl sk" ]] || { echo "changed"; exit 1; }
