#!/usr/bin/env bash
# A second crawl, in which nothing changed and nothing broke, is damaged in every page; or sound, by who is asked.
#
# GNU Wget 1.21.3 with --warc-dedup writes a `revisit` record for a page that it has from before: the response's header
# alone, as the format wants it. Its WARC-Block-Digest is that of no bytes at all, while the block has the header:
#
#                                    FastWARC 2.0.1 check     warcio 1.8.1 check
#   first crawl, three pages         all verified, exit 0     exit 0
#   second crawl, nothing changed    3 failed, exit 1         exit 0, "not checked (revisit)"
#
# The digest of nothing, sha1:3I42H3S6…, stands in every such record, so that a table keyed by it makes one of them
# all. The payload digest beside it is right, and is what finds the first crawl's page.
# What follows: a digest that is the one of nothing is believed only of a block without bytes, and a record is not
# refused for its block's digest alone.
set -euo pipefail
folder=$(mktemp -d)
server=
trap '[[ -z $server ]] || kill "$server"; rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip -q install warcio==1.8.1 fastwarc==2.0.1
apt-get download -q wget=1.21.3-1+deb12u1 >download.log 2>&1 || { cat download.log; exit 1; }
dpkg -x wget_*.deb root

mkdir site
for name in ferry bank snow; do
  echo "<html><head><title>$name</title></head><body><p>The $name, in some words.</p></body></html>" >"site/$name.html"
done
python3 - site >port 2>server.log <<'PYTHON' &
import functools, http.server, sys
handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=sys.argv[1])
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
print(server.server_port, flush=True)
server.serve_forever()
PYTHON
server=$!
until [[ -s port ]]; do sleep .1; done
pages=("http://127.0.0.1:$(cat port)"/{ferry,bank,snow}.html)
root/usr/bin/wget -q --no-config --warc-cdx --warc-file=first -O saved "${pages[@]}" 2>>wget.log
root/usr/bin/wget -q --no-config --warc-cdx --warc-dedup=first.cdx --warc-file=second -O saved "${pages[@]}" 2>>wget.log

seen=$(for crawl in first second; do
  venv/bin/fastwarc check -q -o "$crawl.verdicts" "$crawl.warc.gz" >fastwarc.log 2>&1 && fast=0 || fast=$?
  venv/bin/warcio check -v "$crawl.warc.gz" >warcio.log 2>&1 && warcio=0 || warcio=$?
  venv/bin/python - "$crawl" <<'PYTHON'
import base64, collections, hashlib, sys
from fastwarc import ArchiveIterator

nothing = "sha1:" + base64.b32encode(hashlib.sha1().digest()).decode()
found = collections.Counter()
with open(sys.argv[1] + ".warc.gz", "rb") as records:
    for record in ArchiveIterator(records, parse_http=False):
        kind, digest = record.headers["WARC-Type"], record.headers["WARC-Block-Digest"]
        if kind in ("response", "revisit"):
            found[kind, "of nothing" if digest == nothing else "of something", record.content_length > 0] += 1
for (kind, digest, has_bytes), count in found.items():
    print(f"{sys.argv[1]}: {count} {kind}, digest {digest}, block {'has bytes' if has_bytes else 'is empty'}")
PYTHON
  echo "$crawl: FastWARC exit $fast, failed $(grep -c FAIL "$crawl.verdicts")," \
    "warcio exit $warcio, not checked $(grep -c 'not checked (revisit)' warcio.log)"
done)
echo "$seen"
[[ $seen == "first: 3 response, digest of something, block has bytes
first: FastWARC exit 0, failed 0, warcio exit 0, not checked 0
second: 3 revisit, digest of nothing, block has bytes
second: FastWARC exit 1, failed 3, warcio exit 0, not checked 3" ]] || { tail *.log; echo "changed"; exit 1; }
