"""Which files are read, and in which pieces: a file of many lines in stretches, any other whole. What cannot be read
without loss is refused by its name, before anything is begun."""
import json
import os

LINES = (".jsonl", ".ndjson")


class Refused(Exception):
    """Files that are not taken, each with its reason."""


def listed(root):
    """[(path, name, bytes)] below a folder, or of one file, ascending by name. Names are those that `wiredesk ingest`
    gives: the first folder is the source, and a file that lies in the given folder has that folder's name before it."""
    root = os.path.abspath(root)
    found, refused = [], []
    if os.path.isdir(root):
        for folder, folders, files in os.walk(root, onerror=lambda error: refused.append(str(error))):
            refused += [f"{os.path.join(folder, name)}: {why}" for name in folders if (why := refusal(name))]
            folders[:] = sorted(name for name in folders if not refusal(name))
            found += [os.path.join(folder, name) for name in files]
    elif os.path.isfile(root):
        found = [root]
    else:
        raise Refused(f"{root}: there is no such file or folder")
    rows = []
    for path in found:
        why = refusal(os.path.basename(path)) or ("it is no regular file" if not plain(path) else None)
        if why:
            refused.append(f"{path}: {why}")
            continue
        below = os.path.relpath(path, root) if path != root else os.path.basename(path)
        name = below if "/" in below or path == root else os.path.basename(root) + "/" + below
        rows.append((path, name, os.path.getsize(path)))
    if refused:
        raise Refused("\n".join(sorted(refused)))
    if not rows:
        raise Refused(f"{root}: no file lies there")
    return sorted(rows, key=lambda row: row[1].encode())


def plain(path):
    return os.path.isfile(path) and not os.path.islink(path)


def refusal(name):
    """Why a name is not taken: engines leave such files out without a word, or read them as something else."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return "its name is not UTF-8"
    if name.startswith(("_", ".")):
        return "names that begin with _ or . are left out by engines; rename it, or move it away"
    if name.endswith(".xz"):
        return ".xz is not read by engines; pack it as .zst or .gz"
    return None


def stretches(size, piece_bytes):
    """Byte ranges of a large file of lines, which begin anywhere."""
    return [(at, min(at + piece_bytes, size)) for at in range(0, size, piece_bytes)]


def counted(path, start, end):
    """(line feeds, offset behind the first of them or -1) of a stretch."""
    feeds, first, at = 0, -1, start
    with open(path, "rb") as file:
        file.seek(start)
        while at < end and (block := file.read(min(1 << 20, end - at))):
            if first < 0 and (place := block.find(b"\n")) >= 0:
                first = at + place + 1
            feeds += block.count(b"\n")
            at += len(block)
    if at < end:
        raise Refused(f"{path}: it has become shorter")
    return feeds, first


def cut(size, counts):
    """Stretches that begin where a line begins: [(from, to, lines before)].

    counts -- of each stretch in order: (line feeds, offset behind the first one)."""
    starts, before = [(0, 0)], 0
    for index, (feeds, first) in enumerate(counts):
        if index > 0 and 0 <= first < size:
            starts.append((first, before + 1))
        before += feeds
    ends = [start for start, _ in starts[1:]] + [size]
    return [(start, end, lines) for (start, lines), end in zip(starts, ends)]


def request(path, name, size, received, start=None, end=None, line=0):
    """What `wiredesk measure` reads (Sources/NewsDesk/Backfill/Piece.swift)."""
    piece = {"path": path, "name": name, "size": size, "received": received}
    if start is not None:
        piece |= {"from": start, "to": end, "line": line}
    return json.dumps(piece)
