"""What must be true of a scene after its race, read from the rows, past the program."""

import json
from collections import Counter

from scenes import STOCK, Market, Scene
from server import need
from verify import provider_sums

# Where an act may lead an order, and who may take it: told again here, by somebody else.
LEGAL = {
    ("place", "buyer", "created", "awaiting_payment"),
    *((("paid", who, "awaiting_payment", "paid_held")) for who in ("provider", "operator_")),
    *(("cancel", who, "awaiting_payment", "cancelled") for who in ("buyer", "seller")),
    ("expire", "clock", "awaiting_payment", "expired"),
    ("accept", "seller", "paid_held", "accepted"),
    *(("ship", "seller", state, "shipped") for state in ("paid_held", "accepted")),
    *(("cancel", who, "paid_held", "cancelled") for who in ("buyer", "seller")),
    *(("lapse", "clock", state, "cancelled") for state in ("paid_held", "accepted")),
    ("cancel", "seller", "accepted", "cancelled"),
    ("deliver", "seller", "shipped", "delivered"),
    *(("confirm", "buyer", state, "completed") for state in ("shipped", "delivered")),
    *(("auto_confirm", "clock", state, "completed") for state in ("shipped", "delivered")),
    *((act, who, state, state)
      for act, who in (("ask_refund", "buyer"), ("withdraw", "buyer"), ("refuse", "seller"),
                       ("refuse", "clock"), ("agree", "seller"), ("agree", "clock"))
      for state in ("paid_held", "accepted", "shipped", "delivered", "completed")),
    *((act, who, state, state)
      for act, who in (("escalate", "buyer"), ("appeal", "buyer"), ("appeal", "seller"),
                       ("uphold", "moderator"), ("dismiss", "moderator"))
      for state in ("shipped", "completed")),
    *(("agree", who, state, "cancelled")
      for who in ("seller", "clock") for state in ("paid_held", "accepted")),
    *(("agree", who, state, "agreed")
      for who in ("seller", "clock") for state in ("shipped", "delivered")),
}  # fmt: skip
HELD = ("paid_held", "accepted", "shipped", "delivered")
STEPS = {"call off": ("cancel", "buyer"), "turn down": ("cancel", "seller"),
         "accept": ("accept", "seller"), "send": ("ship", "seller"),
         "say that it arrived": ("deliver", "seller"),
         "confirm": ("confirm", "buyer")}  # fmt: skip
ATTEMPTS_MAX = 10


def successes(outcomes) -> Counter:
    return Counter(command.name for command, answer in outcomes if answer.done)


def check_order(market: Market, scene: Scene, outcomes):
    check_hold(market, scene["order"], outcomes)
    check_goods(market, scene, outcomes)


def walked(market: Market, order: str):
    """An order went only where acts lead, and holds what has not gone back."""
    state, total, held, refunded = market.one(
        f"select state, total, held, refunded from orders where id = {order}")  # fmt: skip
    history = market.rows.all(
        "select act, party, state_from, state_to from order_history "
        f"where order_id = {order} order by id")  # fmt: skip
    at = "created"
    for step in history:
        need(step[2] == at and tuple(step) in LEGAL, f"order {order} went {history}")
        at = step[3]
    need(at == state, f"order {order} is {state} after {history}")
    hold = market.one("select coalesce(sum(balance), 0) from accounts where purpose = 'hold' "
                      f"and owner = {order}")[0]  # fmt: skip
    need(held == hold == (total - refunded if state in HELD else 0),
         f"order {order} {state}: holds {hold} of {total}, {refunded} went back")  # fmt: skip
    return state, total, refunded, history


def check_hold(market: Market, order: str, outcomes):
    state, total, refunded, history = walked(market, order)
    acts = Counter((act, party) for act, party, _, _ in history)
    for name, count in successes(outcomes).items():
        if name in STEPS:
            need(acts[STEPS[name]] == count, f"order {order}: {name} {count} times, {history}")

    paid = acts["paid", "provider"] + acts["paid", "operator_"]
    gone_back = paid and state == "cancelled"
    need(refunded == (total if gone_back else 0), f"order {order} {state}: gave back {refunded}")
    kept = market.one(f"select count(*) from payments where subject = {order} "
                      "and state = 'captured'")[0]  # fmt: skip
    need(kept == (paid and not gone_back), f"order {order} {state}: {kept} payments are kept")


