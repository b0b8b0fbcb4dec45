"""The market of the races, and how everything that is fought over is made."""

import itertools
import json
import re
from datetime import UTC, datetime, timedelta

from server import Api, Server, need, until
from world import PASSWORD, Member, sign_up

CROWD = 64
STOCK = 5
PRICE = 1250
MINUTE, HOUR, DAY = 60, 3_600, 86_400
# How long the clock of a state runs: as short as the policies allow.
PATIENCE = {"unpaid": 5 * MINUTE, "transfer": DAY, "paid": HOUR, "accepted": DAY,
            "shipped": 7 * DAY, "delivered": DAY, "live": 5 * MINUTE, "asked_back": HOUR,
            "offered": HOUR, "countered": HOUR, "agreed": 5 * MINUTE,
            "settled": DAY, "refused": 7 * DAY, "refused_settled": DAY, "disputed": HOUR,
            "disputed_settled": HOUR, "heard": 7 * DAY, "ruled": DAY}  # fmt: skip
POLICIES = {"accept_within_hours": 1, "ship_within_days": 1, "arrive_within_days": 7,
            "inspection_days": 1, "pay_within_minutes": 5, "transfer_within_days": 1,
             "session_days": 365, "refund_answer_hours": 1, "refunds_asked_most": 20,
             "payout_rest_days": 0, "payout_minimum": 0, "dispute_answer_hours": 1,
             "dispute_appeal_days": 1, "offer_answer_hours": 1, "offer_pay_minutes": 5,
             "offers_per_day": 1_000, "offers_unpaid_most": 1_000}  # fmt: skip
IBAN = "DE89370400440532013000"
HEADING = "sku,title,description,price,stock\n"
SESSION_SECONDS_MAX = 300 * DAY


class Market:
    """Who is there, and what they do to set up a scene."""

    def __init__(self, server: Server, rows):
        self.server, self.rows, self.api = server, rows, Api(server)
        self.numbers = itertools.count(1)
        self.signed_in_at = 0.0
        self.operator = sign_up(self.api, "operator", server.setup_code)
        for name, value in POLICIES.items():
            self.operate("PUT", f"/operator/policies/{name}", {"value": value})
        self.operator.cookie = self.sign_in("operator")  # For as long as the policy now says.
        self.crowd = [sign_up(self.api, f"crowd{number}") for number in range(CROWD)]
        self.seller = self.join(shop=True)
        self.other_seller = self.join(shop=True)  # Whose imports wake the clock's jobs.
        self.operate("PUT", "/operator/payouts/source", {"holder": "The Market", "iban": IBAN})

    def number(self) -> int:
        return next(self.numbers)

    def join(self, shop: bool = False) -> Member:
        member = sign_up(self.api, f"member{self.number()}")
        if shop:
            member.shop = self.must(member, "POST", "/shops", {"name": "A shop"})["id"]
        return member

    def must(self, who: Member, method: str, path: str, body=None):
        return self.api.must(method, path, body, who.cookie)

    def operate(self, method: str, path: str, body: dict):
        return self.must(self.operator, method, path, body | {"reason": "for the races"})

    def one(self, sql: str) -> tuple:
        return self.rows.all(sql)[0]

    def sign_in(self, handle: str) -> str:
        body = json.dumps({"handle": handle, "password": PASSWORD})
        answer = self.api.ask("POST", "/api/v1/sessions", body)
        need(answer.status == 201, f"sign-in: {answer.status}")
        return answer.cookie.partition(";")[0]

    def stay_signed_in(self):
        """Sessions end when the clock has been moved far enough."""
        now = self.server.clock.micros / 1_000_000
        if now - self.signed_in_at < SESSION_SECONDS_MAX:
            return
        for member in (self.operator, *self.crowd, self.seller, self.other_seller):
            handle = self.one(f"select handle from members where id = {member.id}")[0]
            member.cookie = self.sign_in(handle)
        self.signed_in_at = now


