// What an older program counted, after the tables have changed.

#include <gtest/gtest.h>

#include "insight/tests/trade.hpp"

namespace insight {
namespace {

class Upgrade : public ::testing::TestWithParam<db::Dialect> {
protected:
    /// Brings the tables up to a step of insight's.
    void migrate_to(int number) {
        std::vector<db::Migration> steps;
        for (const auto& module : tests::trade_modules()) {
            for (const db::Migration& step : module) {
                if (step.module != "insight" || step.number <= number) steps.push_back(step);
            }
        }
        db::migrate(*db::open_writer(place.address()), steps, base::time_of(0));
    }
    void run(const std::string& sql) { db::open_writer(place.address())->script(sql); }
    Figures total(const Asked& asked) {
        return readers.read([&](db::Snapshot& db) {
            Figures all;
            for (const Cell& cell : cells(db, home, asked)) all = sum(all, cell.figures);
            return all;
        });
    }

    tests::Place place{GetParam()};
    db::Readers readers{[this] { return db::open_reader(place.address()); },
                        [] { return base::time_of(0); }};
    Calendar home{"Europe/London"};
};
ON_EVERY_DATABASE(Upgrade);

TEST_P(Upgrade, RP_03_changes_no_figure_of_the_past) {
    migrate_to(2);
    const std::string columns =
        " (day, asset, placed, paid, settled, refunded, commission, orders_placed, orders_paid, "
        "orders_settled, orders_refunded) values ";
    run("insert into days" + columns +
        "(100, 'GBP', 950, 950, 0, 0, 0, 1, 1, 0, 0), "
        "(103, 'GBP', 0, 0, 0, 950, 0, 0, 0, 0, 1)");
    run("insert into order_days" + columns + "(100, 'GBP', 950, 950, 0, 950, 0, 1, 1, 0, 1)");
    run("insert into entries (asset, kind, day, seq, placed_day, order_id, at, amount, commission) "
        "values ('GBP', 'placed', 100, 1, 100, 7, 8640000000000, 950, 0), "
        "('GBP', 'paid', 100, 2, 100, 7, 8640000000001, 950, 0), "
        "('GBP', 'refunded', 103, 3, 100, 7, 8899200000000, 950, 0)");
    migrate_to(INT_MAX);
    const Day day{std::chrono::days{100}};
    const Asked only{"GBP", {day, day}};
    EXPECT_EQ(total(only).paid, 950);
    EXPECT_EQ(total(only).refunded, 0);
    Asked by_order = only;
    by_order.by = DatedBy::order;
    EXPECT_EQ(total(by_order).refunded, 950);
    Asked untold = only;
    untold.category = std::string{untold_category};
    EXPECT_EQ(total(untold).orders_paid, 1);
    const Calendar kolkata("Asia/Kolkata");
    untold.zone = &kolkata;
    EXPECT_EQ(total(untold).paid, 950);
    const auto list = readers.read([&](db::Snapshot& db) {
        return entries(db, home, {"GBP", {day, day + std::chrono::days{5}}}, Kind::refunded, {}, 9);
    });
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list[0].order.value, 7);
    EXPECT_EQ(list[0].day, 103);
}

}  // namespace
}  // namespace insight
