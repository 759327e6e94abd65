"""Ways that take their time or their own road: pieces, mappings, nameless files, editors, odd names."""
import ctypes
import mmap
import os
import time

from .ground import Fate, run, way

libc = ctypes.CDLL("libc.so.6", use_errno=True)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int,
                      ctypes.c_long]
libc.munmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]


@way("a nameless file (O_TMPFILE) that is linked in")
def nameless(ground):
    text = ground.text()
    descriptor = os.open(ground.inbox, os.O_TMPFILE | os.O_WRONLY, 0o644)
    os.write(descriptor, text)
    # With a folder's descriptor Python calls linkat(2), which alone follows the link in /proc.
    here = os.open(ground.inbox, os.O_PATH)
    os.link(f"/proc/self/fd/{descriptor}", "nameless.txt", src_dir_fd=here, dst_dir_fd=here,
            follow_symlinks=True)
    os.close(here)
    os.close(descriptor)
    return {"nameless.txt": Fate(text)}


@way("open, append, close, twenty times in a second")
def in_pieces(ground):
    """Within 200 ms of each other: the file is complete when that time has passed. A machine so slow
    that a pause becomes longer has completed the file by it, and the next piece begins another."""
    text, fates, begun, last = ground.text(2000), {}, 0, time.monotonic()
    for start in range(0, len(text), 100):
        if time.monotonic() - last > 0.14:
            fates[f"pieces-{begun}.txt"] = Fate(text[begun:start])
            begun = start
        with open(ground.target(f"pieces-{begun}.txt"), "ab") as file:
            file.write(text[start:start + 100])
        last = time.monotonic()
        time.sleep(0.05)
    return {**fates, f"pieces-{begun}.txt": Fate(text[begun:])}


@way("a JSON document in two pieces a second apart")
def cut_and_mended(ground):
    text = b'{"headline": "Two pieces", "body": "' + ground.text(300).replace(b"\n", b" ") + b'"}'
    with open(ground.target("cut.json"), "ab") as file:
        file.write(text[:150])
    time.sleep(1)
    with open(ground.target("cut.json"), "ab") as file:
        file.write(text[150:])
    return {"cut.json": Fate(text)}


@way("a file that grows for three seconds under one writer")
def growing(ground):
    text = ground.text(30_000)
    with open(ground.target("growing.txt"), "wb", buffering=0) as file:
        for start in range(0, len(text), 1000):
            file.write(text[start:start + 1000])
            time.sleep(0.1)
    return {"growing.txt": Fate(text)}


@way("a mapping whose descriptor was closed before the writing")
def mapped(ground):
    text = ground.text(4096)
    descriptor = os.open(ground.target("mapped.txt"), os.O_CREAT | os.O_RDWR, 0o644)
    os.ftruncate(descriptor, len(text))
    # Python's mmap keeps a descriptor of its own, and that would be another way.
    address = libc.mmap(None, len(text), mmap.PROT_READ | mmap.PROT_WRITE, mmap.MAP_SHARED,
                        descriptor, 0)
    if address in (None, ctypes.c_void_p(-1).value):
        raise OSError(ctypes.get_errno(), "mmap")
    os.close(descriptor)
    time.sleep(0.8)
    ctypes.memmove(address, text, len(text))
    libc.munmap(address, len(text))
    return {"mapped.txt": Fate(text)}


@way("written on through another hard link, which no event tells of")
def other_link(ground):
    text = ground.text()
    aside = ground.source("other-link.txt", b"")
    with open(aside, "wb", buffering=0) as file:
        os.link(aside, ground.target("other-link.txt"))
        time.sleep(0.6)
        file.write(text)
    os.unlink(aside)
    return {"other-link.txt": Fate(text)}


def goes_on(ground, name, rename):
    """A writer that has its file open goes on for a second after the file got its name."""
    text = ground.text(3000)
    with open(rename[0], "wb", buffering=0) as file:
        file.write(text[:1500])
        os.rename(*rename)
        for start in range(1500, 3000, 300):
            time.sleep(0.2)
            file.write(text[start:start + 300])
    return {name: Fate(text)}


@way("renamed in while its writer has it open, who goes on")
def renamed_open(ground):
    source = ground.source("renamed-open.txt", b"")
    return goes_on(ground, "renamed-open.txt", (source, ground.target("renamed-open.txt")))


@way("a .part that gets its name while it is still being written")
def named_open(ground):
    part = ground.target("named-open.txt.part")
    return goes_on(ground, "named-open.txt", (part, ground.target("named-open.txt")))


@way("a folder moved in while a file in it is being written")
def moved_open(ground):
    folder = os.path.join(os.path.dirname(ground.source("mark", b"")), b"moved-open")
    os.mkdir(folder)
    text = ground.text(3000)
    with open(os.path.join(folder, b"inner.txt"), "wb", buffering=0) as file:
        file.write(text[:1500])
        os.rename(folder, ground.target("moved-open"))
        time.sleep(1)
        file.write(text[1500:])
    return {"moved-open/inner.txt": Fate(text)}


@way("vim's save, which renames the old file away", ["vi"])
def edited(ground):
    text = ground.text()
    name = ground.target("edited.txt")
    # The old text is held open, so that only vim's new file can be taken.
    with open(name, "wb") as old:
        old.write(b"draft\n" + text)
        old.flush()
        run("vi", "-es", "-N", "-u", "NONE", "-c", "set backupcopy=no writebackup nobackup", "-c", "1d",
            "-c", "wq", name)
    return {"edited.txt": Fate(text)}


@way("gedit's save, through .goutputstream")
def gedit(ground):
    text = ground.text()
    with open(ground.target(".goutputstream-X1Y2Z3"), "wb") as file:
        file.write(text)
    os.rename(ground.target(".goutputstream-X1Y2Z3"), ground.target("gedit.txt"))
    return {"gedit.txt": Fate(text)}


ODD_NAMES = {
    "a line feed and an escape": b"line\n\x1b[31mROOT.txt",
    "no UTF-8": b"raw-\xff\xfe.txt",
    "255 bytes": b"n" * 251 + b".txt",
    "255 bytes and no suffix": b"m" * 255,
    "a leading dash": b"-rf",
    "only blanks": b"   ",
    "shell words": b"$(reboot);`id`&'\".txt",
    "a right-to-left override": "gpj.\u202etxt".encode(),
    "a name that looks like a reason": b"x.reason.json.txt",
}


def odd_name(name):
    def deliver(ground):
        text = ground.text()
        with open(ground.target(name), "wb") as file:
            file.write(text)
        return {name: Fate(text)}

    return deliver


for title, odd in ODD_NAMES.items():
    way(f"a name of {title}")(odd_name(odd))