class Scene(dict):
    """One thing to fight over and all that its commands name; what is named first is made then."""

    def __init__(self, market: Market, state: str):
        super().__init__(state=state, place=f"scene-{market.number()}")
        self.market = market
        made = STATES.get(state)
        if made:
            made(market, self)

    def __missing__(self, name: str):
        self[name] = THINGS[name](self.market, self)
        return self[name]


# ---- Goods


def list_goods(market: Market, scene: Scene, publish: bool = True, stock: int = STOCK):
    body = {"title": "Goods", "description": "", "price": {"minor": PRICE, "currency": "EUR"},
            "stock": stock, "sku": scene["sku"], "audience": "everybody",
            "publish": publish,
            "handover": {"ways": "both", "area": "By the gate"}}  # fmt: skip
    made = market.must(market.seller, "POST", "/listings", body)
    scene.update(listing=made["id"], version=made["version"], seller=market.seller)


def pause_goods(market: Market, scene: Scene):
    list_goods(market, scene)
    market.must(market.seller, "POST", f"/listings/{scene['listing']}/pause")


def checkout(market: Market, scene: Scene, method: str, card: str | None) -> dict:
    payment = {"method": method} | ({"card": card} if card else {})
    body = {
        "lines": [{"listing": scene["listing"], "version": scene["version"], "quantity": 1}],
        "delivery": {"name": "A. Buyer", "address": scene["place"]},
        "payment": payment,
    }
    return market.must(scene["buyer"], "POST", "/orders", body)


def order_of_goods(market: Market, scene: Scene) -> str:
    return checkout(market, scene, "simulator", "ok")["id"]


def made_import(market: Market, scene: Scene) -> str:
    """An import that is checked and waits to be applied; it changes price and stock."""
    owner = scene.get("seller") or scene["laptop"]
    body = {"csv": scene["csv"], "audience": "everybody"}
    made = market.must(owner, "POST", "/imports", body)["id"]
    imported(market, owner, made)
    return made


def imported(market: Market, owner: Member, made: str):
    def done():
        return market.must(owner, "GET", f"/imports/{made}")["state"] == "done"

    until("the import is done", 20, done)


# ---- Orders


SHIP, ACCEPT = ("seller", "ship"), ("seller", "accept")


def place_order(card: str | None, *steps: tuple[str, str]):
    def make(market: Market, scene: Scene):
        list_goods(market, scene)
        method = "simulator" if card else "bank_transfer"
        order = checkout(market, scene, method, card)
        scene["order"] = order["id"]
        scene["reference"] = order["payment"]["reference"] or "none"
        for who, step in steps:
            market.must(scene[who], "POST", f"/orders/{order['id']}/{step}", {})

    return make


def clock_of_order(market: Market, scene: Scene) -> str:
    return str(market.one("select id from jobs where kind like 'order_%' and state = 'waiting' "
                          f"and subject = {scene['order']}")[0])  # fmt: skip


def transfer_order(market: Market, scene: Scene) -> str:
    if "listing" not in scene:
        list_goods(market, scene)
    return checkout(market, scene, "bank_transfer", None)["id"]


def enter_receipt(market: Market, reference: str) -> str:
    body = {"statement_line": f"line-{market.number()}", "reference": reference,
            "amount": {"minor": PRICE, "currency": "EUR"}}  # fmt: skip
    return market.operate("POST", "/operator/bank/receipts", body)["id"]


def ask_back(market: Market, scene: Scene, state: str = "shipped"):
    STATES[state](market, scene)
    body = {"cause": "damaged", "amount": {"minor": 400, "currency": "EUR"}, "words": "!"}
    market.must(scene["buyer"], "POST", f"/orders/{scene['order']}/ask-refund", body)


def refund_by_hand(market: Market, scene: Scene):
    place_order(None)(market, scene)
    enter_receipt(market, scene["reference"])
    market.must(scene["buyer"], "POST", f"/orders/{scene['order']}/cancel", {})
    scene["refund"] = str(market.one(f"select id from refunds where subject = {scene['order']}")[0])


