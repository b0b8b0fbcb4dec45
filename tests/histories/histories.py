#!/usr/bin/env python3
"""What clients were told, in the order in which they were told it, must have a serial order.

    histories.py --program build/release/fairground
                 --clock build/release/tests/crash/libshifted_clock.so
                 [--database sqlite|postgres]

Meanwhile the program is killed, told to end or stopped for a while, and its clock jumps. On
PostgreSQL there are two nodes, and all that happens to the one that writes.
What is held to here: ES-01, ES-02.
"""

import asyncio
import itertools
import random
import signal
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "crash"))

import budget  # noqa: E402
import nodes  # noqa: E402
import verify  # noqa: E402
from checker import NEVER, Op, report, serial_order  # noqa: E402
from load import Stage, argument_parser, on_stage  # noqa: E402
from rooms import Question, Room, left_of_goods  # noqa: E402
from server import Api, Fault, Server, ShiftedClock, need, note  # noqa: E402
from wire import ask, wire  # noqa: E402
from world import World, sign_up  # noqa: E402

IN_ROOM = 8  # Clients at one set of things.
ANSWER_SECONDS_MAX = 2.0
PATIENCE_SECONDS = 60
GIVE_UP = 0.1  # How often who was not answered leaves it at that.
HOUR = 3_600
KINDS = ("killed", "ended", "paused", "clock")
EARLIEST, LATEST = 0.1, 0.8  # Seconds into a window.
# A program that is started dies with the thread that started it, so this one stays.
TROUBLE = ThreadPoolExecutor(1)


class Recorder:
    """Asks, and writes down when it asked, when it was answered, and what."""

    def __init__(self, servers: list[Server], chance: random.Random):
        self.servers, self.chance = servers, chance
        self.numbers = itertools.count(1)
        self.counts = Counter()

    async def put(self, question: Question, client: int):
        is_read = question.method == "GET"
        key = "" if is_read else question.key or f"history-{next(self.numbers):08}"
        request = wire(question.method, "/api/v1" + question.path, question.body,
                       question.who.cookie, key)  # fmt: skip
        begin = time.monotonic()
        for attempt in itertools.count():
            need(time.monotonic() < begin + PATIENCE_SECONDS, f"{question.act}: no answer")
            server = self.servers[(client + attempt) % len(self.servers)]
            answer = await ask(server.port, request, ANSWER_SECONDS_MAX)
            end = time.monotonic()
            if answer is not None and answer.status < 500:
                self.note(question, begin, end, answer, attempt)
                return
            self.counts["not answered" if answer is None else str(answer.status)] += 1
            if is_read:
                return  # It has changed nothing and said nothing.
            if attempt == 0 and self.chance.random() < GIVE_UP:
                question.thing.ops.append(Op(begin, NEVER, question.act, None))
                self.counts["unknown"] += 1
                return
            await asyncio.sleep(0.03)

    def note(self, question: Question, begin: float, end: float, answer, attempt: int):
        self.counts["operations"] += 1
        self.counts["done"] += answer.done
        if not answer.done and attempt > 0:
            # Refusals are not kept: an earlier try may still be on its way, and do it after all.
            question.thing.ops.append(Op(begin, NEVER, question.act, None))
            self.counts["unknown"] += 1
            return
        question.thing.ops.append(Op(begin, end, question.act, question.read(answer)))


def interrupt(stage: Stage, kind: str, chance: random.Random):
    """Something happens to the program; when it returns, all is well again."""
    server = stage.server
    if kind == "clock":
        one = chance.choice(servers_of(stage))
        one.clock.move(HOUR if one.clock.micros <= 0 else -2 * HOUR)
    elif stage.cluster:
        nodes.interrupt(server, kind)
    elif kind == "paused":
        server.process.send_signal(signal.SIGSTOP)
        time.sleep(chance.uniform(0.2, 1.0))
        server.process.send_signal(signal.SIGCONT)
    else:
        if kind == "killed":
            server.kill()
        else:
            code, _ = server.stop()
            need(code == 0, f"the program ended with {code}")
        server.start()


