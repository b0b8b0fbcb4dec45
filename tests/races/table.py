"""What can be fought over, and every command that may take part: the whole test as data.

A resource has the states in which it can be found (their names say how scenes.py makes one) and its
commands, one line each; every pair of commands of a resource is raced, each with itself too. A new
command is a new line. `{name}` in a path and "$name" in a body are things of the scene, see
scenes.py; "$n" is another number in every request. A route that changes something and is in no line
here, nor among UNLIMITED, fails the test.
"""

import re

from haggling import OFFER
from shapes import EACH, EUR, GONE, NOBODY, REASON, Command, Resource, checkout, money, pick_up

LISTING = Resource("goods", ("live", "draft", "paused"), (
    Command("buy by card", EACH, "POST /orders", checkout("simulator", "ok"), GONE, "live"),
    Command("buy and fail to pay", EACH, "POST /orders", checkout("simulator", "declined"), GONE,
            "live"),
    Command("buy by transfer", EACH, "POST /orders", checkout("bank_transfer", None), GONE, "live"),
    Command("buy to pick it up", EACH, "POST /orders", pick_up(), GONE, "live"),
    Command("buy it out of a basket", EACH, "POST /purchases", checkout("simulator", "ok"), GONE,
            "live"),
    Command("send it no more", "seller", "PATCH /listings/{listing}",
            {"version": "$version", "handover": {"ways": "pick_up", "area": "By the gate"}},
            "listing_changed listing_state", most=1),
    Command("change the price", "seller", "PATCH /listings/{listing}",
            {"version": "$version", "price": money("$n")}, "listing_changed listing_state", most=1),
    Command("set the stock", "seller", "PUT /listings/{listing}/stock", {"stock": 3},
            "listing_state"),
    Command("say that none is left", "seller", "PUT /listings/{listing}/stock", {"stock": 0},
            "listing_state"),
    Command("publish", "seller", "POST /listings/{listing}/publish", None, "listing_state",
            "draft", most=1),
    Command("pause", "seller", "POST /listings/{listing}/pause", None, "listing_state", "live"),
    Command("resume", "seller", "POST /listings/{listing}/resume", None, "listing_state",
            "paused"),
    Command("take down", "seller", "POST /listings/{listing}/end", None, "listing_state", most=1),
    Command("import a catalogue", "seller", "POST /imports/{import}/apply", None,
            "import_not_ready import_running", most=1),
    Command("call an order of it off", "buyer", "POST /orders/{order}/cancel", {}, "not_now",
            "live", "live", 1),
    Command("the time to pay is up", "clock", "clock", when="live", needs="live"),
))  # fmt: skip

LATE = "not_now"
ORDER = Resource("an order and its hold",
                 ("unpaid", "transfer", "paid", "accepted", "shipped", "delivered"), (
    Command("pay by card", "buyer", "POST /orders/{order}/pay",
            {"method": "simulator", "card": "ok"}, "not_now payment_under_way", "unpaid transfer"),
    Command("pay, answered late", "buyer", "POST /orders/{order}/pay",
            {"method": "simulator", "card": "delayed"}, "not_now payment_under_way",
            "unpaid transfer"),
    Command("pay, told twice", "buyer", "POST /orders/{order}/pay",
            {"method": "simulator", "card": "doubled"}, "not_now payment_under_way",
            "unpaid transfer"),
    Command("pay in vain", "buyer", "POST /orders/{order}/pay",
            {"method": "simulator", "card": "declined"}, "not_now payment_under_way",
            "unpaid transfer"),
    Command("promise a transfer", "buyer", "POST /orders/{order}/pay",
            {"method": "bank_transfer"}, "not_now payment_under_way", "unpaid transfer"),
    Command("call off", "buyer", "POST /orders/{order}/cancel", {}, "not_now not_yours",
            "unpaid transfer paid", most=1),
    Command("turn down", "seller", "POST /orders/{order}/cancel", {}, LATE,
            "unpaid transfer paid accepted", most=1),
    Command("accept", "seller", "POST /orders/{order}/accept", None, LATE, "paid", most=1),
    Command("send", "seller", "POST /orders/{order}/ship", {}, LATE, "paid accepted",
            most=1),
    Command("say that it arrived", "seller", "POST /orders/{order}/deliver", None, LATE, "shipped",
            most=1),
    Command("confirm", "buyer", "POST /orders/{order}/confirm", None, LATE, "shipped delivered",
            most=1),
    Command("a transfer comes", "operator", "POST /operator/bank/receipts",
            {"statement_line": "$place $n", "reference": "$reference", "amount": money("$price")}
            | REASON, "", "transfer"),
    Command("a transfer is matched", "operator", "POST /operator/bank/receipts/{receipt}/match",
            {"order": "$order"} | REASON, "receipt_decided receipt_does_not_fit", "transfer",
            most=1),
    Command("the time is up", "clock", "clock"),
    Command("have its clock looked at", "operator", "POST /operator/jobs/{clock_job}/try-again",
            REASON, "job_not_in_trouble no_such_job"),
))  # fmt: skip

