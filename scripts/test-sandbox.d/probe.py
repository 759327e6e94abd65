"""Tries what a sandbox is to forbid: `probe.py NAME…` prints one line `NAME allowed|refused WHY` each.

Each probe does the forbidden thing itself, as little of it as shows whether it is possible.
"""
import ctypes
import errno
import mmap
import os
import resource
import socket
import sys

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
# x86_64 and aarch64, from their unistd.h.
NUMBERS = {
    "x86_64": dict(adjtimex=159, init_module=175, syslog=103, sethostname=170, unshare=272,
                   sched_setscheduler=144, personality=135, chroot=161, keyctl=250, chown=92,
                   shmget=29, mount=165),
    "aarch64": dict(adjtimex=171, init_module=105, syslog=116, sethostname=161, unshare=97,
                    sched_setscheduler=119, personality=92, chroot=51, keyctl=219, chown=None,
                    shmget=194, mount=40),
}[os.uname().machine]


def call(name, *arguments, answered=()):
    """A system call. An errno of `answered` is the kernel's own answer: nobody forbade the call."""
    words = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    if libc.syscall(ctypes.c_long(NUMBERS[name]), *words) < 0:
        number = ctypes.get_errno()
        if number not in answered:
            raise OSError(number, name)


def write(path):
    with open(path, "w"):
        pass
    os.unlink(path)


def read(path):
    with open(path, "rb") as file:
        if not file.read(1):
            raise OSError(errno.ENODATA, "empty")


def execute(path):
    if os.spawnv(os.P_WAIT, path, [path]) == 127:
        raise OSError(errno.EACCES, path)


def writable_code():
    mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)


def old_architecture():
    """getpid by the 32-bit entry: mov eax,20; int 0x80; ret."""
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")
    address = ctypes.addressof(ctypes.c_char.from_buffer(code))
    if ctypes.CFUNCTYPE(ctypes.c_int)(address)() != os.getpid():
        raise OSError(errno.ENOSYS, "int 0x80")


def connect(family, address):
    with socket.socket(family, socket.SOCK_STREAM) as link:
        link.settimeout(2)
        link.connect(address)


def datagram():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as link:
        link.sendto(b"x", ("127.0.0.1", 9))


def processes(limit):
    children = []
    try:
        for _ in range(limit):
            child = os.fork()
            if child == 0:
                os.read(0, 1)
                os._exit(0)
            children.append(child)
    finally:
        for child in children:
            os.kill(child, 9)
            os.waitpid(child, 0)


def descriptors(limit):
    held = []
    try:
        for _ in range(limit):
            held.append(os.open("/dev/null", os.O_RDONLY))
    finally:
        for one in held:
            os.close(one)


def memory(megabytes):
    held = bytearray(megabytes << 20)
    for offset in range(0, len(held), 4096):
        held[offset] = 1


def core():
    if resource.getrlimit(resource.RLIMIT_CORE)[1] == 0:
        raise OSError(errno.EPERM, "no core file")


def privileges():
    """A program with the setuid bit: does it get its owner's rights?"""
    with os.popen("/usr/local/bin/setuid-id -u") as answer:
        if answer.read().strip() != "0":
            raise OSError(errno.EPERM, "setuid has no effect")


def other_process():
    read("/proc/1/stat")


def mounted_for_all():
    call("mount", b"none", b"/mnt", b"tmpfs", 0, 0)
    try:
        with open("/proc/1/mountinfo") as mounts:
            if not any(" /mnt " in line for line in mounts):
                raise OSError(errno.EPERM, "only seen by itself")
    finally:
        libc.umount(b"/mnt")


def rights():
    mode = os.umask(0)
    os.umask(mode)
    if mode & 0o027 == 0o027:
        raise OSError(errno.EPERM, "umask %o" % mode)


def user_key():
    """A key that root put into its own keyring before."""
    call("keyctl", 10, -3, b"user", b"wiredesk-probe", 0)


