#pragma once

// A sale whose buyers may say what they think of it.

#include "orders/tests/sale.hpp"
#include "reviews/reviews.hpp"
#include "reviews/routes.hpp"

namespace tests {

inline Migrations review_modules() {
    Migrations modules = sale_modules();
    modules.push_back(reviews::migrations());
    return modules;
}

class ReviewTest : public SaleTest {
protected:
    ReviewTest() : SaleTest(review_modules()) {
        reviews::add_routes(*router);
        reviews::add_listeners(hub);
    }

    /// An order of one mug from `listing` whose money has gone to Ann.
    orders::OrderId settled(base::MemberId buyer, shops::ListingId listing) {
        const auto placed = order_of(buyer, listing);
        pay(placed.payment);
        must([&](db::Tx& tx) { return orders::ship(tx, placed.order.id, ann, std::nullopt); });
        must([&](db::Tx& tx) { return orders::confirm(tx, placed.order.id, buyer); });
        return placed.order.id;
    }
    reviews::ReviewId reviewed(base::MemberId buyer, orders::OrderId order, std::int64_t stars,
                               const std::string& text = "Good.") {
        return must([&](db::Tx& tx) { return reviews::write(tx, {order, 1, buyer, stars, text}); });
    }

    static std::string path_of(shops::ListingId id, const std::string& more = "") {
        return "/api/v1/listings/" + std::to_string(id.value) + more;
    }
    static std::string path_of(orders::OrderId id, const std::string& more = "") {
        return "/api/v1/orders/" + std::to_string(id.value) + more;
    }
    Reply get(const std::string& path, const std::string& cookie = "") {
        return call(Method::get, path, "", cookie);
    }
    Reply post(const std::string& path, const std::string& body, const std::string& cookie) {
        return call(Method::post, path, body, cookie);
    }
};

}  // namespace tests