SUSPENSE = Resource("money in suspense", ("held",), (
    Command("match to one order", "operator", "POST /operator/bank/receipts/{receipt}/match",
            {"order": "$one"} | REASON, "receipt_decided receipt_does_not_fit"),
    Command("match to another", "operator", "POST /operator/bank/receipts/{receipt}/match",
            {"order": "$another"} | REASON, "receipt_decided receipt_does_not_fit"),
    Command("send back", "operator", "POST /operator/bank/receipts/{receipt}/sent-back",
            REASON, "receipt_decided"),
), winners=1)  # fmt: skip

STATEMENT = Resource("a line of the bank's statement", ("unknown",), (
    Command("enter it", "operator", "POST /operator/bank/receipts",
            {"statement_line": "$line", "reference": "$reference", "amount": money("$price")}
            | REASON, "receipt_known"),
    Command("enter it with a slip", "operator", "POST /operator/bank/receipts",
            {"statement_line": "$line", "reference": "none", "amount": money("$price")} | REASON,
            "receipt_known"),
), winners=1)  # fmt: skip

BY_HAND = Resource("a refund by hand", ("due",), (
    Command("say that it is paid", "operator", "POST /operator/bank/refunds/{refund}/paid", REASON,
            "no_such_refund"),
), winners=1)  # fmt: skip


ASKING = "refund_open refund_asked_often not_now form_invalid"
GIVING = "refund_open not_now form_invalid"
MONEY_BACK = Resource("money that goes back", ("paid", "shipped", "asked_back", "settled"), (
    Command("ask for a sum", "buyer", "POST /orders/{order}/ask-refund",
            {"cause": "damaged", "amount": money(300), "words": "$place $n"}, ASKING),
    Command("ask for the goods", "buyer", "POST /orders/{order}/ask-refund",
            {"cause": "missing", "lines": [{"line": 1, "quantity": 1}],
             "words": "$place $n"}, ASKING),
    Command("ask no more", "buyer", "POST /orders/{order}/withdraw-refund", None,
            "no_refund_open"),
    Command("withdraw where there is no right to", "buyer",
            "POST /orders/{order}/withdraw-purchase", {}, "no_right_to_withdraw not_now"),
    Command("agree", "seller", "POST /orders/{order}/agree-refund", {}, "no_refund_open"),
    Command("agree to less", "seller", "POST /orders/{order}/agree-refund",
            {"amount": money(7)}, "no_refund_open"),
    Command("refuse", "seller", "POST /orders/{order}/refuse-refund", {"words": "$place $n"},
            "no_refund_open"),
    Command("give a sum back", "seller", "POST /orders/{order}/refund",
            {"cause": "goodwill", "amount": money(700)}, GIVING, most=1),
    Command("give all back", "seller", "POST /orders/{order}/refund", {"cause": "sold_out"},
            GIVING, most=1),
    Command("confirm", "buyer", "POST /orders/{order}/confirm", None, "not_now refund_open",
            "shipped asked_back", most=1),
    Command("turn down", "seller", "POST /orders/{order}/cancel", {}, "not_now", "paid", most=1),
    Command("the time is up", "clock", "clock"),
))  # fmt: skip


