"""How goods, a purse, a friendship and a key behave when one thing happens after another.

Each is a function (state, act, answer) -> state after it, or None where the answer is not what the
state allows; see Step in checker.py.
"""

OK = ("ok",)


def goods(state, act, answer):
    """state: (stock, version). Acts: buy, set, price, read."""
    stock, version = state
    match act:
        case ("buy", quantity, seen):
            if answer in (OK, None):
                well = seen == version and stock >= quantity
                return (stock - quantity, version) if well else None
            if answer == ("sold_out", stock):
                return state if quantity > stock else None
            changed = answer == ("listing_changed", version) and quantity <= stock
            return state if changed and seen != version else None
        case ("set", wanted):
            well = answer in (None, ("ok", wanted, version))
            return (wanted, version) if well else None
        case ("price", seen):
            if answer in (None, ("ok", stock, version + 1)):
                return (stock, version + 1) if seen == version else None
            return state if answer == ("listing_changed", version) and seen != version else None
        case ("read",):
            return state if answer == ("ok", stock, version) else None
    raise ValueError(act)


def purse(state, act, answer):
    """state: (money, which orders are settled). Acts: confirm, read."""
    money, settled = state
    match act:
        case ("confirm", order, amount):
            if answer in (OK, None):
                return None if order in settled else (money + amount, settled | {order})
            return state if answer == ("not_now",) and order in settled else None
        case ("read",):
            return state if answer == ("ok", money) else None
    raise ValueError(act)


def friendship(state, act, answer):
    """state: none, friends, or who has asked. Acts: ask, accept, part, read, each by one of two."""
    kind, who, other = act
    if kind == "read":
        shown = {who: "requested", other: "asked"}.get(state, state)
        return state if answer == ("ok", shown) else None
    refusal = None
    if kind == "part":
        after, refusal = "none", "not_friends" if state == "none" else None
    elif state == "friends":
        after, refusal = state, "friends_already"
    elif kind == "ask":
        after, refusal = "friends" if state == other else who, None
        refusal = "asked_already" if state == who else None
    else:
        after, refusal = "friends", None if state == other else "not_asked"
    if answer in (OK, None):
        return None if refusal else after
    return state if answer == (refusal,) else None


def key(state, act, answer):
    """state: () or (which of the requests under this key, what it made). Act: send."""
    _, which = act
    if answer == ("key_reused",):
        return state if state and state[0] != which else None
    made = answer[1] if answer else None
    if not state:
        return (which, made)
    if state[0] != which:
        return None
    if None not in (state[1], made) and state[1] != made:
        return None
    return (which, state[1] or made)
