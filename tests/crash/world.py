"""The market that is put under load: who is in it, and what its clients will ask."""

import itertools
import json
import os
import random
from dataclasses import dataclass, field
from pathlib import Path

from server import Api, Server, need

SELLERS = 8  # Whose goods everybody buys.
GOODS_EACH = 3
PLENTY, FEW = 1_000_000, 25
PASSWORD = "correct horse battery staple"
CARDS = ("ok",) * 6 + ("delayed", "doubled", "lost", "declined")

# What a client may be refused because others were faster; anything else is a fault.
REFUSALS = {
    "checkout": {"sold_out", "listing_changed"},
    "ship": {"not_now"},
    "confirm": {"not_now"},
    "cancel": {"not_now"},
    "pay": {"not_now", "payment_under_way"},
}


@dataclass
class Member:
    id: str
    cookie: str
    shop: str = ""


@dataclass
class Listing:
    id: str
    seller: int  # Which member.
    stock: int  # At the beginning.
    version: int = 1


@dataclass
class Act:
    """One command of one client, and what is known of it."""

    key: str
    who: int
    kind: str
    method: str
    path: str
    body: str
    about: str = ""  # The listing, order or member that it is about.
    asked: bool = False
    status: int = 0  # 0: no answer.
    answer: bytes = b""

    def done(self) -> bool:
        return 200 <= self.status < 300

    def open(self) -> bool:
        """Asked, and nobody has said what became of it."""
        return self.asked and (self.status == 0 or self.status >= 500)


@dataclass
class World:
    server: Server
    api: Api
    operator: Member
    members: list[Member]
    goods: list[Listing] = field(default_factory=list)
    pots: list[Listing] = field(default_factory=list)  # Their prices change.
    crates: list[Listing] = field(default_factory=list)  # Their stock is counted anew.
    acts: dict[str, Act] = field(default_factory=dict)
    pairs: list[tuple[int, int]] = field(default_factory=list)  # Who may still ask whom.


def sign_up(api: Api, handle: str, code: str | None = None) -> Member:
    body = {"handle": handle, "name": handle.title(), "password": PASSWORD}
    if code:
        body["setup_code"] = code
    answer = api.ask("POST", "/api/v1/members", json.dumps(body))
    need(answer.status == 201, f"sign-up: {answer.status} {answer.body.decode()}")
    return Member(answer.json()["member"]["id"], answer.cookie.partition(";")[0])


def put_up(api: Api, members: list[Member], seller: int, title: str, stock: int) -> Listing:
    body = {
        "title": title,
        "description": "",
        "price": {"minor": 100 + seller, "currency": "EUR"},
        "stock": stock,
        "audience": "everybody",
        "publish": True,
    }
    made = api.must("POST", "/listings", body, members[seller].cookie)
    need(made["state"] == "live", f"a new listing is {made['state']}")
    return Listing(made["id"], seller, stock, made["version"])


def found(server: Server, clients: int, chance: random.Random) -> World:
    """A market with so many members, each with a shop."""
    api = Api(server)
    operator = sign_up(api, "operator", server.setup_code)
    members = [sign_up(api, f"client{number:02}") for number in range(clients)]
    world = World(server, api, operator, members)
    for number, member in enumerate(members):
        member.shop = api.must("POST", "/shops", {"name": f"Shop {number}"}, member.cookie)["id"]
        world.pots.append(put_up(api, members, number, "Pot", PLENTY))
        world.crates.append(put_up(api, members, number, "Crate", PLENTY))
    for number in range(SELLERS):
        stocks = [FEW] + [PLENTY] * (GOODS_EACH - 1)
        world.goods += [put_up(api, members, number, "Good", stock) for stock in stocks]
    world.pairs = [pair for pair in itertools.permutations(range(clients), 2) if pair[0] < pair[1]]
    world.pairs = [pair if chance.random() < 0.5 else pair[::-1] for pair in world.pairs]
    chance.shuffle(world.pairs)
    return world


