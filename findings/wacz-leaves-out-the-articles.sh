#!/usr/bin/env bash
# A crawl packed as WACZ "with a full-text index" has in that index its front page, and not one article.
#
# wacz 0.6.0 (py-wacz), on a crawl by GNU Wget 1.21.3: a front page and three articles. `wacz create
# --detect-pages --text` is to make a list of the pages with their text, which readers show and search. A page
# counts only when it is the referrer of another request in the same crawl, so what links onwards and was followed:
#
#   wget -r, front page and three articles      1 page listed: the front page, which has no text to search
#   wget, the three articles by their addresses  0 pages, and no list at all
#   wget -r -p, where each article has a picture 4 pages, the articles with their text
#
# An article is where a crawl ends; so the text is kept in the archive and found by nobody, unless it had a
# picture that the crawl took too. The exit code is 0; "Num Pages Detected" is all it says, and its
# documentation says nothing of referrers. The index of addresses in the same file has all of them.
# What follows: what is an article is read from the record, not from who asked for what after it; and a count of
# what went in stands beside the count of what came out.
set -euo pipefail
folder=$(mktemp -d)
server=
trap '[[ -z $server ]] || kill "$server"; rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip -q install wacz==0.6.0 warcio==1.8.1 cdxj-indexer==1.5.0
apt-get download -q wget=1.21.3-1+deb12u1 >download.log 2>&1 || { cat download.log; exit 1; }
dpkg -x wget_*.deb root

mkdir site
python3 - <<'PYTHON'
import base64, pathlib
dot = base64.b64decode("R0lGODlhAQABAAAAACwAAAAAAQABAAAC")
links = {"plain": "", "pictures": "<img src='{}.gif' alt=''>"}
for kind, picture in links.items():
    folder = pathlib.Path("site", kind)
    folder.mkdir()
    for name in ("ferry", "bank", "snow"):
        (folder / f"{name}.gif").write_bytes(dot)
        (folder / f"{name}.html").write_text(
            f"<html><head><title>{name}</title></head><body><article><h1>{name}</h1>{picture.format(name)}"
            f"<p>The {name} was what the council of Nordvik spoke of on Sunday evening, for two hours and more, "
            "before it went home without a word to the people who waited at the door.</p></article></body></html>")
    (folder / "index.html").write_text("<html><head><title>front</title></head><body><ul>" + "".join(
        f"<li><a href='{name}.html'>{name}</a>" for name in ("ferry", "bank", "snow")) + "</ul></body></html>")
PYTHON
python3 - site >port 2>server.log <<'PYTHON' &
import functools, http.server, sys
handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=sys.argv[1])
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
print(server.server_port, flush=True)
server.serve_forever()
PYTHON
server=$!
until [[ -s port ]]; do sleep .1; done
site="http://127.0.0.1:$(cat port)"

crawl() {  # robots.txt is not there: wget ends with 8 when it asks for it
  root/usr/bin/wget -q --no-config -e robots=off -P "$1.d" --warc-file="$1" "${@:2}" 2>>wget.log
  venv/bin/wacz create --detect-pages --text -f "$1.warc.gz" -o "$1.wacz" >"$1.log" 2>&1
  venv/bin/python - "$1" <<'PYTHON'
import gzip, json, sys, zipfile
with zipfile.ZipFile(sys.argv[1] + ".wacz") as packed:
    names = packed.namelist()
    pages = [json.loads(line) for line in packed.read("pages/pages.jsonl").splitlines()][1:] \
        if "pages/pages.jsonl" in names else []
    index = gzip.decompress(packed.read("indexes/index.cdx.gz")).decode()
print(f"{sys.argv[1]}: html {index.count('text/html')}, listed {sorted(page['title'] for page in pages)},",
      f"with text {sum('council' in page.get('text', '') for page in pages)}")
PYTHON
}
seen=$(
  crawl followed -r -np "$site/plain/"
  crawl given "$site"/plain/{ferry,bank,snow}.html
  crawl pictures -r -np -p "$site/pictures/"
)
echo "$seen"
[[ $seen == "followed: html 4, listed ['front'], with text 0
given: html 3, listed [], with text 0
pictures: html 4, listed ['bank', 'ferry', 'front', 'snow'], with text 3" ]] || { tail *.log; echo "changed"; exit 1; }
