"""Campaign B: the power goes before a call that changes the disk, on a file system of its own.

The program is stopped at the call, FS_IOC_SHUTDOWN makes the file system forget all that has not reached
its (loop) device, the program is killed, and a new mount replays the journal, as after a power cut. Then
P1 is asked at once, and the full judgement after a clean run. CI takes a sample of the calls, spread
evenly with a random beginning, on ext4; `--long` takes all, in every mode, on xfs as well. Needs root and
loop devices.
"""
import concurrent.futures
import contextlib
import fcntl
import os
import pathlib
import random
import shutil
import signal
import struct
import subprocess
import tempfile

from desk import wait_for
from shim import Fault
from verdict import table
from workload import NAMES, slug, workloads

SAMPLE = 40
# mkfs.xfs refuses less than 300 MiB. The image is sparse.
IMAGE_BYTES = {"ext4": 64 << 20, "xfs": 320 << 20}
# _IOR('X', 125, __u32), the same for both; EXT4_GOING_FLAGS_NOLOGFLUSH and XFS_FSOP_GOING_FLAGS_NOLOGFLUSH
# (fs/ext4/ext4.h, fs/xfs/libxfs/xfs_fs.h).
FS_IOC_SHUTDOWN, NO_LOG_FLUSH = 0x8004587D, 2
COLUMNS = ["workload", "on", "calls", "cuts", "lost", "double", "half", "other"]


def command(*words):
    subprocess.run(list(map(str, words)), check=True, capture_output=True)


class Disk:
    """A file system in a file, mounted on a folder of its own."""

    def __init__(self, folder, kind="ext4"):
        self.image, self.mount = pathlib.Path(folder, "disk.img"), pathlib.Path(folder, "mounted")
        self.mount.mkdir()
        with open(self.image, "wb") as image:
            image.truncate(IMAGE_BYTES[kind])
        command(f"mkfs.{kind}", "-q", "-F" if kind == "ext4" else "-f", self.image)

    @contextlib.contextmanager
    def mounted(self):
        command("mount", "-o", "loop", self.image, self.mount)
        try:
            yield self.mount
        finally:
            # A killed program's descriptors may take a moment.
            wait_for(lambda: subprocess.run(["umount", self.mount], capture_output=True)
                     .returncode == 0, 20)

    def cut(self):
        """The power goes: what is not on the device is gone, and nothing more gets there."""
        folder = os.open(self.mount, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.ioctl(folder, FS_IOC_SHUTDOWN, struct.pack("I", NO_LOG_FLUSH))
        finally:
            os.close(folder)


def is_stopped(process):
    try:
        state = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return True
    return state in "TtZX"


def cut_at(workload, options, kind, number):
    """Returns: whether the power was cut while the program ran, and the problems."""
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        disk = Disk(folder, kind)
        with disk.mounted() as mount:
            desk = workload.desk(options, ground=mount)
            # Accepted means durable: the deliverer's own sync.
            command("sync", "-f", mount)
            armed = Fault(at=number, signal=signal.SIGSTOP).on(desk)
            daemon = desk.start("--once", environment=armed.environment)
            wait_for(lambda: is_stopped(daemon.process), 60)
            is_cut = daemon.is_running
            disk.cut()
            daemon.process.kill()
            daemon.end()
        with desk, disk.mounted():
            problems = desk.lost(workload.files)
            ended = desk.once()
            if ended.code not in (0, 3):
                problems.append(f"OTHER {ended}")
            else:
                problems += desk.problems(workload.files)
            where = next(map(str, armed.trace.struck), f"call {number}")
        return is_cut, [f"{problem} (cut at {where})" for problem in problems]


def sweep(workload, options, kind, calls, points):
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        results = list(pool.map(lambda number: cut_at(workload, options, kind, number), points))
    problems = [problem for _, found in results for problem in found]
    count = {kind: sum(problem.startswith(kind.upper()) for problem in problems)
             for kind in ("lost", "double", "half")}
    row = {"workload": workload.name, "on": kind, "calls": calls, "cuts": sum(is_cut for is_cut, _ in results),
           **count, "other": len(problems) - sum(count.values())}
    return row, problems


def cannot_run(options, kind):
    """Why not, or nothing."""
    if os.geteuid() != 0 or not shutil.which(f"mkfs.{kind}"):
        return f"it needs root and mkfs.{kind}"
    try:
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            disk = Disk(folder, kind)
            with disk.mounted():
                disk.cut()
    except (OSError, subprocess.CalledProcessError) as error:
        return f"no file system can be cut off here: {getattr(error, 'stderr', None) or error}"
    return None


def parts(_):
    return [f"{slug(name)}/{kind}" for kind in IMAGE_BYTES for name in NAMES]


def run(options, verdict):
    kind = (getattr(options, "part", None) or "").partition("/")[2] or "ext4"
    if cause := cannot_run(options, kind):
        return verdict.skip(f"power cuts on {kind}", cause)
    chance, rows = random.Random(options.seed), []
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        for workload in workloads(options, folder):
            if workload.name != "move, all formats" and not options.long:
                continue
            trace, _ = workload.trace(options)
            points = trace.points(every=options.long)
            if not options.long:
                step = max(1, len(points) // SAMPLE)
                points = points[chance.randrange(step)::step]
            row, problems = sweep(workload, options, kind, len(trace.calls), points)
            verdict.holds(f"{workload.name}: {row['cuts']} power cuts on {kind} lose, double and halve nothing",
                          problems, bit=row["cuts"] - len(points) // 2)
            rows.append(row)
    table(rows, COLUMNS)
