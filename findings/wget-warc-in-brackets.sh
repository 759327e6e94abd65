#!/usr/bin/env bash
# A crawl that wget wrote: one reader lists nothing of it and says nothing, another hands on an address
# that is none.
#
# GNU Wget 1.21.3 writes `WARC-Target-URI: <http://…>`, with the angle brackets of the WARC 1.0 grammar.
# libarchive 3.6.2 (bsdtar) reads WARC; of this file it lists no record, prints nothing and exits 0, the
# same as for an empty archive. FastWARC 2.0.1 gives the address with its brackets, warcio 1.8.1 without,
# so the same page has two addresses, and a set of URLs made with the one never meets the other.
# What follows: brackets are taken off where the header is read, and "no record" of a WARC is an error.
set -euo pipefail
folder=$(mktemp -d)
server=
trap '[[ -z $server ]] || kill "$server"; rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip -q install warcio==1.8.1 fastwarc==2.0.1
apt-get download -q wget=1.21.3-1+deb12u1 libarchive-tools=3.6.2-1+deb12u5 \
  libarchive13=3.6.2-1+deb12u5 >download.log 2>&1 || { cat download.log; exit 1; }
for package in *.deb; do dpkg -x "$package" root; done
export LD_LIBRARY_PATH="$folder/root/usr/lib/x86_64-linux-gnu"

mkdir site
echo '<html><head><title>Ferry</title></head><body><p>The ferry ran aground.</p></body></html>' >site/a.html
python3 - site >port 2>server.log <<'PYTHON' &
import functools, http.server, sys
handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=sys.argv[1])
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
print(server.server_port, flush=True)
server.serve_forever()
PYTHON
server=$!
until [[ -s port ]]; do sleep .1; done
url="http://127.0.0.1:$(cat port)/a.html"
root/usr/bin/wget -q --no-config --warc-file=crawl -O page.html "$url" 2>wget.log

listed=$(root/usr/bin/bsdtar -tf crawl.warc.gz 2>&1) && code=$?
seen=$(venv/bin/python - "$url" <<'PYTHON'
import sys
from fastwarc.warc import ArchiveIterator as Fast
from warcio.archiveiterator import ArchiveIterator

with open("crawl.warc.gz", "rb") as crawl:
    found = {r.rec_headers.get_header("WARC-Target-URI") for r in ArchiveIterator(crawl) if r.rec_type == "response"}
print("warcio", found == {sys.argv[1]})
with open("crawl.warc.gz", "rb") as crawl:
    found = {r.headers.get("WARC-Target-URI") for r in Fast(crawl)}
print("fastwarc", f"<{sys.argv[1]}>" in found, sys.argv[1] in found)
PYTHON
)
root/usr/bin/wget --version | head -n 1
root/usr/bin/bsdtar --version
echo "bsdtar listed '$listed', exit $code"
echo "$seen"
[[ -z $listed && $code == 0 && $seen == "warcio True
fastwarc True False" ]] || { echo "changed"; exit 1; }
