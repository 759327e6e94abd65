#!/usr/bin/env bash
# A folder of pages goes in, fewer articles come out: unlike articles get one file name, and the last is kept.
#
# trafilatura 2.3.1. With --output-dir it names each file by a digest of the article: one would guess, of its
# text. It is of some words of it: only those for which Python's isalnum() holds, and when 32 of these have
# five letters or more, only these. A vowel sign is a mark and not a letter, so of the six pages in Thai,
# Tamil and Bengali below not one word is left (of a longer one, bare figures and a few short words):
#
#   Thai, Tamil, Bengali, each "ferry aground" and "interest rates up"        six pages, one file
#   English, a bulletin and its correction: "412 dead, quay 7", "no dead, quay 9"   two pages, one file
#
# Eight pages, two files: each overwrote the one before, the exit code is 0, and nothing is printed. The field
# `fingerprint` of its JSON, meant for finding near-copies, is made of the same words: equal for ferry and bank.
# What follows: what names or compares a text covers all of it; a sample without words is unlike everything.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip -q install pip==26.3  # older ones miss the extra of lxml that this one needs
venv/bin/pip -q install trafilatura==2.3.1

mkdir pages
venv/bin/python - <<'PYTHON'
import pathlib

bulletin = (
    "Nordvik harbour bulletin: {} dead after ferry accident, police report; survey continues near quay {} and "
    "divers examine several wooden piles under heavy fog. Council members called special meeting Monday evening "
    "behind closed doors. Opposition leaders demand independent inquiry, saying other towns already regretted "
    "similar terminals. Coastguard vessels searched northern waters until midnight, while hospital staff treated "
    "exhausted passengers. Ferry traffic moves towards Elvik meanwhile."
)
pages = {
    "th-ferry": ("เรือเกยตื้น", "เรือข้ามฟากของเมืองเกยตื้นในหมอกเมื่อเช้าวันอาทิตย์ ไม่มีผู้ใดได้รับบาดเจ็บ นายท่ากล่าว "
                 "นักดำน้ำจะตรวจท้องเรือในสัปดาห์หน้า บริษัทกล่าวขออภัยผู้โดยสารทุกคนที่ต้องรออยู่นานหลายชั่วโมง"),
    "th-bank": ("ดอกเบี้ยขึ้น", "ธนาคารกลางขึ้นอัตราดอกเบี้ยเมื่อวันอังคาร เงินเฟ้อสูงเป็นเดือนที่สามติดต่อกันแล้ว รัฐมนตรีเสนอแผนใหม่ต่อสภา "
                "ฝ่ายค้านไม่เห็นด้วย นักเศรษฐศาสตร์คาดว่าเศรษฐกิจจะชะลอตัวในฤดูหนาวนี้"),
    "ta-ferry": ("தரைதட்டியது", "துறைமுகத்தின் பெரிய படகு ஞாயிற்றுக்கிழமை காலை மூடுபனியில் தரைதட்டியது. யாருக்கும் காயமில்லை "
                 "என்று துறைமுகத் தலைவர் கூறினார். அடுத்த வாரம் படகின் அடிப்பகுதியை ஆய்வு செய்வார்கள்."),
    "ta-bank": ("வட்டி உயர்வு", "மத்திய வங்கி செவ்வாய்க்கிழமை வட்டி விகிதத்தை உயர்த்தியது. பணவீக்கம் மூன்றாவது மாதமாக உயர்ந்தது. "
                "அமைச்சர் நாடாளுமன்றத்தில் புதிய திட்டத்தை முன்வைத்தார், எதிர்க்கட்சி மறுத்தது."),
    "bn-ferry": ("ফেরি দুর্ঘটনা", "বন্দরের ফেরি রোববার সকালে কুয়াশায় চরে ঠেকেছে। কেউ ব্যথা পায়নি, বলেছেন বন্দরের প্রধান। "
                 "ডুবুরিরা আগামী সপ্তাহে জাহাজের তলা দেখবেন। কোম্পানি যাত্রীদের কাছে দুঃখ জানিয়েছে।"),
    "bn-bank": ("সুদের হার", "কেন্দ্রীয় ব্যাংক মঙ্গলবার সুদের হার বাড়িয়েছে। মূল্যস্ফীতি তৃতীয় মাসেও বেশি ছিল। "
                "মন্ত্রী সংসদে নূতন পরিকল্পনা দিয়েছেন, বিরোধীরা মানেনি। শীতে মন্দা দেখছেন অর্থনীতিবিদেরা।"),
    "en-first": ("Bulletin", bulletin.format("412", "7")),
    "en-second": ("Bulletin", bulletin.format("no", "9")),
}
for name, (title, text) in pages.items():
    pathlib.Path("pages", name + ".html").write_text(
        f"<!DOCTYPE html><html lang='{name[:2]}'><head><meta charset='utf-8'><title>{title}</title></head>"
        f"<body><article><h1>{title}</h1><p>{text}</p></article></body></html>", encoding="utf-8")
PYTHON

venv/bin/trafilatura --input-dir pages --output-dir articles >said 2>&1 || { cat said; echo "changed"; exit 1; }
for page in pages/*; do
  venv/bin/trafilatura --json --with-metadata <"$page" 2>>said
done >all.jsonl
fingerprints=$(venv/bin/python -c 'import json, sys
print(len({json.loads(line)["fingerprint"] for line in sys.stdin}))' <all.jsonl)
seen="pages $(ls pages | wc -l), with text $(grep -c '"text"' all.jsonl), files $(ls articles | wc -l)"
seen+=", fingerprints $fingerprints, said $(wc -c <said) bytes"
echo "$seen"
[[ $seen == "pages 8, with text 8, files 2, fingerprints 2, said 0 bytes" ]] || { cat said; echo "changed"; exit 1; }
