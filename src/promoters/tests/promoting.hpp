#pragma once

// A market in which Ann sells, Ben and Cem buy, Dora shares what Ann sells, and Eve brought Dora.

#include <gmock/gmock.h>

#include "orders/promoting.hpp"
#include "orders/refunds.hpp"
#include "orders/tests/sale.hpp"
#include "payouts/payouts.hpp"
#include "promoters/earnings.hpp"
#include "promoters/routes.hpp"
#include "promoters/rows.hpp"

namespace tests {

inline Migrations promoter_modules() {
    Migrations modules = sale_modules();
    modules.push_back(payouts::migrations());
    modules.push_back(promoters::migrations());
    return modules;
}

class PromoterTest : public SaleTest {
protected:
    PromoterTest() : SaleTest(promoter_modules()) {
        settings.promote = promoters::promote;
        promoters::add_listeners(hub);
        promoters::add_routes(*router, {"GBP"});
    }

    void SetUp() override {
        SaleTest::SetUp();
        dora = join("dora");
        eve = join("eve");
        must([&](db::Tx& tx) -> base::Result<base::Done> {
            promoters::prepare(tx);
            return base::done;
        });
    }

    /// Becomes a promoter, brought by somebody where `by` is one.
    void promoter(base::MemberId member, base::MemberId by = {}) {
        std::string invitation;
        if (by.value != 0) {
            invitation = must([&](db::Tx& tx) { return promoters::invite(tx, by); }).token;
        }
        must([&](db::Tx& tx) {
            return promoters::join(tx, member, promoters::rules_version, invitation);
        });
    }
    void rate(std::optional<shops::ListingId> listing, std::int64_t first_ppm,
              std::int64_t second_ppm = 0) {
        must([&](db::Tx& tx) {
            return promoters::set_rate(tx, ann, {listing, first_ppm, second_ppm});
        });
    }
    std::string link_of(base::MemberId member, shops::ListingId listing) {
        return must([&](db::Tx& tx) { return promoters::share(tx, member, listing); }).token;
    }
    orders::Placed buy(base::MemberId buyer, const std::vector<shops::Wanted>& lines,
                       const std::string& token, const std::string& address = "1 Street") {
        orders::Basket basket{buyer, lines, "Ben Buyer", address, payments::Method::simulator};
        basket.share = token;
        return must([&](db::Tx& tx) { return orders::place(tx, basket, settings); });
    }
    orders::Placed buy(base::MemberId buyer, shops::ListingId listing, const std::string& token,
                       std::int64_t quantity = 1) {
        return buy(buyer, {{listing, 1, quantity}}, token);
    }
    orders::OrderId paid(const orders::Placed& placed) {
        pay(placed.payment);
        return placed.order.id;
    }
    orders::OrderId sent(const orders::Placed& placed) {
        const auto id = paid(placed);
        must([&](db::Tx& tx) { return orders::ship(tx, id, ann, std::nullopt); });
        must([&](db::Tx& tx) { return orders::deliver(tx, id, ann); });
        return id;
    }
    orders::OrderId settled(const orders::Placed& placed) {
        const auto id = sent(placed);
        must([&](db::Tx& tx) { return orders::confirm(tx, id, placed.order.buyer); });
        return id;
    }
    /// What somebody has under a purpose of an order, less what went back.
    std::int64_t earns(orders::OrderId id, std::string_view purpose) {
        std::int64_t sum = 0;
        for (const auto& share : shares(id)) {
            if (share.purpose == purpose) sum += share.amount - share.back;
        }
        return sum;
    }
    std::int64_t first(orders::OrderId id) { return earns(id, promoters::first_purpose); }
    std::int64_t second(orders::OrderId id) { return earns(id, promoters::second_purpose); }
    std::vector<orders::Share> shares(orders::OrderId id) {
        return look([&](db::Snapshot& db) { return orders::shares_of(db, id); });
    }
    std::string why(orders::OrderId id) {
        const auto found = look([&](db::Snapshot& db) { return promoters::promoted(db, id); });
        return found ? std::string{base::name_of(found->why)} : "(none)";
    }
    std::int64_t frozen(base::MemberId member) {
        return balance(member.value, ledger::Holding::frozen);
    }
    void give_back(orders::OrderId id, std::int64_t amount) {
        must([&](db::Tx& tx) {
            orders::RefundWish wish;
            wish.wish.amount = amount;
            return orders::refund(tx, id, ann, wish);
        });
    }
    std::vector<promoters::Earned> earned(base::MemberId member) {
        return look([&](db::Snapshot& db) {
            return promoters::earned(db, member, orders::OrderId{INT64_MAX}, 100);
        });
    }
    promoters::Earning state_for(base::MemberId member) { return earned(member).front().state; }

    /// No money is anywhere but where the shares say, and the shares are the order.
    void expect_right_shares() {
        expect_right_books();
        EXPECT_EQ(number("select count(*) from orders o where o.total <> "
                         "(select sum(s.amount) from order_shares s where s.order_id = o.id) or "
                         "o.refunded <> (select sum(s.back) from order_shares s where "
                         "s.order_id = o.id)"),
                  0);
        EXPECT_EQ(number("select count(*) from order_shares where amount < back or back < 0"), 0);
    }

    base::MemberId dora, eve;
};

}  // namespace tests
