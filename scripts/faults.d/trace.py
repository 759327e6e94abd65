"""The trace of one run: every call that changed the disk, in the order in which they were made; with
FAULT_READS those that read, too.

Format of shim.c, fields divided by tabs: `N > CALL PATH DETAIL` before a call, `N < VALUE ERRNO` after
it, `N !` when the fault struck it, `0 # WHAT OF` for what changes nothing: a plant did its work, or
the program let go of a file's cached pages (`dropped`). DETAIL is the new path of a rename, `OFFSET LENGTH PLACE` of a write
(PLACE: of the bytes in FAULT_DATA, -1 when they are not kept), the size of an ftruncate. A call without
a result is one during which the process ended.
"""
import dataclasses
import pathlib


@dataclasses.dataclass
class Call:
    number: int
    name: str
    path: str
    detail: str
    value: int | None = None  # None: never returned
    errno: int = 0
    struck: bool = False

    @property
    def worked(self):
        return self.value is not None and self.value >= 0

    @property
    def is_write(self):
        return self.name in ("write", "pwrite")

    def __str__(self):
        detail = f" {self.detail}" if self.detail and not self.is_write else ""
        return f"call {self.number}, {self.name} {self.path}{detail}"


class Trace:
    """`events` are ("begin" or "end", Call), `calls` the calls in the order they were begun."""

    def __init__(self, events, remarks=()):
        self.events, self.remarks = events, remarks
        self.calls = [call for moment, call in events if moment == "begin"]

    @classmethod
    def read(cls, path):
        path, calls, events, remarks = pathlib.Path(path), {}, [], []
        # No file: the process died before its first call.
        lines = path.read_text(errors="replace").splitlines() if path.exists() else []
        for line in lines:
            number, kind, *fields = line.split("\t")
            if kind == ">":
                calls[number] = Call(int(number), *fields)
                events.append(("begin", calls[number]))
            elif kind == "#":
                remarks.append(tuple(fields))
                events.append(("remark", Call(0, *fields, "")))
            elif kind == "!":
                calls[number].struck = True
            else:
                calls[number].value, calls[number].errno = map(int, fields)
                events.append(("end", calls[number]))
        return cls(events, remarks)

    @property
    def struck(self):
        return [call for call in self.calls if call.struck]

    def points(self, every=False, start=0):
        """The numbers of the calls at which to strike: all, or (what differs) all but the inner ones of
        a run of writes to one file: between those nothing can have become durable or visible."""
        chosen = []
        for before, call, after in zip([None, *self.calls], self.calls, [*self.calls[1:], None]):
            inner = call.is_write and all(
                other and other.is_write and other.path == call.path for other in (before, after))
            if call.number > start and (every or not inner):
                chosen.append(call.number)
        return chosen
