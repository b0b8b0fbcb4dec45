#!/usr/bin/env python3
"""Cards on a provider's page: paid, lost, early, twice, forged, expired, refunded, charged back.

    cards.py --program build/release/fairground [--database sqlite|postgres]
"""

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "crash"))

from load import Stage, argument_parser, on_stage  # noqa: E402
from provider import KEY, SECRET, Provider, signature  # noqa: E402
from server import Api, Server, need, note, until  # noqa: E402
from world import put_up, sign_up  # noqa: E402

SECONDS_MAX = 90
PAID = "checkout.session.completed"
ROOT = Path(__file__).resolve().parent.parent.parent


class Market:
    def __init__(self, stage: Stage, provider: Provider):
        self.stage, self.provider = stage, provider
        self.api = Api(stage.server)
        self.operator = sign_up(self.api, "operator", stage.server.setup_code)
        self.seller, self.buyer = sign_up(self.api, "seller"), sign_up(self.api, "buyer")
        self.api.must("POST", "/shops", {"name": "A shop"}, self.seller.cookie)
        self.goods = put_up(self.api, [self.seller], 0, "Pot", 1000)
        self.others = sign_up(self.api, "another")
        self.api.must("POST", "/shops", {"name": "Another shop"}, self.others.cookie)
        self.crate = put_up(self.api, [self.others], 0, "Crate", 1000)
        provider.news_to = f"http://127.0.0.1:{stage.server.port}/api/v1/payments/card/news"

    def order(self) -> dict:
        body = {
            "lines": [{"listing": self.goods.id, "version": 1, "quantity": 10}],
            "delivery": {"name": "B", "address": "1 Street"},
            "payment": {"method": "card"},
        }
        return self.api.must("POST", "/orders", body, self.buyer.cookie)

    def purchase(self) -> list[dict]:
        """Of both shops: 10.00 and 7.00."""
        lines = [{"listing": one.id, "version": 1, "quantity": quantity}
                 for one, quantity in ((self.goods, 10), (self.crate, 7))]  # fmt: skip
        body = {
            "lines": lines,
            "delivery": {"name": "B", "address": "1 Street"},
            "payment": {"method": "card"},
        }
        return self.api.must("POST", "/purchases", body, self.buyer.cookie)["orders"]

    def see(self, order: dict) -> dict:
        return self.api.must("GET", f"/orders/{order['id']}", cookie=self.buyer.cookie)

    def becomes(self, order: dict, state: str):
        until(f"the order is {state}", SECONDS_MAX, lambda: self.see(order)["state"] == state)

    def do(self, order: dict, act: str, who, body: dict | None = None) -> dict:
        return self.api.must("POST", f"/orders/{order['id']}/{act}", body or {}, who.cookie)

    def session(self, order: dict) -> dict:
        page = self.see(order)["payment"]["page"]
        need(page, "there is no page to pay on")
        return self.provider.sessions[page.rpartition("/")[2]]

    def paid(self) -> tuple[dict, dict]:
        order = self.order()
        session = self.session(order)
        self.provider.pay(session)
        need(self.provider.tell(PAID, session) == 204, "the news are not taken")
        need(self.see(order)["state"] == "paid_held", "it is not paid")
        return order, session


def pays(market: Market):
    order, session = market.paid()
    need(market.provider.tell(PAID, session) == 204, "what is known is refused")
    need(session["amount_total"] == order["total"]["minor"], "another sum")
    need(market.see(order)["payment"]["page"] is None, "who has paid is sent to pay")
    note("a buyer pays on the page, and hears of it once, told twice")


