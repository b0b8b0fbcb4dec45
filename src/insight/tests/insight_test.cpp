#include "insight/insight.hpp"

#include <gmock/gmock.h>

#include <array>

#include "events/cursors.hpp"
#include "http/json.hpp"
#include "ledger/ledger.hpp"
#include "orders/orders.hpp"
#include "orders/tests/sale.hpp"
#include "payouts/payouts.hpp"

namespace insight {
namespace {

using base::Done;
using base::Result;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

base::Time utc(int year, unsigned month, unsigned day, int hour, int minute = 0) {
    return base::Time{std::chrono::sys_days{std::chrono::year{year} / month / day}} + hours{hour} +
           minutes{minute};
}

TEST(Calendar, KnowsTheMarketsOwnDaysThroughDaylightSaving) {
    const Calendar london("Europe/London");
    EXPECT_EQ(to_text(london.day_of(utc(2011, 3, 26, 23, 59))), "2011-03-26");
    EXPECT_EQ(to_text(london.day_of(utc(2011, 3, 27, 22, 59))), "2011-03-27");
    EXPECT_EQ(to_text(london.day_of(utc(2011, 3, 27, 23, 0))), "2011-03-28");
    EXPECT_EQ(london.begin_of(*day_from("2011-03-27")), utc(2011, 3, 27, 0));
    EXPECT_EQ(london.begin_of(*day_from("2011-03-28")), utc(2011, 3, 27, 23));
    EXPECT_EQ(london.begin_of(*day_from("2011-10-30")), utc(2011, 10, 29, 23));
    EXPECT_EQ(london.begin_of(*day_from("2011-10-31")), utc(2011, 10, 31, 0));
    EXPECT_THROW(Calendar("Europe/Atlantis"), std::invalid_argument);
}

TEST(Calendar, EveryDayBeginsWhereTheOneBeforeEnds) {
    // Beirut and Havana change their clocks at midnight, Lord Howe by half an hour.
    for (const char* zone : {"Europe/London", "Asia/Beirut", "America/Havana",
                             "Australia/Lord_Howe", "Asia/Shanghai", "UTC"}) {
        const Calendar calendar(zone);
        for (Day day = *day_from("2011-01-01"); day < *day_from("2012-01-01"); day += days{1}) {
            const base::Time begin = calendar.begin_of(day);
            ASSERT_EQ(calendar.day_of(begin), day) << zone << " " << to_text(day);
            ASSERT_EQ(calendar.day_of(begin - base::Duration{1}), day - days{1})
                << zone << " " << to_text(day);
        }
    }
}

TEST(Calendar, ReadsOnlyRealDays) {
    EXPECT_TRUE(day_from("2012-02-29"));
    for (const char* wrong : {"2011-02-29", "2011-13-01", "11-01-01", "2011-01-01x", ""}) {
        EXPECT_FALSE(day_from(wrong)) << wrong;
    }
}

TEST(Periods, RP_02_AreThoseOfTheCivilCalendar) {
    const auto period = [](const char* day, Step step) {
        const Period found = period_of(*day_from(day), step);
        return to_text(found.first) + " " + to_text(found.last);
    };
    EXPECT_EQ(period("2024-02-29", Step::day), "2024-02-29 2024-02-29");
    EXPECT_EQ(period("2025-01-01", Step::week), "2024-12-30 2025-01-05");
    EXPECT_EQ(period("2025-01-05", Step::week), "2024-12-30 2025-01-05");
    EXPECT_EQ(period("2025-01-06", Step::week), "2025-01-06 2025-01-12");
    EXPECT_EQ(period("2024-02-29", Step::month), "2024-02-01 2024-02-29");
    EXPECT_EQ(period("2024-12-31", Step::month), "2024-12-01 2024-12-31");
    EXPECT_EQ(period("2024-02-29", Step::quarter), "2024-01-01 2024-03-31");
    EXPECT_EQ(period("2024-12-31", Step::quarter), "2024-10-01 2024-12-31");
    EXPECT_EQ(period("2024-07-09", Step::year), "2024-01-01 2024-12-31");
}

TEST(Periods, RP_02_HoldEveryDayOnceAndAreCutToWhatIsAsked) {
    const Period asked{*day_from("2023-11-15"), *day_from("2026-02-03")};
    for (const Step step : {Step::day, Step::week, Step::month, Step::quarter, Step::year}) {
        Day next = asked.first;
        while (next <= asked.last) {
            const Period part = part_of(next, step, asked);
            ASSERT_EQ(part.first, next);
            ASSERT_LE(part.last, asked.last);
            for (Day day = part.first; day <= part.last; day += days{1}) {
                ASSERT_EQ(part_of(day, step, asked), part) << to_text(day);
            }
            next = part.last + days{1};
        }
    }
}

/// Orders are told of that are not there; their tables are.
tests::Migrations modules() {
    auto list = tests::sale_modules();
    list.push_back(payouts::migrations());
    list.push_back(migrations());
    return list;
}

class Insight : public tests::MarketTest {
protected:
    Insight() : MarketTest(modules()) {}

