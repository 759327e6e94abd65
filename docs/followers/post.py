#!/usr/bin/env python3
"""Posts each event of a desk to an address, in order: post.py STATE URL CURSOR

CURSOR is a file that keeps the number of the last event that was taken. One that is not answered with 2xx is sent
again; after a death the last one may come twice."""
import json, os, subprocess, sys, time, urllib.request

state, url, cursor = sys.argv[1:]
while True:
    after = open(cursor).read() if os.path.exists(cursor) else "0"
    desk = subprocess.Popen(
        ["wiredesk", "watch", "--json", "--after", after, "--state", state], stdout=subprocess.PIPE)
    for line in desk.stdout:
        request = urllib.request.Request(url, line, {"Content-Type": "application/json"})
        while True:
            try:
                urllib.request.urlopen(request, timeout=30).close()
                break
            except OSError as error:
                print(error, file=sys.stderr)
                time.sleep(1)
        with open(cursor + ".new", "w") as file:
            file.write(str(json.loads(line)["event"]))
            file.flush()
            os.fsync(file.fileno())
        os.replace(cursor + ".new", cursor)
    if desk.wait() == 6:
        sys.exit("the desk is another one, or its events are gone: take `wiredesk export`, and begin without " + cursor)
    time.sleep(1)
