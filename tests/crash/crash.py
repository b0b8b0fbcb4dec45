#!/usr/bin/env python3
"""kill -9 under load, again and again: nothing acknowledged is lost, nothing happens twice.

    crash.py --program build/release/fairground --clients build/release/tests/crash/crash_clients
             [--database sqlite|postgres]

On PostgreSQL every other cycle kills the database server instead of the program.
"""

import random
import sys
import time
from collections import Counter

import budget
from load import (
    EARLIEST, Stage, arguments, check_cycle, check_end, on_stage, open_market, run_cycle,
)  # fmt: skip
from server import need, note, until

# Where fewer commands than wanted were acknowledged, the clients get more time.
LONGER_STEP, LONGEST = 0.05, 2.0
REPEATS_MAX = 15  # For each cycle that counts, on average; one that does not count proves no less.


def market_answers(stage: Stage, world) -> bool:
    try:
        return world.api.ask("GET", "/api/v1/market").status == 200
    except OSError:
        return False


def kill(stage: Stage, world, victim: str) -> float:
    """Kills, and starts again; returns how many seconds later the market was there again."""
    began = time.monotonic()
    if victim == "program":
        stage.server.kill()
        stage.server.start()
    else:
        stage.cluster.kill()
        stage.cluster.start()
        need(stage.server.running(), "the program ended when PostgreSQL was killed")
    until("the market answers", 30, lambda: market_answers(stage, world))
    return time.monotonic() - began


def play(stage: Stage):
    rows, seed = budget.row("crash"), budget.seed()
    chance = random.Random(seed)
    note(f"seed {seed}: {rows['cycles']} cycles, {rows['clients']} clients")
    world = open_market(stage, rows["clients"], seed)
    totals, earliest, good, number = Counter(), EARLIEST, 0, 0
    while good < rows["cycles"]:
        number += 1
        need(number <= rows["cycles"] * REPEATS_MAX, "too few commands were acknowledged")
        victim = "PostgreSQL" if stage.cluster and good % 2 else "program"
        cycle = run_cycle(
            stage, world, number, chance, lambda: kill(stage, world, victim), earliest
        )
        found = check_cycle(stage, world, cycle, chance)
        enough = cycle.acknowledged >= rows["acknowledged_per_cycle"]
        good += enough
        totals.update(found, acknowledged=cycle.acknowledged)
        totals[f"{victim} killed"] += 1
        totals["cycles that count, interrupted within 500 ms"] += enough and cycle.after <= 0.5
        note(f"cycle {number}: {victim} killed after {cycle.after * 1000:.0f} ms, "
             f"{cycle.acknowledged} acknowledged, {found['unanswered']} unanswered "
             f"({found['happened']} had happened), back after {cycle.took:.2f} s, "
             f"{found['lost']} lost, {found['doubled']} doubled"
             f"{'' if enough else '; too few, once more'}")  # fmt: skip
        if enough:
            earliest = max(earliest - LONGER_STEP, EARLIEST)
        else:
            earliest = min(earliest + LONGER_STEP, LONGEST)
    note(check_end(stage, world))
    note("crash", dict(totals))


if __name__ == "__main__":
    on_stage(arguments(__doc__.splitlines()[0]), play)
    sys.exit(0)
