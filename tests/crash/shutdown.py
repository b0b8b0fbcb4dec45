#!/usr/bin/env python3
"""SIGTERM under load: the program ends by itself, and everything acknowledged is there.

    shutdown.py --program ... --clients ... [--database sqlite|postgres]
"""

import random

import budget
from load import (
    EARLIEST, Stage, arguments, check_cycle, check_end, on_stage, open_market, run_cycle,
)  # fmt: skip
from server import need, note


def play(stage: Stage):
    rows, seed = budget.row("shutdown"), budget.seed()
    chance = random.Random(seed)
    note(f"seed {seed}: {rows['rounds']} rounds, {rows['clients']} clients")
    world = open_market(stage, rows["clients"], seed)
    longest = 0.0

    def end() -> float:
        code, took = stage.server.stop()
        need(code == 0, f"the program ended with {code}")
        stage.server.start()
        return took

    for number in range(1, rows["rounds"] + 1):
        cycle = run_cycle(stage, world, number, chance, end, EARLIEST)
        longest = max(longest, cycle.took)
        found = check_cycle(stage, world, cycle, chance)
        note(f"round {number}: SIGTERM after {cycle.after * 1000:.0f} ms, "
             f"{cycle.acknowledged} acknowledged, {found['unanswered']} unanswered "
             f"({found['happened']} had happened), {found['lost']} lost, "
             f"{found['doubled']} doubled")  # fmt: skip
    note(check_end(stage, world))
    note(f"ended by itself with 0, after {longest:.2f} s at most")


if __name__ == "__main__":
    on_stage(arguments(__doc__.splitlines()[0]), play)
