#!/usr/bin/env python3
"""Clients behind a proxy that loses, doubles, delays and cuts 30 % of all requests and answers.

    lossy.py --program build/release/fairground
             --clock build/release/tests/crash/libshifted_clock.so
             [--database sqlite|postgres]

They ask again under the same key until they are answered: ES-02.
"""

import asyncio
import random
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "crash"))

import budget  # noqa: E402
import verify  # noqa: E402
from load import Stage, argument_parser, check_end, on_stage, open_market, orders_of  # noqa: E402
from proxy import Proxy  # noqa: E402
from server import Server, ShiftedClock, need, note  # noqa: E402
from wire import Answer, ask, wire  # noqa: E402
from world import Act, Planner, World  # noqa: E402

SHARE = 0.3  # Of the requests, and of the answers.
PATIENCE_SECONDS = (0.3, 1.0)
TRIES_MAX = 60
HOUR = 3_600
BUSY = 503


class Clients:
    """Who asks until there is an answer."""

    def __init__(self, world: World, port: int, chance: random.Random):
        self.world, self.port, self.chance = world, port, chance
        self.tries = self.turned_away = 0

    async def ask(self, act: Act):
        cookie = self.world.members[act.who].cookie
        request = wire(act.method, act.path, act.body or None, cookie, act.key)
        act.asked = True
        for _ in range(TRIES_MAX):
            self.tries += 1
            answer = await ask(self.port, request, self.chance.uniform(*PATIENCE_SECONDS))
            if answer is not None and answer.status == BUSY and b'"too_busy"' in answer.body:
                # Nothing was done: a machine with company sheds, and a client comes again.
                self.turned_away += 1
                await asyncio.sleep(self.chance.uniform(*PATIENCE_SECONDS))
            elif answer is not None:
                need(answer.status < 500, f"{act.key}: {answer.status} {answer.body.decode()}")
                self.note(act, answer)
                return
        need(False, f"{act.key} was not answered in {TRIES_MAX} tries")

    @staticmethod
    def note(act: Act, answer: Answer):
        act.status, act.answer = answer.status, answer.body

    async def follow(self, plan: list[Act]):
        for act in plan:
            await self.ask(act)


async def trade(world: World, plans: list[list[Act]], chance: random.Random, fates: Counter) -> int:
    """How many requests it took."""
    proxy = Proxy(world.server.port, chance, SHARE)
    clients = Clients(world, await proxy.open(), chance)
    await asyncio.gather(*(clients.follow(plan) for plan in plans))
    await proxy.close()
    fates.update(proxy.fates, passed=proxy.passed)
    if clients.turned_away:
        note(f"{clients.turned_away} turned away by a busy server, and asked again")
    return clients.tries


def ask_the_refused_again(world: World, acts: list[Act]) -> int:
    """A refusal is not kept: a copy that came later may have done what its client was told could
    not be done. The key says which it was, now that no copy is on its way any more."""
    changed = 0
    for act in acts:
        if act.done():
            continue
        answer = verify.ask_again(world, act)
        act.status, act.answer = answer.status, answer.body
        changed += act.done()
    return changed


def look(stage: Stage, world: World, acts: list[Act], chance: random.Random) -> dict[str, int]:
    """Holds what was answered against what is stored, all of it so far."""
    after_all = ask_the_refused_again(world, acts)
    verify.check_refusals(acts)
    lost, doubled = verify.check_once(world, stage.rows)
    need(lost == doubled == 0, f"{lost} lost, {doubled} doubled")
    replayed = verify.replay(world, acts, chance)
    verify.check_stock(world, stage.rows)
    verify.check_half(stage.rows)
    verify.check_books(world)
    met = {(act.who, act.about) for act in acts if act.kind == "friend"}
    ids = [member.id for member in world.members]
    world.pairs = [(one, other) for one, other in world.pairs if (one, ids[other]) not in met]
    return {"done": sum(act.done() for act in acts), "after_all": after_all, "replayed": replayed}


def play(stage: Stage):
    rows, seed = budget.row("lossy"), budget.seed()
    chance, fates, totals = random.Random(seed), Counter(), Counter()
    note(f"seed {seed}: {rows['operations']} operations of {rows['clients']} clients")
    world = open_market(stage, rows["clients"], seed)
    number, began = 0, time.monotonic()
    while totals["operations"] < rows["operations"]:
        number += 1
        planner = Planner(world, number, chance, orders_of(world, stage.rows))
        plans = [planner.plan(who, rows["plan"]) for who in range(rows["clients"])]
        acts = [act for plan in plans for act in plan]
        world.acts.update((act.key, act) for act in acts)
        totals["tries"] += asyncio.run(trade(world, plans, chance, fates))
        totals.update(look(stage, world, acts, chance), operations=len(acts))
        note(f"{totals['operations']} operations in {totals['tries']} requests so far")
    took = time.monotonic() - began
    note(f"{totals['operations']} operations in {totals['tries']} requests and {took:.0f} s: "
         f"{totals['done']} done, 0 lost, 0 doubled; {totals['after_all']} refused and done after "
         f"all, {totals['replayed']} answers repeated byte for byte")  # fmt: skip
    note(f"of {fates.pop('passed')} requests: {dict(sorted(fates.items()))}")
    stage.server.clock.move(HOUR)  # So that nobody has to wait for what is asked again later.
    note(check_end(stage, world))
    note(f"count {totals['operations']}")


if __name__ == "__main__":
    parser = argument_parser(__doc__.splitlines()[0])
    parser.add_argument("--clock", type=Path, required=True, help="libshifted_clock.so")
    given = parser.parse_args()

    def server(program: Path, place: Path, database: str) -> Server:
        return Server(program, place, database, clock=ShiftedClock(given.clock, place))

    on_stage(given, play, server)