class Planner:
    """Makes the plans of one cycle. What is planned is only asked if its client comes that far."""

    def __init__(self, world: World, cycle: int, chance: random.Random, orders: list[dict]):
        self.world, self.cycle, self.chance = world, cycle, chance
        self.made = 0
        self.versions = [pot.version for pot in world.pots]
        self.pairs = {}
        for pair in world.pairs[:200]:
            self.pairs.setdefault(pair[0], []).append(pair[1])
        self.steps = {}
        # An order takes part in one step of a cycle, so that its outcome does not depend on chance.
        for order in chance.sample(orders, min(len(orders), 3 * len(world.members))):
            step = self.step(order)
            if step:
                self.steps.setdefault(step[0], []).append((order, step[1]))

    def step(self, order: dict) -> tuple[int, str] | None:
        """What is to happen to an order, and who does it."""
        buyer, seller = order["buyer"], order["seller"]
        choices = {
            "awaiting_payment": [(buyer, "pay"), (buyer, "cancel"), (seller, "cancel")],
            "paid_held": [(seller, "ship"), (seller, "ship"), (buyer, "cancel")],
            "shipped": [(buyer, "confirm")],
        }
        return self.chance.choice(choices.get(order["state"], [None]))

    def act(self, who: int, kind: str, method: str, path: str, body=None, about="") -> Act:
        self.made += 1
        key = f"crash-{self.cycle}-{who}-{self.made}"
        text = "" if body is None else json.dumps(body).replace("$key", key)
        return Act(key, who, kind, method, "/api/v1" + path, text, about)

    def checkout(self, who: int) -> Act:
        others = [listing for listing in self.world.goods if listing.seller != who]
        pots = [pot for pot in self.world.pots if pot.seller != who]
        # Somebody else is changing the prices of the pots meanwhile.
        listing = self.chance.choice(others if self.chance.random() < 0.8 else pots)
        quantity = self.chance.choice((1, 1, 2))
        line = {"listing": listing.id, "version": listing.version, "quantity": quantity}
        body = {
            "lines": [line],
            "delivery": {"name": "A. Buyer", "address": "$key"},
            "payment": {"method": "simulator", "card": self.chance.choice(CARDS)},
        }
        return self.act(who, "checkout", "POST", "/orders", body, listing.id)

    def price(self, who: int) -> Act:
        pot = self.world.pots[who]
        price = {"minor": self.chance.randint(1, 10_000), "currency": "EUR"}
        body = {"version": self.versions[who], "price": price, "title": "$key"}
        self.versions[who] += 1
        return self.act(who, "price", "PATCH", f"/listings/{pot.id}", body, pot.id)

    def stock(self, who: int) -> Act:
        crate = self.world.crates[who]
        body = {"stock": self.chance.randint(1, 1_000_000)}
        return self.act(who, "stock", "PUT", f"/listings/{crate.id}/stock", body, crate.id)

    def moment(self, who: int) -> Act:
        body = {"text": "$key", "audience": self.chance.choice(("everybody", "friends"))}
        return self.act(who, "moment", "POST", "/moments", body)

    def friend(self, who: int) -> Act:
        if not self.pairs.get(who):
            return self.moment(who)
        other = self.world.members[self.pairs[who].pop()].id
        return self.act(who, "friend", "POST", "/friends", {"member": other}, other)

    def order_step(self, who: int) -> Act:
        if not self.steps.get(who):
            return self.checkout(who)
        order, kind = self.steps[who].pop()
        body = {"method": "simulator", "card": "ok"} if kind == "pay" else {}
        return self.act(who, kind, "POST", f"/orders/{order['id']}/{kind}", body, order["id"])

    def plan(self, who: int, length: int) -> list[Act]:
        kinds = [self.checkout, self.price, self.stock, self.moment, self.friend, self.order_step]
        chosen = self.chance.choices(kinds, (45, 12, 12, 11, 8, 12), k=length)
        return [make(who) for make in chosen]


def write_plans(world: World, plans: list[list[Act]], place: Path):
    place.mkdir()
    for number, plan in enumerate(plans):
        with (place / f"{number:03}.plan").open("w") as file:
            for act in plan:
                cookie = world.members[act.who].cookie
                file.write("\t".join((act.method, act.path, cookie, act.key, act.body)) + "\n")
            file.flush()
            os.fsync(file.fileno())


def read_journals(acts: dict[str, Act], place: Path):
    """Notes in the acts what the clients know for certain."""
    for journal in place.glob("*.journal"):
        for line in journal.read_bytes().split(b"\n")[:-1]:
            words = line.split(b"\t", 3)
            act = acts[words[1].decode()]
            act.asked = True
            if words[0] == b"answer":
                act.status, act.answer = int(words[2]), words[3]
