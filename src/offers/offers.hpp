#pragma once

// Offers: a buyer names a price, and the seller says yes, no, or another one.
//
//     const OfferId id = TRY(offers::make(tx, ben, {mug, 1, 2, 700}));
//     TRY(offers::counter(tx, ann, id, 800));
//     TRY(offers::accept(tx, ben, id, 800));      // Two mugs are set aside for Ben.
//     TRY(offers::take_up(tx, basket, id, settings));   // An order, at 800 each.
//
// An offer is for so many of one version of a listing. Whoever did not speak last answers: who may
// do what in which state, and what becomes of the goods, is one table (state.cpp). An accepted
// offer has its goods set aside, once, until its buyer has ordered them or its time is up; from the
// order on they are the order's, and the offer only looks on. The order keeps the price that was
// agreed on as that of its line, so whatever counts money afterwards need not know of offers.
//
// No offer waits for ever: each open one that is not ordered has a job, offer_lapse. A job whose
// offer has moved on does nothing.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/member.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "db/migrate.hpp"
#include "db/tx.hpp"
#include "events/events.hpp"
#include "offers/state.hpp"
#include "orders/orders.hpp"
#include "shops/shops.hpp"

namespace offers {

using base::MemberId;
using orders::OfferId;

inline constexpr base::Reason no_such_offer{base::Kind::missing, "no_such_offer"};
inline constexpr base::Reason no_offers{base::Kind::conflict, "no_offers"};
inline constexpr base::Reason offer_open{base::Kind::conflict, "offer_open"};
inline constexpr base::Reason offer_not_now{base::Kind::conflict, "offer_not_now"};
inline constexpr base::Reason offer_changed{base::Kind::conflict, "offer_changed"};
inline constexpr base::Reason too_many_rounds{base::Kind::conflict, "too_many_rounds"};
inline constexpr base::Reason too_many_offers{base::Kind::limited, "too_many_offers"};
inline constexpr base::Reason offers_left_unpaid{base::Kind::limited, "offers_left_unpaid"};

/// An offer as it is stored.
struct Offer {
    OfferId id;
    shops::ListingId listing;
    std::int64_t version = 0;
    std::int64_t quantity = 0;
    shops::ShopId shop;
    MemberId buyer;
    MemberId seller;
    std::string asset;
    std::int64_t price = 0;   // Of one, as whoever spoke last named it.
    std::int64_t listed = 0;  // Of one, as the version says.
    std::string title;
    OfferState state{};
    std::int64_t rounds = 0;               // How often somebody named another price.
    std::optional<base::Time> clock_at{};  // When it lapses.
    std::optional<base::Time> accepted_at{};
    std::optional<orders::OrderId> order_id{};
    base::Time at;
};
BOOST_DESCRIBE_STRUCT(Offer, (),
                      (id, listing, version, quantity, shop, buyer, seller, asset, price, listed,
                       title, state, rounds, clock_at, accepted_at, order_id, at))

/// What was done with one.
struct Passed {
    std::int64_t number = 0;
    OfferAct act{};
    OfferParty party{};
    std::int64_t price = 0;
    base::Time at;
};
BOOST_DESCRIBE_STRUCT(Passed, (), (number, act, party, price, at))

struct NewOffer {
    shops::ListingId listing;
    std::int64_t version = 0;
    std::int64_t quantity = 0;  // At least one.
    std::int64_t price = 0;     // Of one; at least one, and less than the goods cost.
};

/// Offers a price. Refuses as shops::look_at() does, with no_offers where the seller wants none or
/// the policy offers_per_day is 0, offer_open (args: offer) where one for this listing is open,
/// too_many_offers (args: max), offers_left_unpaid (args: count, days), with the form's field
/// `price` (not_below, args: price, currency), and with order_too_large. Tells offer_made.
base::Result<OfferId> make(db::Tx& tx, MemberId buyer, const NewOffer& wanted);

// What its two sides do. All refuse with no_such_offer to strangers and with offer_not_now (args:
// state) where it is not theirs to do now, or its time is up.

/// Names another price of one. Refuses with no_such_offer where the sides are apart by a block,
/// listing_changed (args: version) where the goods were changed meanwhile, too_many_rounds (args:
/// max), and the form's field `price` (not_between, args: least, most, currency). Tells
/// offer_countered.
base::Result<Offer> counter(db::Tx& tx, MemberId member, OfferId id, std::int64_t price);
/// Agrees to the price that was named last, which `price` has to be (offer_changed, args: price,
/// currency), and sets the goods aside; refuses as shops::set_aside() does. Tells offer_accepted.
base::Result<Offer> accept(db::Tx& tx, MemberId member, OfferId id, std::int64_t price);
/// Tells offer_declined.
base::Result<Offer> decline(db::Tx& tx, MemberId member, OfferId id);
/// Takes back what oneself said last, or what was agreed on, while it is not ordered. Tells
/// offer_withdrawn.
base::Result<Offer> withdraw(db::Tx& tx, MemberId member, OfferId id);

/// The order that takes up an accepted offer: the basket has its goods as its only line. Refuses
/// with no_such_offer to everybody but its buyer, offer_not_now (args: state), the form's field
/// `lines` (not_of_offer), and as orders::place(). Tells offer_ordered.
base::Result<orders::Placed> take_up(db::Tx& tx, orders::Basket basket, OfferId id,
                                     const orders::Settings& settings);

/// The seller wants offers for a listing, which is so until they say otherwise, or wants none;
/// those that are open stay. Refuse with no_such_listing to everybody else.
base::Result<base::Done> welcome(db::Tx& tx, MemberId seller, shops::ListingId listing);
base::Result<base::Done> turn_away(db::Tx& tx, MemberId seller, shops::ListingId listing);
bool are_taken(db::Snapshot& snapshot, shops::ListingId listing);

std::optional<Offer> find(db::Snapshot& snapshot, OfferId id);

/// The one with which a buyer has to do for this listing.
std::optional<Offer> open_of(db::Snapshot& snapshot, MemberId buyer, shops::ListingId listing);

enum class Side { buyer, seller };
enum class Which { open, over, all };

/// Somebody's offers before the id `before`, the latest first.
std::vector<Offer> list(db::Snapshot& snapshot, MemberId member, Side side, Which which,
                        std::int64_t before, std::int64_t limit);

/// What was done with an offer, the first first.
std::vector<Passed> history_of(db::Snapshot& snapshot, OfferId id);

/// What events carry: offer_made, offer_countered, offer_accepted, offer_declined,
/// offer_withdrawn, offer_expired, offer_ordered, offer_paid. Their subject is the offer. `price`
/// is that of one; `by` is who did it, nobody (0) where it was a clock.
struct Told {
    shops::ListingId listing;
    MemberId buyer;
    MemberId seller;
    MemberId by;
    base::Money price;
    std::int64_t quantity = 0;
};
BOOST_DESCRIBE_STRUCT(Told, (), (listing, buyer, seller, by, price, quantity))

/// The payload of such an event.
Told told(const events::Event& event);

/// The job offer_lapse.
void add_jobs(events::Hub& hub);

/// Hears order_paid, order_cancelled and order_expired.
void add_listeners(events::Hub& hub);

std::span<const db::Migration> migrations();

}  // namespace offers
