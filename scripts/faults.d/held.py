"""What a daemon holds while it lives on, and whether that grows with what it has taken."""
import contextlib
import os
import pathlib
import statistics

from verdict import table


class Held:
    """Samples of a served desk's daemon, in spells: in each it is the same process. A figure is flat when
    a straight line through each spell rises, all taken together, by no more than its limit."""

    # What chance may add in one spell, and what each thousand files may. Memory: 1.6 MiB a thousand
    # articles (decision 6: 159 MiB of heap for 100,000) at 1.7 articles a file. The journal: half a KiB a
    # file for its own line and those of reloads (0.3 measured). The log: `journal_size_limit`.
    # Measured in an hour: memory 0.6 MiB a thousand files, the journal 0.3 KiB a file, nothing else. Caches fill
    # during a life's first 10,000 articles: the rough part and the calm one's first half are for that.
    LIMITS = {"memory": (8192, 2816), "descriptors": (6, 0), "watches": (6, 0), "threads": (3, 0),
              "database's log": (65536, 0), "journal": (64, 512)}
    UNITS = {"memory": "KiB", "database's log": "KiB", "journal": "KiB"}

    def __init__(self, desk):
        self.desk = desk
        self.spells = {}

    @property
    def count(self):
        return sum(map(len, self.spells.values()))

    def sample(self, spell, files):
        """Parameter files: how many have been dropped so far."""
        # It may just have ended.
        with contextlib.suppress(OSError, KeyError):
            self.spells.setdefault(spell, []).append((files, self.now()))

    def now(self):
        process = pathlib.Path(f"/proc/{self.desk.daemon.process.pid}")
        status = dict(line.split(":", 1) for line in (process / "status").read_text().splitlines())
        descriptors, watches = os.listdir(process / "fd"), 0
        for name in descriptors:
            with contextlib.suppress(OSError):
                watches += (process / "fdinfo" / name).read_text().count("inotify wd")
        log = self.desk.state / "wiredesk.db-wal"
        journals = self.desk.apart.glob("errors-*.log")
        return {"memory": int(status["VmRSS"].split()[0]), "descriptors": len(descriptors),
                "watches": watches, "threads": int(status["Threads"]),
                "database's log": log.stat().st_size >> 10 if log.exists() else 0,
                "journal": sum(path.stat().st_size for path in journals) / 1024}

    def slope(self, name):
        """By how much it grows with each file: least squares, with a level for each spell."""
        above = below = 0
        for samples in self.spells.values():
            middle = statistics.mean(files for files, _ in samples)
            level = statistics.mean(now[name] for _, now in samples)
            above += sum((files - middle) * (now[name] - level) for files, now in samples)
            below += sum((files - middle) ** 2 for files, _ in samples)
        return above / below if below else 0

    def files(self):
        """Of a spell, on average."""
        return statistics.mean(samples[-1][0] - samples[0][0] for samples in self.spells.values())

    def growth(self, name):
        """What is wrong with a figure, in words."""
        chance, per_thousand = self.LIMITS[name]
        grown, limit = self.slope(name) * self.files(), chance + per_thousand * self.files() / 1000
        if grown > limit:
            yield f"it grows by {grown:.0f} in {self.files():.0f} files, {limit:.0f} may be chance"

    def show(self):
        rows = []
        for name in self.LIMITS:
            row = {"held": f"{name} {self.UNITS.get(name, '')}".strip()}
            for spell in sorted(self.spells):
                values = [now[name] for _, now in self.spells[spell]]
                row[f"spell {spell + 1}"] = f"{min(values):.0f}–{max(values):.0f}"
            rows.append({**row, "per 1,000 files": f"{1000 * self.slope(name):+.2f}"})
        table(rows, list(rows[0]))