def servers_of(stage: Stage) -> list[Server]:
    return stage.server.nodes if stage.cluster else [stage.server]


async def look_at_the_books(stage: Stage, cookie: str, over: asyncio.Event, counts: Counter):
    """One snapshot after the other: in none of them is there half of anything."""
    request = wire("GET", "/api/v1/operator/ledger", None, cookie, "")
    for number in itertools.count():
        if over.is_set():
            return
        servers = servers_of(stage)
        answer = await ask(servers[number % len(servers)].port, request, ANSWER_SECONDS_MAX)
        if answer is not None and answer.done:
            books = answer.json()
            total = sum(account["balance"]["minor"] for account in books["accounts"])
            need(books["sum_zero"] and total == 0, f"a snapshot of the books adds up to {total}")
            counts["looks at the books"] += 1
        await asyncio.sleep(0.1)


async def window(stage: Stage, recorder: Recorder, rooms: list[Room], kind: str, rows: dict,
                 cookie: str):  # fmt: skip
    chance, over = recorder.chance, asyncio.Event()

    async def client(number: int):
        for _ in range(rows["plan"]):
            await recorder.put(rooms[number // IN_ROOM].question(chance), number)

    async def trouble():
        await asyncio.sleep(chance.uniform(EARLIEST, LATEST))
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(TROUBLE, interrupt, stage, kind, chance)

    books = asyncio.create_task(look_at_the_books(stage, cookie, over, recorder.counts))
    clients = [client(number) for number in range(rows["clients"])]
    await asyncio.gather(trouble(), *clients)
    over.set()
    await books
    await asyncio.sleep(0.3)  # What was given up may still be on its way.


def check(stage: Stage, rooms: list[Room], counts: Counter):
    for room in rooms:
        left_of_goods(room, stage.rows)
        for thing in room.things():
            found = serial_order(thing.ops, thing.start, thing.step)
            counts["histories"] += 1
            counts["longest"] = max(counts["longest"], len(thing.ops))
            counts["tried"] += found.tried
            if found.order is None:
                raise Fault(f"no serial order for the {thing.name} of room {room.number}, which "
                            f"began as {thing.start}:\n{report(thing.ops, found)}")  # fmt: skip


def play(stage: Stage):
    rows, seed = budget.row("histories"), budget.seed()
    chance = random.Random(seed)
    note(f"seed {seed}: {rows['operations']} operations of {rows['clients']} clients, "
         f"{rows['plan']} each between two looks")  # fmt: skip
    api = Api(stage.server)
    operator = sign_up(api, "operator", stage.server.setup_code)
    rooms = [Room(api, number) for number in range(rows["clients"] // IN_ROOM)]
    recorder = Recorder(servers_of(stage), chance)
    counts, happened, began = recorder.counts, Counter(), time.monotonic()
    kinds: list[str] = []
    while counts["operations"] < rows["operations"]:
        kinds = kinds or chance.sample(KINDS, len(KINDS))
        for room in rooms:
            room.refresh()
        kind = kinds.pop()
        asyncio.run(window(stage, recorder, rooms, kind, rows, operator.cookie))
        happened[kind] += 1
        check(stage, rooms, counts)
        verify.check_half(stage.rows)
        note(f"window {happened.total()}: {kind}, {counts['operations']} operations so far, "
             f"{counts['unknown']} of them unknown")  # fmt: skip
    verify.check_books(World(stage.server, api, operator, []))
    operations = counts.pop("operations")
    counts["seconds"] = round(time.monotonic() - began)
    note(f"{operations} operations in {counts.pop('histories')} histories, each with "
         f"a serial order: {dict(counts)}; {dict(happened)}; books 0")  # fmt: skip
    note(f"count {operations}")


if __name__ == "__main__":
    parser = argument_parser(__doc__.splitlines()[0])
    parser.add_argument("--clock", type=Path, required=True, help="libshifted_clock.so")
    given = parser.parse_args()

    def server(program: Path, place: Path, database: str):
        if database:
            return nodes.Pair(program, place, database, given.clock)
        return Server(program, place, database, clock=ShiftedClock(given.clock, place))

    on_stage(given, play, server)
