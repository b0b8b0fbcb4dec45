#!/usr/bin/env python3
"""Backups under load: each is restored, proven, and serves; nothing is missing in it.

    drill.py --program ... --clients ... [--database sqlite|postgres]
"""

import dataclasses
import random
import subprocess
import sys
import time
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "crash"))

import budget  # noqa: E402
import verify  # noqa: E402
from load import (  # noqa: E402
    EARLIEST, Stage, arguments, check_cycle, check_end, on_stage, open_market, run_cycle,
)  # fmt: skip
from rows import PostgresRows, SqliteRows  # noqa: E402
from server import Api, Server, need, note  # noqa: E402
from world import Act, World  # noqa: E402


def fairground(stage: Stage, *words) -> str:
    """Runs a command that has to succeed; what it says."""
    done = subprocess.run([stage.program.resolve(), *words], capture_output=True, text=True,
                          check=False)  # fmt: skip
    need(done.returncode == 0, f"{words}: {done.returncode} {done.stdout}{done.stderr}")
    return done.stdout


def where(data: Path, database: str) -> list:
    return ["--data", data, *(["--database", database] if database else [])]


class Drill:
    def __init__(self, stage: Stage, number: int):
        self.stage, self.number = stage, number
        self.folder = stage.place / f"backup-{number}"
        self.batches = (0, 0)

    def last_batch(self) -> int:
        return self.stage.rows.all("select max(seq) from batches")[0][0]

    def back_up(self) -> float:
        """While the clients trade; how long it took."""
        server = self.stage.server
        before, began = self.last_batch(), time.monotonic()
        fairground(self.stage, "backup", self.folder, *where(server.data, server.database))
        took = time.monotonic() - began
        self.batches = before, self.last_batch()
        return took

    def check_manifest(self):
        first, last = self.batches
        batch = tomllib.loads((self.folder / "backup.toml").read_text())["batch"]
        need(first <= batch <= last, f"the backup is of {batch}, not of {first} to {last}")
        need(first < last, "nobody traded during the backup")
        fairground(self.stage, "verify", self.folder)

    def check_restored(self, world: World, known: list[Act], database: str):
        """`known` are the commands that were acknowledged before the backup began."""
        place = self.stage.place / f"again-{self.number}-{'postgres' if database else 'sqlite'}"
        place.mkdir()
        server = Server(self.stage.program.resolve(), place, database)
        fairground(self.stage, "restore", self.folder, *where(server.data, database))
        if database:
            rows = PostgresRows(self.stage.cluster.conninfo, database.split()[0].split(":")[1])
        else:
            rows = SqliteRows(server.data / "market.db")
        verify.check_half(rows)
        stored = verify.Stored(world, rows)
        for act in known:
            count = len(stored.traces(act))
            well = count == 1 or (act.kind == "pay" and count > 1)
            need(well, f"{act.key} is there {count} times")
        server.start()
        try:
            there = dataclasses.replace(world, server=server, api=Api(server))
            verify.check_books(there)
            cookie = there.operator.cookie
            there.api.must("POST", "/moments", {"text": "again", "audience": "everybody"}, cookie)
            fairground(self.stage, "verify", *where(server.data, database))
        finally:
            server.stop()


def play(stage: Stage):
    rows, seed = budget.row("drill"), budget.seed()
    chance = random.Random(seed)
    note(f"seed {seed}: {rows['drills']} backups, {rows['clients']} clients")
    world = open_market(stage, rows["clients"], seed)
    before = run_cycle(stage, world, 0, chance, lambda: 0.0, EARLIEST)
    check_cycle(stage, world, before, chance)
    for number in range(1, rows["drills"] + 1):
        drill = Drill(stage, number)
        known = [act for act in world.acts.values() if act.done() and act.kind != "stock"]
        cycle = run_cycle(stage, world, number, chance, drill.back_up, EARLIEST)
        drill.check_manifest()
        began = time.monotonic()
        drill.check_restored(world, known, "")
        if stage.cluster:
            drill.check_restored(world, known, f"postgres:again_{number} {stage.cluster.conninfo}")
        again = time.monotonic() - began
        check_cycle(stage, world, cycle, chance)
        first, last = drill.batches
        note(f"drill {number}: backup in {cycle.took * 1000:.0f} ms during {last - first} batches, "
             f"{cycle.acknowledged} acknowledged in the cycle; restored and proven in "
             f"{again:.1f} s with all of {len(known)} known commands")  # fmt: skip
    note(check_end(stage, world))


if __name__ == "__main__":
    on_stage(arguments(__doc__.splitlines()[0]), play)
