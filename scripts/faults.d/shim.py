"""The fault shim (shim.c) as the campaigns use it: built once, told by environment where to strike."""
import dataclasses
import functools
import pathlib
import subprocess
import tempfile

from trace import Trace

HERE = pathlib.Path(__file__).resolve().parent
SOURCES = ("shim.c", "calls.c", "reads.c", "plants.c")


@functools.cache
def library():
    """Builds the shim; a second or so. The folder goes with the process."""
    folder = tempfile.TemporaryDirectory(prefix="wiredesk-shim-")
    library.folder = folder
    out = pathlib.Path(folder.name) / "shim.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-Werror", "-o", out,
                    *(HERE / name for name in SOURCES), "-ldl", "-pthread"], check=True)
    return out


@dataclasses.dataclass
class Fault:
    """What is to happen at which call of one run. Without `at` the run is only traced."""
    at: int = 0
    signal: int = 0
    errno: int = 0
    halves: bool = False
    spares: tuple = ()
    lasts: bool = False  # until `relieve`
    plant: str = ""
    of: tuple = ()  # (name, part of the path): `at` counts only these calls
    reads: bool = False  # calls that read count, too

    def on(self, desk, name="trace"):
        """Arms the fault for one run of a desk. Parameter name: of its trace, in desk.outside."""
        return Armed(self, desk, name)


class Armed:
    def __init__(self, fault, desk, name):
        self.trace_file = desk.outside / f"{name}.trace"
        self.relief = desk.outside / f"{name}.relief"
        # One file of written bytes for all runs of a desk: the order checker follows them as one.
        values = {
            "LD_PRELOAD": library(), "FAULT_ROOT": desk.ground, "FAULT_TRACE": self.trace_file,
            "FAULT_DATA": desk.outside / "written.bytes", "FAULT_AT": fault.at,
            "FAULT_SIGNAL": fault.signal, "FAULT_ERRNO": fault.errno,
            "FAULT_PLANT": fault.plant, "FAULT_SPARES": ",".join(fault.spares)}
        if fault.of:
            values["FAULT_CALL"], values["FAULT_PATH"] = fault.of
        if fault.halves:
            values["FAULT_SHORT"] = 1
        if fault.reads:
            values["FAULT_READS"] = 1
        if fault.lasts:
            values["FAULT_RELIEF"] = self.relief
        self.environment = {key: str(value) for key, value in values.items()}

    def relieve(self):
        """From now on the error is over."""
        self.relief.touch()

    @property
    def trace(self):
        return Trace.read(self.trace_file)
