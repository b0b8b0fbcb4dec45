#!/usr/bin/env python3
"""A market carried to PostgreSQL and back: the same rows, and the same answers byte for byte.

    copy_drill.py --program ... --clients ...
"""

import itertools
import random
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "crash"))

import budget  # noqa: E402
import load  # noqa: E402
import world as worlds  # noqa: E402
from drill import fairground, where  # noqa: E402
from load import Stage, arguments, check_end, on_stage, open_market, run_cycle  # noqa: E402
from rows import PostgresRows  # noqa: E402
from server import Api, Server, need, note  # noqa: E402
from world import World  # noqa: E402

TABLES_AT_LEAST = 30
WELL_PERCENT_MIN = 75


def paths_of(world: World, rows, chance: random.Random) -> list[tuple[str, str]]:
    """What is asked, and as whom: every kind of page that is not about the asking itself."""
    members = world.members
    handles = [name for (name,) in rows.all("select handle from members")]
    orders = [one for (one,) in rows.all("select id from orders")]
    listings = [one for (one,) in rows.all("select id from listings")]
    shops = [one for (one,) in rows.all("select id from shops")]
    makers = [
        lambda: "/market", lambda: "/policies", lambda: "/me", lambda: "/me/money",
        lambda: "/me/money/statement?limit=100", lambda: "/me/listings?limit=100",
        lambda: "/feed?limit=100", lambda: "/friends?limit=100", lambda: "/imports",
        lambda: f"/members?q={chance.choice(handles)[:5]}&limit=50",
        lambda: f"/members/{chance.choice(handles)}",
        lambda: f"/shops/{chance.choice(shops)}",
        lambda: f"/shops/{chance.choice(shops)}/listings?limit=100",
        lambda: f"/listings/{chance.choice(listings)}",
        lambda: f"/listings/{chance.choice(listings)}/versions?limit=100",
        lambda: f"/orders?role={chance.choice(('buyer', 'seller'))}&limit=100",
        lambda: f"/orders/{chance.choice(orders)}",
        lambda: "/operator/members?limit=100", lambda: "/operator/audit?limit=100",
        lambda: "/operator/bank/expected", lambda: "/operator/bank/receipts",
        lambda: "/operator/reports/turnover?step=month&by=order&from=2025-01-01&to=2034-12-31",
        lambda: "/operator/reports/orders?kind=paid&limit=100&from=2025-01-01&to=2034-12-31",
    ]  # fmt: skip
    asked = {}
    for make in itertools.cycle(makers):
        who = world.operator if chance.random() < 0.2 else chance.choice(members)
        path = make()
        who = world.operator if path.startswith("/operator") else who
        asked["/api/v1" + path, who.cookie] = None
        if len(asked) == budget.row("copy")["answers"]:
            return list(asked)
        need(len(asked) < 100_000, "there are not so many pages")


def answers_of(server: Server, paths: list[tuple[str, str]]) -> list[tuple[int, bytes]]:
    server.start()
    try:
        api = Api(server)
        # A refusal says the request's id: the same on every side.
        got = [api.ask("GET", path, cookie=cookie, name=f"copied-{number}")
               for number, (path, cookie) in enumerate(paths)]  # fmt: skip
        return [(answer.status, answer.body) for answer in got]
    finally:
        server.stop()


def copied(stage: Stage, source: str, target: str) -> str:
    """The digests of every table, as the program says them."""
    said = fairground(stage, "copy", source, target)
    need(len(said.splitlines()) > TABLES_AT_LEAST, f"only that was copied: {said}")
    return said


def twin(stage: Stage, name: str, database: str) -> Server:
    """The market elsewhere, with its own data directory."""
    place = stage.place / f"at-{name}"
    place.mkdir()
    server = Server(stage.program.resolve(), place, database)
    server.data.mkdir(mode=0o700)
    for file in ("chain.key", "chain.key.pub", "heads.signed", "simulator.log"):
        shutil.copy(stage.server.data / file, server.data / file)
    return server


def play(stage: Stage):
    rows, seed = budget.row("copy"), budget.seed()
    chance = random.Random(seed)
    note(f"seed {seed}: {rows['answers']} answers, {rows['clients']} clients")
    # With cards of which the outcome is known at once, no job changes a market that is stopped
    # and started again.
    worlds.CARDS = ("ok", "declined")
    world = open_market(stage, rows["clients"], seed)
    run_cycle(stage, world, 1, chance, lambda: 0.0, load.EARLIEST)
    note(check_end(stage, world))
    stage.server.stop()

    there = stage.server.database
    sqlite = stage.place / "copy.db"
    back = f"postgres:back {stage.cluster.conninfo}"
    # Before anything of it starts again: a start is a batch of its own.
    said = copied(stage, there, f"sqlite:{sqlite}")
    need(copied(stage, f"sqlite:{sqlite}", back) == said, "the digests differ on the way back")
    note(f"two copies, equal: {said.splitlines()[-1]}")

    paths = paths_of(world, stage.rows, chance)
    sides = {"sqlite": twin(stage, "sqlite", f"sqlite:{sqlite}"),
             "postgres": twin(stage, "postgres", back)}  # fmt: skip
    as_was = answers_of(stage.server, paths)
    well = sum(status == 200 for status, _ in as_was)
    # What is refused is the same bytes on any database.
    need(well * 100 >= WELL_PERCENT_MIN * len(paths), f"only {well} of {len(paths)} were answered")
    for name, server in sides.items():
        again = answers_of(server, paths)
        for (path, _), one, other in zip(paths, as_was, again, strict=True):
            need(one == other, f"{path}: {one} there, {other} on {name}")
        fairground(stage, "verify", *where(server.data, server.database))
    kept = PostgresRows(stage.cluster.conninfo, "back").all("select count(*) from orders")
    need(kept == stage.rows.all("select count(*) from orders"), "there are other orders")
    note(f"{len(paths)} answers ({well} of them 200) are the same bytes on three databases")


if __name__ == "__main__":
    given = arguments(__doc__.splitlines()[0])
    given.database = "postgres"
    on_stage(given, play)