SAYS = {"words": "$place $n"}
GONE_BY = "no_such_dispute dispute_state"
RULES = {"rule": "not_as_sold", "facts": "$place $n"}
DISPUTE = Resource("a dispute", ("refused", "refused_settled", "disputed", "disputed_settled",
                                 "heard", "ruled"), (
    Command("dispute it", "buyer", "POST /orders/{order}/open-dispute", SAYS,
            "dispute_open disputed_already nothing_to_dispute refund_open",
            "refused refused_settled", most=1),
    Command("answer", "seller", "POST /orders/{order}/answer-dispute", SAYS, GONE_BY,
            "disputed disputed_settled", most=1),
    Command("say more", "buyer", "POST /orders/{order}/add-evidence", SAYS,
            f"{GONE_BY} too_much_evidence", "disputed disputed_settled heard", most=20),
    Command("give in", "seller", "POST /orders/{order}/give-in", None, GONE_BY,
            "disputed disputed_settled heard ruled", most=1),
    Command("dispute no more", "buyer", "POST /orders/{order}/withdraw-dispute", None, GONE_BY,
            "disputed disputed_settled heard ruled", most=1),
    Command("appeal", "seller", "POST /orders/{order}/appeal-dispute", SAYS,
            f"{GONE_BY} appeal_over nothing_to_appeal", "ruled", most=1),
    Command("have it all back", "judge", "POST /cases/{case}/decide", RULES | {"measure": "refund"},
            "case_state case_not_yours", "heard", "heard ruled", most=1),
    Command("leave it with them", "judge", "POST /cases/{case}/decide",
            RULES | {"measure": "release"}, "case_state case_not_yours", "heard", "heard ruled",
            most=1),
    Command("ask for a sum", "buyer", "POST /orders/{order}/ask-refund",
            {"cause": "damaged", "amount": money(300), "words": "$place $n"},
            f"dispute_open {ASKING}", "refused refused_settled"),
    Command("confirm", "buyer", "POST /orders/{order}/confirm", None, "not_now refund_open",
            "refused disputed heard", most=1),
    Command("the time is up", "clock", "clock"),
))  # fmt: skip


def keyed(what: str, who: str, route: str, body: dict, other: dict, **more) -> Resource:
    """A key of one route: the same request many times, against another one under the same key."""
    return Resource(f"a key for {what}", (more.pop("state", "live"),), (
        Command("as it is", who, route, body, "key_reused", key="$key", **more),
        Command("with other words", who, route, body | other, "key_reused", key="$key", **more),
    ))  # fmt: skip


KEYS = (
    keyed("buying", "buyer", "POST /orders", checkout("simulator", "ok") | {
        "delivery": {"name": "A. Buyer", "address": "$key"}},
        {"delivery": {"name": "B. Buyer", "address": "$key"}}),
    keyed("listing", "seller", "POST /listings",
          {"title": "$key", "description": "", "price": money(5), "stock": 1,
           "audience": "everybody", "publish": True}, {"stock": 2}),
    keyed("a moment", "buyer", "POST /moments", {"text": "$key", "audience": "friends"},
          {"audience": "everybody"}),
    keyed("paying", "buyer", "POST /orders/{order}/pay", {"method": "simulator", "card": "ok"},
          {"card": "doubled"}, state="unpaid"),
)  # fmt: skip

KNOWN = "asked_already friends_already"
FRIENDSHIP = Resource("a friendship", ("strangers", "asked", "friends"), (
    Command("ask", "ann", "POST /friends", {"member": "$ben_id"}, KNOWN),
    Command("ask back", "ben", "POST /friends", {"member": "$ann_id"}, KNOWN),
    Command("accept", "ben", "POST /friends/{ann_id}/accept", None, "not_asked friends_already",
            "asked"),
    Command("withdraw", "ann", "DELETE /friends/{ben_id}", None, "not_friends", "asked friends"),
    Command("decline", "ben", "DELETE /friends/{ann_id}", None, "not_friends", "asked friends"),
))  # fmt: skip

