"""A market with two people whose affairs are nobody's business, and one member who is curious."""

import json
import sys
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "crash"))

from server import Api, Server, need
from world import PASSWORD, Member, sign_up

# Stands in all that a stranger must never be sent.
SECRET = "Zq7Private"
CATALOGUE = "sku,title,description,price,stock\nA1,Tea,Green,1.50,3\nA2,Cake,,2.00,4\n"
PRICE = {"minor": 500, "currency": "EUR"}
# What only they themselves can change.
PRIVATE = ("/me/mail", "/me/tokens", "/sessions", "/me/saved", "/reports", "/notices/choices",
           "/imports", "/me/webhooks")  # fmt: skip


@dataclass
class Market:
    api: Api
    operator: Member
    seller: Member
    buyer: Member
    curious: Member
    ended: str = ""  # A session that was signed out of.
    orders: list[str] = field(default_factory=list)  # Of the two.
    jam: dict = field(default_factory=dict)  # Goods for everybody.
    hidden: str = ""  # Goods for friends.
    known: dict[str, list] = field(default_factory=dict)
    pools: dict[str, deque] = field(default_factory=dict)  # Ids by the collection they are in.
    made: int = 0

    def affairs(self) -> list:
        """All that is theirs alone, as they see it."""
        asked = [(self.seller, f"/listings/{self.hidden}")]
        for who in (self.seller, self.buyer):
            asked += [(who, path) for path in PRIVATE]
            asked += [(who, f"/orders/{order}") for order in self.orders]
        out = []
        for who, path in asked:
            answer = self.api.ask("GET", "/api/v1" + path, cookie=who.cookie)
            need(answer.status == 200, f"{path}: {answer.status} {answer.body.decode()}")
            out.append((path, steady(answer.json(), path)))
        return out

    def fresh(self):
        """Another curious member: the last one has left, or signed out."""
        self.made += 1
        self.pools.clear()
        self.curious = sign_up(self.api, f"curious{self.made}")
        if self.made % 3 == 0:
            return  # Who has no stall may still open one.
        stall = {"name": f"Stall {self.made}"}
        self.learn("shops", self.api.must("POST", "/shops", stall, self.curious.cookie)["id"])
        own = put_up(self, self.curious, "Postcards", "everybody")
        self.learn("listings", own["id"])
        for _ in range(3):
            self.learn("orders", buy(self, self.buyer, own, "Bea"))
            self.learn("orders", buy(self, self.curious, self.jam, "Cora"))

    def sign_in(self) -> bool:
        body = json.dumps({"handle": f"curious{self.made}", "password": PASSWORD})
        answer = self.api.ask("POST", "/api/v1/sessions", body)
        if answer.status == 201:
            self.curious.cookie = answer.cookie.partition(";")[0]
        return answer.status == 201

    def learn(self, collection: str, name: str):
        """Notes the id of a thing, to be tried where such things are named."""
        pool = self.pools.setdefault(collection, deque(maxlen=40))
        if name not in pool:
            pool.append(name)


def steady(value, path: str):
    """Without what reading changes."""
    for one in value["items"] if path == "/sessions" else []:
        one.pop("seen")
    return value


def put_up(market: Market, who: Member, title: str, audience: str) -> dict:
    body = {"title": title, "description": f"{title}, as new", "price": PRICE, "stock": 1000,
            "audience": audience, "publish": True}  # fmt: skip
    return market.api.must("POST", "/listings", body, who.cookie)


def buy(market: Market, who: Member, listing: dict, words: str) -> str:
    line = {"listing": listing["id"], "version": listing["version"], "quantity": 1}
    body = {"lines": [line], "delivery": {"name": words, "address": f"1 {words} Lane"},
            "payment": {"method": "simulator", "card": "ok"}}  # fmt: skip
    return market.api.must("POST", "/orders", body, who.cookie)["id"]


def befriend(market: Market, one: Member, other: Member):
    market.api.must("POST", "/friends", {"member": other.id}, one.cookie)
    market.api.must("POST", f"/friends/{one.id}/accept", None, other.cookie)


def in_days(days: int) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


def confide(market: Market, who: Member, name: str):
    """What somebody tells the market of themselves, and words for their friends."""
    mail = {"address": f"{SECRET}-{name}@example.org", "password": PASSWORD}
    market.api.must("PUT", "/me/mail", mail, who.cookie)
    token = {"name": f"{SECRET} token", "scopes": ["read"]}
    market.api.must("POST", "/me/tokens", token, who.cookie)
    hook = {"url": f"https://hooks.example/{SECRET}", "description": f"{SECRET} hook",
            "kinds": ["payout_returned"]}  # fmt: skip
    market.api.must("POST", "/me/webhooks", hook, who.cookie)
    moment = {"text": f"{SECRET} moment", "audience": "friends"}
    market.api.must("POST", "/moments", moment, who.cookie)
    new = {"old": PASSWORD, "new": f"{SECRET} {name} {PASSWORD}"}
    market.api.must("POST", "/me/password", new, who.cookie)


def found(server: Server) -> Market:
    api = Api(server)
    operator = sign_up(api, "operator", server.setup_code)
    seller, buyer = sign_up(api, "sela"), sign_up(api, "bea")
    market = Market(api, operator, seller, buyer, seller)
    for who, name in ((seller, "Open stall"), (operator, "Town stall")):
        who.shop = api.must("POST", "/shops", {"name": name}, who.cookie)["id"]
    befriend(market, seller, buyer)
    goods = market.jam = put_up(market, seller, "Jam", "everybody")
    hidden = put_up(market, seller, f"{SECRET} cellar wine", "friends")
    market.hidden = hidden["id"]
    market.orders = [buy(market, buyer, one, SECRET) for one in (goods, hidden, goods)]
    api.must("POST", f"/orders/{market.orders[1]}/accept", None, seller.cookie)
    asked = {"cause": "damaged", "words": f"{SECRET} words"}
    api.must("POST", f"/orders/{market.orders[2]}/ask-refund", asked, buyer.cookie)
    for who, name in ((seller, "s"), (buyer, "b"), (operator, "o")):
        confide(market, who, name)
    gone = sign_up(api, "gone")
    api.must("DELETE", "/sessions/current", None, gone.cookie)
    market.ended = gone.cookie
    market.fresh()
    ids = [market.seller.id, market.buyer.id, market.hidden, *market.orders, goods["id"]]
    market.known = {
        "id": [*ids, seller.shop, operator.shop, "0", "1", "9223372036854775807", "9" * 19],
        "member": [seller.id, buyer.id, operator.id, market.curious.id],
        "listing": [goods["id"], market.hidden],
        "handle": ["sela", "bea", "operator", "curious1", "nobody", "Sela"],
        "subject": [goods["id"], market.hidden, seller.id], "old": [PASSWORD],
        "rule": ["counterfeit", "misleading"], "country": ["GB"], "currency": ["EUR"],
        "from": [in_days(1)], "until": [in_days(20)], "csv": [CATALOGUE], "password": [PASSWORD],
        "iban": ["GB33BUKB20201555555555", "DE02120300000000202051"], "card": ["ok", "declined"],
        "method": ["simulator", "bank"], "#version": [1, 2], "#quantity": [1, 2], "#stock": [1, 5],
    }  # fmt: skip
    return market