    /// Moves money as orders does, and tells as it tells.
    void trade(std::string_view kind, ledger::Purpose purpose, std::int64_t amount) {
        must([&](db::Tx& tx) -> Result<Done> {
            using ledger::Holding;
            const auto world = ledger::account_of(tx, 0, Holding::outside, "GBP");
            const auto hold = ledger::account_of(tx, 7, Holding::hold, "GBP");
            const auto seller = ledger::account_of(tx, 9, Holding::available, "GBP");
            const auto ours = ledger::account_of(tx, 0, Holding::commission, "GBP");
            // What goes back out of the hold takes no commission back.
            const bool refund = purpose == ledger::Purpose::refund;
            const std::int64_t commission = refund ? 0 : amount / 10;
            std::vector<ledger::Part> parts;
            if (purpose == ledger::Purpose::capture) parts = {{world, -amount}, {hold, amount}};
            if (refund) parts = {{hold, -amount}, {world, amount}};
            if (purpose == ledger::Purpose::settle) {
                parts = {{hold, -amount}, {seller, amount - commission}, {ours, commission}};
            }
            TRY(ledger::book(tx, {tx.fresh<ledger::TransferId>(), purpose, "GBP", 7}, parts));
            const orders::Told told{{amount, "GBP"},   {commission, "GBP"}, tx.now(),
                                    base::MemberId{9}, base::MemberId{8},   placed};
            return events::tell(tx, {kind, 7, http::to_json(told)});
        });
    }
    /// What the seller and the market have already goes back.
    void give_back(std::int64_t amount) {
        must([&](db::Tx& tx) -> Result<Done> {
            using ledger::Holding;
            const std::int64_t commission = amount / 10;
            const std::array parts{
                ledger::Part{ledger::account_of(tx, 9, Holding::available, "GBP"),
                             commission - amount},
                ledger::Part{ledger::account_of(tx, 0, Holding::commission, "GBP"), -commission},
                ledger::Part{ledger::account_of(tx, 0, Holding::outside, "GBP"), amount}};
            const ledger::Transfer transfer{tx.fresh<ledger::TransferId>(), ledger::Purpose::refund,
                                            "GBP", 7};
            TRY(ledger::book(tx, transfer, parts));
            const orders::Told told{base::Money{amount, "GBP"},
                                    base::Money{commission, "GBP"},
                                    tx.now(),
                                    base::MemberId{9},
                                    base::MemberId{8},
                                    placed};
            return events::tell(tx, {"order_refunded", 7, http::to_json(told)});
        });
    }
    void apply_all() {
        must([&](db::Tx& tx) {
            const auto seen = events::cursor(tx, listener_name);
            events::move_cursor(tx, listener_name, events::last(tx));
            return apply(tx, london, events::after(tx, seen, 100));
        });
    }
    bool equal(const char* first, const char* last) {
        return look([&](db::Snapshot& s) {
            return equal_to_ledger(s, london, "GBP", {*day_from(first), *day_from(last)});
        });
    }

    Asked june(DatedBy by = DatedBy::books) const {
        return {"GBP", {*day_from("2030-06-01"), *day_from("2030-06-30")}, by};
    }
    std::int64_t paid_on(const char* day, DatedBy by) {
        const Period only{*day_from(day), *day_from(day)};
        const auto list = look([&](db::Snapshot& s) {
            return report(s, london, {"GBP", only, by});
        });
        return list.empty() ? 0 : list[0].figures.paid - list[0].figures.refunded;
    }
    /// All entries, in pages of two.
    std::vector<std::int64_t> amounts(const Asked& asked, Kind kind) {
        std::vector<std::int64_t> list;
        Behind behind;
        while (true) {
            const auto page =
                look([&](db::Snapshot& s) { return entries(s, london, asked, kind, behind, 2); });
            for (const Entry& entry : page) list.push_back(entry.amount);
            if (page.size() < 2) return list;
            behind = {page.back().day, page.back().seq};
        }
    }

