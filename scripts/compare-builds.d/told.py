"""What a desk says of its input, in words that two desks have in common.

Numbers that a desk gives (articles, stories) are replaced by the file and the place that an article came
from, so that one article more in one of the desks is one difference and not a thousand. Times since the
comparison began are one and the same: they are ours, not the provider's.
"""
import collections
import datetime
import hashlib
import json
import os
import sqlite3
import subprocess

# Longer ones are kept as their digest: a hundred thousand bodies, twice, are more than a machine has.
KEPT = 400


class Answers:
    """What one build says. `tables`: kind of thing → key → field → value; `order`: the articles' keys.

    Parameter since: when the comparison began, in seconds since 1970."""

    def __init__(self, since):
        self.since, self.tables, self.order = since, collections.defaultdict(dict), []

    def links(self):
        return sum(len(article.get("links") or []) for article in self.tables["article"].values())

    def key_of(self, article, table):
        """The file and the place in it; with a number when one place gave several."""
        key = base = f"{article['deposit']['name']} {article['deposit']['locator']}".rstrip()
        number = 1
        while key in self.tables[table]:
            number += 1
            key = f"{base} #{number}"
        return key

    def fields(self, members, but=()):
        return {name: self.value(value) for name, value in members.items() if name not in but}

    def value(self, value):
        """A field as it is compared."""
        if not isinstance(value, str):
            return value
        if len(value) > KEPT:
            digest = hashlib.sha256(value.encode(errors="surrogatepass")).hexdigest()
            return f"{value[:80]} … ({len(value)} characters, SHA-256 {digest[:16]})"
        if value[:2] == "20" and value[-1:] == "Z":
            try:
                moment = datetime.datetime.fromisoformat(value[:-1] + "+00:00").timestamp()
            except ValueError:
                return value
            if self.since - 1 <= moment <= datetime.datetime.now().timestamp() + 1:
                return "now"
        return value


class Decoded(Answers):
    """What `check` would store of the files in a folder: each by itself, whatever it copies."""

    def __init__(self, program, folder, since):
        super().__init__(since)
        check = subprocess.run([program, "check", "--json", folder], capture_output=True)
        if check.returncode not in (0, 3):
            raise RuntimeError(f"{program} check ended with {check.returncode}: {check.stderr[-500:]}")
        for line in check.stdout.decode(errors="replace").splitlines():
            answer = json.loads(line)
            if "rejected" in answer:
                answer["deposit"] = {"name": answer.pop("name"), "locator": answer.pop("locator")}
                self.tables["rejection"][self.key_of(answer, "rejection")] = self.fields(
                    answer, but=("deposit", "message"))
            else:
                key = self.key_of(answer, "article")
                self.tables["article"][key] = self.fields(answer, but=("deposit",))
                self.order.append(key)


