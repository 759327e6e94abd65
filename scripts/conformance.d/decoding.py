"""Runs `wiredesk check --json` over folders of cases, thousands of files in one process."""
import collections
import json
import pathlib
import subprocess
import tempfile

Result = collections.namedtuple("Result", "case verdict why")


class Suite:
    """A name, which files are its cases, and how one is judged."""

    def __init__(self, name, find, judge):
        self.name, self.find, self.judge = name, find, judge

    def run(self, directory, decoder):
        cases = [case for case in sorted(self.find(directory)) if case.is_file()]
        if not cases:
            return []
        decoded = decoder.decode({case: case.read_bytes() for case in cases})
        results = []
        for case in cases:
            verdict, why = self.judge(case, decoded[case], decoder)
            results.append(Result(str(case.relative_to(directory)), verdict, why))
        return results


class Decoded:
    """What became of one file: its articles, and the rejections with their codes."""

    def __init__(self):
        self.articles, self.rejections, self.codes = [], [], []


class Decoder:
    def __init__(self, program, directory):
        self.program, self.directory = program, directory
        self.crashes = []

    def decode(self, files):
        """`files`: bytes by path. Names keep their last part, on which detection may look."""
        with tempfile.TemporaryDirectory(prefix="wiredesk-conformance.") as folder:
            root = pathlib.Path(folder) / "cases"
            names = {}
            for number, (path, data) in enumerate(files.items()):
                name = f"{number:06}/{path.name}"
                names[name] = path
                target = root / name
                target.parent.mkdir(parents=True)
                target.write_bytes(data)
            answers = self.check(root)
        decoded = {path: Decoded() for path in files}
        for answer in answers:
            code = answer.get("rejected") or answer.get("left_alone")
            if code:
                found = decoded[names[answer["name"]]]
                found.rejections.append(answer)
                found.codes.append(code)
            else:
                decoded[names[answer["deposit"]["name"]]].articles.append(answer)
        return decoded

    def check(self, folder):
        done = subprocess.run([self.program, "check", "--json", folder], capture_output=True)
        # 0: all articles, 3: something was rejected.
        if done.returncode not in (0, 3):
            tail = done.stderr[-500:].decode(errors="replace")
            self.crashes.append(f"{done.returncode}: {tail}")
        return [json.loads(line) for line in done.stdout.decode(errors="replace").split("\n")
                if line]
