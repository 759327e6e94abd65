#!/usr/bin/env bash
# Feed readers choose among the versions of a story by where they stand in the feed, not by their time.
#
# newsboat 2.21, reader 3.26, rss2email 3.14, sfeed 1.7. Atom lets a feed hold one id several times, as versions
# that differ in `updated`; a program may show all or some of them, typically the latest, and the order of entries
# has no significance (RFC 4287, 4.1.1). One story, updated twice, served newest first and oldest first:
#
#                  newest first      oldest first
#   newsboat       moored            aground (the stale one)     keeps the first
#   reader         moored            aground                     keeps the first
#   rss2email      aground           moored                      keeps the last, so the usual order is the wrong one
#   sfeed          all three         all three
#
# None says a word about the versions it left out.
# What follows: versions are ordered by their own times, and each is kept; a feed that others read has each
# id once, in its latest version.
set -euo pipefail
folder=$(mktemp -d)
server=
trap '[[ -z $server ]] || kill "$server"; rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
# reader 3.26 carries a feedparser that imports sgmllib, which it does not ask for
venv/bin/pip -q install reader==3.26 rss2email==3.14 sgmllib3k==1.0.0
apt-get download -q newsboat=2.21-1.5 libstfl0=0.22-3+b5 libjson-c5=0.16-2 sfeed=1.7-1 \
  >download.log 2>&1 || { cat download.log; exit 1; }
for package in *.deb; do dpkg -x "$package" root; done

mkdir site
python3 - <<'PYTHON'
entries = [
    f"<entry><id>urn:desk:ferry</id><title>Ferry {state}</title><updated>2026-11-29T{hour}:00:00Z</updated>"
    f"<link href='http://news.example/ferry'/><content>The ferry is {state}.</content></entry>"
    for state, hour in (("aground", "08"), ("towed", "09"), ("moored", "10"))]
for name, some in (("newest", entries[::-1]), ("oldest", entries)):
    # newsboat knows an id once for all its feeds
    text = "".join(some).replace("urn:desk:ferry", f"urn:desk:ferry:{name}")
    open(f"site/{name}.atom", "w").write(
        f"<feed xmlns='http://www.w3.org/2005/Atom'><title>{name} first</title><id>urn:desk:{name}</id>"
        f"<updated>2026-11-29T10:00:00Z</updated><author><name>Desk</name></author>{text}</feed>")
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
export HOME=$folder XDG_CONFIG_HOME=$folder XDG_DATA_HOME=$folder

read_by_newsboat() {
  echo "$site/$1.atom" >urls
  LD_LIBRARY_PATH="root/usr/lib:root/usr/lib/x86_64-linux-gnu" \
    root/usr/bin/newsboat -u urls -c "$1.db" -C /dev/null -x reload >>newsboat.log 2>&1
  python3 -c 'import sqlite3, sys
for row in sqlite3.connect(sys.argv[1]).execute("select title from rss_item"): print(*row)' "$1.db"
}

read_by_reader() {
  venv/bin/python - "$site/$1.atom" 2>>reader.log <<'PYTHON'
import sys
from reader import make_reader
desk = make_reader(":memory:")
desk.add_feed(sys.argv[1])
desk.update_feeds()
for entry in desk.get_entries():
    print(entry.title)
PYTHON
}

read_by_rss2email() {
  r2e() { venv/bin/r2e -c "$1.cfg" -d "$1.json" "${@:2}" >>rss2email.log 2>&1; }
  r2e "$1" new desk@news.example
  sed -i "s|^email-protocol = .*|email-protocol = maildir|; s|^maildir-path = .*|maildir-path = $folder/mail|
    s|^maildir-mailbox = .*|maildir-mailbox = $1|" "$1.cfg"
  r2e "$1" add "$1" "$site/$1.atom"
  mkdir -p mail
  r2e "$1" run
  cat "mail/$1"/*/* | sed -n 's/^Subject: //p'
}

read_by_sfeed() { root/usr/bin/sfeed <"site/$1.atom" | cut -f 2; }

seen=$(for program in newsboat reader rss2email sfeed; do
  for order in newest oldest; do
    echo "$program, $order first:" $("read_by_$program" "$order")
  done
done)
LD_LIBRARY_PATH="root/usr/lib:root/usr/lib/x86_64-linux-gnu" root/usr/bin/newsboat --version | head -n 1
echo "$seen"
[[ $seen == "newsboat, newest first: Ferry moored
newsboat, oldest first: Ferry aground
reader, newest first: Ferry moored
reader, oldest first: Ferry aground
rss2email, newest first: Ferry aground
rss2email, oldest first: Ferry moored
sfeed, newest first: Ferry moored Ferry towed Ferry aground
sfeed, oldest first: Ferry aground Ferry towed Ferry moored" ]] || { tail *.log; echo "changed"; exit 1; }
