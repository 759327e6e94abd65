"""What the program is given to do while its calls are counted, and a desk on which to do it again."""
import dataclasses
import shutil

from corpus import every_format, one_container
from desk import Desk
from shim import Fault


@dataclasses.dataclass
class Workload:
    """`template` is a state folder to begin with; None begins with none."""
    name: str
    mode: str
    files: list
    template: object = None

    @property
    def slug(self):
        """Its name as a part of a campaign."""
        return slug(self.name)

    def desk(self, options, ground=None):
        """A new desk with the files in its inbox."""
        desk = Desk(options, self.mode, ground=ground)
        if self.template:
            shutil.copytree(self.template, desk.state, dirs_exist_ok=True)
        desk.drop(self.files)
        return desk

    def trace(self, options, fault=Fault()):
        """The trace of one clean run, and what was wrong after it."""
        with self.desk(options) as desk:
            armed = fault.on(desk)
            ended = desk.once(armed.environment)
            problems = [] if ended.code in (0, 3) else [str(ended)]
            return armed.trace, problems + desk.problems(self.files)


def slug(name):
    return name.replace(",", "").replace(" ", "-")


# In the order of `workloads`.
NAMES = ["first start", *(f"{mode}, {files}" for mode in ("move", "delete", "leave")
                          for files in ("all formats", "container"))]


def workloads(options, folder):
    """The workloads of the sweeps: one makes its database, the others find one made; of a part (`SLUG` or
    `SLUG/…`) only its own. Parameter folder: holds the template for as long as they are used."""
    part = (getattr(options, "part", None) or "").partition("/")[0]
    yield from (one for one in all_workloads(options, folder) if part in ("", one.slug))


def all_workloads(options, folder):
    files, container = every_format(options.seed), one_container(options.seed)
    with Desk(options) as desk:
        first = desk.once()
        if first.code != 0:
            raise RuntimeError(f"an empty desk ends with {first}")
        template = shutil.copytree(desk.state, f"{folder}/template")
    yield Workload("first start", "move", files[:1])
    for mode in ("move", "delete", "leave"):
        yield Workload(f"{mode}, all formats", mode, files, template)
        yield Workload(f"{mode}, container", mode, container, template)