APART = "no_such_member blocked_by_you"
BLOCK = Resource("a block", ("strangers", "asked", "friends", "blocked"), (
    Command("block", "ann", "POST /blocks", {"member": "$ben_id"}),
    Command("take the block back", "ann", "DELETE /blocks/{ben_id}", None, "not_blocked"),
    Command("ask", "ann", "POST /friends", {"member": "$ben_id"}, f"{KNOWN} {APART}"),
    Command("ask back", "ben", "POST /friends", {"member": "$ann_id"}, f"{KNOWN} {APART}"),
    Command("accept", "ben", "POST /friends/{ann_id}/accept", None,
            f"not_asked friends_already {APART}"),
))  # fmt: skip

REVIEW = Resource("what a buyer says", ("settled", "reviewed"), (
    Command("judge it", "buyer", "POST /orders/{order}/reviews",
            {"line": 1, "stars": 4, "text": "$place $n"}, "reviewed_already", "settled", most=1),
    Command("change it", "buyer", "PATCH /reviews/{review}", {"stars": 2, "text": "$place $n"}, "",
            "reviewed", "reviewed"),
    Command("answer it", "seller", "POST /reviews/{review}/answer", {"text": "$place $n"},
            "answered_already", "reviewed", "reviewed", 1),
))  # fmt: skip

QUESTION = Resource("a question under goods", ("questioned",), (
    Command("ask another", EACH, "POST /listings/{listing}/questions", {"text": "$place $n"},
            "too_many_questions"),
    Command("answer it", "seller", "POST /questions/{question}/answer", {"text": "$place $n"},
            "answered_already", most=1),
))  # fmt: skip

WHY = {"rule": "misleading", "facts": "$place $n"}
PASSED = "case_state case_not_yours own_decision"
CASE = Resource("a case", ("reported", "taken", "judged", "contested", "let_be"), (
    Command("report it too", EACH, "POST /reports",
            {"kind": "listing", "subject": "$listing", "rule": "spam", "words": "$place $n"},
            "reported_already too_many_reports no_such_listing", "reported taken let_be"),
    Command("open one of it", "other_judge", "POST /cases",
            {"kind": "listing", "subject": "$listing", "rule": "spam"}, "case_taken no_such_case"),
    Command("take it", "judge", "POST /cases/{case}/take", None,
            "case_taken case_state own_decision no_such_case"),
    Command("take it as another", "other_judge", "POST /cases/{case}/take", None,
            "case_taken case_state own_decision no_such_case"),
    Command("put it back", "judge", "POST /cases/{case}/put-back", None, PASSED, "taken"),
    Command("hold it", "judge", "POST /cases/{case}/hold", WHY, f"{PASSED} held_already", "taken",
            most=1),
    Command("take it down", "judge", "POST /cases/{case}/decide", WHY | {"measure": "take_down"},
            PASSED, "taken", most=1),
    Command("leave it", "judge", "POST /cases/{case}/decide", WHY | {"measure": "leave"}, PASSED,
            "taken", most=1),
    Command("appeal", "seller", "POST /statements/{case}/appeal", {"words": "$place $n"},
            "no_such_statement case_state nothing_to_appeal", "judged", most=1),
    Command("contest", "reporter", "POST /reports/{report}/contest", {"words": "$place $n"},
            "case_state nothing_to_appeal", "let_be", most=1),
))  # fmt: skip

OUT = "not_signed_in"
SESSION = Resource("a session", ("open",), (
    Command("use", "phone", "POST /moments", {"text": "$place $n", "audience": "friends"}, OUT),
    Command("sign out", "phone", "DELETE /sessions/current", None, OUT),
    Command("sign out from elsewhere", "laptop", "DELETE /sessions/{session}", None,
            "no_such_session"),
    Command("change the password", "laptop", "POST /me/password",
            {"old": "$password", "new": "$new_password"},
            "old_password_wrong too_many_attempts", most=1),
))  # fmt: skip

