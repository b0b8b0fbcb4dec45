#include <gtest/gtest.h>

#include "http/amounts.hpp"
#include "orders/tests/sale.hpp"

namespace orders {
namespace {

class Currencies : public tests::SaleTest {
protected:
    std::int64_t balance_of(std::int64_t owner, ledger::Holding holding) {
        return look([&](db::Snapshot& db) {
            return ledger::balance(db, owner, holding, settings.currency);
        });
    }
};

TEST_P(Currencies, XB_01_a_sale_is_whole_to_the_last_unit_whatever_its_decimals) {
    const struct {
        const char* currency;
        std::int64_t price;
        const char* written;
    } cases[] = {
        {"JPY", 1001, "1001"}, {"KWD", 1001, "1.001"}, {"EUR", 1001, "10.01"},
        {"JPY", 1, "1"},       {"KWD", 1, "0.001"},    {"BHD", 999'999'999'999, "999999999.999"},
    };
    for (const auto& one : cases) {
        SCOPED_TRACE(one.written);
        settings.currency = one.currency;
        EXPECT_EQ(http::amount_number({one.price, one.currency}), one.written);
        const std::int64_t earned = balance_of(ann.value, ledger::Holding::available);
        const std::int64_t taken = balance_of(0, ledger::Holding::commission);
        auto goods = tests::mug();
        goods.price = {one.price, one.currency};
        const auto placed = order_of(ben, live(goods));
        pay(placed.payment);
        EXPECT_EQ(order(placed.order.id).held, one.price);
        must([&](db::Tx& tx) { return ship(tx, placed.order.id, ann, std::nullopt); });
        must([&](db::Tx& tx) { return confirm(tx, placed.order.id, ben); });
        const std::int64_t commission = balance_of(0, ledger::Holding::commission) - taken;
        EXPECT_EQ(balance_of(ann.value, ledger::Holding::available) - earned + commission,
                  one.price);
        EXPECT_LE(commission, one.price / 10);
        expect_right_books();
    }
}

ON_EVERY_DATABASE(Currencies);

}  // namespace
}  // namespace orders
