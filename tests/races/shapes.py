"""What the rows of the races are made of."""

import re
from dataclasses import dataclass

EACH = "each"  # Every request by another member of the crowd.
NOBODY = ""
EUR = "EUR"


@dataclass(frozen=True)
class Command:
    name: str
    who: str
    route: str  # Method and path after /api/v1; "clock": its time passes at once.
    body: dict | None = None
    refused: str = ""  # The codes that are a proper answer to whoever comes too late.
    when: str = ""  # The states in which it may succeed; none named: in all of them.
    needs: str = ""  # The states in which it can be asked at all; none named: in all of them.
    most: int = 0  # How often it may succeed in one round; 0: as often as it likes.
    key: str = ""  # The same Idempotency-Key for all; "": one of its own for each.

    def shape(self) -> str:
        return re.sub(r"\{[^}]*\}", "{}", self.route)


@dataclass(frozen=True)
class Resource:
    name: str
    states: tuple[str, ...]
    commands: tuple[Command, ...]
    winners: int = 0  # How many may succeed in all; 0: what the commands say.


def checkout(method: str, card: str | None) -> dict:
    payment = {"method": method} | ({"card": card} if card else {})
    return {
        "lines": [{"listing": "$listing", "version": "$version", "quantity": 1}],
        "delivery": {"name": "A. Buyer", "address": "$place $n"},
        "payment": payment,
    }


def money(minor) -> dict:
    return {"minor": minor, "currency": EUR}


def pick_up() -> dict:
    return checkout("simulator", "ok") | {"way": "pick_up", "delivery": {"name": "$place $n"}}


GONE = "sold_out listing_changed not_for_sale no_such_listing"
REASON = {"reason": "a race"}