ACCOUNT = Resource("an account", ("open",), (
    Command("leave for good", "laptop", "POST /me/leave", {"password": "$password"},
            f"{OUT} password_wrong sign_in_failed too_many_attempts", most=1),
    Command("post", "phone", "POST /moments", {"text": "$place $n", "audience": "friends"}, OUT),
    Command("open a shop", "phone", "POST /shops", {"name": "$place $n"}, f"{OUT} shop_exists",
            most=1),
    Command("sign in again", NOBODY, "POST /sessions",
            {"handle": "$handle", "password": "$password"}, "too_many_attempts sign_in_failed"),
))  # fmt: skip

SIGN_IN = Resource("tries to sign in", ("fresh",), (
    Command("rightly", NOBODY, "POST /sessions", {"handle": "$handle", "password": "$password"},
            "too_many_attempts"),
    Command("wrongly", NOBODY, "POST /sessions", {"handle": "$handle", "password": "not it at all"},
            "too_many_attempts sign_in_failed"),
    Command("with a wrong old password", "laptop", "POST /me/password",
            {"old": "not it at all", "new": "$new_password"},
            "too_many_attempts old_password_wrong"),
))  # fmt: skip

TRIES = "too_many_attempts"
MAIL = Resource("a mail address", ("mail waits",), (
    Command("follow its link", NOBODY, "POST /mail-confirmations", {"token": "$token"},
            "link_over", most=1),
    Command("give another", "laptop", "PUT /me/mail",
            {"address": "$new_address", "password": "$password"}, TRIES),
    Command("take it back", "laptop", "PUT /me/mail", {"address": "", "password": "$password"},
            TRIES),
    Command("have the link mailed again", "laptop", "POST /me/mail/again", None,
            f"no_mail_waits {TRIES}"),
))  # fmt: skip

FORGOTTEN = Resource("a forgotten password", ("forgotten",), (
    Command("set a new one", NOBODY, "POST /password-resets/use",
            {"token": "$token", "password": "$new_password"}, f"link_over {TRIES}", most=1),
    Command("forget it once more", NOBODY, "POST /password-resets", {"who": "$handle"}, TRIES),
    Command("change it after all", "laptop", "POST /me/password",
            {"old": "$password", "new": "$new_password"}, f"old_password_wrong {OUT} {TRIES}",
            most=1),
    Command("sign out everywhere else", "laptop", "DELETE /sessions/others", None, OUT),
))  # fmt: skip

NOTICES = Resource("what somebody is told", ("told",), (
    Command("see it", "seller", "POST /notices/read", {"up_to": "$newest"}),
    Command("choose to hear", "seller", "PUT /notices/choices",
            {"kind": "order_paid", "in_app": True, "mail": False}),
    Command("choose not to", "seller", "PUT /notices/choices",
            {"kind": "order_paid", "in_app": False, "mail": False}),
    Command("buy", EACH, "POST /orders", checkout("simulator", "ok"), GONE),
))  # fmt: skip

HANDLE = Resource("a user name", ("free",), (
    Command("join under it", NOBODY, "POST /members",
            {"handle": "$handle", "name": "Name", "password": "$password"}, "handle_taken"),
), winners=1)  # fmt: skip

SHOP = Resource("a member's one shop", ("none",), (
    Command("open it", "laptop", "POST /shops", {"name": "Shop $n"}, "shop_exists", most=1),
    Command("list", "laptop", "POST /listings",
            {"title": "Early", "description": "", "price": money(5), "stock": 1,
             "audience": "everybody", "publish": True}, "no_shop_yet"),
    Command("import", "laptop", "POST /imports", {"csv": "$csv", "audience": "everybody"},
            "no_shop_yet import_running"),
))  # fmt: skip

