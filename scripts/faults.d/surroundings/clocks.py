"""A wall clock that jumps (P16): to 1970, to 2038, back an hour, while files come."""
import time

from served import FOUND

from .disks import shim
from .fault import Case, fault


def jump(options, verdict, title, seconds, year):
    with Case(options, verdict, title) as case:
        clock = case.apart / "clock"
        case.environment = {"LD_PRELOAD": str(shim(case.apart)), "WIREDESK_CLOCK": str(clock)}
        case.serves_first()
        (case.apart / "new").write_text(str(seconds))
        (case.apart / "new").rename(clock)
        began = time.monotonic()
        case.drop_next(5)
        # Written in place: its age is then compared with a clock that is far off.
        for name in [f"written-{number}.txt" for number in range(5)]:
            text = case.copy.text(name)
            with open(case.inbox / name, "wb") as file:
                file.write(text.content[:100])
                file.flush()
                time.sleep(0.1)
                file.write(text.content[100:])
            case.contents[name] = text.content
        found = case.ended_within(15, FOUND)
        case.figure(f"all found {time.monotonic() - began:.1f} s after the jump")
        with case.reading() as connection:
            years = connection.execute("SELECT count(*) FROM deposit WHERE strftime('%Y',"
                                       " received / 1000, 'unixepoch') = ?", [year]).fetchone()[0]
        clock.unlink()
        case.drop_next(5)
        back = case.ended_within(20, FOUND)
        case.holds("nothing is lost, and nothing stalls",
                   [f"{case.hint()}"] if found is None or back is None else [], bit=years)
        case.all_stored(back)
        case.ends()


def seconds_to(year):
    return int(time.mktime((year, 2, 1, 0, 0, 0, 0, 0, 0)) - time.time())


@fault("the clock jumps to 1970", "cc")
def to_1970(options, verdict):
    jump(options, verdict, "the clock jumps to 1970", seconds_to(1970), "1970")


@fault("the clock jumps to 2038", "cc")
def to_2038(options, verdict):
    jump(options, verdict, "the clock jumps to 2038", seconds_to(2038), "2038")


@fault("the clock goes back an hour", "cc")
def back_an_hour(options, verdict):
    now = time.gmtime(time.time() - 3600)
    jump(options, verdict, "the clock goes back an hour", -3600, time.strftime("%Y", now))