def refused(state: str, *steps: tuple[str, str, dict | None]):
    """What the seller did not give back, and what everybody did then."""

    def make(market: Market, scene: Scene):
        ask_back(market, scene, state)
        for who, step, body in (("seller", "refuse-refund", SAID), *steps):
            path = f"/orders/{scene['order']}"
            if who == "judge":
                (case,) = market.one("select case_id from order_disputes "
                                     f"where order_id = {scene['order']}")  # fmt: skip
                scene["case"] = str(case)
                path = f"/cases/{case}"
            market.must(scene[who], "POST", f"{path}/{step}", body)

    return make


# ---- Payouts


def earned(market: Market, scene: Scene):
    place_order("ok", SHIP, ("buyer", "confirm"))(market, scene)
    body = {"holder": "A Seller", "iban": IBAN, "password": PASSWORD}
    market.must(market.seller, "PUT", "/me/payouts/account", body)


def filed(market: Market, scene: Scene):
    earned(market, scene)
    market.must(market.seller, "POST", "/me/payouts", {})
    run = market.operate("POST", "/operator/payouts/runs", {})
    scene["run"] = run["id"]
    payout, amount = market.one("select id, amount from payouts where state = 'filed' "
                                f"and run = {run['id']}")  # fmt: skip
    scene["payout"] = str(payout)
    named = f"FGP{payout}", f"{amount // 100}.{amount % 100:02}"
    scene["statement"] = statement(market, *named, "DBIT", "")
    scene["return"] = statement(market, *named, "CRDT",
                                "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>")  # fmt: skip


def statement(market: Market, name: str, amount: str, way: str, rest: str) -> str:
    number = market.number()
    return (
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>'
        f'<Id>{number}</Id><Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd>'
        f"<Sts><Cd>BOOK</Cd></Sts><AcctSvcrRef>entry {number}</AcctSvcrRef><NtryDtls><TxDtls>"
        f"<Refs><EndToEndId>{name}</EndToEndId></Refs>{rest}</TxDtls></NtryDtls></Ntry></Stmt>"
        "</BkToCstmrStmt></Document>"
    )


def unfit_entry(market: Market, scene: Scene):
    name = f"fee {market.number()}"
    body = {"xml": statement(market, name, "1.00", "DBIT", "")}
    market.must(market.operator, "POST", "/operator/payouts/statements", body)
    scene["entry"] = str(market.one("select id from payout_entries "
                                    f"where end_to_end = '{name}'")[0])  # fmt: skip


# ---- People


def befriend(market: Market, scene: Scene):
    ask_friend(market, scene)
    market.must(scene["ben"], "POST", f"/friends/{scene['ann_id']}/accept")


def ask_friend(market: Market, scene: Scene):
    market.must(scene["ann"], "POST", "/friends", {"member": scene["ben_id"]})


def block(market: Market, scene: Scene):
    market.must(scene["ann"], "POST", "/blocks", {"member": scene["ben_id"]})


def review_order(market: Market, scene: Scene):
    STATES["settled"](market, scene)
    body = {"line": 1, "stars": 5, "text": "!"}
    made = market.must(scene["buyer"], "POST", f"/orders/{scene['order']}/reviews", body)
    scene["review"] = made["id"]


def question_goods(market: Market, scene: Scene):
    list_goods(market, scene)
    path = f"/listings/{scene['listing']}/questions"
    made = market.must(scene["ann"], "POST", path, {"text": "?"})
    scene["question"] = made["id"]


def report_goods(market: Market, scene: Scene):
    list_goods(market, scene)
    body = {"kind": "listing", "subject": scene["listing"], "rule": "spam", "words": "!"}
    scene["report"] = market.must(scene["reporter"], "POST", "/reports", body)["id"]
    scene["case"] = str(market.one("select case_id from reports "
                                   f"where id = {scene['report']}")[0])  # fmt: skip


def judged_case(*steps: tuple[str, dict | None]):
    """A reported case after what its first judge, and then its seller or reporter, did."""

    def make(market: Market, scene: Scene):
        report_goods(market, scene)
        for step, body in steps:
            market.must(scene["judge"], "POST", f"/cases/{scene['case']}/{step}", body)

    return make


