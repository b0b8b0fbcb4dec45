"""What the people of a mixed load do, one act after another, by chance."""

import contextlib
import json
import random
import socket
import sys
import time
from collections import deque
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "crash"))

from server import Api, Server, need
from world import CARDS, PASSWORD, PLENTY, Listing, Member, World, put_up, sign_up

SELLERS = 8
# What may be refused because others were faster, or because a card was declined; and overload.
REFUSED = {400, 401, 402, 403, 404, 409, 422, 429, 503}


class Person:
    """One member with a connection of its own. Not for two threads."""

    def __init__(self, server: Server, member: Member, handle: str, chance: random.Random):
        self.api, self.server = Api(server), server
        self.member, self.handle, self.chance = member, handle, chance
        self.goods: list[Listing] = []  # Of all sellers.
        self.others: list[Member] = []
        self.own: list[Listing] = []  # Whose price and stock this one changes.
        self.orders: deque[str] = deque(maxlen=50)
        self.sold: deque[str] = deque(maxlen=50)
        self.moments: deque[str] = deque(maxlen=20)
        self.answers: dict[int, int] = {}
        self.made = 0

    def ask(self, method: str, path: str, body=None):
        """The JSON of a success; None where it was refused for a reason of the load's."""
        self.made += 1
        text = "" if body is None else json.dumps(body)
        key = "" if method == "GET" else f"soak-{self.handle}-{self.made}"
        answer = self.api.ask(method, "/api/v1" + path, text, self.member.cookie, key)
        self.answers[answer.status] = self.answers.get(answer.status, 0) + 1
        if answer.status in REFUSED:
            return None
        need(answer.status < 300, f"{method} {path}: {answer.status} {answer.body[:300]}")
        return answer.json() if answer.body else {}

    def browse(self):
        listing = self.chance.choice(self.goods)
        paths = ["/feed?limit=20", f"/listings/{listing.id}", "/me/money", "/orders?role=buyer"]
        paths += ["/me/listings", "/friends", "/members?q=soak", f"/members/{self.handle}"]
        self.ask("GET", self.chance.choice(paths))

    def buy(self):
        listing = self.chance.choice(self.goods)
        line = {"listing": listing.id, "version": listing.version, "quantity": 1}
        delivery = {"name": "A. Buyer", "address": "12 Some Street"}
        payment = {"method": "simulator", "card": self.chance.choice(CARDS)}
        order = self.ask("POST", "/orders",
                         {"lines": [line], "delivery": delivery, "payment": payment})  # fmt: skip
        if order:
            self.orders.append(order["id"])
        elif seen := self.ask("GET", f"/listings/{listing.id}"):
            listing.version = seen["version"]

    def go_on(self):
        """The next step of something bought, or of something sold."""
        if self.own and self.chance.random() < 0.5:
            page = self.ask("GET", "/orders?role=seller&limit=20") or {"items": []}
            for order in page["items"][:3]:
                self.step(order["id"], ("accept", "ship"))
        elif self.orders:
            self.step(self.orders.popleft(), ("confirm", "cancel", "pay"))

    def step(self, order: str, wanted: tuple[str, ...]):
        seen = self.ask("GET", f"/orders/{order}")
        may = [act for act in wanted if seen and act in seen["may"]]
        if may:
            body = {"method": "simulator", "card": "ok"} if may[0] == "pay" else {}
            self.ask("POST", f"/orders/{order}/{may[0]}", body)

    def price(self):
        if not self.own:
            return self.browse()
        listing = self.chance.choice(self.own)
        body = {"version": listing.version,
                "price": {"minor": self.chance.randint(1, 9_999), "currency": "EUR"}}  # fmt: skip
        if changed := self.ask("PATCH", f"/listings/{listing.id}", body):
            listing.version = changed["version"]
        self.ask("PUT", f"/listings/{listing.id}/stock", {"stock": PLENTY})

    def talk(self):
        if self.moments and self.chance.random() < 0.5:
            self.ask("DELETE", f"/moments/{self.moments.popleft()}")
        elif made := self.ask("POST", "/moments", {"text": "Soaked", "audience": "friends"}):
            self.moments.append(made["id"])

    def befriend(self):
        other = self.chance.choice(self.others)
        if self.chance.random() < 0.5:
            self.ask("POST", "/friends", {"member": other.id})
        else:
            self.ask("DELETE", f"/friends/{other.id}")

    def sign_in_anew(self):
        self.ask("DELETE", "/sessions/current")
        body = json.dumps({"handle": self.handle, "password": PASSWORD})
        answer = self.api.ask("POST", "/api/v1/sessions", body)
        need(answer.status in (200, 201), f"sign-in: {answer.status} {answer.body[:300]}")
        self.member.cookie = answer.cookie.partition(";")[0]

    def listen(self):
        """Opens a stream of hints and leaves without a word."""
        head = (f"GET /api/v1/hints HTTP/1.1\r\nHost: here\r\n"
                f"Cookie: {self.member.cookie}\r\n\r\n")  # fmt: skip
        self.say(head.encode(), self.chance.uniform(0.2, 2))

    def babble(self):
        """What comes from a broken program or from somebody who means no good."""
        self.say(self.chance.choice((
            b"GET / HT", b"GET /" + b"x" * 20_000 + b" HTTP/1.1\r\n\r\n",
            b"\x16\x03\x01\x02\x00\x01",
            b"POST /api/v1/orders HTTP/1.1\r\nHost: here\r\nContent-Length: 100\r\n\r\n{",
            b"POST /api/v1/sessions HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\n"
            b"Content-Length: 2\r\n\r\n[]",
        )), 0.1)  # fmt: skip

    def say(self, words: bytes, seconds: float):
        with contextlib.suppress(OSError):
            with socket.create_connection(("127.0.0.1", self.server.port), timeout=5) as line:
                line.sendall(words)
                line.settimeout(seconds)
                line.recv(4096)
                time.sleep(seconds)

    def act(self):
        acts = {self.browse: 40, self.buy: 22, self.go_on: 16, self.price: 5, self.talk: 6,
                self.befriend: 5, self.sign_in_anew: 1, self.listen: 2, self.babble: 2}  # fmt: skip
        self.chance.choices(list(acts), list(acts.values()))[0]()


def found(server: Server, count: int, seed: int) -> tuple[World, list[Person]]:
    """A market with so many people, some of whom sell."""
    api, chance = Api(server), random.Random(seed)
    operator = sign_up(api, "operator", server.setup_code)
    members = [sign_up(api, f"soak{number:02}") for number in range(count)]
    people = [Person(server, member, f"soak{number:02}", random.Random(chance.random()))
              for number, member in enumerate(members)]  # fmt: skip
    goods = []
    for number in range(min(SELLERS, count)):
        shop = {"name": f"Shop {number}"}
        api.must("POST", "/shops", shop, members[number].cookie)
        people[number].own = [put_up(api, members, number, title, PLENTY)
                              for title in ("Pot", "Jug", "Bowl")]  # fmt: skip
        goods += people[number].own
    for person in people:
        person.goods = [listing for listing in goods if listing not in person.own]
        person.others = [member for member in members if member is not person.member]
    return World(server, api, operator, members), people
