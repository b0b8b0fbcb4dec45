"""What the clients fight over in one window of a history: goods, a purse, a friendship and keys,
all fresh, and how each act is asked and its answer read."""

import random
from dataclasses import dataclass, field

import models
from checker import NEVER, Op, Step
from server import Api
from wire import Answer
from world import Member, sign_up

STOCK, PRICE, ORDERS, KEYS = 12, 1000, 8, 4
EARNED = 950  # Of an order, after the commission.


@dataclass
class Thing:
    """One object: its history so far, what it was in the beginning, and how it behaves."""

    name: str
    start: object
    step: Step
    ops: list[Op] = field(default_factory=list)


@dataclass
class Question:
    """One act as it is sent, and how its answer is read: a tuple for the model."""

    thing: Thing
    act: tuple
    method: str
    path: str
    who: Member
    body: dict | None
    read: object  # Answer -> tuple
    key: str = ""


def refusal(answer: Answer) -> tuple:
    told = answer.json()
    args = told.get("args", {})
    numbers = [int(args[name]) for name in ("left", "version") if name in args]
    return (told["code"], *numbers)


def plain(answer: Answer) -> tuple:
    return ("ok",) if answer.done else refusal(answer)


def of_goods(answer: Answer) -> tuple:
    if not answer.done:
        return refusal(answer)
    told = answer.json()
    return ("ok", told["stock"], told["version"])


class Room:
    """A seller and two buyers."""

    def __init__(self, api: Api, number: int):
        self.api, self.number, self.window = api, number, 0
        self.seller = self.join("seller")
        self.buyers = [self.join("ann"), self.join("ben")]
        self.shop = self.must(self.seller, "POST", "/shops", {"name": "A room"})

    def join(self, name: str) -> Member:
        return sign_up(self.api, f"{name}{self.number}w{self.window}")

    def must(self, who: Member, method: str, path: str, body=None):
        return self.api.must(method, path, body, who.cookie)

    def list_goods(self, stock: int) -> str:
        body = {"title": "Goods", "description": "", "price": {"minor": PRICE, "currency": "EUR"},
                "stock": stock, "audience": "everybody", "publish": True}  # fmt: skip
        return self.must(self.seller, "POST", "/listings", body)["id"]

    def shipped_order(self, listing: str) -> str:
        order = self.must(self.buyers[0], "POST", "/orders", self.checkout(listing, 1, 1))["id"]
        self.must(self.seller, "POST", f"/orders/{order}/ship", {})
        return order

    @staticmethod
    def checkout(listing: str, quantity: int, version: int) -> dict:
        return {
            "lines": [{"listing": listing, "version": version, "quantity": quantity}],
            "delivery": {"name": "A. Buyer", "address": "here"},
            "payment": {"method": "simulator", "card": "ok"},
        }

    def refresh(self):
        """New things, so that no history becomes too long to be checked."""
        self.window += 1
        self.listing = self.list_goods(STOCK)
        self.goods = Thing("goods", (STOCK, 1), models.goods)
        crate = self.list_goods(ORDERS)
        self.orders = [self.shipped_order(crate) for _ in range(ORDERS)]
        money = self.must(self.seller, "GET", "/me/money")["available"]["minor"]
        self.purse = Thing("purse", (money, frozenset()), models.purse)
        self.friends = [self.join("friend"), self.join("other")]
        self.friendship = Thing("friendship", "none", models.friendship)
        self.keys = [f"room-{self.number}-{self.window}-{key}" for key in range(KEYS)]
        self.keyed = [Thing("key", (), models.key) for _ in self.keys]

    def things(self) -> list[Thing]:
        return [self.goods, self.purse, self.friendship, *self.keyed]

    def question(self, chance: random.Random) -> Question:
        ask = chance.choices(
            (self.ask_goods, self.ask_purse, self.ask_friendship, self.ask_key), (5, 3, 3, 1)
        )[0]
        return ask(chance)

    def ask_goods(self, chance: random.Random) -> Question:
        path = f"/listings/{self.listing}"
        kind = chance.choice(("buy", "buy", "buy", "set", "price", "read", "read", "read"))
        # Some have not yet seen the newest version.
        known = max([op.answer[-1] for op in self.goods.ops
                     if op.answer and op.act[0] == "read"], default=1)  # fmt: skip
        if kind == "buy":
            quantity = chance.choice((1, 1, 2))
            body = self.checkout(self.listing, quantity, known)
            return Question(self.goods, ("buy", quantity, known), "POST", "/orders",
                            chance.choice(self.buyers), body, plain)  # fmt: skip
        if kind == "set":
            stock = chance.randint(1, STOCK)
            return Question(self.goods, ("set", stock), "PUT", path + "/stock", self.seller,
                            {"stock": stock}, of_goods)  # fmt: skip
        if kind == "price":
            price = {"minor": chance.randint(1, 10**9), "currency": "EUR"}
            return Question(self.goods, ("price", known), "PATCH", path, self.seller,
                            {"version": known, "price": price}, of_goods)  # fmt: skip
        return Question(self.goods, ("read",), "GET", path,
                        chance.choice((self.seller, *self.buyers)), None, of_goods)  # fmt: skip

    def ask_purse(self, chance: random.Random) -> Question:
        if chance.random() < 0.5:
            return Question(self.purse, ("read",), "GET", "/me/money", self.seller, None,
                            lambda answer: ("ok", answer.json()["available"]["minor"]))  # fmt: skip
        order = chance.choice(self.orders)
        return Question(self.purse, ("confirm", order, EARNED), "POST", f"/orders/{order}/confirm",
                        self.buyers[0], None, plain)  # fmt: skip

    def ask_friendship(self, chance: random.Random) -> Question:
        who, other = chance.sample(self.friends, 2)
        kind = chance.choice(("ask", "ask", "accept", "part", "read", "read"))
        act = (kind, who.id, other.id)
        if kind == "ask":
            return Question(self.friendship, act, "POST", "/friends", who, {"member": other.id},
                            plain)  # fmt: skip
        if kind == "accept":
            return Question(self.friendship, act, "POST", f"/friends/{other.id}/accept", who, None,
                            plain)  # fmt: skip
        if kind == "part":
            return Question(self.friendship, act, "DELETE", f"/friends/{other.id}", who, None,
                            plain)  # fmt: skip
        name = "friend" if other is self.friends[0] else "other"
        return Question(self.friendship, act, "GET", f"/members/{name}{self.number}w{self.window}",
                        who, None, lambda answer: ("ok", answer.json()["friendship"]))  # fmt: skip

    def ask_key(self, chance: random.Random) -> Question:
        index = chance.randrange(KEYS)
        which = chance.choice(("one", "other"))
        body = {"text": f"{which} {self.keys[index]}", "audience": "friends"}
        return Question(self.keyed[index], ("send", which), "POST", "/moments", self.buyers[0],
                        body, lambda answer: ("ok", answer.json()["id"]) if answer.done
                        else refusal(answer), self.keys[index])  # fmt: skip


def left_of_goods(room: Room, rows) -> None:
    """The rows themselves, when nothing is going on: what is left must be what a serial order ends
    with, and is looked at as one more read."""
    stock, version = rows.all(f"select stock, version from listings where id = {room.listing}")[0]
    last = max((op.end for op in room.goods.ops if op.end != NEVER), default=0.0)
    room.goods.ops.append(Op(last + 1, last + 2, ("read",), ("ok", stock, version)))
