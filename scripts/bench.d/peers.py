#!/usr/bin/env python3
"""Runs one library for near-duplicates over a file of JSON Lines and writes what it linked.

  peers.py NAME IN.jsonl OUT.jsonl      IN: id, text (or body)      OUT: uri, copy_of, links

As users of each do it: signatures, a look-up of the earlier ones, the estimate checked against the
threshold, and groups as connected components. Prints one JSON object: seconds and peak memory.
Exit 69 when the library is not installed.
"""
import json
import re
import resource
import sys
import time

WORD = re.compile(r"\w+")


def characters(text, width=5):
    text = " ".join(text.lower().split())
    return {text[i:i + width] for i in range(max(1, len(text) - width + 1))}


def words(text, width):
    words = WORD.findall(text.lower())
    return {" ".join(words[i:i + width]) for i in range(max(1, len(words) - width + 1))}


def datasketch(shingles, threshold):
    from datasketch import MinHash, MinHashLSH

    lsh, known = MinHashLSH(threshold=threshold, num_perm=128), {}

    def add(number, text):
        sketch = MinHash(num_perm=128)
        sketch.update_batch([item.encode() for item in shingles(text)])
        found = [other for other in lsh.query(sketch)
                 if known[other].jaccard(sketch) >= threshold]
        lsh.insert(number, sketch)
        known[number] = sketch
        return found
    return add


def rensa(shingles, threshold):
    from rensa import RMinHash, RMinHashLSH

    lsh, known = RMinHashLSH(threshold=threshold, num_perm=128, num_bands=32), {}

    def add(number, text):
        sketch = RMinHash(num_perm=128, seed=1)
        sketch.update(sorted(shingles(text)))
        found = [other for other in lsh.query(sketch)
                 if known[other].jaccard(sketch) >= threshold]
        lsh.insert(number, sketch)
        known[number] = sketch
        return found
    return add


def gaoya(threshold):
    from gaoya.minhash import MinHashStringIndex

    index = MinHashStringIndex(hash_size=32, jaccard_threshold=threshold, num_bands=42, band_size=3,
                               num_hashes=126, analyzer="char", lowercase=True, ngram_range=(5, 5))

    def add(number, text):
        found = list(index.query(text))
        index.insert_document(number, text)
        return found
    return add


def text_dedup(width, hashes, threshold):
    """The setting of text-dedup's own benchmark on NEWS-COPY: words in twos, 256 hashes, .45, bands
    by the same optimum as datasketch's, no check of the estimate. Its package needs a data-set
    library to run, so the algorithm (minhash.py of version 0.4.0) is done here with numpy."""
    import numpy
    from datasketch.lsh import _optimal_param

    bands, rows = _optimal_param(threshold, hashes, 0.5, 0.5)
    random = numpy.random.RandomState(42)
    prime = numpy.uint64((1 << 61) - 1)
    mask = numpy.uint64((1 << 32) - 1)
    a = random.randint(1, prime, size=hashes, dtype=numpy.uint64)
    b = random.randint(0, prime, size=hashes, dtype=numpy.uint64)
    tables = [{} for _ in range(bands)]
    import hashlib

    def add(number, text):
        items = [int.from_bytes(hashlib.sha1(item.encode()).digest()[:4], "little")
                 for item in words(text, width)]
        values = numpy.array(items, dtype=numpy.uint64).reshape(-1, 1)
        sketch = ((values * a + b) % prime & mask).min(axis=0)
        found = set()
        for band, table in enumerate(tables):
            key = sketch[band * rows:(band + 1) * rows].tobytes()
            if key in table:
                found.add(table[key])
            else:
                table[key] = number
        return sorted(found)
    return add


PEERS = {
    "datasketch char-5 .5": lambda: datasketch(characters, 0.5),
    "datasketch word-5 .7": lambda: datasketch(lambda text: words(text, 5), 0.7),
    "rensa char-5 .5": lambda: rensa(characters, 0.5),
    "gaoya char-5 .5": lambda: gaoya(0.5),
    "text-dedup news": lambda: text_dedup(2, 256, 0.45),
}


def main(name, source, out):
    try:
        add = PEERS[name]()
    except ImportError as error:
        print(error, file=sys.stderr)
        sys.exit(69)
    lines = [json.loads(line) for line in open(source, encoding="utf-8")]
    before = resource.getrusage(resource.RUSAGE_SELF)
    began = before.ru_utime + before.ru_stime, time.monotonic()
    root, links = list(range(len(lines))), []

    def find(number):
        while root[number] != number:
            root[number] = root[root[number]]
            number = root[number]
        return number

    for number, line in enumerate(lines):
        found = add(number, line.get("text") or line["body"])
        links.append(found)
        for other in found:
            one, two = sorted((find(number), find(other)))
            root[two] = one
    usage = resource.getrusage(resource.RUSAGE_SELF)
    with open(out, "w", encoding="utf-8") as file:
        for number, line in enumerate(lines):
            first = find(number)
            file.write(json.dumps({
                "uri": line["id"], "copy_of": None if first == number else lines[first]["id"],
                "links": [{"to": lines[other]["id"], "relation": "near-duplicate"}
                          for other in links[number]]}) + "\n")
    print(json.dumps({
        "cpu": usage.ru_utime + usage.ru_stime - began[0], "seconds": time.monotonic() - began[1],
        "peak_mib": usage.ru_maxrss / 1024, "base_mib": before.ru_maxrss / 1024,
        "articles": len(lines)}))


if __name__ == "__main__":
    main(*sys.argv[1:4])
