"""Requests and answers as they go over a connection, for clients that count every byte."""

import asyncio
import json
from dataclasses import dataclass


@dataclass
class Answer:
    status: int
    body: bytes

    @property
    def done(self) -> bool:
        return 200 <= self.status < 300

    def json(self):
        return json.loads(self.body) if self.body else {}

    @property
    def code(self) -> str:
        return "" if self.done else self.json().get("code", "")


def wire(method: str, path: str, body: dict | str | None, cookie: str, key: str) -> bytes:
    """A request as it is sent."""
    text = b""
    if body is not None:
        text = (body if isinstance(body, str) else json.dumps(body)).encode()
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(text)}"]
    lines += ["Content-Type: application/json"] if text else []
    lines += [f"Cookie: {cookie}"] if cookie else []
    lines += [f"Idempotency-Key: {key}"] if key else []
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + text


def whole_answer(data: bytes) -> Answer | None:
    """None while a part of it is still on its way."""
    head, blank, body = data.partition(b"\r\n\r\n")
    if not blank:
        return None
    length = 0
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    return Answer(int(head[9:12]), body[:length]) if len(body) >= length else None


async def ask(port: int, request: bytes, seconds: float) -> Answer | None:
    """Over a connection of its own; None where no whole answer came in time."""
    writer = None
    try:
        async with asyncio.timeout(seconds):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(request)
            data = b""
            while True:
                part = await reader.read(1 << 16)
                if not part:
                    return None
                data += part
                if answer := whole_answer(data):
                    return answer
    except (OSError, TimeoutError):
        return None
    finally:
        if writer is not None:
            writer.close()
