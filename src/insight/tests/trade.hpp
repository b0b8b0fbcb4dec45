#pragma once

// A market in which people trade by chance, for tests of what is counted of it.

#include <random>

#include "events/cursors.hpp"
#include "insight/insight.hpp"
#include "orders/fees.hpp"
#include "orders/tests/sale.hpp"
#include "payouts/payouts.hpp"

namespace tests {

inline Migrations trade_modules() {
    auto list = sale_modules();
    list.push_back(payouts::migrations());
    list.push_back(insight::migrations());
    return list;
}

/// Ann sells mugs, plates and books; Ben buys; banks take back and give back.
class TradeTest : public SaleTest {
protected:
    TradeTest() : SaleTest(trade_modules()) {}

    void SetUp() override {
        SaleTest::SetUp();
        goods = {priced(950), priced(1999), priced(3)};
        put(goods[1], "plates");
        put(goods[2], "books");
        policies::FeeChange table{{}, now, ann, "because"};
        table.rows.push_back(policies::FeeRow{"books", "", 20'000, 0, {}});
        table.rows.push_back(policies::FeeRow{"", "", 70'000, 25, {}});
        must([&](db::Tx& tx) { return policies::set_fees(tx, table); });
        must([&](db::Tx& tx) {
            return policies::set(tx, {std::string{policies::fee_vat_ppm}, 190'000, ann, "law"});
        });
    }
    shops::ListingId priced(std::int64_t price) {
        auto goods_of_price = mug(100'000);
        goods_of_price.price.minor = price;
        return live(goods_of_price);
    }
    void put(shops::ListingId listing, const std::string& category) {
        must([&](db::Tx& tx) -> base::Result<base::Done> {
            orders::set_category(tx, listing, category, ann);
            return base::done;
        });
    }
    orders::Placed buy(base::MemberId buyer, std::vector<shops::Wanted> lines,
                       const std::string& address = "1 Street") {
        return must([&](db::Tx& tx) {
            return orders::place(
                tx, {buyer, lines, "Ben Buyer", address, payments::Method::simulator}, settings);
        });
    }
    void tell_of_bank(orders::OrderId id, payments::Claim claim, std::int64_t amount,
                      const std::string& key) {
        const payments::PaymentId payment = order(id).payment;
        must([&](db::Tx& tx) {
            return orders::hear(tx, payments::ChargebackNews{key, payment, amount, claim});
        });
    }
    /// Has the listener read on.
    void read_on() {
        must([&](db::Tx& tx) {
            const auto seen = events::cursor(tx, insight::listener_name);
            events::move_cursor(tx, insight::listener_name, events::last(tx));
            return insight::apply(tx, home, events::after(tx, seen, 100'000));
        });
    }
    std::vector<insight::Cell> cells(const insight::Asked& asked) {
        return look([&](db::Snapshot& db) { return insight::cells(db, home, asked); });
    }
    insight::Figures total(const insight::Asked& asked) {
        insight::Figures all;
        for (const auto& cell : cells(asked)) all = insight::sum(all, cell.figures);
        return all;
    }

    insight::Calendar home{"Europe/London"};
    std::vector<shops::ListingId> goods;
};

}  // namespace tests
