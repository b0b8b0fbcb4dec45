#!/usr/bin/env python3
"""The system refuses calls of the shipped program under load: nothing acknowledged is lost.

    failing_calls.py --program build/release/fairground
                     --clients build/release/tests/crash/crash_clients [--database sqlite]

A second opinion on the simulator, whose disk is our own: here Debian's libfiu stands between the
program and the C library, and lets calls fail by chance, or all of them.
"""

import errno
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import budget
from load import (
    EARLIEST, Stage, arguments, check_cycle, check_end, on_stage, open_market, run_cycle,
)  # fmt: skip
from server import STOP_SECONDS_MAX, Server, need, note, until
from world import World

PRELOADED = "/usr/lib/fiu/fiu_run_preload.so:/usr/lib/fiu/fiu_posix_preload.so"
FAILING_SECONDS = 0.4


@dataclass
class Trouble:
    """Calls that fail, how many of 1,000, as what, and what has to come of it."""

    name: str
    point: str
    share: int
    error: int
    outcome: Callable[[Stage, World], None] | None = None


def ends_by_itself(stage: Stage, world: World):
    until("the program ends when a sync has failed", STOP_SECONDS_MAX,
          lambda: not stage.server.running())  # fmt: skip


def refuses_writes_and_reads_on(stage: Stage, world: World):
    """A full disk: 507 for what is to be kept, and everybody may look."""
    end = time.monotonic() + FAILING_SECONDS
    member = world.members[0].cookie
    while time.monotonic() < end:
        said = world.api.ask("POST", "/api/v1/moments", '{"text":"a word","audience":"everybody"}',
                             member)  # fmt: skip
        need(said.status == 507, f"a full disk, and {said.status} {said.body.decode()}")
        for path in ("/api/v1/market", "/api/v1/feed"):
            seen = world.api.ask("GET", path, cookie=member)
            need(seen.status == 200, f"a full disk, and {path} is {seen.status}")
    need(stage.server.running(), "the program ended when the disk was full")


TROUBLES = [
    Trouble("no sync", "posix/io/sync/fdatasync", 1000, errno.EIO, ends_by_itself),
    Trouble("a full disk", "posix/io/rw/pwrite", 1000, errno.ENOSPC, refuses_writes_and_reads_on),
    Trouble("some writes fail", "posix/io/rw/pwrite", 100, errno.EIO),
    Trouble("some writes are short", "posix/io/rw/pwrite/reduce", 300, 0),
    Trouble("some reads fail", "posix/io/rw/pread", 100, errno.EIO),
    Trouble("some syncs fail", "posix/io/sync/fdatasync", 50, errno.EIO),
]


def tell(stage: Stage, command: str):
    """What fails from now on."""
    subprocess.run(["fiu-ctrl", "-c", command, "-f", stage.place / "fiu",
                    str(stage.server.process.pid)],
                   capture_output=True, check=stage.server.running())  # fmt: skip


def let_fail(stage: Stage, world: World, trouble: Trouble) -> float:
    """The trouble comes and goes; how many seconds later the market was there again."""
    began = time.monotonic()
    tell(stage, f"enable_random name={trouble.point},probability={trouble.share / 1000},"
                f"failinfo={trouble.error}")  # fmt: skip
    if trouble.outcome is not None:
        trouble.outcome(stage, world)
    else:
        time.sleep(FAILING_SECONDS)
    if stage.server.running():
        tell(stage, f"disable name={trouble.point}")
    if not stage.server.running():
        stage.server.start()
    until("the market answers", 30, lambda: answers(world))
    return time.monotonic() - began


def answers(world: World) -> bool:
    try:
        return world.api.ask("GET", "/api/v1/market").status == 200
    except OSError:
        return False


def play(stage: Stage):
    cycles, seed = budget.row("failing_calls")["cycles"], budget.seed()
    clients = budget.row("failing_calls")["clients"]
    chance = random.Random(seed)
    note(f"seed {seed}: {cycles} cycles of each trouble, {clients} clients")
    world = open_market(stage, clients, seed)
    totals = Counter()
    for number in range(cycles * len(TROUBLES)):
        trouble = TROUBLES[number % len(TROUBLES)]
        first = stage.server.process.pid
        cycle = run_cycle(stage, world, number + 1, chance,
                          lambda: let_fail(stage, world, trouble), EARLIEST)  # fmt: skip
        found = check_cycle(stage, world, cycle, chance)
        ended = stage.server.process.pid != first
        totals.update(found, acknowledged=cycle.acknowledged)
        totals[f"{trouble.name}: ended"] += ended
        note(f"{trouble.name}: {cycle.acknowledged} acknowledged, {found['unanswered']} unanswered "
             f"({found['happened']} had happened), {'ended, ' if ended else ''}back after "
             f"{cycle.took:.2f} s, {found['lost']} lost, {found['doubled']} doubled")  # fmt: skip
    note(check_end(stage, world))
    note("failing calls", dict(totals))


def one_that_can_fail(program: Path, place: Path, database: str) -> Server:
    server = Server(program, place, database)
    server.before = ["env", f"LD_PRELOAD={PRELOADED}", f"FIU_CTRL_FIFO={place / 'fiu'}"]
    return server


if __name__ == "__main__":
    on_stage(arguments(__doc__.splitlines()[0]), play, one_that_can_fail)
    sys.exit(0)
