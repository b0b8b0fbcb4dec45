// Prices that people offer: named, answered, taken back, forgotten, and bought at.

#include "offers/offers.hpp"

#include "sim/people.hpp"

namespace sim {

using Id = base::Result<std::int64_t>;

namespace {

/// What the buyer is shown for sending what was agreed on.
std::int64_t postage_for(db::Snapshot& snapshot, const offers::Offer& offer,
                         const shops::Destination& destination) {
    const base::Money goods{offer.price * offer.quantity, offer.asset};
    const auto postage =
        shops::postage_for(shops::postage_of(snapshot, offer.shop), destination, goods);
    return postage ? *postage : 0;
}

}  // namespace

void People::haggle(Chance& chance) {
    if (offers_.empty() || chance.one_in(3)) return make_offer(chance);
    const auto id = recent(offers_, chance);
    const auto offer =
        market_.look([&](db::Snapshot& snapshot) { return offers::find(snapshot, id).value(); });
    if (offer.state == offers::OfferState::accepted && !chance.one_in(4)) {
        return take_up(offer, chance);
    }
    answer_offer(offer, chance);
}

void People::make_offer(Chance& chance) {
    const Goods& goods = recent(goods_, chance);
    if (chance.one_in(30)) {
        const bool none = chance.one_in(2);
        (void)market_.send("take_offers", [=](db::Tx& tx) -> Id {
            TRY(none ? offers::turn_away(tx, goods.owner, goods.id)
                     : offers::welcome(tx, goods.owner, goods.id));
            return std::int64_t{0};
        });
        return;
    }
    const auto buyer = somebody(chance);
    offers::NewOffer wanted{goods.id, version_of(goods.id), 1 + chance.below(3), 0};
    wanted.price = 1 + chance.below(9000);
    if (!chance.one_in(4)) {
        const auto listed = market_.look([&](db::Snapshot& snapshot) {
            return shops::price_of(snapshot, wanted.listing, wanted.version)->minor;
        });
        wanted.price = 1 + chance.below(listed);
    }
    const auto made = market_.send(
        "make_offer", [=](db::Tx& tx) -> Id { return TRY(offers::make(tx, buyer, wanted)).value; });
    if (chance.one_in(4)) market_.send_again();
    if (made) offers_.push_back(orders::OfferId{*made});
}

/// Mostly whoever may; now and then anybody, at another price than the one that was named.
void People::answer_offer(const offers::Offer& offer, Chance& chance) {
    const bool of_buyer = offer.state == offers::OfferState::countered ||
                          (offer.state == offers::OfferState::accepted && !chance.one_in(5));
    auto by = of_buyer ? offer.buyer : offer.seller;
    if (chance.one_in(6)) by = chance.one_in(2) ? offer.buyer : somebody(chance);
    const std::int64_t what = chance.below(8), more = 1 + chance.below(offer.price + 1);
    const std::int64_t shown = offer.price + (chance.one_in(12) ? 1 : 0);
    const std::int64_t other = of_buyer ? offer.price - more : offer.price + more;
    const auto done = market_.send("answer_offer", [=](db::Tx& tx) -> Id {
        if (what == 0) {
            TRY(offers::decline(tx, by, offer.id));
        } else if (what == 1) {
            TRY(offers::withdraw(tx, by, offer.id));
        } else if (what <= 3) {
            TRY(offers::counter(tx, by, offer.id, other));
        } else {
            TRY(offers::accept(tx, by, offer.id, shown));
        }
        return offer.id.value;
    });
    if (chance.one_in(4)) market_.send_again();
    const auto word = what == 0   ? "declined"
                      : what == 1 ? "withdrawn"
                      : what <= 3 ? "countered"
                                  : "accepted";
    if (done) ++market_.reach[std::string{"offer "} + word];
}

/// By its buyer; now and then by somebody else, or for more than was agreed on.
void People::take_up(const offers::Offer& offer, Chance& chance) {
    orders::Basket basket;
    basket.buyer = chance.one_in(15) ? somebody(chance) : offer.buyer;
    basket.name = "A Person";
    basket.destination = {shops::Way::ship, "DE"};
    if (chance.one_in(6)) basket.destination = {shops::Way::pick_up, ""};
    if (basket.destination.way == shops::Way::ship) {
        basket.address = std::to_string(basket.buyer.value) + " Fair Lane";
    }
    basket.method =
        chance.one_in(3) ? payments::Method::bank_transfer : payments::Method::simulator;
    const std::int64_t more = chance.one_in(15) ? 1 : 0;
    basket.lines.push_back({offer.listing, offer.version, offer.quantity + more});
    basket.postage = market_.look(
        [&](db::Snapshot& snapshot) { return postage_for(snapshot, offer, basket.destination); });
    const auto card = chance.one_in(4) ? payments::Card::declined : payments::Card::ok;
    const auto paying = chance.one_in(8) ? Paying::stays_away : Paying::returns;
    const auto settings = market_.settings();
    const auto made = market_.send("take_up", [=](db::Tx& tx) -> Id {
        return TRY(offers::take_up(tx, basket, offer.id, settings)).order.id.value;
    });
    market_.send_again();
    if (!made) return;
    ++market_.reach["offer ordered"];
    const orders::OrderId id{*made};
    remember_order(id, {});
    const auto order =
        market_.look([&](db::Snapshot& snapshot) { return orders::find(snapshot, id).value(); });
    if (basket.method == payments::Method::simulator) return pay(order.payment, card, paying);
    remember_transfer(order.payment);
}

}  // namespace sim
