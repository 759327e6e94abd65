"""What was found true and what was not: one line each, and the count that scripts/test reads."""


class Verdict:
    """Counts sentences. A sentence that can hold without its fault having happened is no test: give
    `holds` the number of faults that bit as well."""

    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def holds(self, sentence, violations=(), bit=None):
        """Passes when there are no violations and, where faults were made, some of them bit."""
        violations = list(violations)
        if bit is not None and bit <= 0:
            violations.insert(0, "the fault never happened")
        if not violations:
            self.passed += 1
            print(f"PASS {sentence}", flush=True)
            return True
        self.failed += 1
        more = f" … and {len(violations) - 5} more" if len(violations) > 5 else ""
        print(f"FAIL {sentence}: {'; '.join(map(str, violations[:5]))}{more}", flush=True)
        return False

    def skip(self, sentence, cause):
        self.skipped += 1
        print(f"SKIP {sentence}: {cause}", flush=True)

    @property
    def counts(self):
        return self.passed, self.failed, self.skipped

    def finish(self):
        """Prints the count. Returns: the exit code."""
        print(f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped")
        if self.failed:
            return 1
        return 77 if self.skipped and not self.passed else 0


def table(rows, columns):
    """Prints measured counts. Parameter rows: dictionaries with all columns."""
    widths = [max(len(str(c)), *(len(str(row[c])) for row in rows)) for c in columns]
    for cells in [columns] + [[row[c] for c in columns] for row in rows]:
        print("   " + "  ".join(f"{cell!s:>{width}}" for cell, width in zip(cells, widths)))
