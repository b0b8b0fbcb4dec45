"""Holds what the clients know against what the market has stored: nothing lost, nothing doubled,
nothing half, and the books equal to the provider's."""

import datetime
import json
import random
from collections import Counter
from pathlib import Path

from server import Fault, need, until
from world import REFUSALS, Act, World

UNPAID = ("awaiting_payment", "cancelled", "expired", "agreed")
# A lost answer is asked for after 30 s, and again after pauses that grow.
SETTLE_SECONDS_MAX = 180
SAMPLE = 40

STEPS = {"ship", "confirm", "cancel"}
DONE = {
    "checkout": "select address, order_id from order_texts",
    "price": "select title, listing from listing_versions where version > 1",
    "moment": "select text, id from moments where listing = 0",
    "friend": "select asker, asked from friend_requests",
}

# Whatever one of these finds is half of something, or too much of it.
HALF = {
    "orders whose lines do not add up": """
        select o.id from orders o left join order_lines l on l.order_id = o.id
        group by o.id, o.total, o.postage
        having coalesce(sum(l.quantity * l.price), 0) <> o.total - o.postage""",
    "orders whose shares do not add up": """
        select o.id from orders o left join order_shares s on s.order_id = o.id
        group by o.id, o.total having coalesce(sum(s.amount), 0) <> o.total""",
    "orders without an address, a history or a payment": """
        select id from orders where id not in (select order_id from order_texts)
        or id not in (select order_id from order_history)
        or payment not in (select id from payments)""",
    "orders whose state is not where their history ends": """
        select o.id from orders o where o.state <> (select h.state_to from order_history h
        where h.order_id = o.id order by h.id desc limit 1)""",
    "orders whose hold is not what their state says": """
        select o.id from orders o
        left join accounts a on a.owner = o.id and a.purpose = 'hold' and a.asset = o.asset
        where coalesce(a.balance, 0) <> o.held or o.held <> case when o.state in
        ('paid_held', 'accepted', 'ready', 'shipped', 'delivered', 'inspection')
        then o.total - o.refunded else 0 end""",
    "orders whose shares gave back another sum than went back": """
        select o.id from orders o left join order_shares s on s.order_id = o.id
        group by o.id, o.refunded having coalesce(sum(s.back), 0) <> o.refunded""",
    "payments and refunds of no order": """
        select id from payments where subject not in (select id from orders)
        union all select id from refunds where subject not in (select id from orders)""",
    "transfers that do not add up to zero": """
        select transfer from postings group by transfer having sum(amount) <> 0""",
    "accounts that are not the sum of their postings": """
        select a.id from accounts a left join postings p on p.account = a.id
        group by a.id, a.balance having coalesce(sum(p.amount), 0) <> a.balance""",
    "gaps in the log": """
        select count(*) from events having count(*) <> coalesce(max(seq) - min(seq) + 1, 0)""",
}


def stored(rows, kind: str) -> dict:
    """What is stored of a kind of act, by what the client called it."""
    out = {}
    for name, thing in rows.all(DONE[kind]):
        name = (str(name), str(thing)) if kind == "friend" else name
        out.setdefault(name, []).append(str(thing))
    return out


class Stored:
    """The rows that acts leave behind, read at one time."""

    def __init__(self, world: World, rows):
        self.world = world
        self.named = {kind: stored(rows, kind) for kind in DONE}
        self.steps = Counter(
            (str(order), act) for order, act in rows.all("select order_id, act from order_history")
        )
        self.payments = Counter(str(one) for (one,) in rows.all("select subject from payments"))

    def traces(self, act: Act) -> list[str]:
        """What the act has left behind; a stock that was set leaves nothing of its own."""
        if act.kind in STEPS:
            return [act.about] * self.steps[act.about, act.kind]
        if act.kind == "pay":
            return [act.about] * (self.payments[act.about] - 1)
        if act.kind == "friend":
            name = (self.world.members[act.who].id, act.about)
        else:
            name = act.key
        return self.named.get(act.kind, {}).get(name, [])