    Calendar london{"Europe/London"};
    std::optional<base::Time> placed;  // What the events say of their order.
};

TEST_P(Insight, RP_01_counts_each_amount_on_the_day_the_books_moved) {
    now = utc(2030, 6, 10, 22, 59);  // 23:59 in London.
    trade("order_paid", ledger::Purpose::capture, 1000);
    now += minutes{1};
    trade("order_paid", ledger::Purpose::capture, 500);
    trade("order_refunded", ledger::Purpose::refund, 200);
    now += days{3};
    trade("order_settled", ledger::Purpose::settle, 1000);
    apply_all();

    const auto list = look([&](db::Snapshot& s) {
        return report(s, london, {"GBP", {*day_from("2030-06-01"), *day_from("2030-06-30")}});
    });
    ASSERT_EQ(list.size(), 3U);
    EXPECT_EQ(list[0].figures.paid, 1000);
    EXPECT_EQ(list[1].figures.paid, 500);
    EXPECT_EQ(list[1].figures.refunded, 200);
    EXPECT_EQ(list[2].figures.settled, 1000);
    EXPECT_EQ(list[2].figures.commission, 100);
    EXPECT_EQ(list[2].figures.orders_settled, 1);
    EXPECT_TRUE(equal("2030-06-01", "2030-06-30"));
    EXPECT_TRUE(equal("2030-06-10", "2030-06-10"));
}

TEST_P(Insight, RP_03_a_late_refund_changes_no_day_that_is_over_but_the_one_of_its_order) {
    now = utc(2030, 6, 10, 12);
    placed = now;
    trade("order_paid", ledger::Purpose::capture, 1000);
    now += days{5};
    trade("order_refunded", ledger::Purpose::refund, 400);
    for (const bool read : {false, true}) {
        if (read) apply_all();
        EXPECT_EQ(paid_on("2030-06-10", DatedBy::books), 1000);
        EXPECT_EQ(paid_on("2030-06-15", DatedBy::books), -400);
        EXPECT_EQ(paid_on("2030-06-10", DatedBy::order), 600);
        EXPECT_EQ(paid_on("2030-06-15", DatedBy::order), 0);
    }
    EXPECT_TRUE(equal("2030-06-01", "2030-06-30"));
}

TEST_P(Insight, ES_07_a_refund_after_the_settlement_lowers_the_commission_of_its_own_day) {
    now = utc(2030, 6, 10, 12);
    placed = now;
    trade("order_paid", ledger::Purpose::capture, 1000);
    trade("order_settled", ledger::Purpose::settle, 1000);
    now += days{5};
    give_back(300);
    give_back(200);
    for (const bool read : {false, true}) {
        if (read) apply_all();
        const auto list = look([&](db::Snapshot& s) { return report(s, london, june()); });
        ASSERT_EQ(list.size(), 2U);
        EXPECT_EQ(list[0].figures.commission, 100);
        EXPECT_EQ(list[1].figures.refunded, 500);
        EXPECT_EQ(list[1].figures.commission, -50);
        EXPECT_EQ(list[1].figures.orders_refunded, 2);
        EXPECT_TRUE(equal("2030-06-01", "2030-06-30"));
        EXPECT_EQ(paid_on("2030-06-10", DatedBy::order), 500);
    }
}

TEST_P(Insight, RP_04_names_the_amounts_behind_a_figure_newest_first_wherever_the_listener_is) {
    now = utc(2030, 6, 10, 12);
    placed = now;
    for (const std::int64_t amount : {100, 200, 300}) {
        trade("order_paid", ledger::Purpose::capture, amount);
    }
    apply_all();
    now += days{2};
    trade("order_paid", ledger::Purpose::capture, 400);
    placed = std::nullopt;  // As an older program told it.
    trade("order_paid", ledger::Purpose::capture, 500);
    trade("order_settled", ledger::Purpose::settle, 300);
    using testing::ElementsAre;
    for (const bool read : {false, true}) {
        if (read) apply_all();
        EXPECT_THAT(amounts(june(), Kind::paid), ElementsAre(500, 400, 300, 200, 100));
        EXPECT_THAT(amounts(june(DatedBy::order), Kind::paid),
                    ElementsAre(500, 400, 300, 200, 100));
        EXPECT_THAT(amounts(june(), Kind::settled), ElementsAre(300));
        EXPECT_THAT(amounts(june(), Kind::refunded), ElementsAre());
        const Period tenth{*day_from("2030-06-10"), *day_from("2030-06-10")};
        EXPECT_THAT(amounts({"GBP", tenth}, Kind::paid), ElementsAre(300, 200, 100));
        EXPECT_THAT(amounts({"GBP", tenth, DatedBy::order}, Kind::paid),
                    ElementsAre(400, 300, 200, 100));
        EXPECT_THAT(amounts({"EUR", tenth}, Kind::paid), ElementsAre());
    }
}

TEST_P(Insight, RP_03_says_when_the_figures_and_the_books_differ) {
    now = utc(2030, 6, 10, 12);
    trade("order_paid", ledger::Purpose::capture, 1000);
    EXPECT_TRUE(equal("2030-06-01", "2030-06-30")) << "though nobody has read on";
    apply_all();
    trade("order_paid", ledger::Purpose::capture, 500);
    EXPECT_TRUE(equal("2030-06-01", "2030-06-30"));
    for (const char* column : {"paid", "settled", "refunded", "commission", "tax"}) {
        const std::string name = column;
        const auto connection = db::open_writer(place.address());
        connection->script("update cells set " + name + " = " + name + " + 1");
        EXPECT_FALSE(equal("2030-06-01", "2030-06-30")) << name;
        connection->script("update cells set " + name + " = " + name + " - 1");
    }
    now += days{1};
    trade("order_paid", ledger::Purpose::capture, 700);
    apply_all();
    EXPECT_TRUE(equal("2030-06-01", "2030-06-30"));
    const auto connection = db::open_writer(place.address());
    connection->script("update cells set paid = 2200 - paid");  // 1500 and 700 change places.
    EXPECT_FALSE(equal("2030-06-01", "2030-06-30")) << "the sum is right, and no day is";
}

ON_EVERY_DATABASE(Insight);

}  // namespace
}  // namespace insight
