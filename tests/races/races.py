#!/usr/bin/env python3
"""Every pair of commands on everything that can be fought over, 64 requests at once.

    races.py --program build/release/fairground
             --clock build/release/tests/crash/libshifted_clock.so
             [--database sqlite|postgres] [--only RESOURCE]

What is held to here: MS-06, ES-01, ES-02.
"""

import itertools
import json
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "crash"))

import budget  # noqa: E402
import offer_scenes  # noqa: E402, F401  It adds its scenes.
import verify  # noqa: E402
from burst import Burst  # noqa: E402
from checks import ATTEMPTS_MAX, CHECKS, check_outside  # noqa: E402
from load import SCHEMA, Stage, argument_parser, on_stage  # noqa: E402
from rows import SessionRows  # noqa: E402
from scenes import DAY, HEADING, PATIENCE, Market, Scene, imported  # noqa: E402
from server import Fault, Server, ShiftedClock, need, note, until  # noqa: E402
from table import EACH, RESOURCES, Command, Resource, routes_in_no_row  # noqa: E402
from wire import Answer, wire  # noqa: E402


def filled(scene: Scene, value):
    """A body with the scene's own things in it."""
    if isinstance(value, dict):
        return {key: filled(scene, inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [filled(scene, inner) for inner in value]
    if not isinstance(value, str) or "$" not in value:
        return value
    words = [thing(scene, word) if word.startswith("$") else word for word in value.split(" ")]
    return words[0] if len(words) == 1 else " ".join(map(str, words))


def thing(scene: Scene, word: str):
    if word == "$n":
        return scene.market.number()
    return scene[word[1:]]


def request(scene: Scene, command: Command, index: int) -> bytes:
    method, path = command.route.split(" ")
    market = scene.market
    names = [part.partition("}")[0] for part in path.split("{")[1:]]
    path = "/api/v1" + path.format(**{name: scene[name] for name in names})
    body = filled(scene, command.body)
    cookie = ""
    if command.who == EACH:
        cookie = market.crowd[index].cookie
    elif command.who:
        cookie = scene[command.who].cookie
    key = filled(scene, command.key) or f"race-key-{market.number()}"
    return wire(method, path, body, cookie, key)


def starts(resource: Resource, pair: tuple[Command, Command]) -> list[str]:
    """The states in which both may succeed, else those in which either may."""
    able = [set(command.when.split()) or set(resource.states) for command in pair]
    both = able[0] & able[1] or able[0] | able[1]
    needed = [set(command.needs.split()) or set(resource.states) for command in pair]
    return [state for state in resource.states if state in both & needed[0] & needed[1]]


class Races:
    def __init__(self, stage: Stage, market: Market, seed: int):
        self.stage, self.market, self.chance = stage, market, random.Random(seed)
        rows = budget.row("races")
        self.rounds, self.width = rows["rounds"], rows["requests"]
        self.burst = Burst(stage.server, self.width + 1)
        self.totals = Counter()
        self.anomalies = 0

    def run(self, resource: Resource):
        began, before = time.monotonic(), Counter(self.totals)
        shift = self.chance.randrange(len(resource.states))
        for pair in itertools.combinations_with_replacement(resource.commands, 2):
            if all(command.who == "clock" for command in pair):
                continue
            states = starts(resource, pair)
            for number in range(self.rounds):
                state = states[(number + shift) % len(states)]
                try:
                    self.race(resource, pair, state)
                except Fault as fault:
                    self.anomalies += 1
                    note(f"ANOMALY: {resource.name}, {state}: {pair[0].name} against "
                         f"{pair[1].name}: {fault}")  # fmt: skip
            self.totals["pairs"] += 1
        verify.check_half(self.stage.rows)
        sums = self.totals - before
        note(f"{resource.name}: {sums['pairs']} pairs, {sums['rounds']} rounds, "
             f"{sums['requests']} requests, {sums['done']} done; {time.monotonic() - began:.1f} s")

    def race(self, resource: Resource, pair: tuple[Command, Command], state: str):
        self.market.stay_signed_in()
        scene = Scene(self.market, state)
        asked = [command for command in pair if command.who != "clock"]
        commands = [asked[index % len(asked)] for index in range(self.width)]
        requests = [request(scene, command, index) for index, command in enumerate(commands)]
        order = list(range(self.width))
        self.chance.shuffle(order)
        requests, commands = [requests[i] for i in order], [commands[i] for i in order]
        if len(asked) < len(pair):
            answers = self.release_with_clock(scene, state, requests)
        else:
            answers = self.burst.release(requests)
        outcomes = list(zip(commands, answers, strict=True))
        self.settle_imports(scene, outcomes)
        self.check(resource, scene, outcomes)

    def release_with_clock(self, scene: Scene, state: str, requests: list[bytes]) -> list[Answer]:
        """The time is up in the middle of it: an import among the requests, which has jobs of its
        own to do at once, makes the program look what is due."""
        market = self.market
        if state == "live":
            scene["unpaid_order"]  # noqa: B018  It is made by being named.
        body = {"csv": f"{HEADING}w{market.number()},W,,1.00,1\n",
                "audience": "everybody"}  # fmt: skip
        waker = wire("POST", "/api/v1/imports", body, market.other_seller.cookie,
                     f"race-key-{market.number()}")  # fmt: skip
        place = self.chance.randrange(len(requests) // 2)
        market.server.clock.move(PATIENCE[state] + 1)
        answers = self.burst.release([*requests[:place], waker, *requests[place:]])
        woken = answers.pop(place)
        need(woken.done, f"the clock was not woken: {woken.status} {woken.body}")
        imported(market, market.other_seller, woken.json()["id"])
        self.totals["with the clock"] += 1
        return answers

    def settle_imports(self, scene: Scene, outcomes):
        """An import is done by jobs, after its answer."""
        for command, answer in outcomes:
            if answer.done and "/imports" in command.route:
                owner = scene["seller"] if command.who == "seller" else scene["laptop"]
                imported(self.market, owner, answer.json()["id"])

    def check(self, resource: Resource, scene: Scene, outcomes):
        won = Counter()
        for command, answer in outcomes:
            if answer.done:
                won[command.name] += 1
            else:
                fine = 400 <= answer.status < 500 and answer.code in command.refused.split()
                need(fine, f"{command.name}: {answer.status} {answer.body.decode()}")
        for command in resource.commands:
            count = won[command.name]
            need(not command.most or count <= command.most, f"{command.name} won {count} times")
        sums = won.total()
        need(resource.winners in (0, sums), f"{sums} winners: {dict(won)}")
        if resource.name in CHECKS:
            CHECKS[resource.name](self.market, scene, outcomes)
        self.totals.update(rounds=1, requests=len(outcomes), done=sums)


def come_to_an_end(stage: Stage, market: Market):
    """A day later, so that nobody has to wait for what is asked again later; then all that is due
    has been done, and all that goes back by hand is paid."""
    stage.server.clock.move(DAY)
    now = int(time.time() * 1_000_000) + stage.server.clock.micros
    due = f"select count(*) from jobs where state = 'waiting' and due <= {now}"
    until("nothing is due any more", verify.SETTLE_SECONDS_MAX,
          lambda: stage.rows.all(due)[0][0] == 0)  # fmt: skip
    for (refund,) in stage.rows.all("select id from refunds where state = 'by_hand'"):
        market.operate("POST", f"/operator/bank/refunds/{refund}/paid", {})
    verify.settle(market, stage.rows)


def play(stage: Stage, only: str | None):
    seed = budget.seed()
    if stage.cluster:
        stage.rows = SessionRows(stage.cluster.conninfo, SCHEMA)
    left = routes_in_no_row(json.loads(subprocess.run(
        [stage.program.resolve(), "openapi"], check=True, capture_output=True).stdout))  # fmt: skip
    need(not left, f"these routes race with nothing: {left}")
    races = Races(stage, Market(stage.server, stage.rows), seed)
    note(f"seed {seed}: {races.rounds} rounds of {races.width} requests for every pair")
    for resource in RESOURCES:
        if only in (None, resource.name):
            races.run(resource)
    need(races.anomalies == 0, f"{races.anomalies} anomalies")
    come_to_an_end(stage, races.market)
    verify.check_half(stage.rows)
    verify.check_books(races.market)
    captured, returned = check_outside(stage.rows, stage.server.data / "simulator.log")
    complaints = stage.server.complaints()
    need(not complaints, "\n".join([f"see {stage.server.log}", *complaints[:20]]))
    totals = races.totals
    (rang,) = stage.rows.all("select count(*) from order_history where party = 'clock'")[0]
    note(f"{totals['pairs']} pairs, {totals['rounds']} rounds ({totals['with the clock']} with the "
         f"clock, which took {rang} steps), {totals['requests']} requests, {totals['done']} done; "
         f"{captured} captured, {returned} given back; books 0, no anomaly")  # fmt: skip
    note(f"count {races.totals['rounds']}")


if __name__ == "__main__":
    parser = argument_parser(__doc__.splitlines()[0])
    parser.add_argument("--clock", type=Path, required=True, help="libshifted_clock.so")
    parser.add_argument("--only", help="one resource")
    given = parser.parse_args()

    def server(program: Path, place: Path, database: str) -> Server:
        settings = f"attempts_per_account = {ATTEMPTS_MAX}\n"
        return Server(program, place, database, settings, ShiftedClock(given.clock, place))

    on_stage(given, lambda stage: play(stage, given.only), server)