def order(line, wanted, unwanted=None):
    """What the daemon answers to a line."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as link:
        link.settimeout(5)
        link.connect("/run/wiredesk/control.sock")
        link.sendall(line)
        link.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: link.recv(65536), b""))
    if wanted not in answer or (unwanted and unwanted in answer):
        raise OSError(errno.EPERM, repr(answer[:80]))


PROBES = {
    "clock": lambda: call("adjtimex", ctypes.create_string_buffer(208)),
    "modules": lambda: os.listdir("/usr/lib/modules/probe"),
    "kernel-log": lambda: call("syslog", 10, 0, 0),
    "tunables": lambda: os.close(os.open("/proc/irq/default_smp_affinity", os.O_WRONLY)),
    "control-groups": lambda: (os.mkdir(os.environ["GROUP"]), os.rmdir(os.environ["GROUP"])),
    "host-name": lambda: call("sethostname", b"probe", 5),
    "other-processes": other_process,
    "kernel-facts": lambda: read("/proc/meminfo"),
    "namespaces": lambda: call("unshare", 0x04000000),
    "real-time": lambda: call("sched_setscheduler", 0, 1, ctypes.byref(ctypes.c_int(0)),
                              answered=(errno.EINVAL,)),
    "internet-socket": lambda: socket.socket(socket.AF_INET).close(),
    "netlink-socket": lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW).close(),
    "datagram": datagram,
    "machine-network": lambda: connect(socket.AF_INET, ("127.0.0.1", 777)),
    "machine-ipc": lambda: call("shmget", 0x5744, 0, 0),
    "mounts-for-all": mounted_for_all,
    "machine-tmp": lambda: read("/tmp/sandbox-marker"),
    "devices": lambda: os.stat("/dev/probe"),
    "device-open": lambda: os.close(os.open("/srv/probe-device", os.O_RDONLY)),
    "write-system": lambda: write("/usr/local/probe"),
    "write-configuration": lambda: write("/etc/wiredesk/probe"),
    "home": lambda: read("/home/ann/private"),
    "secrets": lambda: read("/etc/shadow"),
    "other-folders": lambda: os.listdir("/srv/secret"),
    "other-state": lambda: read("/var/lib/dpkg/status"),
    "execute": lambda: execute("/usr/bin/true"),
    "execute-deposit": lambda: execute("/var/spool/wiredesk/probe-script"),
    "writable-code": writable_code,
    "personality": lambda: call("personality", 0x0040000),
    "old-architecture": old_architecture,
    "system-call": lambda: call("chroot", b"/"),
    "privileges": privileges,
    "chown": lambda: os.chown("/var/spool/wiredesk/probe-own", 1, 1),
    "raw-rights": lambda: rights(),
    "many-processes": lambda: processes(100),
    "many-descriptors": lambda: descriptors(4100),
    "core-file": core,
    "much-memory": lambda: memory(600),
    "foreign-key": user_key,
    # These must be possible.
    "spool": lambda: write("/var/spool/wiredesk/probe"),
    "state": lambda: write("/var/lib/wiredesk/probe"),
    "private-file": lambda: read("/var/spool/wiredesk/inbox/private"),
    "journal-socket": lambda: os.stat("/run/systemd/journal/socket"),
    # Of wiredesk-web alone.
    "state-database": lambda: os.close(os.open("/var/lib/wiredesk/wiredesk.db", os.O_WRONLY)),
    "read-database": lambda: read("/var/lib/wiredesk/wiredesk.db"),
    "list-inbox": lambda: os.listdir("/var/spool/wiredesk/inbox"),
    "ask-daemon": lambda: order(b"status\n", b'"uptime_seconds"'),
    # Retrying nothing is still an order.
    "control-order": lambda: order(b"retry\n", b"", b"only root"),
}

if __name__ == "__main__":
    for name in sys.argv[1:]:
        try:
            PROBES[name]()
            print(name, "allowed", flush=True)
        except OSError as error:
            print(name, "refused", errno.errorcode.get(error.errno, error.errno), error.strerror,
                  flush=True)
