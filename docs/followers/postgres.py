#!/usr/bin/env python3
"""Keeps a PostgreSQL database in step with a desk: postgres.py STATE CONNECTION

CONNECTION is what libpq takes ("dbname=news"). Each event stands in a row, and in the same transaction where the
follower stands: after a death none is missing and none is there twice. Needs python3-psycopg2."""
import json, subprocess, sys, time
import psycopg2

state, connection = sys.argv[1:]
database = psycopg2.connect(connection)
with database, database.cursor() as sql:
    sql.execute("CREATE TABLE IF NOT EXISTS desk_event (event bigint PRIMARY KEY, kind text, article bigint, told jsonb)")
while True:
    with database, database.cursor() as sql:
        sql.execute("SELECT coalesce(max(event), 0) FROM desk_event")
        after = str(sql.fetchone()[0])
    desk = subprocess.Popen(
        ["wiredesk", "watch", "--json", "--after", after, "--state", state], stdout=subprocess.PIPE, text=True)
    for line in desk.stdout:
        told = json.loads(line)
        with database, database.cursor() as sql:
            sql.execute("INSERT INTO desk_event VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING",
                        (told["event"], told["kind"], told.get("id"), line))
    if desk.wait() == 6:
        sys.exit("the desk is another one, or its events are gone: take `wiredesk export`, and begin with an empty table")
    time.sleep(1)
