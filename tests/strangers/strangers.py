#!/usr/bin/env python3
"""Requests made from the API's own description, by nobody, with a wrong session, and by a curious
member: none breaks the program, none is answered otherwise than described, and nobody sees or
changes what is another's.

    strangers.py --program build/release/fairground [--database sqlite|postgres]
"""

import argparse
import http.client
import json
import random
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "crash"))

import budget
import verify
from jsonschema import Draft202012Validator
from load import on_stage
from market import SECRET, Market, found
from server import Fault, need, note
from values import Maker

SESSIONS = ("none", "wrong", "right", "right", "right", "right")
NAMES = ("id", "member", "picture", "name", "code")
NAMED_BY = {"policies": "name", "rules": "code"}  # All else by its id.
# Eight grey points by eight.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000008000000080800000000e164e157"
    "0000000e49444154789c6368800206ca1800808420010d8024610000000049454e44ae426082"
)
REFUSED = (400, 401, 403, 404, 413, 414, 415, 422, 431)
# Somebody who means harm writes more than JSON.
BODIES = (b"{", b"[]", b"null", b'{"a":1,"a":2}', b"\xff\xfe", b"\xef\xbb\xbf{}",
          b'{"id":1e999}', b"a=b&c=d")  # fmt: skip


@dataclass
class Operation:
    method: str
    path: str
    what: dict
    checks: dict[str, Draft202012Validator]  # By the name of the answer: "200", "4XX".

    @property
    def open(self) -> bool:
        return {} in self.what["security"] or not self.what["security"]

    def permission(self) -> bool:
        return "x-permission" in self.what

    def schema(self) -> tuple[str, dict]:
        """The type that its body is of, and the body's schema."""
        for kind, content in self.what.get("requestBody", {}).get("content", {}).items():
            return kind, content["schema"]
        return "", {}


def read_operations(document: dict) -> list[Operation]:
    made = []
    for path, methods in document["paths"].items():
        for method, what in methods.items():
            checks = {}
            for name, answer in what["responses"].items():
                for kind, content in answer.get("content", {}).items():
                    if kind.endswith("json") and content["schema"].get("format") != "binary":
                        whole = content["schema"] | {"components": document["components"]}
                        checks[name] = Draft202012Validator(whole)
            made.append(Operation(method.upper(), path, what, checks))
    return made


@dataclass
class Request:
    method: str
    target: str
    headers: dict[str, str]
    body: bytes | None

    def __str__(self) -> str:
        return f"{self.method} {self.target} {self.headers} {(self.body or b'')[:300]!r}"


def collection(path: str) -> str:
    """Of what a path is: "orders" of /api/v1/me/orders/{id}/pay."""
    words = [word for word in path.split("/")[1:] if word not in ("api", "v1", "me", "operator")]
    return words[0] if words else ""


def names_in(answer, key: str) -> list[str]:
    """What the things in an answer are named by."""
    things = answer if isinstance(answer, list) else answer.get("items", [answer])
    return [one[key] for one in things if isinstance(one, dict) and isinstance(one.get(key), str)]


def one_of(chance: random.Random, usual, *others):
    """Mostly the first."""
    return usual if chance.random() < 0.9 else chance.choice(others)


def text_of(value) -> str:
    return value if isinstance(value, str) else json.dumps(value)