def check_money_back(market: Market, scene: Scene, outcomes):
    order, state = scene["order"], check_parts(market, scene)
    wins = successes(outcomes)
    asked = market.one("select count(*) from order_refunds where party = 'buyer' "
                       f"and order_id = {order}")[0]  # fmt: skip
    told = wins["ask for a sum"] + wins["ask for the goods"] + (scene["state"] == "asked_back")
    need(asked == told, f"order {order}: asked {asked} times, {told} were told so")
    check_stock_back(market, scene, state)


def check_dispute(market: Market, scene: Scene, outcomes):
    """Exactly what is disputed lies aside, one dispute at most is open, and what was opened is."""
    order, state = scene["order"], check_parts(market, scene)
    live = market.rows.all("select disputed, aside, settled, state, case_id from order_disputes "
                           f"where ended is null and order_id = {order}")  # fmt: skip
    need(len(live) <= 1, f"order {order} is disputed {len(live)} times at once")
    frozen = market.one("select coalesce(sum(balance), 0) from accounts where purpose = "
                        f"'disputed' and owner = {order}")[0]  # fmt: skip
    need(frozen == sum(one[1] for one in live), f"order {order}: {frozen} lie aside of {live}")
    for disputed, aside, settled, at, case in live:
        need(settled or aside == (disputed if state == "completed" else 0),
             f"order {order} {state}: {aside} of {disputed} lie aside")  # fmt: skip
        need(at == "open" or market.one(f"select state from cases where id = {case}")[0]
             in {"heard": ("waiting", "open")}.get(at, (at,)), f"order {order}: {at} and its case")
    opened = market.one(f"select count(*) from order_disputes where order_id = {order}")[0]
    before = 0 if scene["state"].startswith("refused") else 1
    told = successes(outcomes)["dispute it"] + before
    need(opened == told, f"order {order}: disputed {opened} times, {told} were told so")


def check_parts(market: Market, scene: Scene) -> str:
    """Never more than there was, and everybody's share gave back its part. Says where it stands."""
    order = scene["order"]
    state, total, refunded, _ = walked(market, order)
    need(state not in ("cancelled", "agreed") or refunded == total,
         f"order {order} is {state} and gave back {refunded} of {total}")  # fmt: skip
    back, kept = market.one("select sum(back), sum(case when purpose = 'commission' then "
                            "amount - back else 0 end) from order_shares "
                            f"where order_id = {order}")  # fmt: skip
    need(back == refunded, f"order {order}: shares gave back {back}, not {refunded}")
    need(kept == ((total - refunded) * 50_000 + 500_000) // 1_000_000,
         f"order {order}: a commission of {kept} stays of {total - refunded}")  # fmt: skip
    sent = market.one("select coalesce(sum(amount), 0) from refunds "
                      f"where subject = {order}")[0]  # fmt: skip
    need(sent == refunded, f"order {order}: {sent} is sent back, not {refunded}")
    return state


def check_stock_back(market: Market, scene: Scene, state: str):
    """Goods are there again once where they were not sent, and not where they were."""
    (stock,) = market.one(f"select stock from listings where id = {scene['listing']}")
    named = market.one(
        "select count(*) from order_refunds r join order_refund_lines l on l.refund = r.id "
        f"where r.order_id = {scene['order']} and r.state = 'given' and r.amount = r.asked")[0]
    unsent = scene["state"] == "paid" and (state == "cancelled" or named > 0)
    need(stock == STOCK - (0 if unsent else 1), f"{stock} are left of {STOCK}, {state}")


