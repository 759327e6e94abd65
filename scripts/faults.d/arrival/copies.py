"""Ways of one machine: programs and system calls that put a file into a folder."""
import os

from .ground import Fate, run, way


@way("written and closed")
def written(ground):
    text = ground.text()
    with open(ground.target("written.txt"), "wb") as file:
        file.write(text)
    return {"written.txt": Fate(text)}


@way("cp", ["cp"])
def copied(ground):
    text = ground.text()
    run("cp", ground.source("cp.txt", text), ground.inbox)
    return {"cp.txt": Fate(text)}


@way("cp from another file system, of 2 MB", ["cp"])
def copied_far(ground):
    text = ground.text(2_000_000)
    run("cp", ground.source("cp-far.txt", text, far=True), ground.inbox)
    return {"cp-far.txt": Fate(text)}


@way("cp -p --reflink=auto, with the times of last year", ["cp"])
def reflinked(ground):
    text = ground.text()
    source = ground.source("reflink.txt", text)
    os.utime(source, (1_700_000_000, 1_700_000_000))
    run("cp", "-p", "--reflink=auto", source, ground.inbox)
    return {"reflink.txt": Fate(text)}


@way("mv", ["mv"])
def moved(ground):
    text = ground.text()
    run("mv", ground.source("mv.txt", text), ground.inbox)
    return {"mv.txt": Fate(text)}


@way("mv from another file system, which copies", ["mv"])
def moved_far(ground):
    text = ground.text(500_000)
    run("mv", ground.source("mv-far.txt", text, far=True), ground.inbox)
    return {"mv-far.txt": Fate(text)}


@way("mv over a file that is being written", ["mv"])
def moved_over(ground):
    text = ground.text()
    with open(ground.target("mv-over.txt"), "wb") as file:
        file.write(b"of this nothing must be seen, since its writer never closed it")
        file.flush()
        run("mv", "-f", ground.source("mv-over.txt", text), ground.inbox)
    return {"mv-over.txt": Fate(text)}


@way("ln", ["ln"])
def linked(ground):
    text = ground.text()
    run("ln", ground.source("ln.txt", text), ground.inbox)
    return {"ln.txt": Fate(text)}


@way("cp -al, a tree of hard links", ["cp"])
def linked_tree(ground):
    folder = ground.aside / "tree"
    folder.mkdir()
    texts = {f"tree/{name}": ground.text() for name in ("a.txt", "b.txt")}
    for name, text in texts.items():
        ground.source(name, text)
    run("cp", "-al", folder, ground.inbox)
    return {name: Fate(text) for name, text in texts.items()}


@way("mv within the inbox, out of a temporary name", ["mv"])
def renamed(ground):
    text = ground.text()
    with open(ground.target("renamed.txt.part"), "wb") as file:
        file.write(text)
    run("mv", ground.target("renamed.txt.part"), ground.target("renamed.txt"))
    return {"renamed.txt": Fate(text)}


@way("truncate by its path", ["truncate"])
def truncated(ground):
    text = ground.text()
    run("sh", "-c", 'cp "$1" "$2" && truncate -s 400 "$2"', "sh",
        ground.source("truncate.txt", text), ground.target("truncate.txt"))
    return {"truncate.txt": Fate(text[:400])}


@way("touch: an empty file", ["touch"])
def touched(ground):
    run("touch", ground.target("touch.txt"))
    return {"touch.txt": Fate(b"", "failed", "empty")}


@way("a sparse file of 1 TiB", ["truncate"])
def sparse(ground):
    run("truncate", "-s", "1T", ground.target("sparse.txt"))
    return {"sparse.txt": Fate(None, "failed", "too-large")}


@way("mkdir -p and a file at once", ["mkdir"])
def made_and_filled(ground):
    text = ground.text()
    run("sh", "-c", 'mkdir -p "$2" && cp "$1" "$2"', "sh",
        ground.source("deep.txt", text), ground.target("wire/two/three"))
    return {"wire/two/three/deep.txt": Fate(text)}


@way("a folder with a hundred files moved in", ["mv"])
def moved_folder(ground):
    folder = ground.aside / "moved"
    (folder / "below").mkdir(parents=True)
    texts = {f"moved/{'below/' if number % 2 else ''}{number}.txt": ground.text(200)
             for number in range(100)}
    for name, text in texts.items():
        ground.source(name, text)
    run("mv", folder, ground.inbox)
    return {name: Fate(text) for name, text in texts.items()}


@way("tar -x", ["tar"])
def unpacked(ground):
    (ground.aside / "packed").mkdir()
    texts = {f"packed/{number}.txt": ground.text() for number in range(5)}
    for name, text in texts.items():
        ground.source(name, text)
    archive = ground.aside / "packed.tar"
    run("tar", "-C", ground.aside, "-cf", archive, "packed")
    run("tar", "-C", ground.inbox, "-xf", archive)
    return {name: Fate(text) for name, text in texts.items()}


@way("unzip", ["zip", "unzip"])
def unzipped(ground):
    texts = {f"zipped-{number}.txt": ground.text() for number in range(5)}
    for name, text in texts.items():
        ground.source(name, text)
    archive = ground.aside / "packed.zip"
    run("zip", "-qj", archive, *(ground.aside / name for name in texts))
    run("unzip", "-q", archive, "-d", ground.inbox)
    return {name: Fate(text) for name, text in texts.items()}


@way("a maildir delivery through tmp/ to new/")
def maildir(ground):
    texts = {f"mail/new/{number}.host.txt": ground.text() for number in range(3)}
    folder = ground.inbox / "mail"
    for part in ("cur", "new", "tmp"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        last = name.rpartition("/")[2]
        with open(folder / "tmp" / last, "wb") as file:
            file.write(text)
        os.rename(folder / "tmp" / last, folder / "new" / last)
    return {name: Fate(text) for name, text in texts.items()}