class Strangers:
    def __init__(self, document: dict, market: Market, port: int):
        self.market, self.port = market, port
        self.operations = read_operations(document)
        self.maker = Maker(document, market.known)
        self.connection = None
        self.statuses: Counter = Counter()
        self.reached: Counter = Counter()  # Successes of a right session, by operation.

    def cookie(self, session: str, chance: random.Random) -> dict[str, str]:
        if session == "none":
            return {}
        if session == "right":
            return {"Cookie": self.market.curious.cookie}
        name, _, _ = self.market.curious.cookie.partition("=")
        made = chance.choice(("x" * 43, "", "0", self.market.curious.cookie[-43:][::-1]))
        return chance.choice((
            {"Cookie": f"{name}={made}"}, {"Cookie": self.market.ended},
            {"Authorization": f"Bearer {made or 'x'}"}, {"Cookie": f"{name}={made}; {name}=y"},
        ))  # fmt: skip

    def body(self, operation: Operation, chance: random.Random) -> tuple[dict, bytes | None]:
        kind, schema = operation.schema()
        if not kind:
            return {}, None
        if kind == "image/*":
            named = one_of(chance, "image/png", "image/jpeg", "image/webp", "text/html")
            noise = chance.randbytes(200)
            return {"Content-Type": named}, one_of(chance, PNG, b"", PNG[:40] + noise, noise)
        wrong = chance.choice(("text/plain", "application/xml", "", "application/json; charset=x"))
        headers = {"Content-Type": one_of(chance, "application/json", wrong)}
        value = self.maker.value(schema, chance)
        if self.maker.tame:
            return {"Content-Type": "application/json"}, json.dumps(value).encode()
        return headers, one_of(chance, json.dumps(value).encode(), chance.choice(BODIES))

    def request(self, operation: Operation, session: str, chance: random.Random) -> Request:
        self.maker.tame = chance.random() < 0.5
        target, query = operation.path, []
        for parameter in operation.what.get("parameters", []):
            name, schema = parameter["name"], parameter["schema"]
            if parameter["in"] == "path":
                pool = self.market.pools.get(collection(operation.path))
                if pool and name in NAMES and chance.random() < 0.8:
                    value = chance.choice(list(pool))
                else:
                    value = text_of(self.maker.value(schema, chance, name)) or "-"
                target = target.replace(f"{{{name}}}", quote(value[:500], safe=""))
            elif parameter["in"] == "query" and (parameter["required"] or chance.random() < 0.4):
                value = text_of(self.maker.value(schema, chance, name))
                query.append(f"{name}={quote(value[:1500], safe='')}")
        if not self.maker.tame and chance.random() < 0.04:
            query.append(chance.choice(("admin=1", "limit=1&limit=2", "after=%ff%fe", "=")))
        headers, body = self.body(operation, chance)
        headers |= self.cookie(session, chance)
        if operation.method != "GET" and chance.random() < 0.5:
            key = one_of(chance, f"key-{chance.getrandbits(60)}", "x", "stable-key-1", "k" * 200)
            headers["Idempotency-Key"] = key
        if chance.random() < 0.05:
            headers["Accept-Language"] = chance.choice(("zh", "zh-CN;q=0.2, en", ";;;", "*"))
        target += "?" + "&".join(query) if query else ""
        return Request(operation.method, target, headers, body)

    def ask(self, request: Request) -> tuple[int, str, bytes]:
        """Status, type and body; nothing of a stream but its head."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            self.connection.request(request.method, request.target, request.body, request.headers)
            answer = self.connection.getresponse()
            kind = answer.getheader("Content-Type", "")
            stream = kind.startswith("text/event-stream")
            body = b"" if stream else answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise Fault(f"no answer: {error!r}") from error
        if stream or answer.will_close:
            self.connection.close()
            self.connection = None
        return answer.status, kind, body

    def judge(self, operation: Operation, session: str, status: int, kind: str, body: bytes):
        need(status < 500, "the program failed")
        need(SECRET.lower().encode() not in body.lower(), "somebody else's affairs")
        done = status < 300
        if session != "right" and not operation.open:
            need(status in REFUSED, "a stranger was let in")
        if operation.permission():
            need(not done, "done without the permission")
        described = operation.what["responses"]
        name = str(status) if done else "4XX"
        need(name in described, f"{name} is not described")
        wanted = described[name].get("content", {})
        if not wanted:
            need(not body, "a body where none is described")
            return
        need(any(kind.split(";")[0] == one.split(";")[0] for one in wanted), f"type {kind}")
        if name in operation.checks:
            fault = next(operation.checks[name].iter_errors(json.loads(body)), None)
            need(fault is None, f"not as described: {fault and fault.message[:300]}")

    def try_one(self, operation: Operation, session: str, chance: random.Random):
        request = self.request(operation, session, chance)
        status, kind, body = 0, "", b""
        try:
            status, kind, body = self.ask(request)
            self.judge(operation, session, status, kind, body)
        except Fault as fault:
            raise Fault(f"{fault}: {session} session, {request}: {status} {body[:600]!r}") from None
        self.statuses[session, status] += 1
        if session == "right" and status < 300:
            self.reached[f"{operation.method} {operation.path}"] += 1
            if str(status) in operation.checks:
                self.learn(collection(operation.path), json.loads(body))
        if session == "right" and (status == 401 or operation.path == "/api/v1/me/leave"):
            self.come_back()

    def learn(self, where: str, answer):
        for name in names_in(answer, NAMED_BY.get(where, "id")):
            self.market.learn(where, name)

    def come_back(self):
        """Who has signed out signs in again, and who has left comes as somebody else."""
        answer = self.market.api.ask("GET", "/api/v1/me/mail", cookie=self.market.curious.cookie)
        if answer.status == 401 and not self.market.sign_in():
            self.market.fresh()

    def tell(self):
        for session in dict.fromkeys(SESSIONS):
            counts = {status: count for (one, status), count in sorted(self.statuses.items())
                      if one == session}  # fmt: skip
            note(f"{session} session: {counts}")
        doable = [f"{one.method} {one.path}" for one in self.operations if not one.permission()]
        missing = [name for name in doable if not self.reached[name]]
        note(f"a member did {len(doable) - len(missing)} of {len(doable)} operations, "
             f"and never {', '.join(missing)}")  # fmt: skip
        # Who gets nowhere finds nothing.
        need(len(missing) <= len(doable) // 3, f"{len(missing)} operations were out of reach")


def play(stage, rows: dict, database: str):
    seed = budget.seed()
    note(f"seed {seed}: {rows['requests']} requests on {database}")
    printed = subprocess.run([stage.program, "openapi"], check=True, capture_output=True).stdout
    market = found(stage.server)
    strangers = Strangers(json.loads(printed), market, stage.server.port)
    before = market.affairs()
    for number in range(rows["requests"]):
        chance = random.Random(f"{seed}-{number}")
        operation = strangers.operations[number // len(SESSIONS) % len(strangers.operations)]
        strangers.try_one(operation, SESSIONS[number % len(SESSIONS)], chance)
    for (path, was), (_, now) in zip(before, market.affairs(), strict=True):
        need(was == now, f"{path} was changed by others: {was} {now}")
    strangers.tell()
    verify.check_books(argparse.Namespace(api=market.api, operator=market.operator))
    need(not stage.server.complaints(), f"the log complains: {stage.server.complaints()[:3]}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", type=Path, required=True, help="build/release/fairground")
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    given = parser.parse_args()
    on_stage(given, lambda stage: play(stage, budget.row("strangers"), given.database))
