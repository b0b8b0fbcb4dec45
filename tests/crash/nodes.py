#!/usr/bin/env python3
"""Two nodes of one market under load, and the one that writes is killed, paused or told to end.

    nodes.py --program build/release/fairground --clients build/release/tests/crash/crash_clients
             --database postgres

The other one takes over. One that is killed or told to end is started again; one that is paused
goes on when the other has taken over, with all that it had begun.
"""

import contextlib
import json
import random
import signal
import statistics
import sys
import time
from collections import Counter
from pathlib import Path

import budget
from load import (
    EARLIEST, Stage, arguments, check_cycle, check_end, on_stage, open_market, run_cycle,
)  # fmt: skip
from server import Api, Server, ShiftedClock, need, note, until
from world import PASSWORD, World

LONGER_STEP, LONGEST = 0.05, 2.0
REPEATS_MAX = 15  # For each cycle that counts, on average; one that does not count proves no less.
TAKEN_OVER_SECONDS_MAX = 30


class Pair:
    """Both nodes, as the rest of these tests know one server."""

    def __init__(self, program: Path, place: Path, database: str, clock: Path | None = None):
        self.data = place
        self.nodes = []
        for number in (1, 2):
            home = place / f"node{number}"
            home.mkdir()
            settings = f'node = {number}\nsimulator_file = "{place / "simulator.log"}"\n'
            shifted = ShiftedClock(clock, home) if clock else None
            self.nodes.append(Server(program, home, database, settings, shifted))
        self.asked = self.nodes[0]  # By those who check.

    @property
    def port(self) -> int:
        return self.asked.port

    @property
    def setup_code(self):
        return self.nodes[0].setup_code

    def ports(self) -> str:
        return ",".join(node.ports() for node in self.nodes)

    def start(self):
        for node in self.nodes:
            node.start()

    def running(self) -> bool:
        return any(node.running() for node in self.nodes)

    def kill(self):
        for node in self.nodes:
            if node.running():
                node.kill()

    def holder_and_other(self) -> list[Server]:
        """Whoever writes comes first."""

        def found():
            roles = [role(node) for node in self.nodes]
            return roles if roles.count("holder") == 1 else None

        roles = until("one node of two writes", TAKEN_OVER_SECONDS_MAX, found)
        return self.nodes if roles[0] == "holder" else self.nodes[::-1]


def role(node: Server) -> str:
    try:
        return Api(node).ask("GET", "/readyz").json().get("role", "")
    except OSError:
        return ""


def first_write(node: Server, began: float) -> float:
    """When the node has answered something that is written, in seconds."""
    api, body = Api(node), json.dumps({"handle": "operator", "password": PASSWORD})
    while True:
        try:
            answer = api.ask("POST", "/api/v1/sessions", body)
            if answer.status < 300:
                took = time.monotonic() - began
                # Else their first session, with which the books are read, would end with the 50th.
                # A few may be left over, where the market goes to somebody else meanwhile.
                with contextlib.suppress(OSError):
                    api.ask("DELETE", "/api/v1/sessions/current",
                            cookie=answer.cookie.split(";")[0])  # fmt: skip
                return took
        except OSError:
            pass
        need(time.monotonic() - began < TAKEN_OVER_SECONDS_MAX, "nobody took over")
        time.sleep(0.005)


def interrupt(pair: Pair, how: str) -> float:
    """Takes the market away from its holder; how long nothing could be written, in seconds."""
    holder, other = pair.holder_and_other()
    began = time.monotonic()
    if how == "killed":
        holder.kill()
    elif how == "paused":
        holder.process.send_signal(signal.SIGSTOP)
    else:
        holder.process.send_signal(signal.SIGTERM)
    took = first_write(other, began)
    if how == "paused":
        holder.process.send_signal(signal.SIGCONT)
    else:
        if how == "ended":
            need(holder.process.wait(TAKEN_OVER_SECONDS_MAX) == 0, "it did not end well")
        holder.start()
    pair.asked = holder  # It has to hand on what is checked.
    return took


def figures(times: list[float]) -> str:
    p99 = sorted(times)[-(-len(times) * 99 // 100) - 1]
    return f"p50 {statistics.median(times):.2f} s, p99 {p99:.2f} s, longest {max(times):.2f} s"


def play_cycles(stage: Stage, world: World, rows: dict, chance: random.Random):
    plan = [how for how in ("killed", "paused", "ended") for _ in range(rows[how])]
    chance.shuffle(plan)
    taken = {how: [] for how in plan}
    totals, earliest, number = Counter(), EARLIEST, 0
    most = len(plan) * REPEATS_MAX
    while plan:
        number += 1
        need(number <= most, "too few commands were acknowledged")
        how = plan[-1]
        cycle = run_cycle(
            stage, world, number, chance, lambda how=how: interrupt(stage.server, how), earliest
        )
        found = check_cycle(stage, world, cycle, chance)
        enough = cycle.acknowledged >= rows["acknowledged_per_cycle"]
        taken[how].append(cycle.took)
        totals.update(found, acknowledged=cycle.acknowledged)
        totals[how] += 1
        note(f"cycle {number}: holder {how} after {cycle.after * 1000:.0f} ms, "
             f"{cycle.acknowledged} acknowledged, {found['unanswered']} unanswered "
             f"({found['happened']} had happened), taken over after {cycle.took:.2f} s, "
             f"{found['lost']} lost, {found['doubled']} doubled"
             f"{'' if enough else '; too few, once more'}")  # fmt: skip
        if enough:
            plan.pop()
        step = -LONGER_STEP if enough else LONGER_STEP
        earliest = min(max(earliest + step, EARLIEST), LONGEST)
    note("nodes", dict(totals))
    for how, times in sorted(taken.items()):
        note(f"taken over from a holder that was {how}, {len(times)} times: {figures(times)}")


def play(stage: Stage):
    rows, seed = budget.row("nodes"), budget.seed()
    note(f"seed {seed}: {rows['killed']} killed, {rows['paused']} paused, {rows['ended']} ended; "
         f"{rows['clients']} clients")  # fmt: skip
    world = open_market(stage, rows["clients"], seed)
    play_cycles(stage, world, rows, random.Random(seed))
    note(check_end(stage, world))


if __name__ == "__main__":
    on_stage(arguments(__doc__.splitlines()[0]), play, Pair)
    sys.exit(0)
