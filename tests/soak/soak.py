#!/usr/bin/env python3
"""A market under a mixed load for a while: neither memory nor descriptors nor the log may grow.

    soak.py --program ... [--database sqlite|postgres] [--csv FILE]
"""

import argparse
import sys
import threading
import time
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "crash"))

import budget
import verify
from load import on_stage
from people import Person, found
from server import Api, Fault, Server, need, note

SAMPLES = 120
# Of what was there in the second third, the last third may have so much more.
MEMORY_MORE, MEMORY_MORE_KIB = 0.05, 8 << 10
DESCRIPTORS_MORE = 8
LOG_MOST = 300 << 20  # Of bytes; LogLimits::most is 256 MiB.


@dataclass
class Sample:
    seconds: float
    resident_kib: int
    descriptors: int
    threads: int
    log_bytes: int
    database_bytes: int
    answers: int


def size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def sample(server: Server, began: float, people: list[Person]) -> Sample:
    process = Path(f"/proc/{server.process.pid}")
    status = dict(line.split(":", 1) for line in (process / "status").read_text().splitlines())
    answers = sum(sum(person.answers.values()) for person in people)
    return Sample(
        round(time.monotonic() - began, 1), int(status["VmRSS"].split()[0]),
        len(list((process / "fd").iterdir())), int(status["Threads"]),
        size(server.data / "market.db-wal"), size(server.data / "market.db"), answers,
    )  # fmt: skip


def live(person: Person, over: threading.Event, pause: float, faults: list[str]):
    """Acts once in a `pause`, until it is over or something is wrong."""
    due = time.monotonic()
    while not over.wait(max(0.0, due - time.monotonic())):
        due = max(due + pause, time.monotonic() - 1)
        try:
            person.act()
        except (Fault, OSError) as fault:
            faults.append(f"{person.handle}: {fault}")
            over.set()


def watch(server: Server, people: list[Person], rows: dict) -> list[Sample]:
    over, faults = threading.Event(), []
    pause = len(people) / rows["acts_per_second"]
    lives = [threading.Thread(target=live, args=(person, over, pause, faults)) for person in people]
    for one in lives:
        one.start()
    began, seconds = time.monotonic(), rows["seconds"]
    samples = []
    while not over.wait(seconds / SAMPLES) and time.monotonic() - began < seconds:
        samples.append(sample(server, began, people))
    over.set()
    for one in lives:
        one.join()
    need(not faults, "; ".join(faults[:3]))
    return samples


def judge(samples: list[Sample]):
    third = len(samples) // 3
    before, after = samples[third : 2 * third], samples[2 * third :]

    def both(of: str) -> tuple[float, float]:
        return (median(getattr(one, of) for one in before),
                median(getattr(one, of) for one in after))  # fmt: skip

    for of in (field.name for field in fields(Sample)[1:]):
        early, late = both(of)
        most = max(getattr(one, of) for one in samples)
        note(f"{of}: {early:.0f} in the second third, {late:.0f} in the last, {most} at most")
    early, late = both("resident_kib")
    need(late <= early * (1 + MEMORY_MORE) + MEMORY_MORE_KIB, "memory grows")
    early, late = both("descriptors")
    need(late <= early + DESCRIPTORS_MORE, "descriptors grow")
    need(max(one.log_bytes for one in samples) <= LOG_MOST, "the log grows")


def play(stage, rows: dict, csv: Path | None):
    seed = budget.seed()
    note(f"seed {seed}: {rows['seconds']} s, {rows['people']} people, "
         f"{rows['acts_per_second']} acts a second")  # fmt: skip
    world, people = found(stage.server, rows["people"], seed)
    samples = watch(stage.server, people, rows)
    if csv:
        lines = [",".join(field.name for field in fields(Sample))]
        lines += [",".join(map(str, astuple(one))) for one in samples]
        csv.write_text("\n".join(lines) + "\n")
    statuses: dict[int, int] = {}
    for person in people:
        for status, count in person.answers.items():
            statuses[status] = statuses.get(status, 0) + count
    note("answers by status:", dict(sorted(statuses.items())))
    done = sum(count for status, count in statuses.items() if status < 300)
    need(done > 0.6 * sum(statuses.values()), "most of the load was refused")
    world.api = Api(stage.server)  # The first has been idle for too long.
    verify.check_books(world)
    judge(samples)
    code, took = stage.server.stop()
    need(code == 0, f"the program ended with {code}")
    note(f"ended by itself after {took:.2f} s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", type=Path, required=True, help="build/release/fairground")
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--csv", type=Path, help="writes the samples there")
    given = parser.parse_args()
    given.clients = given.program  # The load is this program itself.
    on_stage(given, lambda stage: play(stage, budget.row("soak"), given.csv))