def contest_case(market: Market, scene: Scene):
    STATES["let_be"](market, scene)
    path = f"/reports/{scene['report']}/contest"
    market.must(scene["reporter"], "POST", path, {"words": "!"})


def moderator(market: Market, scene: Scene) -> Member:
    """Somebody who may judge and has nothing to do with anybody."""
    member = market.join()
    path = f"/operator/members/{member.id}/permissions"
    market.operate("PUT", path, {"permissions": ["moderator"]})
    return member


def two_operators(market: Market, scene: Scene):
    """Ann and Ben alone; whoever is left gives it back."""
    for name in ("ann", "ben"):
        path = f"/operator/members/{scene[name].id}/permissions"
        market.operate("PUT", path, {"permissions": ["operator"]})
    path = f"/operator/members/{market.operator.id}/permissions"
    market.must(scene["ann"], "PUT", path, {"permissions": [], "reason": "for the races"})


def second_session(market: Market, scene: Scene) -> Member:
    return Member(scene["laptop"].id, market.sign_in(scene["handle"]))


def session_of_phone(market: Market, scene: Scene) -> str:
    sessions = market.must(scene["phone"], "GET", "/sessions")["items"]
    return next(one["id"] for one in sessions if one["current"])


def account(market: Market, scene: Scene):
    scene["laptop"] = sign_up(market.api, scene["handle"])


def session(market: Market, scene: Scene):
    account(market, scene)
    scene["session"]  # noqa: B018  It is made by being named.


def account_with_token(market: Market, scene: Scene):
    account(market, scene)
    made = market.must(scene["laptop"], "POST", "/me/tokens", {"name": "One", "scopes": ["read"]})
    scene["token"] = made["id"]


def sold_goods(market: Market, scene: Scene):
    """Goods of which the first is sold, and the seller has heard of it."""
    list_goods(market, scene)
    choice = {"kind": "order_paid", "in_app": True, "mail": False}
    market.must(scene["seller"], "PUT", "/notices/choices", choice)
    before = newest_notice(market, scene)
    scene["order"]  # noqa: B018  It is made by being named.
    until("the seller hears of it", 20, lambda: newest_notice(market, scene) > before)
    scene["newest"] = newest_notice(market, scene)


def newest_notice(market: Market, scene: Scene) -> int:
    items = market.must(scene["seller"], "GET", "/notices?limit=1")["items"]
    return items[0]["seq"] if items else 0


def mailed_token(market: Market, address: str, page: str) -> str:
    """What the link of a mail holds; a market without a mail server writes mails as files."""
    found = []

    def there():
        for mail in (market.server.data / "mail").glob("*.eml"):
            text = re.sub("=\r?\n", "", mail.read_text("latin1"))
            if f"To: <{address}>" in text:
                found.extend(re.findall(rf"/{page}#([\w-]{{43}})", text))
        return found

    until("the mail is written", 20, there)
    return found[0]


def mail_waits(market: Market, scene: Scene):
    account(market, scene)
    address = f"{scene['handle']}@example.org"
    body = {"address": address, "password": PASSWORD}
    market.must(scene["laptop"], "PUT", "/me/mail", body)
    scene["token"] = mailed_token(market, address, "confirm-mail")


def forgotten(market: Market, scene: Scene):
    mail_waits(market, scene)
    market.api.must("POST", "/mail-confirmations", {"token": scene["token"]}, "")
    market.api.must("POST", "/password-resets", {"who": scene["handle"]}, "")
    address = f"{scene['handle']}@example.org"
    scene["token"] = mailed_token(market, address, "reset-password")


def account_with_shop(market: Market, scene: Scene):
    scene["laptop"] = market.join(shop=True)
    scene["shop"] = scene["laptop"].shop


def post_moment(market: Market, scene: Scene):
    made = market.must(scene["buyer"], "POST", "/moments", {"text": "!", "audience": "everybody"})
    scene["moment"] = made["id"]


