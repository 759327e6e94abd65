"""What makes one whole of slices: where they begin, and which groups and stories of theirs are one."""
import datetime
import json
from collections import defaultdict

# The object of `wiredesk export`, as columns. What is nested stays JSON beside them.
ARTICLE = """id long, uri string, copy_of string, story long, copy_of_id long, verdict string,
    links array<struct<`to`: string, to_id: long, relation: string, coverage: double, coverage_other: double,
        longest: long, numbers_matched: long, numbers_conflicting: long, rule: string>>,
    version string, headline string, headline_is_derived boolean, byline string, body string, published string,
    updated string, language string, source string, received string, url string, format string, status string,
    embargoed string, facts string, replaced_by long, retracted_by long, forgotten string,
    deposit struct<name: string, locator: string>"""


def slices(counts, articles, overlap):
    """[(number, first bucket, bucket behind the last, first bucket of the overlap, articles)] in order.

    counts -- (bucket, articles in it), ascending. articles -- a slice ends with the bucket that fills it.
    overlap -- buckets before a slice that it sees, unless they hold more articles than a slice has."""
    cut, first, held = [], None, 0
    for bucket, count in counts:
        first = bucket if first is None else first
        held += count
        if held >= articles:
            cut.append((first, bucket + 1, held))
            first, held = None, 0
    if held:
        cut.append((first, counts[-1][0] + 1, held))
    found = []
    for number, (first, behind, held) in enumerate(cut):
        low, before = first, 0
        for bucket, count in reversed([row for row in counts if first - overlap <= row[0] < first]):
            before += count
            if before > articles:
                break
            low = bucket
        found.append((number, first, behind, low, held))
    return found


def groups(edges):
    """{article: (leader, its time, its uri)} of all articles that stand in edges and lead no group themselves.

    edges -- (id, time, uri, group, group_time, group_uri): the article is in the group that this one leads."""
    parent, names = {}, {}

    def root(key):
        while parent.setdefault(key, key) != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for edge in sorted(edges):
        member, leader = (edge["time"], edge["id"]), (edge["group_time"], edge["group"])
        names[member], names[leader] = edge["uri"], edge["group_uri"]
        older, younger = sorted((root(member), root(leader)))
        parent[younger] = older
    return {key[1]: (root(key)[1], root(key)[0], names[root(key)]) for key in list(parent) if root(key) != key}


def stories(crossing):
    """{(slice, story): (slice, story)}: each story of a slice that holds articles of earlier slices goes on as the
    story that most of those have at home; of several with as many the oldest.

    crossing -- (slice, story, old_slice, old_story, count)."""
    votes = defaultdict(lambda: defaultdict(int))
    for row in crossing:
        votes[row["slice"], row["story"]][row["old_slice"], row["old_story"]] += row["count"]
    found = {}
    # In the order of slices, so that what is told of an earlier one is final.
    for key in sorted(votes):
        told = defaultdict(int)
        for home, count in votes[key].items():
            told[found.get(home, home)] += count
        found[key] = min(told, key=lambda home: (-told[home], home))
    return found


def line(row):
    """One object of `export`, of an article with what the whole says of it."""
    group, uri = row["group"], row["group_uri"]
    if row["moved"] is not None:
        group, uri = row["moved"], row["moved_uri"]
    if row["leader"] is not None:
        group, uri = row["leader"], row["leader_uri"]
    head = {"id": row["id"], "uri": row["uri"], "copy_of": uri, "story": row["story_id"], "copy_of_id": group}
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":"))[:-1] + "," + row["json"]
    if not row["later"]:
        return text
    members = json.loads(text)
    members["links"] += [json.loads(link) for link in row["later"]]
    return json.dumps(members, ensure_ascii=False, separators=(",", ":"))


def time(milliseconds):
    return datetime.datetime.fromtimestamp(milliseconds / 1000, datetime.UTC).isoformat().replace("+00:00", "Z")