def forged(market: Market):
    order = market.order()
    session = market.session(order)
    paid = session | {"status": "complete", "payment_status": "paid"}
    tell = market.provider.tell
    need(tell(PAID, paid, secret="whsec_of_somebody") == 403, "a forged signature is taken")
    need(tell(PAID, paid, shift=-301) == 403, "an old one is taken")
    need(tell(PAID, paid, shift=301) == 403, "one of the future is taken")
    need(market.provider.tell_bytes(b"{}", "") == 403, "none is taken")
    need(market.provider.tell_bytes(b"[", signature(b"[", SECRET, int(time.time()))) == 422,
         "nonsense is taken")  # fmt: skip
    large = market.provider.tell_bytes(b" " * 300_000, "t=1,v1=00")
    need(large in (413, 0), "what is too large is taken")
    tell(PAID, paid | {"amount_total": 1})
    tell(PAID, paid | {"currency": "usd"})
    tell(PAID, paid | {"id": "cs_of_another"})
    tell(PAID, paid | {"client_reference_id": "fg-1"})
    tell(PAID, paid | {"client_reference_id": "another-1"})
    need(market.see(order)["state"] == "awaiting_payment", "it is paid by what nobody paid")
    note("what is forged, old, nonsense or of another payment books nothing")
    tell("checkout.session.expired", session)
    need(market.see(order)["payment"]["state"] == "declined", "the page is over")
    market.provider.pay(session)
    need(tell(PAID, session) == 204 and market.see(order)["state"] == "paid_held",
         "captured beats expired")  # fmt: skip
    note("paid and expired end as paid")


def asked(market: Market):
    """Nobody calls back: payment_check asks."""
    order = market.order()
    market.provider.pay(market.session(order))
    market.becomes(order, "paid_held")
    note("a lost callback is found by asking")
    left = market.order()
    page = market.session(left)
    otherwise = market.do(left, "pay", market.buyer, {"method": "bank_transfer"})
    need(otherwise["payment"]["reference"], "who left the page cannot pay otherwise")
    until("the page that was left is closed", 20, lambda: page["status"] == "expired")
    note("a page that the buyer has left for another way to pay is closed at once")
    market.provider.says["POST checkout"] = ["lose"]
    lost = market.order()
    need(market.see(lost)["payment"]["page"] is None, "there is a page of a lost answer")
    until("the lost page is closed", SECONDS_MAX,
          lambda: market.see(lost)["payment"]["state"] == "declined")  # fmt: skip
    need(list(market.provider.sessions.values())[-1]["status"] == "expired", "it stays open")
    note("a page of which the answer was lost is closed there, and another may be tried")
    again = market.do(lost, "pay", market.buyer, {"method": "card"})
    need(again["payment"]["page"], "no second page")
    market.provider.says["POST checkout"] = [(400, "amount_too_small")]
    need(market.order()["payment"]["state"] == "declined", "what is refused is not declined")
    market.provider.says["POST checkout"] = ["slow"]
    need(market.order()["payment"]["page"], "a slow answer brings no page")
    note("slow and refused answers are what they are")


def early(market: Market):
    """The callback comes before the answer to our question."""

    def told_first(session: dict):
        market.provider.before_answer = None
        live = market.provider.sessions[session["id"]]
        market.provider.pay(live)
        need(market.provider.tell(PAID, live) == 204, "early news are refused")

    market.provider.before_answer = told_first
    order = market.order()
    need(order["state"] == "paid_held", f"an early callback leaves it {order['state']}")
    note("a callback before our answer")


