"""A proxy that loses, doubles, delays and cuts what passes through it, by chance from a seed."""

import asyncio
import random
from collections import Counter

from wire import ask

# What may happen to a request on its way, and to its answer on the way back.
REQUEST_FATES = ("lost", "refused", "doubled at once", "doubled later", "delayed", "cut")
ANSWER_FATES = ("lost", "refused", "doubled", "delayed", "cut")
DELAY_SECONDS = (0.001, 0.08)
LATER_SECONDS = (0.05, 1.5)
SERVER_SECONDS_MAX = 30
HEAD_BYTES_MAX = 1 << 16


class Proxy:
    """Every connection carries one request. `port` is the server's; it may change."""

    def __init__(self, port: int, chance: random.Random, share: float):
        self.port, self.chance, self.share = port, chance, share
        self.fates = Counter()
        self.passed = 0
        self.under_way: set[asyncio.Task] = set()
        self.listener = None

    async def open(self) -> int:
        """The port to speak to."""
        self.listener = await asyncio.start_server(self.serve, "127.0.0.1", 0)
        return self.listener.sockets[0].getsockname()[1]

    async def close(self):
        """When nothing is on its way any more."""
        self.listener.close()
        while self.under_way:
            await asyncio.wait(self.under_way)

    def fate(self, kind: str, fates: tuple[str, ...]) -> str:
        if self.chance.random() >= self.share:
            return ""
        fate = self.chance.choice(fates)
        self.fates[f"{kind} {fate}"] += 1
        return fate

    def later(self, work):
        task = asyncio.create_task(work)
        self.under_way.add(task)
        task.add_done_callback(self.under_way.discard)
        return task

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter):
        # A client that goes away takes nothing back that is on its way.
        await asyncio.shield(self.later(self.carry(reader, writer)))

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter):
        try:
            request = await self.read(reader)
            self.passed += 1
            answer = await self.forward(request)
            if answer is not None:
                await self.give_back(answer, writer)
        except (OSError, asyncio.IncompleteReadError):
            pass  # The client has gone away.
        finally:
            writer.close()

    @staticmethod
    async def read(reader: asyncio.StreamReader) -> bytes:
        head = await reader.readuntil(b"\r\n\r\n")
        length = 0
        for line in head.split(b"\r\n"):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return head + await reader.readexactly(length)

    async def ask(self, request: bytes) -> bytes | None:
        answer = await ask(self.port, request, SERVER_SECONDS_MAX)
        if answer is None:
            return None
        lines = [f"HTTP/1.1 {answer.status} Passed on", f"Content-Length: {len(answer.body)}"]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + answer.body

    async def ask_later(self, request: bytes):
        await asyncio.sleep(self.chance.uniform(*LATER_SECONDS))
        await self.ask(request)

    async def send_part(self, request: bytes):
        _, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(request[: self.chance.randrange(1, len(request))])
        await writer.drain()
        writer.close()

    async def forward(self, request: bytes) -> bytes | None:
        fate = self.fate("request", REQUEST_FATES)
        match fate:
            case "lost":  # And nobody is told.
                await asyncio.sleep(LATER_SECONDS[1])
                return None
            case "refused":
                return None
            case "doubled at once":
                self.later(self.ask(request))
            case "doubled later":
                self.later(self.ask_later(request))
            case "delayed":
                await asyncio.sleep(self.chance.uniform(*DELAY_SECONDS))
            case "cut":
                await self.send_part(request)
                return None
        return await self.ask(request)

    async def give_back(self, answer: bytes, writer: asyncio.StreamWriter):
        fate = self.fate("answer", ANSWER_FATES)
        match fate:
            case "lost":
                await asyncio.sleep(LATER_SECONDS[1])
                return
            case "refused":
                return
            case "doubled":
                answer *= 2
            case "delayed":
                await asyncio.sleep(self.chance.uniform(*DELAY_SECONDS))
            case "cut":
                answer = answer[: self.chance.randrange(len(answer))]
        writer.write(answer)
        await writer.drain()
