#pragma once

// A market in which Ann sells mugs for 9.50, and Ben and Cem offer less.

#include "offers/offers.hpp"
#include "offers/routes.hpp"
#include "orders/tests/sale.hpp"

namespace tests {

inline Migrations offer_modules() {
    Migrations modules = sale_modules();
    modules.push_back(offers::migrations());
    return modules;
}

class OfferTest : public SaleTest {
protected:
    OfferTest() : SaleTest(offer_modules(), offers::take_up) {
        offers::add_routes(*router, "GBP");
        offers::add_jobs(hub);
        offers::add_listeners(hub);
    }

    orders::OfferId offered(base::MemberId buyer, shops::ListingId listing,
                            std::int64_t price = 700, std::int64_t quantity = 1) {
        return must([&](db::Tx& tx) {
            return offers::make(tx, buyer, {listing, 1, quantity, price});
        });
    }
    std::string offering(base::MemberId buyer, shops::ListingId listing, std::int64_t price = 700,
                         std::int64_t quantity = 1, std::int64_t version = 1) {
        return code_of([&](db::Tx& tx) {
            return offers::make(tx, buyer, {listing, version, quantity, price});
        });
    }
    offers::Offer accepted(base::MemberId buyer, shops::ListingId listing, std::int64_t price = 700,
                           std::int64_t quantity = 1) {
        const auto id = offered(buyer, listing, price, quantity);
        return must([&](db::Tx& tx) { return offers::accept(tx, ann, id, price); });
    }
    orders::Basket basket_for(const offers::Offer& offer,
                              payments::Method method = payments::Method::simulator) const {
        return {offer.buyer,
                {{offer.listing, offer.version, offer.quantity}},
                "Ben Buyer",
                "1 Street",
                method};
    }
    base::Result<orders::Placed> taking_up(const orders::Basket& basket, orders::OfferId id) {
        return act([&](db::Tx& tx) { return offers::take_up(tx, basket, id, settings); });
    }
    Reply get(const std::string& path, const std::string& cookie = "") {
        return call(Method::get, path, "", cookie);
    }
    Reply post(const std::string& path, const std::string& body, const std::string& cookie = "") {
        return call(Method::post, path, body, cookie);
    }
    offers::Offer offer(orders::OfferId id) {
        return *look([&](db::Snapshot& db) { return offers::find(db, id); });
    }
    std::int64_t stock(shops::ListingId listing) {
        return look([&](db::Snapshot& db) {
            return db.number("select stock from listings where id = $1", listing);
        });
    }
    /// The goods that were there are on sale, set aside by an accepted offer, or in an order that
    /// was not called off.
    void expect_goods(shops::ListingId listing, std::int64_t given) {
        const auto aside = look([&](db::Snapshot& db) {
            return db.number(
                "select cast(coalesce(sum(quantity), 0) as bigint) from offers "
                "where listing = $1 and state = 'accepted'",
                listing);
        });
        const auto sold = look([&](db::Snapshot& db) {
            return db.number(
                "select cast(coalesce(sum(l.quantity), 0) as bigint) from order_lines l join "
                "orders o on o.id = l.order_id where l.listing = $1 and o.state not in "
                "('cancelled', 'expired')",
                listing);
        });
        EXPECT_EQ(stock(listing) + aside + sold, given);
    }
};

}  // namespace tests