class Stored(Answers):
    """What stands in a desk's database, and lies in its failed/. Parameters: program, the build that is
    asked; state, its state folder."""

    def __init__(self, program, state, since):
        super().__init__(since)
        self.state = state
        self.place, self.opened_by = {}, {}
        export = subprocess.Popen([program, "export", "--format", "jsonl", "--state", state],
                                  stdout=subprocess.PIPE)
        for line in export.stdout:
            self.add_article(json.loads(line))
        if export.wait():
            raise RuntimeError(f"{program} export ended with {export.returncode}")
        # Only now has every article its name: a link may lead to a later one.
        for article in self.tables["article"].values():
            self.name_numbers(article)
        self.add_stories(program)
        with sqlite3.connect(f"file:{state / 'wiredesk.db'}?mode=ro", uri=True) as database:
            self.add_evidence(database)
            self.add_deposits(database)
        self.add_reasons()

    def add_article(self, article):
        key = self.key_of(article, "article")
        self.place[article["id"]] = key
        self.order.append(key)
        self.opened_by.setdefault(article["story"], key)
        self.tables["article"][key] = self.fields(article, but=("id", "deposit"))

    def name_numbers(self, article):
        article["story"] = self.story(article["story"])
        article["copy_of_id"] = self.article(article["copy_of_id"])
        article["links"] = [
            {**link, "to_id": self.article(link["to_id"])} if "to_id" in link else link
            for link in article["links"]]

    def add_stories(self, program):
        told = subprocess.run([program, "stories", "--json", "--limit", "100000000", "--state", self.state],
                              check=True, capture_output=True).stdout
        for line in told.splitlines():
            story = json.loads(line)
            key = self.story(story.pop("id"))
            story["headline_article"] = self.article(story["headline_article"])
            story["merged_into"] = self.story(story["merged_into"])
            self.tables["story"][key] = self.fields(story)

    def add_evidence(self, database):
        for article, reason, score, story, points, shared, related in database.execute(
                "SELECT article, reason, score, next_story, next_score, shared, related FROM story_evidence"):
            # Nothing but the live stories has articles to be named by.
            self.tables["story evidence"][self.article(article)] = {
                "reason": reason, "score": score, "next": self.story(story), "next score": points,
                "shared": json.loads(shared),
                "related": [[self.story(story), points] for story, points in json.loads(related)]}

    def add_deposits(self, database):
        names = {}
        columns = ("source, size, hex(content_digest), outcome, format, originals, identicals, near_duplicates,"
                   " updates, excerpts, unchanged, rejected, code")
        for number, name, *values in database.execute(f"SELECT id, name, {columns} FROM deposit ORDER BY id"):
            name = os.fsdecode(name if isinstance(name, bytes) else name.encode())
            key, again = name, 1
            while key in self.tables["deposit"]:
                again += 1
                key = f"{name} #{again}"
            names[number] = key
            self.tables["deposit"][key] = dict(zip(columns.split(", "), values))
        for deposit, ordinal, locator, code, limit in database.execute(
                "SELECT deposit, ordinal, locator, code, limit_passed FROM rejection"):
            self.tables["rejection"][f"{names[deposit]} {ordinal}"] = {
                "locator": locator, "code": code, "limit": limit}

    def add_reasons(self):
        """What lies in failed/, but for the sentences: those are for people, and are bettered."""
        failed = self.state / "failed"
        for folder, _, names in os.walk(failed):
            for name in names:
                path = os.path.join(folder, name)
                key = os.path.relpath(path, failed)
                if name.endswith(".reason.json"):
                    with open(path, encoding="utf-8") as file:
                        reason = json.load(file)
                    fields = self.fields(reason, but=("message",))
                else:
                    with open(path, "rb") as file:
                        fields = {"sha256": hashlib.sha256(file.read()).hexdigest()}
                self.tables["failed"][key] = fields

    def article(self, number):
        return self.place.get(number, None if number is None else "an article that is gone")

    def story(self, number):
        """A story is named by its first article."""
        return self.opened_by.get(number, None if number is None else "a story that went into another")


def differences(first, second):
    """Yields each difference as one line: what, of which file, and both values."""
    for kind in {**first.tables, **second.tables}:
        ours, theirs = first.tables[kind], second.tables[kind]
        for key in {**ours, **theirs}:
            if key not in theirs:
                yield f"{kind} of {key}: only the first has it: {short(ours[key])}"
            elif key not in ours:
                yield f"{kind} of {key}: only the second has it: {short(theirs[key])}"
            else:
                for field in {**ours[key], **theirs[key]}:
                    left, right = ours[key].get(field), theirs[key].get(field)
                    if left != right:
                        yield f"{kind} of {key}: {field}: {short(left)} → {short(right)}"
    common = set(first.order) & set(second.order)
    orders = [[key for key in told.order if key in common] for told in (first, second)]
    for place, (left, right) in enumerate(zip(*orders)):
        if left != right:
            yield f"order of articles: from the {place + 1}th on: {left} → {right}"
            break


def short(value):
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 300 else text[:300] + " …"
