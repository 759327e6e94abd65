"""How near a backfill comes to one sequential run over the same articles: both as the objects of `export`, of articles
that have an identifier of their own each."""
import json
from collections import Counter, defaultdict


def rows(path):
    """{uri: object}."""
    with open(path, encoding="utf-8") as file:
        found = [json.loads(line) for line in file]
    told = {row["uri"]: row for row in found}
    if len(told) != len(found):
        raise ValueError(f"{path}: an article stands there twice")
    return told


def rand(one, other):
    """The adjusted Rand index of two partitions, given as lists of labels."""
    def pairs(counts):
        return sum(count * (count - 1) / 2 for count in counts)
    both, a, b = pairs(Counter(zip(one, other)).values()), pairs(Counter(one).values()), pairs(Counter(other).values())
    chance = a * b / pairs([len(one)]) if len(one) > 1 else 0
    return 1.0 if (a + b) / 2 == chance else (both - chance) / ((a + b) / 2 - chance)


def group(row):
    return row["copy_of_id"] or row["id"]


def slice_of(row, slices):
    return next((number for number, part in enumerate(slices) if row["published"] < part["to"][:19]), None)


def compared(sequential, backfill, slices=()):
    """Figures of what differs. slices -- the manifest's."""
    keys = sorted(sequential.keys() & backfill.keys())
    pairs = [(sequential[key], backfill[key]) for key in keys]
    same = [(a, b) for a, b in pairs if a["verdict"] == "identical"]
    spread = defaultdict(set)
    for a, _ in pairs:
        spread[group(a)].add(slice_of(a, slices))
    across = [(a, b) for a, b in pairs if len(spread[group(a)]) > 1]

    def fit(chosen, label):
        return round(rand([label(a) for a, _ in chosen], [label(b) for _, b in chosen]), 5)
    return {
        "sequential": len(sequential), "backfill": len(backfill), "in both": len(pairs),
        "same verdict": sum(a["verdict"] == b["verdict"] for a, b in pairs) / max(1, len(pairs)),
        "identical found": sum(b["verdict"] == "identical" for _, b in same) / max(1, len(same)),
        "identical, of the same": sum(a["copy_of"] == b["copy_of"] for a, b in same) / max(1, len(same)),
        "groups ARI": fit(pairs, group), "articles in groups across slices": len(across),
        "groups across slices ARI": fit(across, group), "stories ARI": fit(pairs, lambda row: row["story"]),
    }


if __name__ == "__main__":
    import sys
    one, other = rows(sys.argv[1]), rows(sys.argv[2])
    with open(sys.argv[3]) as manifest:
        print(json.dumps(compared(one, other, json.load(manifest)["slices"]), indent=1))