SKU = Resource("a number of goods", ("shop",), (
    Command("list under it", "laptop", "POST /listings",
            {"title": "Twice", "description": "", "price": money(5), "stock": 1, "sku": "$sku",
             "audience": "everybody", "publish": True}, "sku_taken", most=1),
    Command("import it", "laptop", "POST /imports/{import}/apply", None,
            "import_not_ready import_running", most=1),
    Command("rename the shop meanwhile", "laptop", "PATCH /shops/{shop}", {"name": "Shop $n"}),
    Command("close the shop", "laptop", "PUT /shops/{shop}/holiday", {"until": "$next_month"}),
    Command("open it again", "laptop", "DELETE /shops/{shop}/holiday"),
    Command("ask for postage meanwhile", "laptop", "PUT /shops/{shop}/postage",
            {"price": {"minor": 490, "currency": EUR}}),
    Command("say who it is", "laptop", "PUT /shops/{shop}/words",
            {"words": "Stall $n", "hours": "", "area": "", "place": "", "open_place": False}),
    Command("set conditions", "laptop", "PUT /shops/{shop}/conditions", {"text": "By $n"}),
))  # fmt: skip

MOMENT = Resource("a moment", ("posted",), (
    Command("take back", "buyer", "DELETE /moments/{moment}", None, "no_such_moment"),
), winners=1)  # fmt: skip

GONE_TOO = "last_operator not_permitted"
OPERATORS = Resource("who runs the market", ("two",), (
    Command("one removes the other", "ann", "PUT /operator/members/{ben_id}/permissions",
            {"permissions": []} | REASON, GONE_TOO),
    Command("the other removes the one", "ben", "PUT /operator/members/{ann_id}/permissions",
            {"permissions": []} | REASON, GONE_TOO),
    Command("one steps down", "ann", "PUT /operator/members/{ann_id}/permissions",
            {"permissions": []} | REASON, GONE_TOO),
))  # fmt: skip

TOKEN = Resource("a program's token", ("token",), (
    Command("take it back", "laptop", "DELETE /me/tokens/{token}", None, "no_such_token", most=1),
    Command("make another", "laptop", "POST /me/tokens", {"name": "T $n", "scopes": ["read"]},
            "too_many_tokens"),
))  # fmt: skip

SAVED = Resource("what somebody saved", ("live",), (
    Command("save it", "ann", "PUT /listings/{listing}/saved", None, "no_such_listing"),
    Command("take it back", "ann", "DELETE /listings/{listing}/saved"),
    Command("block who saves", "seller", "POST /blocks", {"member": "$ann_id"}),
    Command("unblock who saves", "seller", "DELETE /blocks/{ann_id}", None, "not_blocked"),
))  # fmt: skip

POLICY = Resource("a policy", ("set",), (
    Command("set it", "operator", "PUT /operator/policies/{policy}",
            {"value": 24} | REASON),
    Command("set it otherwise", "operator", "PUT /operator/policies/{policy}",
            {"value": 25} | REASON),
))  # fmt: skip

TAKEN = "nothing_to_pay_out"
EARNED = Resource("what a seller earned", ("earned",), (
    Command("ask for it", "seller", "POST /me/payouts", {}, TAKEN, most=1),
    Command("take all along", "seller", "POST /me/payouts", {"leaving": True},
            f"{TAKEN} orders_open", most=1),
    Command("pay everybody", "operator", "POST /operator/payouts/runs", REASON,
            f"{TAKEN} payout_run_going"),
    Command("choose another day", "seller", "PUT /me/payouts/schedule", {"schedule": "daily"}),
    Command("name another account", "seller", "PUT /me/payouts/account",
            {"holder": "A Seller", "iban": "NO9386011117947", "password": "$password"}, TRIES),
    Command("pay from elsewhere", "operator", "PUT /operator/payouts/source",
            {"holder": "The Market", "iban": "NO9386011117947"} | REASON),
))  # fmt: skip

