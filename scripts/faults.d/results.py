"""What each campaign has found, kept in a file, so that a series of hours can be broken off and goes on."""
import hashlib
import json
import pathlib

from verdict import table

COLUMNS = ["campaign", "version", "program", "seed", "passed", "failed", "skipped", "seconds"]


class Results:
    """Without a file nothing is kept. Format: a JSON object a line, the later one of a campaign counts."""

    def __init__(self, options):
        self.file = pathlib.Path(options.table) if options.table else None
        self.version = "long" if options.long else "CI"
        self.seed = options.seed
        self.program = hashlib.sha256(pathlib.Path(options.program).read_bytes()).hexdigest()[:12]
        self.rows = {}
        if self.file and self.file.exists():
            for line in self.file.read_text().splitlines():
                row = json.loads(line)
                if (row["version"], row["program"]) == (self.version, self.program):
                    self.rows[row["campaign"]] = row

    def has_passed(self, name):
        """Something has passed, and nothing failed."""
        row = self.rows.get(name)
        return bool(row and row["passed"] and not row["failed"])

    def note(self, name, counts, seconds):
        passed, failed, skipped = counts
        self.rows[name] = dict(zip(COLUMNS, (
            name, self.version, self.program, self.seed, passed, failed, skipped, round(seconds))))
        if self.file:
            with open(self.file, "a") as file:
                file.write(json.dumps(self.rows[name]) + "\n")

    def show(self):
        if self.file and self.rows:
            table([self.rows[name] for name in sorted(self.rows)], COLUMNS)
