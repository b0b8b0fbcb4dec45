#!/usr/bin/env python3
"""Webhooks to a receiver that misbehaves: signed, tried again, told after a kill, never bare.

    hooked.py --program build/release/fairground [--database sqlite|postgres]
"""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent.parent / name) for name in ("crash", "mail")]

from load import Stage, argument_parser, on_stage  # noqa: E402
from receiver import Receiver, signature  # noqa: E402
from server import Api, Server, need, note, until  # noqa: E402
from smtp import certificate  # noqa: E402
from world import sign_up  # noqa: E402

SECONDS_MAX = 120
KINDS = ["listing_published", "stock_set"]


class Seller:
    """Somebody with a shop, goods, and a program."""

    def __init__(self, stage: Stage, receiver: Receiver):
        self.api = Api(stage.server)
        self.cookie = sign_up(self.api, "ann", stage.server.setup_code).cookie
        self.must("POST", "/shops", {"name": "Ann's"})
        self.secrets = []
        self.stock = 3
        made = self.hook(receiver)
        self.webhook = made["webhook"]["id"]
        self.goods = self.must(
            "POST", "/listings", {"title": "Mug", "description": "A mug", "stock": 3,
                                  "price": {"minor": 900, "currency": "EUR"},
                                  "audience": "everybody", "publish": True},
        )["id"]  # fmt: skip

    def hook(self, receiver: Receiver) -> dict:
        made = self.must("POST", "/me/webhooks", {"url": receiver.url, "kinds": KINDS})
        self.secrets.append(made["secret"])
        return made

    def must(self, method: str, path: str, body: dict | None = None):
        return self.api.must(method, path, body, self.cookie)

    def counts(self):
        """Something happens."""
        self.stock += 1
        self.must("PUT", f"/listings/{self.goods}/stock", {"stock": self.stock})

    def counts_and_waits(self, webhook: str = "") -> dict:
        """The delivery of it, once it was tried."""
        known = {one["id"] for one in self.deliveries(webhook)}
        self.counts()

        def tried():
            new = [one for one in self.deliveries(webhook) if one["id"] not in known]
            return new[0] if new and new[0]["tries"] > 0 else None

        return until("what happened is tried", SECONDS_MAX, tried)

    def deliveries(self, webhook: str = "") -> list[dict]:
        path = f"/me/webhooks/{webhook or self.webhook}/deliveries?limit=100"
        return self.must("GET", path)["items"]

    def last(self, webhook: str = "") -> dict:
        return self.deliveries(webhook)[0]


def arrives_signed(seller: Seller, receiver: Receiver):
    until("the goods are told", SECONDS_MAX, lambda: receiver.taken)
    message = receiver.taken[0]
    id, when = message["webhook-id"], message["webhook-timestamp"]
    wanted = signature(seller.secrets[0], id, when, message["body"])
    need(message["webhook-signature"] == wanted, "the signature does not fit")
    need(receiver.subjects("listing_published") == [seller.goods], "it is about something else")
    until("it is booked", SECONDS_MAX, lambda: seller.last()["state"] == "delivered")
    need(seller.last()["event_id"] == id, "the list says another event")
    need(seller.last()["id"] == message["fairground-delivery"], "the list says another delivery")


def misbehaves(seller: Seller, receiver: Receiver):
    def fails(says: object, failure: str):
        receiver.says = says
        failed = seller.counts_and_waits()["failure"]
        need(failed == failure, f"{says} is called {failed}")

    # It says that it wants nothing any more: first, while nothing waits to be tried again.
    fails(410, "gone")
    state = seller.must("GET", "/me/webhooks")["items"][0]["state"]
    need(state == "failed", f"after 410 it is {state}")
    receiver.says = 200
    seller.must("PATCH", f"/me/webhooks/{seller.webhook}", {"on": True})
    for says, failure in {500: "answered", "elsewhere": "redirected", "hangs up": "cut_short",
                          "nothing": "timed_out"}.items():  # fmt: skip
        fails(says, failure)
    receiver.says = "much"
    need(seller.counts_and_waits()["state"] == "delivered", "a long answer is no answer")
    receiver.says = 200

    def all_there():
        return {one["state"] for one in seller.deliveries()} == {"delivered", "dead"}

    until("what failed arrives", SECONDS_MAX, all_there)
    dead = [one for one in seller.deliveries() if one["state"] == "dead"]
    need([one["failure"] for one in dead] == ["gone"], "others are dead as well")
    path = f"/me/webhooks/{seller.webhook}/deliveries/{dead[0]['id']}/replay"
    seller.must("POST", path)
    until("it arrives", SECONDS_MAX, lambda: seller.last()["state"] == "delivered")
    need(seller.last()["event_id"] == dead[0]["event_id"], "a replay is of another event")


def survives_kills(stage: Stage, seller: Seller, receiver: Receiver):
    for _ in range(3):
        receiver.says = "nothing"
        known = len(receiver.taken)
        for _ in range(20):
            seller.counts()
        until("one is on its way", SECONDS_MAX, lambda: len(receiver.taken) > known)
        stage.server.kill()
        receiver.says = 200
        stage.server.start()
        seller.api = Api(stage.server)
    told = {str(subject) for (subject,) in stage.rows.all(
        "select seq from events where kind = 'stock_set'")}  # fmt: skip

    def all_told():
        rows = stage.rows.all("select state from webhook_deliveries where again = 0")
        return all(state in ("delivered", "dead") for (state,) in rows)

    until("all that waited arrives", SECONDS_MAX, all_told)
    messages = stage.rows.all("select id from webhook_messages where kind = 'stock_set'")
    need(len(messages) == len(told), f"{len(told)} events became {len(messages)} messages")
    need({f"evt_{id}" for (id,) in messages} <= receiver.events(), "an event was lost")


def play(stage: Stage, receiver: Receiver, stranger: Receiver):
    seller = Seller(stage, receiver)
    arrives_signed(seller, receiver)
    note("a message arrives, and its signature fits")
    misbehaves(seller, receiver)
    note("what did not arrive came later, or was sent once more by hand")
    other = seller.hook(stranger)["webhook"]["id"]
    failed = seller.counts_and_waits(other)["failure"]
    need(failed == "not_trusted", f"it says {failed}")
    need(not stranger.taken, "a stranger has read a message")
    seller.must("DELETE", f"/me/webhooks/{other}")
    note("a machine whose certificate nobody vouches for is told nothing")
    survives_kills(stage, seller, receiver)
    note(f"after three kills nothing is lost; {len(receiver.taken)} messages arrived in all")
    said = stage.server.log.read_text()
    need(not [one for one in seller.secrets if one.removeprefix("whsec_") in said],
         "the log tells a secret")  # fmt: skip
    need("/hooks" not in said, "the log tells an address, which may hold one")


SETTINGS = """\
public_url = "http://market.example"
webhooks_inside = true
webhook_seconds_max = 2
webhook_authorities = "{authorities}"
log_level = "debug"
log_requests = true
"""


if __name__ == "__main__":
    given = argument_parser(__doc__.splitlines()[0]).parse_args()
    setup = {}

    def server(program: Path, place: Path, database: str) -> Server:
        setup.update(receiver=Receiver(certificate(place, "good")),
                     stranger=Receiver(certificate(place, "stranger")))  # fmt: skip
        settings = SETTINGS.format(authorities=place / "good.crt")
        return Server(program, place, database, settings)

    on_stage(given, lambda stage: play(stage, **setup), server)
