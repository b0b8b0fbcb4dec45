"""The rows of offers: who gets the last piece, and at which price."""

from shapes import EACH, GONE, Command, Resource, checkout, money

OFFER_LATE = "offer_not_now"


def priced(minor) -> dict:
    return {"price": money(minor)}


def take_up(offer: str) -> dict:
    return checkout("simulator", "ok") | {"offer": offer}


# One piece, for which two people have offered: whoever gets it, nobody else does.
OFFER = Resource("an offer for the last piece", ("offered", "countered", "agreed"), (
    Command("agree to it", "seller", "POST /offers/{offer}/accept", priced("$offered"),
            f"{OFFER_LATE} offer_changed {GONE}", "offered countered", most=1),
    Command("agree to another one", "seller", "POST /offers/{other_offer}/accept",
            priced("$offered"), f"{OFFER_LATE} {GONE}", most=1),
    Command("agree to the seller's price", "ann", "POST /offers/{offer}/accept",
            priced("$countered"), f"{OFFER_LATE} offer_changed {GONE}", "offered countered",
            most=1),
    Command("name another price", "seller", "POST /offers/{offer}/counter", priced("$countered"),
            f"{OFFER_LATE} too_many_rounds form_invalid {GONE}", "offered countered"),
    Command("name a lower one", "ann", "POST /offers/{offer}/counter", priced("$offered"),
            f"{OFFER_LATE} too_many_rounds form_invalid {GONE}", "offered countered"),
    Command("say no", "seller", "POST /offers/{offer}/decline", None, OFFER_LATE,
            "offered countered", most=1),
    Command("think better of it", "ann", "POST /offers/{offer}/withdraw", None, OFFER_LATE,
            most=1),
    Command("offer a second time", "ann", "POST /listings/{listing}/offers",
            {"version": "$version", "quantity": 1} | priced("$offered"), f"offer_open {GONE}"),
    Command("buy at the agreed price", "ann", "POST /orders", take_up("$offer"), OFFER_LATE,
            most=1),
    Command("buy at the full price", EACH, "POST /orders", checkout("simulator", "ok"), GONE),
    Command("change the goods", "seller", "PATCH /listings/{listing}",
            {"version": "$version", "title": "Goods $n"}, "listing_changed listing_state", most=1),
    Command("its time is up", "clock", "clock"),
))  # fmt: skip
