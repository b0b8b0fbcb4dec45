"""How offers come about that are fought over. Whoever imports this has their scenes too."""

from scenes import STATES, THINGS, Market, Scene, list_goods

OFFERED, COUNTERED = 700, 900


def offer_price(market: Market, scene: Scene, who: str) -> str:
    body = {"version": scene["version"], "quantity": 1, "price": eur(OFFERED)}
    return market.must(scene[who], "POST", f"/listings/{scene['listing']}/offers", body)["id"]


def offered(market: Market, scene: Scene):
    list_goods(market, scene, stock=1)
    scene["offer"] = offer_price(market, scene, "ann")
    scene["other_offer"] = offer_price(market, scene, "ben")


def answered(who: str, step: str, minor: int):
    def make(market: Market, scene: Scene):
        offered(market, scene)
        path = f"/offers/{scene['offer']}/{step}"
        market.must(scene[who], "POST", path, {"price": eur(minor)})

    return make


def eur(minor: int) -> dict:
    return {"minor": minor, "currency": "EUR"}


STATES.update({
    "offered": offered,
    "countered": answered("seller", "counter", COUNTERED),
    "agreed": answered("seller", "accept", OFFERED),
})  # fmt: skip
THINGS.update({
    "offered": lambda market, scene: OFFERED,
    "countered": lambda market, scene: COUNTERED,
})  # fmt: skip