def baskets(market: Market):
    provider = market.provider
    orders = market.purchase()
    session = market.session(orders[0])
    need(all(market.session(one) is session for one in orders), "each order has its own page")
    need(session["amount_total"] == 1700, "the page is not about all of it")
    need(session["success_url"].endswith(f"/orders/{orders[0]['id']}"), "it leads back to nothing")
    provider.pay(session)
    need(provider.tell(PAID, session) == 204, "the news are not taken")
    need(all(market.see(one)["state"] == "paid_held" for one in orders), "one of them is not paid")
    made = len(provider.refunds)
    market.do(orders[1], "cancel", market.buyer)
    until("its money is back", SECONDS_MAX, lambda: len(provider.refunds) == made + 1)
    need(list(provider.refunds.values())[-1]["amount"] == 700, "another sum went back")
    need(market.see(orders[0])["state"] == "paid_held", "the other one was called off as well")
    taken = provider.dispute(session, 1700, "needs_response")
    need(provider.tell("charge.dispute.funds_withdrawn", taken) == 204, "it is not heard")
    need(market.see(orders[0])["state"] == "chargeback", "it goes on")
    listed = market.api.must("GET", "/operator/chargebacks", cookie=market.operator.cookie)
    booked = [one["gone"]["minor"] for one in listed["items"]]
    need(booked == [1000], f"of 17.00, of which 7.00 went back, {booked} is booked")
    note("a purchase of two shops is one page; each order has its own end")

    orders = market.purchase()
    session = market.session(orders[0])
    market.do(orders[0], "cancel", market.buyer)
    provider.pay(session)
    need(provider.tell(PAID, session) == 204, "the news are not taken")
    need(market.see(orders[1])["state"] == "paid_held", "the rest is not paid")
    until("too much is back", SECONDS_MAX, lambda: len(provider.refunds) == made + 2)
    need(list(provider.refunds.values())[-1]["amount"] == 1000, "another sum went back")
    note("one called off before it is paid costs nothing")

    provider.says["POST checkout"] = ["lose"]
    lost = market.purchase()
    until("the lost page is closed", SECONDS_MAX,
          lambda: market.see(lost[1])["payment"]["state"] == "declined")  # fmt: skip
    need(list(provider.sessions.values())[-1]["status"] == "expired", "it stays open")
    note("the lost page of a purchase is closed too")


def refunds(market: Market):
    order, session = market.paid()
    market.provider.says["POST refunds"] = ["fail", "forget"]
    made = len(market.provider.refunds)
    wish = {"amount": {"minor": 300, "currency": "EUR"}, "cause": "goodwill"}
    market.do(order, "refund", market.seller, wish)
    until("it arrives", SECONDS_MAX, lambda: market.see(order)["refunds"][0]["arrived"])
    need(len(market.provider.refunds) == made + 1, "asked again, it is refunded again")
    note("a refund that fails, and one whose answer is lost for long, goes back once, by the card")

    market.provider.says["POST refunds"] = [(400, "charge_disputed")]
    market.do(order, "refund", market.seller, wish)
    path, boss = "/operator/refused-refunds", market.operator.cookie
    refused = until("it is refused", SECONDS_MAX,
                    lambda: market.api.must("GET", path, cookie=boss)["items"])  # fmt: skip
    need(refused[0]["why"] == "charge_disputed", "the operator does not read why")
    body = {"consent": "by mail of today", "reason": "the card is closed"}
    market.api.must("POST", f"{path}/{refused[0]['id']}/transfer", body, boss)
    need(not market.api.must("GET", path, cookie=boss)["items"], "it is still there")
    by_hand = market.api.must("GET", "/operator/bank/refunds", cookie=boss)["items"]
    need([one["id"] for one in by_hand] == [refused[0]["id"]], "nobody is to transfer it")
    paid = {"reason": "transferred"}
    market.api.must("POST", f"/operator/bank/refunds/{by_hand[0]['id']}/paid", paid, boss)
    note("what the provider refuses goes by transfer, with the buyer's consent on the record")

    refund = list(market.provider.refunds.values())[-1]
    gone = refund | {"status": "failed", "failure_reason": "expired_or_canceled_card"}
    need(market.provider.tell("refund.failed", gone) == 204, "a failed refund is refused")
    need(market.api.must("GET", path, cookie=boss)["items"], "a late failure is not seen")
    strange = gone | {"metadata": {"refund": "fg-1"}}
    need(market.provider.tell("refund.failed", strange) == 404, "an unknown one is taken")
    note("a refund that fails later is the operator's to look into")