TAKE, REASONS = ("take", None), {"rule": "spam", "facts": "!"}
SAID = {"words": "!"}
OPEN = ("buyer", "open-dispute", SAID)
HEARD = (OPEN, ("seller", "answer-dispute", SAID), ("judge", *TAKE))
PART = {"rule": "not_as_sold", "facts": "!", "measure": "refund_part",
        "amount": {"minor": 100, "currency": "EUR"}}  # fmt: skip

STATES = {
    "live": list_goods,
    "draft": lambda market, scene: list_goods(market, scene, publish=False),
    "paused": pause_goods,
    "unpaid": place_order("declined"),
    "transfer": place_order(None),
    "paid": place_order("ok"),
    "accepted": place_order("ok", ACCEPT),
    "shipped": place_order("ok", SHIP),
    "delivered": place_order("ok", SHIP, ("seller", "deliver")),
    "settled": place_order("ok", SHIP, ("buyer", "confirm")),
    "asked_back": ask_back,
    "refused": refused("shipped"),
    "refused_settled": refused("settled"),
    "disputed": refused("shipped", OPEN),
    "disputed_settled": refused("settled", OPEN),
    "heard": refused("shipped", *HEARD),
    "ruled": refused("settled", *HEARD, ("judge", "decide", PART)),
    "reviewed": review_order,
    "questioned": question_goods,
    "reported": report_goods,
    "taken": judged_case(TAKE),
    "judged": judged_case(TAKE, ("decide", REASONS | {"measure": "take_down"})),
    "let_be": judged_case(TAKE, ("decide", REASONS | {"measure": "leave"})),
    "contested": contest_case,
    "unknown": place_order(None),
    "due": refund_by_hand,
    "asked": ask_friend,
    "friends": befriend,
    "blocked": block,
    "open": session,
    "fresh": account,
    "none": account,
    "shop": account_with_shop,
    "token": account_with_token,
    "posted": post_moment,
    "told": sold_goods,
    "mail waits": mail_waits,
    "forgotten": forgotten,
    "two": two_operators,
    "earned": earned,
    "filed": filed,
    "unfit": unfit_entry,
}

def next_month(market: Market, scene: Scene) -> str:
    """By the program's clock, which the races set ahead."""
    ahead = timedelta(days=30, microseconds=market.server.clock.micros)
    return (datetime.now(UTC) + ahead).isoformat().replace("+00:00", "Z")


THINGS = {
    "n": lambda market, scene: market.number(),
    "price": lambda market, scene: PRICE,
    "next_month": next_month,
    "key": lambda market, scene: f"shared-key-{scene['place']}",
    "sku": lambda market, scene: f"sku-{scene['place']}",
    "csv": lambda market, scene: f"{HEADING}{scene['sku']},Goods,,9.50,4\n",
    "line": lambda market, scene: f"line-{market.number()}",
    "policy": lambda market, scene: "answers_kept_hours",
    "operator": lambda market, scene: market.operator,
    "seller": lambda market, scene: market.seller,
    "buyer": lambda market, scene: market.crowd[market.number() % CROWD],
    "order": order_of_goods,
    "unpaid_order": lambda market, scene: checkout(market, scene, "simulator", "declined")["id"],
    "clock_job": clock_of_order,
    "one": transfer_order,
    "another": transfer_order,
    "import": made_import,
    "receipt": lambda market, scene: enter_receipt(market, "nobody knows"),
    "judge": moderator,
    "other_judge": moderator,
    "reporter": lambda market, scene: market.join(),
    "ann": lambda market, scene: market.join(),
    "ben": lambda market, scene: market.join(),
    "ann_id": lambda market, scene: scene["ann"].id,
    "ben_id": lambda market, scene: scene["ben"].id,
    "new_address": lambda market, scene: f"new{market.number()}@example.org",
    "handle": lambda market, scene: f"person{market.number()}",
    "password": lambda market, scene: PASSWORD,
    "new_password": lambda market, scene: f"another {PASSWORD}",
    "phone": second_session,
    "session": session_of_phone,
}  # fmt: skip
