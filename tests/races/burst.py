"""Many connections whose requests reach the server together."""

import select
import socket

from server import Server, need
from wire import Answer, whole_answer

ANSWER_SECONDS_MAX = 30


class Burst:
    """Connections that are open before anything is sent, so that nothing but the server's own order
    decides who comes first."""

    def __init__(self, server: Server, width: int):
        self.server, self.width = server, width
        self.sockets: list[socket.socket] = []

    def connect(self):
        """Opens what is not open, or not any more."""
        kept = []
        for one in self.sockets:
            if select.select([one], [], [], 0)[0]:  # Nothing was asked: it has been closed.
                one.close()
            else:
                kept.append(one)
        while len(kept) < self.width:
            one = socket.create_connection(("127.0.0.1", self.server.port))
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            kept.append(one)
        self.sockets = kept

    def release(self, requests: list[bytes]) -> list[Answer]:
        """Sends all, each over its own connection, before it reads a single answer."""
        need(len(requests) <= self.width, "too many requests for one burst")
        self.connect()
        for one, request in zip(self.sockets, requests, strict=False):
            one.sendall(request)
        waiting = {one: index for index, one in enumerate(self.sockets[: len(requests)])}
        data = [b""] * len(requests)
        answers: list[Answer | None] = [None] * len(requests)
        while waiting:
            ready = select.select(list(waiting), [], [], ANSWER_SECONDS_MAX)[0]
            need(ready, f"{len(waiting)} of {len(requests)} requests were never answered")
            for one in ready:
                index = waiting[one]
                part = one.recv(1 << 16)
                need(part, f"a connection was closed before its answer: {requests[index][:200]}")
                data[index] += part
                answers[index] = whole_answer(data[index])
                if answers[index] is not None:
                    del waiting[one]
        return answers
