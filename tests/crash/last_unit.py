#!/usr/bin/env python3
"""A thousand checkouts of the last unit at once: one order, clear refusals, nothing to give back.

    last_unit.py --program ... --clients ... [--database sqlite|postgres]
"""

import json
import time
from collections import Counter

import budget
from load import Stage, arguments, on_stage, start_clients
from server import Api, need, note
from verify import check_books, check_half, check_provider, provider_lines
from world import Act, World, put_up, read_journals, sign_up


def checkout(number: int, who: int, listing) -> Act:
    body = {
        "lines": [{"listing": listing.id, "version": listing.version, "quantity": 1}],
        "delivery": {"name": "A. Buyer", "address": f"round {number}"},
        "payment": {"method": "simulator", "card": "ok"},
    }
    key = f"unit-{number}-{who}"
    return Act(key, who, "checkout", "POST", "/api/v1/orders", json.dumps(body), listing.id)


def write_round(world: World, acts: list[Act], connections: int, place):
    """One plan for each connection; the members take turns on them."""
    place.mkdir()
    for number in range(connections):
        lines = ["\t".join((act.method, act.path, world.members[act.who].cookie, act.key, act.body))
                 for act in acts[number::connections]]  # fmt: skip
        (place / f"{number:03}.plan").write_text("\n".join(lines) + "\n")


def round_of(stage: Stage, world: World, number: int, rows: dict[str, int]) -> str:
    seller = len(world.members) - 1
    listing = put_up(world.api, world.members, seller, f"The last one {number}", 1)
    file = stage.server.data / "simulator.log"
    before = len(provider_lines(file))
    acts = [checkout(number, who, listing) for who in range(rows["checkouts"])]
    place = stage.place / f"round-{number}"
    write_round(world, acts, rows["connections"], place)
    began = time.monotonic()
    clients = start_clients(stage, place, "--unsynced")
    need(clients.wait() == 0, "the clients failed")
    took = time.monotonic() - began

    read_journals({act.key: act for act in acts}, place)
    sold = [act for act in acts if act.done()]
    refused = Counter((act.status, json.loads(act.answer)["code"]) for act in acts
                      if not act.done())  # fmt: skip
    lines = provider_lines(file)[before:]
    captured = [line for line in lines if line[0] == "capture"]
    given_back = [line for line in lines if line[0] == "refund"]
    said = (f"round {number}: {len(sold)} order, {refused.total()} refused {dict(refused)}, "
            f"{len(captured)} captured, {len(given_back)} given back, {took:.2f} s")  # fmt: skip
    need(len(sold) == 1, said)
    need(refused == {(409, "sold_out"): rows["checkouts"] - 1}, said)
    need(len(lines) == len(captured) == 1, said)
    order = json.loads(sold[0].answer)
    need(order["state"] == "paid_held" and order["payment"]["state"] == "captured", said)
    left = world.api.must("GET", f"/listings/{listing.id}", cookie=world.members[seller].cookie)
    need((left["stock"], left["state"]) == (0, "sold_out"), f"{said}; {left}")
    (count,) = stage.rows.all(
        f"select count(*) from order_lines where listing = {int(listing.id)}")[0]  # fmt: skip
    need(count == 1, f"{said}; {count} orders are stored")
    return said


def play(stage: Stage):
    rows = budget.row("last_unit")
    note(f"{rows['rounds']} rounds of {rows['checkouts']} checkouts for one unit, each by another "
         f"member, over {rows['connections']} connections released at once")  # fmt: skip
    api = Api(stage.server)
    operator = sign_up(api, "operator", stage.server.setup_code)
    members = [sign_up(api, f"member{number}") for number in range(rows["checkouts"] + 1)]
    api.must("POST", "/shops", {"name": "The last ones"}, members[-1].cookie)
    world = World(stage.server, api, operator, members)
    for number in range(1, rows["rounds"] + 1):
        note(round_of(stage, world, number, rows))
    check_half(stage.rows)
    check_books(world)
    captured, returned = check_provider(stage.rows, stage.server.data / "simulator.log")
    need((captured, returned) == (rows["rounds"], 0), f"{captured} captured, {returned} returned")
    note(f"{captured} captured, {returned} given back, in {rows['rounds']} rounds; books 0")


if __name__ == "__main__":
    on_stage(arguments(__doc__.splitlines()[0]), play)
