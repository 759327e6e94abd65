"""What is no file, what may not be opened, and what belongs to somebody else."""
import os
import socket

from .ground import Fate, run, way


@way("a symbolic link to a file outside")
def symlink(ground):
    os.symlink(os.fsdecode(ground.source("linked-to.txt", ground.text())), ground.target("symlink.txt"))
    return {"symlink.txt": Fate(None, None, named="symlink")}


@way("a symbolic link to a folder outside")
def folder_link(ground):
    (ground.aside / "outside-folder").mkdir()
    ground.source("outside-folder/not-ours.txt", ground.text())
    os.symlink(ground.aside / "outside-folder", ground.target("folder-link"))
    return {"folder-link": Fate(None, None, named="symlink")}


@way("a FIFO, which would hold up whoever opens it", ["mkfifo"])
def fifo(ground):
    run("mkfifo", ground.target("fifo.txt"))
    return {"fifo.txt": Fate(None, None, named="fifo")}


@way("a socket")
def unix_socket(ground):
    # A path of the file system may be longer than a socket's address.
    here = os.open(ground.inbox, os.O_PATH)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(f"/proc/self/fd/{here}/socket.txt")
    os.close(here)
    return {"socket.txt": Fate(None, None, named="socket")}


@way("a device", ["root"])
def device(ground):
    os.mknod(ground.target("device.txt"), 0o20666, os.makedev(1, 5))
    return {"device.txt": Fate(None, None, named="character-device")}


@way("a file under a temporary name")
def temporary(ground):
    names = [".name.txt.Xq2h1A", "name.tmp", "name.part", ".in.name.", ".pureftpd-upload.5f1.15.2a.d1"]
    for name in names:
        with open(ground.target(name), "wb") as file:
            file.write(ground.text())
    return {name: Fate(None, None) for name in names}


@way("a file whose writer never comes to an end")
def endless(ground):
    file = open(ground.target("endless.txt"), "wb", buffering=0)
    file.write(ground.text())
    ground.held.append(file)
    return {"endless.txt": Fate(None, None, named="a writer has it open")}
