#pragma once

// What its two sides are shown of an offer.

#include "offers/offers.hpp"

namespace offers {

BOOST_DEFINE_ENUM_CLASS(OfferMay, accept, counter, decline, withdraw, buy)

struct OfferStepView {
    OfferAct act{};
    OfferParty party{};
    base::Money price;
    base::Time at;
};
BOOST_DESCRIBE_STRUCT(OfferStepView, (), (act, party, price, at))

struct OfferView {
    OfferId id;
    OfferState state{};
    OfferParty role{};
    members::Person buyer;
    members::Person seller;
    shops::ShopRef shop;
    shops::ListingId listing;
    std::int64_t version = 0;
    std::string title;
    std::optional<media::PictureView> picture;
    std::int64_t quantity = 0;
    base::Money price;   // Of one, as whoever spoke last named it.
    base::Money listed;  // Of one, as the goods were offered to everybody.
    base::Money total;
    std::optional<base::Time> until;  // When it lapses.
    std::optional<orders::OrderId> order;
    base::Time at;
    std::vector<OfferStepView> history;
    std::vector<OfferMay> may;
};
BOOST_DESCRIBE_STRUCT(OfferView, (),
                      (id, state, role, buyer, seller, shop, listing, version, title, picture,
                       quantity, price, listed, total, until, order, at, history, may))

std::vector<OfferView> show_all(db::Snapshot& snapshot, const std::vector<Offer>& offers,
                                MemberId viewer);
OfferView show(db::Snapshot& snapshot, const Offer& offer, MemberId viewer);

}  // namespace offers