def check_goods(market: Market, scene: Scene, outcomes):
    listing = scene["listing"]
    state, version, stock = market.one(
        f"select state, version, stock from listings where id = {listing}")  # fmt: skip
    sold = market.one(
        "select coalesce(sum(l.quantity), 0) from order_lines l join orders o on o.id = l.order_id "
        f"where l.listing = {listing} and o.state not in ('cancelled', 'expired')")[0]  # fmt: skip
    orders = market.one(f"select count(*) from order_lines where listing = {listing}")[0]
    wins = successes(outcomes)
    counted = wins["set the stock"] + wins["say that none is left"] + wins["import a catalogue"]
    what = f"listing {listing} {state}: {stock} left, {sold} sold of {orders} orders"
    need(0 <= stock <= STOCK and (counted or stock + sold == STOCK), what)
    need(state != "live" or stock > 0, what)
    need(state != "sold_out" or stock == 0, what)
    bought = sum(count for name, count in wins.items() if name.startswith("buy"))
    placed = bought + sum(name in scene for name in ("order", "one", "another", "unpaid_order"))
    need(orders == placed, f"{what}; {placed} were told so")
    versions = market.one(f"select count(*) from listing_versions where listing = {listing}")[0]
    need(versions == version, f"listing {listing} has {versions} versions up to {version}")
    price = wins["change the price"] + wins["send it no more"]
    need(version - 1 - price in ((0, 1) if wins["import a catalogue"] else (0,)),
         f"listing {listing}: version {version} after {price} changes")  # fmt: skip
    wrong = market.one(
        "select count(*) from order_lines l join listing_versions v on v.listing = l.listing and "
        f"v.version = l.version where l.listing = {listing} and v.price_minor <> l.price"
    )[0]
    need(wrong == 0, f"{wrong} orders of listing {listing} at a price that their version had not")
    wrong = market.one(
        "select count(*) from orders o join order_lines l on l.order_id = o.id "
        "join listing_versions v on v.listing = l.listing and v.version = l.version "
        f"where l.listing = {listing} and v.handover_ways not in (o.way, 'both')"
    )[0]
    need(wrong == 0, f"{wrong} orders of listing {listing} go a way that their version had not")


def check_offer(market: Market, scene: Scene, outcomes):
    """The one piece is on sale, set aside once, or sold once, at the price that was agreed on."""
    listing = scene["listing"]
    (stock,) = market.one(f"select stock from listings where id = {listing}")
    (aside,) = market.one("select coalesce(sum(quantity), 0) from offers "
                          f"where state = 'accepted' and listing = {listing}")  # fmt: skip
    (sold,) = market.one(
        "select coalesce(sum(l.quantity), 0) from order_lines l join orders o on o.id = l.order_id "
        f"where l.listing = {listing} and o.state not in ('cancelled', 'expired')")  # fmt: skip
    need(stock >= 0 and stock + aside + sold == 1,
         f"listing {listing}: {stock} on sale, {aside} set aside, {sold} sold of 1")  # fmt: skip
    twice = market.rows.all(f"select buyer from offers where listing = {listing} and is_open = 1 "
                            "group by buyer having count(*) > 1")  # fmt: skip
    need(not twice, f"listing {listing}: {twice} have two open offers")
    (agreed,) = market.one(
        "select count(*) from offers f join order_lines l on l.order_id = f.order_id "
        f"where f.listing = {listing} and l.price = f.price")  # fmt: skip
    told = successes(outcomes)["buy at the agreed price"]
    need(agreed == told, f"listing {listing}: {agreed} at the agreed price, {told} were told so")


def check_key(market: Market, scene: Scene, outcomes):
    """One of the two requests happened, once, and everybody who sent it was told the same."""
    told = {(command.name, answer.status, answer.body) for command, answer in outcomes
            if answer.done}  # fmt: skip
    need(len(told) == 1, f"one key has {len(told)} answers: {sorted(told)[:3]}")
    key = scene["key"]
    for sql in (f"select count(*) from order_texts where address = '{key}'",
                f"select count(*) from moments where text = '{key}'",
                f"select count(*) from listing_versions where title = '{key}'"):  # fmt: skip
        count = market.one(sql)[0]
        need(count <= 1, f"{key} happened {count} times")


def check_paid_once(market: Market, scene: Scene, outcomes):
    check_key(market, scene, outcomes)
    payments = market.one(f"select count(*) from payments where subject = {scene['order']}")[0]
    need(payments == 2, f"{payments - 1} tries to pay under one key")


def check_friends(market: Market, scene: Scene, outcomes):
    ann, ben = scene["ann_id"], scene["ben_id"]
    sides = f"in (({ann}, {ben}), ({ben}, {ann}))"
    ties = market.one(f"select count(*) from friends where (member, other) {sides}")[0]
    asked = market.one(f"select count(*) from friend_requests where (asker, asked) {sides}")[0]
    need((ties, asked) in ((0, 0), (0, 1), (2, 0)), f"{ties} ties, {asked} requests")
    made = scene["state"] == "friends", scene["state"] == "asked"
    wins = successes(outcomes)
    begun = sum(made) + wins["ask"] + wins["ask back"] + wins["accept"]
    ended = wins["withdraw"] + wins["decline"]
    need(begun or not ended, f"{ended} ends of what never began")