def chargebacks(market: Market):
    order, session = market.paid()
    provider = market.provider
    whole = session["amount_total"]
    provider.says["GET checkout"] = ["fail"]
    taken = provider.dispute(session, whole, "needs_response")
    need(provider.tell("charge.dispute.funds_withdrawn", taken) == 503, "nobody knew whose it is")
    need(provider.tell("charge.dispute.funds_withdrawn", taken) == 204, "it is not heard")
    need(market.see(order)["state"] == "chargeback", "it goes on")
    won = provider.dispute(session, whole, "won")
    provider.tell("charge.dispute.closed", won)
    need(market.see(order)["state"] == "paid_held", "what is won is not there")
    provider.tell("charge.dispute.funds_withdrawn", taken)
    need(market.see(order)["state"] == "paid_held", "a late word undoes a later one")
    provider.tell("charge.dispute.closed", provider.dispute(session, whole, "lost"))
    need(market.see(order)["state"] == "chargeback", "a second time lost")
    listed = market.api.must("GET", "/operator/chargebacks", cookie=market.operator.cookie)
    need(listed["items"][0]["state"] == "lost", "the operator does not see it")
    other, paid = market.paid()
    foreign = provider.dispute(paid, whole, "needs_response") | {"currency": "usd"}
    need(provider.tell("charge.dispute.funds_withdrawn", foreign) == 204, "it is told for ever")
    need(market.see(other)["state"] == "paid_held", "what a bank took in other money is booked")
    stranger = taken | {"payment_intent": "pi_of_nobody", "id": "du_x"}
    need(provider.tell("charge.dispute.funds_withdrawn", stranger) == 204, "not ours, and refused")
    note("a chargeback is taken, won, and lost again, in whatever order it is told")


def independent(market: Market):
    """The provider's own package signs what we take, and takes what our fake signs."""
    node, package = shutil.which("node"), ROOT / "web" / "node_modules" / "stripe"
    if not node or not package.exists():
        note("the package of the provider is not installed: its signature is not compared")
        return
    order = market.order()
    session = market.session(order)
    market.provider.pay(session)
    body = json.dumps({"id": "evt_2", "object": "event", "type": PAID,
                       "data": {"object": session}})  # fmt: skip
    ours = signature(body.encode(), SECRET, int(time.time()))
    script = """
        const { default: Stripe } = await import(process.argv[1]);
        const stripe = new Stripe("sk_test_x");
        const [body, secret, ours] = process.argv.slice(2);
        stripe.webhooks.constructEvent(body, ours, secret);
        const payload = { payload: body, secret };
        console.log(stripe.webhooks.generateTestHeaderString(payload));
    """
    entry = sorted(package.rglob("stripe.esm.node.js"))[0]
    command = [node, "--input-type=module", "-e", script, str(entry), body, SECRET, ours]
    theirs = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    need(market.provider.tell_bytes(body.encode(), theirs) == 204, "theirs is refused")
    need(market.see(order)["state"] == "paid_held", "theirs books nothing")
    need(market.provider.tell_bytes(body.encode() + b" ", theirs) == 403, "other bytes are taken")
    note("the provider's own package signs what we take, and takes what is signed as we do")


def silent(stage: Stage):
    said = stage.server.log.read_text()
    need(KEY not in said and SECRET not in said, "the log tells a secret")
    shown = [stage.server.program, "doctor", "--config", stage.server.config, "--data",
             stage.server.data]  # fmt: skip
    told = subprocess.run(shown, capture_output=True, text=True, check=False)
    need(KEY not in told.stdout + told.stderr, "doctor tells a secret")
    need(SECRET not in told.stdout + told.stderr, "doctor tells a secret")
    note("no secret is in the log, nor in what doctor says")


def play(stage: Stage, provider: Provider):
    market = Market(stage, provider)
    for part in (pays, forged, early, independent, baskets, refunds, chargebacks, asked):
        part(market)
        provider.says.clear()
    silent(stage)


if __name__ == "__main__":
    given = argument_parser(__doc__.splitlines()[0]).parse_args()
    setup = {"provider": Provider()}

    def server(program: Path, place: Path, database: str) -> Server:
        key, secret = place / "card.key", place / "card.webhook"
        key.write_text(KEY + "\n")
        secret.write_text(SECRET + "\n")
        settings = f"""\
public_url = "http://market.example"
card_api = "http://127.0.0.1:{setup['provider'].port}"
card_key_file = "{key}"
card_webhook_file = "{secret}"
log_level = "debug"
log_requests = true
"""
        return Server(program, place, database, settings)

    on_stage(given, lambda stage: play(stage, **setup), server)