PAYOUT = Resource("a payout at the bank", ("filed",), (
    Command("say that it was paid", "operator", "POST /operator/payouts/{payout}/paid", REASON,
            "payout_over", most=1),
    Command("say that it came back", "operator", "POST /operator/payouts/{payout}/returned", REASON,
            "payout_over", most=1),
    Command("read a statement of it", "operator", "POST /operator/payouts/statements",
            {"xml": "$statement"}),
    Command("read that it came back", "operator", "POST /operator/payouts/statements",
            {"xml": "$return"}),
    Command("hand the file over", "operator", "POST /operator/payouts/runs/{run}/handed", REASON,
            "run_handed", most=1),
    Command("say that all was paid", "operator", "POST /operator/payouts/runs/{run}/paid", REASON,
            "run_over"),
))  # fmt: skip

ENTRY = Resource("a movement that fits nothing", ("unfit",), (
    Command("look into it", "operator", "POST /operator/payouts/entries/{entry}/seen", REASON,
            "no_such_entry"),
), winners=1)  # fmt: skip

RESOURCES = (LISTING, OFFER, ORDER, MONEY_BACK, DISPUTE, SUSPENSE, STATEMENT, BY_HAND, *KEYS,
             FRIENDSHIP, BLOCK, REVIEW, QUESTION, CASE, SESSION, ACCOUNT, SIGN_IN, MAIL, FORGOTTEN,
             NOTICES, HANDLE, SHOP, SKU, MOMENT, OPERATORS, TOKEN, SAVED, POLICY, EARNED, PAYOUT,
             ENTRY)  # fmt: skip

# What changes something and takes nothing away from anybody.
UNLIMITED = {
    "POST /pictures": "each is another picture; how many a member has is a quota",
    "PUT /listings/{}/offers": "it may be said as often as one likes; open offers stay",
    "PATCH /me": "a name may be changed as often as one likes",
    "PUT /operator/market/{}": "a text may be said as often as one likes; the last one holds",
    "POST /operator/market/invitation": "a new one may be made as often as one likes",
    "PUT /operator/setup/steps/{}": "a step may be left as often as one likes",
    "POST /me/promoting": "once for ever: who has accepted is told so",
    "POST /me/promoting/invitations": "the same token again for a while; it counts when accepted",
    "POST /listings/{}/share": "the same link again for a while; how many a day is a limit",
    "PUT /me/promoter-rate": "a rate may be set as often as one likes; orders keep theirs",
    "POST /operator/promoters/{}/suspend": "it may be said as often as one likes",
    "POST /operator/promoters/{}/reinstate": "it may be said as often as one likes",
    "POST /operator/reports/rates": "as often as one likes; the last one of a day holds",
    "POST /operator/setup/end": "once for ever: who comes second is told no_first_steps",
    "DELETE /me/webhooks/{}": "once for ever: who comes second is told no_such_webhook",
    "POST /operator/webhooks/{}/end": "once for ever: who comes second is told no_such_webhook",
}
for what in ("", "/goods", "/tiers"):
    UNLIMITED[f"PUT /operator/fees{what}"] = "as often as one likes; orders keep theirs"
for side in ("me", "operator"):
    UNLIMITED[f"POST /{side}/webhooks"] = "each is another one; how many there are is a limit"
    UNLIMITED[f"PATCH /{side}/webhooks/{{}}"] = "as often as one likes; the last one holds"
    UNLIMITED[f"POST /{side}/webhooks/{{}}/secret"] = "as often as one likes; the last two sign"
    UNLIMITED[f"POST /{side}/webhooks/{{}}/ping"] = "how many an hour is a limit"
    for what in ("", "/deliveries/{}"):
        UNLIMITED[f"POST /{side}/webhooks/{{}}{what}/replay"] = "what waits is not put there twice"


def routes_in_no_row(document: dict) -> list[str]:
    """The routes of an OpenAPI document that change something and race with nothing here."""
    raced = {command.shape() for resource in RESOURCES for command in resource.commands}
    raced |= UNLIMITED.keys()
    left = []
    for path, methods in document["paths"].items():
        shape = re.sub(r"\{[^}]*\}", "{}", path).removeprefix("/api/v1")
        for method in methods.keys() - {"get", "parameters"}:
            if f"{method.upper()} {shape}" not in raced:
                left.append(f"{method.upper()} {path}")
    return sorted(left)
