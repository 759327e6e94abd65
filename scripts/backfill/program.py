"""Runs the program in a worker, and believes no exit code alone: what it was given must be in its answer, to the
unit. Raises for anything else, which fails the task, and the engine tries that again."""
import json
import os
import subprocess
import tempfile

from frames import ARTICLE, COUNTS, FOOT, HEAD, REJECTION, Broken, article, blocks, frame, rejection

# What of a line's members must be told anew, when numbers and groups are those of the whole.
VERDICT = b',"verdict":'
PLAIN = (b'"links":[],', b'"replaced_by":null,"retracted_by":null,')
DEPOSIT = b'"deposit":'


class Program:
    """A command of the program with its standard input; what it says on stderr is kept for the reason."""

    def __init__(self, path, command, seed, stdin, stdout):
        self.errors = tempfile.TemporaryFile()
        self.name = command
        self.process = subprocess.Popen(
            [path, command, "--seed", str(seed)], stdin=stdin, stdout=stdout, stderr=self.errors,
            env=os.environ | {"SWIFT_BACKTRACE": "enable=no"})

    def end(self):
        code = self.process.wait()
        self.errors.seek(0)
        if code != 0:
            said = self.errors.read()[-2000:].decode(errors="replace").strip()
            raise Broken(f"`{self.name}` ended with {code}: {said}")

    def kill(self):
        self.process.kill()
        self.process.wait()


def measured(program, seed, requests):
    """Measures pieces: ("A", (time, place, identity, digest, bands, name, locator), frame) and ("R", (place, name,
    code, message, locator), b""), then ("F", (articles, rejections), head) for each piece, in order."""
    with tempfile.TemporaryFile() as asked:
        asked.write("".join(line + "\n" for line in requests).encode())
        asked.seek(0)
        running = Program(program, "measure", seed, asked, subprocess.PIPE)
        feet, head = 0, None
        try:
            for kind, rest in blocks(running.process.stdout):
                if kind == ARTICLE:
                    yield "A", article(rest), rest
                elif kind == REJECTION:
                    yield "R", rejection(rest), b""
                elif kind == HEAD:
                    head = rest
                else:
                    feet += 1
                    yield "F", rest, head
        except BaseException:
            running.kill()
            raise
        running.end()
        if feet != len(requests):
            raise Broken(f"`measure` was given {len(requests)} pieces and has answered {feet}")


class Slice:
    """One slice in work: fed article by article, then read."""

    def __init__(self, program, seed, number, head):
        self.number, self.fed, self.own = number, 0, 0
        self.known = {}
        self.answer = tempfile.TemporaryFile()
        self.running = Program(program, "decide", seed, subprocess.PIPE, self.answer)
        self.stdin = self.running.process.stdin
        self.stdin.write(frame(HEAD, head))

    def feed(self, is_own, identifier, rest):
        time, _, _, _, _, name, locator = article(rest)
        self.known[name, locator] = (identifier, time, is_own)
        self.stdin.write(frame(ARTICLE, rest))
        self.fed += 1
        self.own += is_own

    def close(self):
        self.stdin.write(frame(FOOT, COUNTS.pack(self.fed, 0)))
        self.stdin.close()
        self.running.end()

    def lines(self):
        self.answer.seek(0)
        return self.answer

    def rows(self):
        """Ends it. Rows of the whole: see `plan.DECIDED`."""
        self.close()
        numbers, footer = self.numbers()
        self.check(numbers, footer)
        stored = 0
        for line in self.lines():
            if line.startswith(b'{"footer"'):
                continue
            stored += 1
            identifier, time, is_own = numbers[stored]
            yield from (self.own_rows if is_own else self.seen_rows)(
                line.rstrip(b"\n"), stored, identifier, time, numbers)
        yield self.row("count", own=self.own, stored=sum(own for _, _, own in numbers.values()))

    def numbers(self):
        """Which article has which number in this slice, by the order of the answer; and its footer."""
        numbers, footer = {}, None
        for line in self.lines():
            if footer is not None:
                raise Broken("`decide` goes on behind its footer")
            if line.startswith(b'{"footer"'):
                footer = json.loads(line)["footer"]
                continue
            deposit = json.loads(line[line.rindex(DEPOSIT) + len(DEPOSIT):].rstrip()[:-1])
            numbers[len(numbers) + 1] = self.known[deposit["name"], deposit["locator"]]
        if footer is None:
            raise Broken("the answer of `decide` has no footer: it is cut")
        return numbers, footer

    def check(self, numbers, footer):
        if footer["articles"] != self.fed or footer["stored"] != len(numbers) \
                or footer["stored"] + footer["known"] != self.fed:
            raise Broken(f"`decide` was given {self.fed} articles and answers {len(numbers)} of {footer}")
        if len(set(numbers.values())) != len(numbers):
            raise Broken("`decide` answers an article twice")

    def row(self, kind, **members):
        return {"kind": kind, "slice": self.number} | members

    def head(self, line):
        at = line.index(VERDICT)
        return json.loads(line[:at] + b"}"), line[at + 1:]

    def own_rows(self, line, number, identifier, time, numbers):
        head, rest = self.head(line)
        if not all(plain in rest for plain in PLAIN):
            members = json.loads(b"{" + rest)
            for link in members["links"]:
                link["to_id"] = numbers[link["to_id"]][0]
            for key in ("replaced_by", "retracted_by"):
                if members[key] is not None:
                    members[key] = numbers[members[key]][0]
            rest = json.dumps(members, ensure_ascii=False, separators=(",", ":")).encode()[1:]
        yield self.row(
            "own", id=identifier, time=time, story=head["story"], uri=head["uri"],
            json=rest.decode(), **self.group(head, numbers))

    def seen_rows(self, line, number, identifier, time, numbers):
        """Of an article of an earlier slice: where it stands here, and what here is linked with it."""
        head, rest = self.head(line)
        yield self.row(
            "seen", id=identifier, time=time, story=head["story"], uri=head["uri"],
            **self.group(head, numbers))
        if PLAIN[0] in rest:
            return
        for link in json.loads(b"{" + rest)["links"]:
            other, _, is_own = numbers[link["to_id"]]
            if link["to_id"] > number and is_own:
                link["to_id"] = other
                yield self.row("link", id=identifier, story=0, json=json.dumps(
                    link, ensure_ascii=False, separators=(",", ":")))

    def group(self, head, numbers):
        if head["copy_of_id"] is None:
            return {}
        leader, time, is_own = numbers[head["copy_of_id"]]
        return {"group": leader, "group_time": time, "group_uri": head["copy_of"], "group_own": is_own}