def check_block(market: Market, scene: Scene, outcomes):
    """Who is blocked is nobody's friend, and has asked nobody."""
    ann, ben = scene["ann_id"], scene["ben_id"]
    sides = f"in (({ann}, {ben}), ({ben}, {ann}))"
    blocks = market.one(f"select count(*) from blocks where (member, other) {sides}")[0]
    ties = market.one(f"select count(*) from friends where (member, other) {sides}")[0]
    asked = market.one(f"select count(*) from friend_requests where (asker, asked) {sides}")[0]
    fine = ((0, 0), (0, 1), (2, 0)) if not blocks else ((0, 0),)
    need((ties, asked) in fine, f"{blocks} blocks, {ties} ties, {asked} requests")


def check_review(market: Market, scene: Scene, outcomes):
    """One for the line, and the listing's stars are those of its reviews."""
    counted = market.one("select count(*), coalesce(sum(stars), 0) from reviews where counted = 1 "
                         f"and listing = {scene['listing']}")  # fmt: skip
    kept = market.one(f"select ratings, stars from listings where id = {scene['listing']}")
    need(tuple(counted) == tuple(kept), f"reviews have {counted}, their listing {kept}")
    by_stars = market.one(
        "select rated_one + rated_two + rated_three + rated_four + rated_five, rated_one + "
        "2 * rated_two + 3 * rated_three + 4 * rated_four + 5 * rated_five from listings "
        f"where id = {scene['listing']}"
    )
    need(tuple(by_stars) == tuple(kept), f"by stars {by_stars}, in all {kept}")
    need(counted[0] == 1, f"{counted[0]} reviews of one line")


def check_questions(market: Market, scene: Scene, outcomes):
    asked = market.one(f"select count(*) from questions where listing = {scene['listing']}")[0]
    need(asked == 1 + successes(outcomes)["ask another"], f"{asked} questions are there")


def check_saved(market: Market, scene: Scene, outcomes):
    """Saved once or not at all, and as the last acts that are certain say."""
    kept = market.one(f"select count(*) from saved_listings where member = {scene['ann_id']}")[0]
    wins = successes(outcomes)
    need(kept <= 1, f"one thing is saved {kept} times")
    need(kept == 0 or wins["save it"], "what nobody saved is saved")
    if wins["save it"] and not wins["take it back"]:
        need(kept == 1, "what was saved is not there")


def check_case(market: Market, scene: Scene, outcomes):
    """Decided at most once before it is appealed, and the goods are where their cases want them."""
    case = scene["case"]
    steps = market.rows.all("select act, from_state, to_state from case_log "
                            f"where case_id = {case} order by seq")  # fmt: skip
    at = "waiting"
    for act, before, after in steps:
        need(before == at, f"case {case} went {steps}")
        at = after
    state = market.one(f"select state from cases where id = {case}")[0]
    need(at == state, f"case {case} is {state} after {steps}")
    decided = market.one("select count(*) from decisions where number > 0 "
                         f"and case_id = {case}")[0]  # fmt: skip
    need(decided == sum(act in ("decide", "judge") for act, _, _ in steps),
         f"case {case}: {decided} decisions, {steps}")  # fmt: skip
    away = market.one("select count(*) from cases where (held = 1 or measure = 'take_down') "
                      f"and subject = {scene['listing']}")[0]  # fmt: skip
    goods = market.one(f"select state from listings where id = {scene['listing']}")[0]
    need((goods in ("held", "removed")) == bool(away), f"{away} measures, the goods are {goods}")
    open_ones = market.one("select count(*) from cases where gathers = 1 "
                           f"and subject = {scene['listing']}")[0]  # fmt: skip
    need(open_ones <= 1, f"{open_ones} cases gather reports of one thing")


