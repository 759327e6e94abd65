"""Campaign B: the power goes before a call that changes the disk, on an ext4 of its own.

The program is stopped at the call, FS_IOC_SHUTDOWN makes the file system forget all that has not reached
its (loop) device, the program is killed, and a new mount replays the journal, as after a power cut. Then
P1 is asked at once, and the full judgement after a clean run. CI takes a sample of the calls, spread
evenly with a random beginning; `--long` takes all, in every mode. Needs root and loop devices.
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
from workload import workloads

SAMPLE = 40
IMAGE_BYTES = 64 << 20
# _IOR('X', 125, __u32) and FS_IOC_SHUTDOWN's EXT4_GOING_FLAGS_NOLOGFLUSH (fs/ext4/ext4.h).
FS_IOC_SHUTDOWN, NO_LOG_FLUSH = 0x8004587D, 2
COLUMNS = ["workload", "calls", "cuts", "lost", "double", "half", "other"]


def command(*words):
    subprocess.run(list(map(str, words)), check=True, capture_output=True)


class Disk:
    """A file system in a file, mounted on a folder of its own."""

    def __init__(self, folder):
        self.image, self.mount = pathlib.Path(folder, "disk.img"), pathlib.Path(folder, "mounted")
        self.mount.mkdir()
        with open(self.image, "wb") as image:
            image.truncate(IMAGE_BYTES)
        command("mkfs.ext4", "-q", "-F", self.image)

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


def cut_at(workload, options, number):
    """Returns: whether the power was cut while the program ran, and the problems."""
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        disk = Disk(folder)
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


def sweep(workload, options, calls, points):
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        results = list(pool.map(lambda number: cut_at(workload, options, number), points))
    problems = [problem for _, found in results for problem in found]
    count = {kind: sum(problem.startswith(kind.upper()) for problem in problems)
             for kind in ("lost", "double", "half")}
    row = {"workload": workload.name, "calls": calls, "cuts": sum(is_cut for is_cut, _ in results),
           **count, "other": len(problems) - sum(count.values())}
    return row, problems


def cannot_run(options):
    """Why not, or nothing."""
    if os.geteuid() != 0 or not shutil.which("mkfs.ext4"):
        return "it needs root and mkfs.ext4"
    try:
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            disk = Disk(folder)
            with disk.mounted():
                disk.cut()
    except (OSError, subprocess.CalledProcessError) as error:
        return f"no file system can be cut off here: {getattr(error, 'stderr', None) or error}"
    return None


def run(options, verdict):
    if cause := cannot_run(options):
        return verdict.skip("power cuts", cause)
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
            row, problems = sweep(workload, options, len(trace.calls), points)
            verdict.holds(f"{workload.name}: {row['cuts']} power cuts lose, double and halve nothing",
                          problems, bit=row["cuts"] - len(points) // 2)
            rows.append(row)
    table(rows, COLUMNS)
