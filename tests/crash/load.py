"""A market under load, and what interrupts it: one cycle of the tests in this folder."""

import argparse
import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import verify
from rows import PostgresRows, SqliteRows
from server import DIES_WITH_US, Cluster, Server, need, note
from world import Act, Planner, World, found, read_journals, write_plans

SCHEMA = "fairground"
PLAN_LENGTH = 80  # More than a client comes to do before it is interrupted.
EARLIEST, LATEST = 0.05, 0.5  # Seconds after the first answer of the cycle.


@dataclass
class Stage:
    """Where a test takes place."""

    place: Path
    program: Path
    clients: Path | None
    server: Server
    cluster: Cluster | None
    rows: SqliteRows | PostgresRows


@dataclass
class Cycle:
    acts: list[Act]  # What was asked.
    acknowledged: int  # How many commands had succeeded when the clients stopped.
    after: float  # Seconds from the first answer until it was interrupted.
    took: float  # What the interruption says of itself, in seconds.


def argument_parser(description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--program", type=Path, required=True, help="build/release/fairground")
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    return parser


def arguments(description: str) -> argparse.Namespace:
    parser = argument_parser(description)
    parser.add_argument("--clients", type=Path, required=True, help="crash_clients")
    return parser.parse_args()


def one_server(program: Path, place: Path, database: str) -> Server:
    return Server(program, place, database)


def on_stage(given: argparse.Namespace, play: Callable[[Stage], None], servers=one_server):
    """Sets up, plays, and clears away what went well; what failed is kept to be looked at."""
    place = Path(tempfile.mkdtemp(prefix="fairground-crash."))
    place.chmod(0o755)  # PostgreSQL runs as somebody else.
    cluster = server = None
    try:
        if given.database == "postgres":
            cluster = Cluster(place / "postgres")
            address = f"postgres:{SCHEMA} {cluster.conninfo}"
            rows = PostgresRows(cluster.conninfo, SCHEMA)
        else:
            address, rows = "", SqliteRows(place / "data" / "market.db")
        server = servers(given.program.resolve(), place, address)
        clients = given.clients.resolve() if "clients" in given else None
        stage = Stage(place, given.program, clients, server, cluster, rows)
        server.start()
        play(stage)
    except BaseException:
        note(f"kept: {place}")
        raise
    finally:
        if server is not None and server.running():
            server.kill()
        if cluster is not None:
            cluster.stop()
    shutil.rmtree(place)


def open_market(stage: Stage, clients: int, seed: int) -> World:
    return found(stage.server, clients, random.Random(seed))


def orders_of(world: World, rows) -> list[dict]:
    who = {member.id: number for number, member in enumerate(world.members)}
    return [
        {"id": str(one), "buyer": who[str(buyer)], "seller": who[str(seller)], "state": state}
        for one, buyer, seller, state in rows.all(
            "select id, buyer, seller, state from orders where is_open = 1 order by id"
        )
    ]


def start_clients(stage: Stage, place: Path, *flags: str) -> subprocess.Popen:
    command = [*DIES_WITH_US, stage.clients, stage.server.ports(), place, *flags]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def run_cycle(stage: Stage, world: World, number: int, chance: random.Random,
              interrupt: Callable[[], float], earliest: float) -> Cycle:  # fmt: skip
    """Lets the clients loose, interrupts them, and reads what they know."""
    planner = Planner(world, number, chance, orders_of(world, stage.rows))
    plans = [planner.plan(who, PLAN_LENGTH) for who in range(len(world.members))]
    place = stage.place / f"cycle-{number}"
    write_plans(world, plans, place)
    clients = start_clients(stage, place)
    need(clients.stdout.readline() == "first\n", "no client was ever answered")
    began = time.monotonic()
    time.sleep(chance.uniform(earliest, max(LATEST, earliest)))
    after = time.monotonic() - began
    took = interrupt()
    clients.wait()
    need(clients.returncode == 0, f"the clients ended with {clients.returncode}")

    planned = {act.key: act for plan in plans for act in plan}
    read_journals(planned, place)
    asked = [act for act in planned.values() if act.asked]
    world.acts.update((act.key, act) for act in asked)
    met = {(act.who, act.about) for act in asked if act.kind == "friend"}
    ids = [member.id for member in world.members]
    world.pairs = [(one, other) for one, other in world.pairs if (one, ids[other]) not in met]
    shutil.rmtree(place)
    return Cycle(asked, sum(act.done() for act in asked), after, took)


def check_cycle(stage: Stage, world: World, cycle: Cycle, chance: random.Random) -> dict:
    """Asks again, and holds everything so far against what is stored."""
    unanswered, happened = verify.finish(world, stage.rows, cycle.acts)
    verify.check_refusals(cycle.acts)
    replayed = verify.replay(world, cycle.acts, chance)
    lost, doubled = verify.check_once(world, stage.rows)
    need(lost == doubled == 0, f"{lost} lost, {doubled} doubled")
    verify.check_stock(world, stage.rows)
    verify.check_half(stage.rows)
    verify.check_books(world)
    return {"unanswered": unanswered, "happened": happened, "replayed": replayed,
            "lost": lost, "doubled": doubled}  # fmt: skip


def check_end(stage: Stage, world: World) -> str:
    """When every payment has come to its end: the books, and the provider's."""
    verify.settle(world, stage.rows)
    verify.check_stock(world, stage.rows)
    verify.check_half(stage.rows)
    books = verify.check_books(world)
    captured, returned = verify.check_provider(stage.rows, stage.server.data / "simulator.log")
    (orders,) = stage.rows.all("select count(*) from orders")[0]
    return (f"{orders} orders, {captured} captured, {returned} given back, each exactly once; "
            f"books 0 in {books['chain']['batches']} batches, chain whole")  # fmt: skip