def ask_again(world: World, act: Act):
    """Under its key, with the very same bytes."""
    cookie = world.members[act.who].cookie

    def answered():
        try:
            answer = world.api.ask(act.method, act.path, act.body, cookie, act.key)
        except OSError:
            return None
        return answer if answer.status < 500 else None

    return until(f"an answer to {act.key}", 15, answered)


def finish(world: World, rows, acts: list[Act]) -> tuple[int, int]:
    """Asks again what nobody answered; how many that were, and how many of them had happened."""
    left = [act for act in acts if act.open()]
    before = Stored(world, rows)
    happened = 0
    for act in left:
        traces = before.traces(act)
        answer = ask_again(world, act)
        act.status, act.answer = answer.status, answer.body
        if not traces or act.kind == "pay":
            continue  # An order may have been paid for in another cycle as well.
        happened += 1
        need(act.done(), f"{act.key} had happened, and is now refused: {act.answer.decode()}")
        if act.kind in ("checkout", "moment"):
            made = answer.json()["id"]
            need(made == traces[0], f"{act.key} had made {traces[0]}, and now {made}")
    return len(left), happened


def replay(world: World, acts: list[Act], chance: random.Random) -> int:
    """Asks a sample again; the answers must be the same, byte for byte."""
    done = [act for act in acts if act.done()]
    sample = chance.sample(done, min(len(done), SAMPLE))
    for act in sample:
        answer = ask_again(world, act)
        same = (answer.status, answer.body) == (act.status, act.answer)
        need(same, f"{act.key} asked again: {answer.status} {answer.body!r}, not {act.answer!r}")
    return len(sample)


def check_refusals(acts: list[Act]):
    for act in acts:
        if act.done():
            continue
        code = json.loads(act.answer).get("code")
        allowed = code in REFUSALS.get(act.kind, set())
        need(allowed, f"{act.kind} {act.key}: {act.status} {act.answer.decode()}")


def check_once(world: World, rows) -> tuple[int, int]:
    """How many acknowledged commands are lost, and how many things are there too often."""
    now = Stored(world, rows)
    lost = doubled = 0
    wanted = Counter()
    for act in world.acts.values():
        if not act.done() or act.kind == "stock":
            continue
        traces = now.traces(act)
        wanted[act.kind] += 1
        lost += not traces
        doubled += len(traces) > 1
        if act.kind == "checkout" and traces and f'"id":"{traces[0]}"'.encode() not in act.answer:
            raise Fault(f"{act.key} made {traces[0]} and answered {act.answer.decode()}")
    # Whatever was refused or never asked must not be there.
    there = {kind: sum(map(len, things.values())) for kind, things in now.named.items()}
    there |= {step: sum(n for (_, act), n in now.steps.items() if act == step) for step in STEPS}
    there["pay"] = now.payments.total() - wanted["checkout"]
    doubled += sum(max(0, count - wanted[kind]) for kind, count in there.items())
    return lost, doubled


def check_stock(world: World, rows):
    # In one statement: orders that nobody pays go on to expire, and put back what they had.
    listings = rows.all("""
        select g.id, g.stock, g.version, coalesce(s.gone, 0) from listings g left join (
            select l.listing, sum(l.quantity) as gone
            from order_lines l join orders o on o.id = l.order_id
            where o.state not in ('cancelled', 'expired') group by l.listing) s
        on s.listing = g.id""")
    now = {str(one): (left, version) for one, left, version, _ in listings}
    sold = {str(one): gone for one, _, _, gone in listings}
    for listing in world.goods + world.pots:
        left, gone = now[listing.id][0], sold[listing.id]
        need(left == listing.stock - gone,
             f"listing {listing.id}: {listing.stock} - {gone} sold is not {left}")  # fmt: skip
    counted = {}
    for act in world.acts.values():
        if act.kind == "stock" and act.done():
            counted[act.about] = json.loads(act.body)["stock"]
    for listing, left in counted.items():
        need(now[listing][0] == left, f"crate {listing} has {now[listing][0]}, not {left}")
    for pot in world.pots:
        pot.version = now[pot.id][1]


def check_half(rows):
    for what, sql in HALF.items():
        found = rows.all(sql)
        need(not found, f"{what}: {found[:5]}, {len(found)} in all")


