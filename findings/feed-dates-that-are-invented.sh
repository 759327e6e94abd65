#!/usr/bin/env bash
# A feed reader's library invents days for dates that it does not know, and raises nothing.
#
# feedparser 6.0.14. A pubDate that it cannot read gives None, which a caller can handle. Three
# spellings give a wrong day instead, with `bozo` 0:
#
#   2026年11月29日 10:00            → 2026-11-01 00:00     the day and the hour are gone
#   2026-W48-7 (ISO 8601 week date) → 2026-11-01 00:00     it is 29 November
#   1795946400 (seconds)            → 1795-11-01 00:00     the first four digits are a year, the month is today's
#
# The invented month is the one of the clock, so the same feed read next month has other dates. And a
# time that a person wrote without a colon in its zone, 2026-11-29 10:00:00+00, loses its hours.
# What follows: a date is either understood whole or it is none.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q install feedparser==6.0.14

seen=$("$folder/venv/bin/python" - <<'PYTHON'
import time

import feedparser


def read(text):
    feed = feedparser.parse(
        "<rss version='2.0'><channel><title>Desk</title><item><title>Ferry</title>"
        f"<pubDate>{text}</pubDate></item></channel></rss>")
    return feed.bozo, feed.entries[0].get("published_parsed")


now = time.gmtime()
for text in ("2026年11月29日 10:00", "2026-W48-7", "1795946400"):
    bozo, parsed = read(text)
    print(text, bool(bozo), parsed and parsed.tm_year, parsed and parsed.tm_mon == now.tm_mon, parsed and parsed.tm_mday)
print("hour", read("2026-11-29 10:00:00+00")[1].tm_hour)
PYTHON
)
echo "$seen"
[[ $seen == "2026年11月29日 10:00 False 2026 True 1
2026-W48-7 False 2026 True 1
1795946400 False 1795 True 1
hour 0" ]] || { echo "changed"; exit 1; }
