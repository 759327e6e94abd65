"""A desk with copy of many kinds, and the reading room on it. All copy is invented."""
import contextlib
import json
import os
import re
import signal
import subprocess
import time
import urllib.request

FERRY = """The passenger ferry Margit Lund ran aground on the Skelder reef, two miles off Varnholm, shortly before dawn \
on Tuesday, and all 214 people aboard were brought ashore unhurt, the coastguard said.

The vessel, on the night crossing from Tessmouth, lost steering when a hydraulic line burst, according to its \
operator, Kestrel Line. Captain Ingrid Solvang dropped both anchors, but a north-westerly gale pushed the ship stern \
first on to the rocks within eleven minutes.

Three lifeboats and a helicopter took the passengers off in the dark. Divers found a gash of six metres in the hull \
below the engine room. Booms were laid around the wreck because some 90 tonnes of fuel remain in its tanks.
"""
LOCK = """Tessmouth council has agreed to spend 38 million crowns on new gates for the Gallows lock, which barges have \
waited at since March. Work begins in the spring and is to take two years, councillor Berit Haugland said.

The old gates date from 1911. Two of the four leak so badly that the lock is emptied by hand on Sundays.
"""
COPY = {
    "harbour-wire/ferry.json": dict(uri="hw:1", headline="Ferry Margit Lund runs aground off Varnholm with 214 aboard",
                                    body=FERRY, byline="Solveig Brandt", language="en"),
    "morning-post/ferry.json": dict(uri="mp:1", headline="Ferry Margit Lund aground off Varnholm: all 214 safe",
                                    body=FERRY.replace("shortly before dawn", "before sunrise"), language="en"),
    "evening-digest/ferry.json": dict(uri="ed:1", headline="Ferry on the Skelder reef",
                                      body=FERRY.split("\n\n")[1] + "\n\n" + FERRY.split("\n\n")[2], language="en"),
    "harbour-wire/lock-1.json": dict(uri="hw:2", version="1", headline="Tessmouth council debates new lock gates", body=LOCK),
    "harbour-wire/lock-2.json": dict(uri="hw:2", version="2", headline="UPDATE 1 - Tessmouth council agrees 38 million for new lock gates",
                                     body=LOCK + "\nA crane of 400 tonnes will be hired from Orrendal.\n"),
    "al-marsa/harbour.json": dict(uri="am:1", language="ar", headline="افتتاح رصيف جديد في ميناء تسموث بعد عامين من العمل",
                                  body="افتتح مجلس المدينة رصيفا جديدا في ميناء تسموث صباح الثلاثاء بعد عامين من العمل.\n\n"
                                       "وقالت رئيسة المجلس إن الرصيف يتسع لأربع سفن في وقت واحد، وإن تكلفته بلغت 38 مليونا."),
    "minato/port.json": dict(uri="mi:1", language="ja", headline="テスマス港に新しい岸壁が完成、二年の工事を終える",
                             body="テスマス市は火曜日、港の新しい岸壁の完成式を行った。工事には二年を要し、費用は三千八百万クラウンだった。\n\n"
                                  "市長のベリト・ハウグラン氏は、四隻の船が同時に着岸できると述べた。"),
    "coast-times/long.json": dict(uri="ct:1", headline="A very long headline that goes on about the councils of every town on the coast, "
                                  "their budgets, their bridges, their museums and the Donaudampfschifffahrtsgesellschaftskapitänswitwe of Tessmouth",
                                  body="\n\n".join(f"Paragraph {n} of a long report on the coast and its {n + 3} harbours." for n in range(1500))),
}
BROKEN = '{"headline": "Observatory opens its dome", "body": "The dome of the observ'


class Desk:
    def __init__(self, program, web, root):
        self.program, self.web = program, web
        self.inbox, self.state = root / "inbox", root / "state"
        self.inbox.mkdir(parents=True)
        self.toml = root / "wiredesk.toml"
        self.toml.write_text("young_seconds = 1\n")

    def drop(self, name, text, age=None):
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        if age:
            os.utime(path, (time.time() - age,) * 2)

    def take(self):
        """All that lies in the inbox; a file that fails is no failure of ours."""
        done = subprocess.run([self.program, "run", "--config", self.toml, "--inbox", self.inbox, "--state", self.state,
                               "--once"], capture_output=True, text=True, timeout=300)
        if done.returncode not in (0, 3):
            raise SystemExit(f"test-web: the desk takes nothing: {done.stderr[-800:]}")

    def export(self):
        told = subprocess.run([self.program, "export", "--format", "jsonl", "--state", self.state], capture_output=True,
                              text=True, check=True).stdout
        return [json.loads(line) for line in told.splitlines()]

    @contextlib.contextmanager
    def served(self):
        """The address of the reading room, without a slash at its end."""
        log = self.state.parent / "web.log"
        with open(log, "wb") as out:
            room = subprocess.Popen([self.web, "--state", self.state, "--listen", "127.0.0.1:0"], stderr=out,
                                    env={**os.environ, "SWIFT_BACKTRACE": "enable=no"})
        try:
            end = time.monotonic() + 60
            while not (found := re.search(r"\(port (\d+)\)", log.read_text())):
                if room.poll() is not None or time.monotonic() > end:
                    raise SystemExit(f"test-web: the reading room does not open: {log.read_text()[-800:]}")
                time.sleep(0.05)
            yield f"http://127.0.0.1:{found[1]}"
        finally:
            room.send_signal(signal.SIGTERM)
            try:
                room.wait(60)
            except subprocess.TimeoutExpired:
                room.kill()
                raise SystemExit("test-web: the reading room does not stop within 60 s")


def fill(desk):
    # In this order: the later version comes later.
    for name, article in COPY.items():
        desk.drop(name, json.dumps(article, ensure_ascii=False))
        desk.take()
    desk.drop("coast-times/observatory.json", BROKEN, age=60)
    desk.take()


def fetched(address, fields=None):
    """- Returns: status, fields, bytes."""
    request = urllib.request.Request(address, headers=fields or {})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers, answer.read()
