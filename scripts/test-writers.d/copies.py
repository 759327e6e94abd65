"""Copiers that are ended in the middle."""
import time

from ways import run, writer


@writer("rsync", "rsync ended, and again", "whole")
def rsync(_, target, source, *options):
    words = ["rsync", "--bwlimit=100", *options, source, target]
    run(*words, after=1.2)
    time.sleep(1)
    run(*words)


# It renames what it has to the file's name, which is as good as finished.
@writer("rsync", "rsync --partial", "whole after a part", held="whole after a part")
def rsync_partial(url, target, source):
    rsync(url, target, source, "--partial")


@writer("rsync", "rsync --partial-dir=.part", "whole")
def rsync_partial_folder(url, target, source):
    rsync(url, target, source, "--partial-dir=.part")


@writer("rsync", "rsync --append", "whole after a part")
def rsync_append(url, target, source):
    rsync(url, target, source, "--append")


@writer("rsync", "rsync --inplace", "whole after a part")
def rsync_inplace(url, target, source):
    rsync(url, target, source, "--inplace")
