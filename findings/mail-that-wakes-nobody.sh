#!/usr/bin/env bash
# Mail lies in new/, complete, and what watches new/ for complete files never hears of it.
#
# inoticoming 0.2.3 runs a command for each file that is complete: closed after writing, or renamed into the folder.
# That is how a half-written file is told from a whole one, and a maildir's promise is that new/ holds whole ones
# only. But a maildir may be filled by link() as well as by rename(), and a link is neither closed nor moved:
#
#                                        in new/   inoticoming   watchdog 7.1.0: created, closed, moved
#   procmail 3.22                        1         no            created
#   maildrop 2.9.3                       1         no            created
#   mailbox.Maildir of Python 3.11       1         no            created
#   mdeliver (mblaze 1.1)                1         yes           created
#   cp into new/                         1         yes           created, closed
#
# So a desk that was tried with cp, or with the one deliverer, stands still with the other, and says nothing. Who waits
# for watchdog's "closed" hears of cp only; "created" comes for all five, and for cp before there is a byte in it.
# What follows: a new name is looked at, whatever event brought it; in a maildir it is whole because of where it is.
set -euo pipefail
folder=$(mktemp -d)
watchers=()
trap '[[ ${#watchers[@]} == 0 ]] || kill "${watchers[@]}"; rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip -q install watchdog==7.1.0
apt-get download -q inoticoming=0.2.3-2+b1 procmail=3.22-27 maildrop=2.9.3-2.1 libcourier-unicode4=2.1.2-2+b2 \
  mblaze=1.1-1 >download.log 2>&1 || { cat download.log; exit 1; }
for package in *.deb; do dpkg -x "$package" root; done
export LD_LIBRARY_PATH="$folder/root/usr/lib/x86_64-linux-gnu" HOME=$folder

deliverers=(procmail maildrop python mdeliver cp)
for deliverer in "${deliverers[@]}"; do
  mkdir -p "$deliverer"/{new,cur,tmp}
  root/usr/bin/inoticoming --foreground "$deliverer/new" touch "$folder/woken-$deliverer" \; >>inoticoming.log 2>&1 &
  watchers+=($!)
done
venv/bin/python - "${deliverers[@]}" >events 2>watchdog.log <<'PYTHON' &
import sys, time
from watchdog.events import FileSystemEventHandler
from watchdog.observers import Observer

class Told(FileSystemEventHandler):
    def __init__(self, name):
        self.name = name

    def on_any_event(self, event):
        if not event.is_directory and event.event_type in ("created", "closed", "moved"):
            print(self.name, event.event_type, flush=True)

observer = Observer()
for name in sys.argv[1:]:
    observer.schedule(Told(name), name + "/new")
observer.start()
print("ready", flush=True)
time.sleep(60)
PYTHON
watchers+=($!)
until grep -q ready events; do sleep .1; done
for watcher in "${watchers[@]}"; do
  until cat /proc/"$watcher"/fdinfo/* 2>>fdinfo.log | grep -q '^inotify'; do sleep .1; done
done

printf 'From: anna@news.example\nSubject: Ferry\n\nThe ferry ran aground.\n' >mail
printf 'DEFAULT=%s/procmail/\nLOCKFILE=%s/lock\n' "$folder" "$folder" >procmailrc
printf 'to "%s/maildrop"\n' "$folder" >mailfilter
chmod 600 mailfilter
root/usr/bin/procmail -m "$folder/procmailrc" <mail
root/usr/bin/maildrop mailfilter <mail
root/usr/bin/mdeliver mdeliver <mail
python3 -c 'import mailbox; mailbox.Maildir("python").add(open("mail").read())'
cp mail cp/new/1795946400.1.desk
until [[ -e woken-cp && -e woken-mdeliver ]]; do sleep .1; done
sleep 3
seen=$(for deliverer in "${deliverers[@]}"; do
  echo "$deliverer: in new $(ls "$deliverer/new" | wc -l), woken $([[ -e woken-$deliverer ]] && echo yes || echo no)," \
    $(grep "^$deliverer " events | cut -d ' ' -f 2)
done)
echo "$seen"
[[ $seen == "procmail: in new 1, woken no, created
maildrop: in new 1, woken no, created
python: in new 1, woken no, created
mdeliver: in new 1, woken yes, created
cp: in new 1, woken yes, created closed" ]] || { tail *.log; echo "changed"; exit 1; }