def check_session(market: Market, scene: Scene, outcomes):
    wins = successes(outcomes)
    used = market.one(
        f"select count(*) from moments where text like '{scene['place']} %'")[0]  # fmt: skip
    need(used == wins["use"], f"{used} moments are there, {wins['use']} were acknowledged")
    ends = wins["sign out"] + wins["sign out from elsewhere"]
    need(ends <= 1, f"one session ended {ends} times")
    if wins.keys() - {"use"}:
        status = market.api.ask("GET", "/api/v1/sessions", cookie=scene["phone"].cookie).status
        need(status == 401, f"a session that was ended answers {status}")


def check_account(market: Market, scene: Scene, outcomes):
    """Whoever has left is nobody, whatever was asked at the same moment."""
    if not successes(outcomes)["leave for good"]:
        return
    member = scene["laptop"].id
    (name,) = market.one(f"select name from members where id = {member}")
    need(name == "\u2014", f"somebody who left is still called {name}")
    for table in ("sessions", "credentials", "api_tokens"):
        (left,) = market.one(f"select count(*) from {table} where member = {member}")
        need(left == 0, f"{left} {table} of somebody who left")
    for who in ("phone", "laptop"):
        status = market.api.ask("GET", "/api/v1/sessions", cookie=scene[who].cookie).status
        need(status == 401, f"a session of somebody who left answers {status}")


def check_tries(market: Market, scene: Scene, outcomes):
    wrong = Counter(answer.code for command, answer in outcomes if command.name != "rightly")
    tried = wrong["sign_in_failed"] + wrong["old_password_wrong"]
    need(tried <= ATTEMPTS_MAX, f"{tried} wrong passwords were tried")
    if not any(command.name == "rightly" for command, _ in outcomes):
        need(tried == ATTEMPTS_MAX, f"only {tried} wrong passwords could be tried")


def check_mail(market: Market, scene: Scene, outcomes):
    """Confirmed once, and no link outlives what it was for."""
    member = scene["laptop"].id
    address, pending = market.one(
        f"select address, pending from mail_addresses where member = {member}")  # fmt: skip
    need(not (address and address == pending), f"{address} is confirmed and waits")
    followed = successes(outcomes)["follow its link"]
    replaced = market.one("select count(*) from outbox where kind = 'mail_replaced' "
                          f"and member = {member}")[0]  # fmt: skip
    need(replaced <= followed, f"an address was replaced {replaced} times, followed {followed}")


def check_forgotten(market: Market, scene: Scene, outcomes):
    wins = successes(outcomes)
    changed = wins["set a new one"] + wins["change it after all"]
    need(changed <= 1, f"one password was replaced {changed} times")
    if wins["set a new one"]:
        cookie = scene["laptop"].cookie
        status = market.api.ask("GET", "/api/v1/sessions", cookie=cookie).status
        need(status == 401, f"a session that was ended answers {status}")
        body = json.dumps({"handle": scene["handle"], "password": scene["new_password"]})
        status = market.api.ask("POST", "/api/v1/sessions", body).status
        need(status in (201, 429), f"the new password is answered with {status}")


def check_notices(market: Market, scene: Scene, outcomes):
    """What was seen stays seen, whatever comes meanwhile."""
    left = market.one("select count(*) from notices where unread = 1 and "
                      f"member = {scene['seller'].id} and seq <= {scene['newest']}")[0]  # fmt: skip
    need(not (successes(outcomes)["see it"] and left), f"{left} of what was seen is unread")
    twice = market.one("select count(*) from (select thing from notices where kind = 'order_paid' "
                       "group by member, thing having count(*) > 1) as t")[0]  # fmt: skip
    need(twice == 0, f"{twice} orders were told twice")


def check_operators(market: Market, scene: Scene, outcomes):
    """Somebody must be left; they put everything back."""
    left = [str(one) for (one,) in market.rows.all(
        "select id from members where permissions like '%operator%'")]  # fmt: skip
    need(left, "nobody runs the market any more")
    path = f"/operator/members/{market.operator.id}/permissions"
    survivor = next(scene[name] for name in ("ann", "ben") if scene[name].id in left)
    market.must(survivor, "PUT", path, {"permissions": ["operator"], "reason": "back"})
    for one in left:
        market.operate("PUT", f"/operator/members/{one}/permissions", {"permissions": []})


def check_policy(market: Market, scene: Scene, outcomes):
    versions, last = market.one("select count(*), max(version) from policy_versions "
                                f"where name = '{scene['policy']}'")  # fmt: skip
    need(versions == last, f"{versions} versions up to {last}")


