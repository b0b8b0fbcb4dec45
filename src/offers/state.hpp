#pragma once

// The states of an offer, who may do what in each, and what becomes of the goods: one table.

#include <optional>
#include <span>

#include "base/describe.hpp"
#include "base/result.hpp"

namespace offers {

/// Where an offer stands. Words are only added. `offered` waits for the seller, `countered` for the
/// buyer; `ordered` is an order that is not paid yet.
BOOST_DEFINE_ENUM_CLASS(OfferState, offered, countered, accepted, ordered, paid, declined, expired,
                        withdrawn)

BOOST_DEFINE_ENUM_CLASS(OfferAct, offer, counter, accept, decline, withdraw, order, pay,
                        lapse,  // Somebody was silent for too long.
                        fail)   // Its order came to nothing.

BOOST_DEFINE_ENUM_CLASS(OfferParty, buyer, seller, clock)

/// What a step does with the goods. Between `take` and one of the others they are set aside.
enum class Goods { stay, take, give_back, hand_on };

/// One row of the table.
struct Step {
    OfferState from{};
    OfferAct act{};
    OfferParty by{};
    OfferState to{};
    Goods goods = Goods::stay;
};

std::span<const Step> steps();

/// The row for it; nothing where it may not be done.
std::optional<Step> step(OfferState from, OfferAct act, OfferParty by);

/// Whether somebody may have to do with it still; a buyer has one such offer for a listing.
bool is_open(OfferState state);

/// Whether goods are set aside for an offer in this state: those of `ordered` are the order's.
bool holds_goods(OfferState state);

/// A counter moves towards the other side: a seller names more than was offered and no more than
/// the goods cost, a buyer less than was asked for. All are prices of one, in minor units.
bool moves_towards(OfferParty by, std::int64_t from, std::int64_t to, std::int64_t listed);

}  // namespace offers