def check_books(world: World) -> dict:
    """The program's own audit of its books."""
    books = world.api.must("GET", "/operator/ledger", cookie=world.operator.cookie)
    need(books["sum_zero"], f"the books do not add up: {books}")
    need(books["chain"]["ok"], f"the chain is broken: {books['chain']}")
    need(not any(books["audit"].values()), f"the audit found {books['audit']}")
    total = sum(account["balance"]["minor"] for account in books["accounts"])
    need(total == 0, f"the accounts add up to {total}")
    return books


def settle(world: World, rows):
    """Waits until every payment and refund has come to its end, and the day report as well."""

    def settled():
        (left,) = rows.all("""
            select (select count(*) from payments where state in ('pending', 'refund_pending'))
            + (select count(*) from refunds where state = 'pending')
            + (select count(*) from jobs where state = 'waiting'
               and kind in ('payment_check', 'payment_refund'))
            + (select count(*) from events where seq > (select min(seq) from cursors
               where listener <> 'webhooks'))""")[0]  # Nobody wants any: it looks on seldom.
        return left == 0

    until("all payments have an outcome", SETTLE_SECONDS_MAX, settled)
    today = datetime.datetime.now(datetime.UTC).date()
    first, last = today - datetime.timedelta(days=1), today + datetime.timedelta(days=1)
    report = world.api.must(
        "GET", f"/operator/reports/turnover?from={first}&to={last}", cookie=world.operator.cookie
    )
    need(report["ledger"]["equal"], f"the day report is not the ledger: {report}")


def provider_lines(file: Path) -> list[tuple[str, int, int, int]]:
    """What, key, payment and amount of every line of the provider's own file."""
    lines = [line.split() for line in file.read_text().splitlines()]
    return [(line[0], int(line[1]), int(line[2]), int(line[3])) for line in lines]


def provider_sums(file: Path) -> tuple[Counter, Counter, dict[int, int]]:
    """What the provider captured, once each, how much it gave back of each, each part once and
    never more than there was, and how much it captured of each."""
    lines = provider_lines(file)
    captured = Counter(key for what, key, _, _ in lines if what == "capture")
    returned = Counter()
    for what, _, payment, amount in lines:
        returned[payment] += amount if what == "refund" else 0
    keys = Counter(key for what, key, _, _ in lines if what == "refund")
    amounts = {key: amount for what, key, _, amount in lines if what == "capture"}
    need(all(count == 1 for count in captured.values()), "a key was captured twice")
    need(all(count == 1 for count in keys.values()), "a refund was made twice")
    more = [payment for payment, back in returned.items() if back > amounts.get(payment, 0)]
    need(not more, f"more was given back than taken: {more}")
    return captured, returned, amounts


def check_provider(rows, file: Path) -> tuple[int, int]:
    """The provider's file against our rows; how often it captured and gave back."""
    captured, returned, amounts = provider_sums(file)

    ours = {one: (order, amount, state) for one, order, amount, state in rows.all(
        "select id, subject, amount, state from payments")}  # fmt: skip
    kept = Counter()
    for key in captured:
        need(key in ours, f"captured for nobody: {key}")
        order, amount, state = ours[key]
        need(amount == amounts[key], f"payment {key}: captured {amounts[key]}, not {amount}")
        whole = returned[key] == amount
        need(state == ("refunded" if whole else "captured"), f"payment {key} is {state}")
        kept[order] += not whole
    for payment, (order, _, state) in ours.items():
        known = state not in ("captured", "refunded") or payment in captured
        need(known, f"payment {payment} of {order} is {state}, and the provider has nothing")
    for order, state in rows.all("select id, state from orders"):
        paid = 0 if state in UNPAID else 1
        need(kept[order] == paid, f"order {order} is {state} and was paid {kept[order]} times")

    outside = sum(amount for (amount,) in rows.all(
        "select balance from accounts where purpose = 'outside'"))  # fmt: skip
    taken = sum(amounts.values()) - returned.total()
    need(outside == -taken, f"the books took {-outside}, the provider {taken}")
    return len(captured), sum(1 for back in returned.values() if back)