def check_sku(market: Market, scene: Scene, outcomes):
    count = market.one("select count(*) from listings where state <> 'ended' "
                       f"and sku = '{scene['sku']}'")[0]  # fmt: skip
    wins = successes(outcomes)
    need(count == bool(wins["list under it"] or wins["import it"]), f"{count} of one SKU")


def check_suspense(market: Market, scene: Scene, outcomes):
    for name in {"one", "another"} & scene.keys():
        check_hold(market, scene[name], [])
    if "listing" in scene:
        check_goods(market, scene, outcomes)


def check_payouts(market: Market, scene: Scene, outcomes):
    """Whatever was said of it how often: set aside once, ended once, and the books say so."""
    for what, sql in {
        "runs that do not say what is in them":
            "select count(*) from payout_runs r where r.state = 'ready' and (r.payouts <> (select "
            "count(*) from payouts p where p.run = r.id) or r.open <> (select count(*) from "
            "payouts p where p.run = r.id and p.state = 'filed'))",
        "sellers whose money on its way is not their open payouts":
            "select count(*) from accounts a where a.purpose = 'payout' and a.balance <> (select "
            "cast(coalesce(sum(p.amount), 0) as bigint) from payouts p where p.member = a.owner "
            "and p.state in ('waiting', 'filed'))",
        "payouts that ended twice in the books":
            "select count(*) from payouts p where (select count(*) from transfers t where "
            "t.subject = p.id and t.purpose = 'payout_paid') > 1 or (select count(*) from "
            "transfers t where t.subject = p.id and t.purpose = 'payout_returned') > 1",
        "movements of statements that were booked twice":
            "select count(*) from (select payout, direction from payout_entries where fate in "
            "('paid', 'returned') group by payout, direction having count(*) > 1) as t",
    }.items():  # fmt: skip
        count = market.one(sql)[0]
        need(count == 0, f"{count} {what}")


CHECKS = {
    "what a seller earned": check_payouts,
    "a payout at the bank": check_payouts,
    "goods": check_goods,
    "an offer for the last piece": check_offer,
    "an order and its hold": check_order,
    "money that goes back": check_money_back,
    "a dispute": check_dispute,
    "money in suspense": check_suspense,
    "a key for buying": check_key,
    "a key for listing": check_key,
    "a key for a moment": check_key,
    "a key for paying": check_paid_once,
    "a friendship": check_friends,
    "a block": check_block,
    "what a buyer says": check_review,
    "a question under goods": check_questions,
    "what somebody saved": check_saved,
    "a case": check_case,
    "a session": check_session,
    "an account": check_account,
    "tries to sign in": check_tries,
    "a mail address": check_mail,
    "what somebody is told": check_notices,
    "a forgotten password": check_forgotten,
    "a number of goods": check_sku,
    "who runs the market": check_operators,
    "a policy": check_policy,
}


def check_outside(rows, file) -> tuple[int, int]:
    """The provider's file and the bank's lines against the books."""
    captured, returned, amounts = provider_sums(file)
    ours = dict(rows.all("select id, state from payments where method = 'simulator'"))
    for payment, state in ours.items():
        wanted = ("declined", "voided")
        if captured[payment]:
            wanted = ("refunded",) if returned[payment] == amounts[payment] else ("captured",)
        need(state in wanted, f"payment {payment} is {state}")
    need(not captured.keys() - ours.keys(), "something was captured for nobody")
    (received,) = rows.all("select coalesce(sum(amount), 0) from receipts "
                           "where sent_back is null")[0]  # fmt: skip
    (owed,) = rows.all("select coalesce(sum(amount), 0) from refunds "
                       "where method = 'bank_transfer'")[0]  # fmt: skip
    taken = sum(amounts.values()) - returned.total()
    (outside,) = rows.all("select coalesce(sum(balance), 0) from accounts "
                          "where purpose = 'outside'")[0]  # fmt: skip
    (paid,) = rows.all("select coalesce(sum(amount), 0) from payouts where state = 'paid'")[0]
    need(-outside == taken + received - owed - paid,
         f"the books took {-outside}; provider {taken}, bank {received} - {owed}, out {paid}")
    return len(captured), sum(1 for back in returned.values() if back)
