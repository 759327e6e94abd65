"""What passed, what failed, what could not be tried: one line each, and the count."""
import contextlib
import sys
import traceback


class Results:
    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    @contextlib.contextmanager
    def case(self, title):
        """The title is what must be true; what is raised within says why it is not."""
        try:
            yield
        except Exception as error:
            self.failed += 1
            print(f"FAIL {title}")
            for line in "".join(traceback.format_exception(error)).splitlines()[-12:]:
                print(f"     {line}")
        else:
            self.passed += 1
            print(f"PASS {title}")
        sys.stdout.flush()

    def skip(self, title, why):
        self.skipped += 1
        print(f"SKIP {title}: {why}")

    def finish(self):
        print(f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped")
        sys.exit(1 if self.failed else 0)


def expect(holds, *told):
    if not holds:
        raise AssertionError(" ".join(str(word) for word in told))
