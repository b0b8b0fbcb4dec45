#include "insight/insight.hpp"

#include "events/cursors.hpp"
#include "http/json.hpp"
#include "ledger/ledger.hpp"
#include "orders/orders.hpp"
#include "tests/market.hpp"

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

class Insight : public tests::MarketTest {
protected:
    Insight() : MarketTest({events::migrations(), ledger::migrations(), migrations()}) {}

    /// Moves money as orders does, and tells as it tells.
    void trade(std::string_view kind, ledger::Purpose purpose, std::int64_t amount) {
        must([&](db::Tx& tx) -> Result<Done> {
            using ledger::Holding;
            const auto world = ledger::account_of(tx, 0, Holding::outside, "GBP");
            const auto hold = ledger::account_of(tx, 7, Holding::hold, "GBP");
            const auto seller = ledger::account_of(tx, 9, Holding::available, "GBP");
            const auto ours = ledger::account_of(tx, 0, Holding::commission, "GBP");
            const std::int64_t commission = amount / 10;
            std::vector<ledger::Part> parts;
            if (purpose == ledger::Purpose::capture) parts = {{world, -amount}, {hold, amount}};
            if (purpose == ledger::Purpose::refund) parts = {{hold, -amount}, {world, amount}};
            if (purpose == ledger::Purpose::settle) {
                parts = {{hold, -amount}, {seller, amount - commission}, {ours, commission}};
            }
            TRY(ledger::book(tx, {tx.fresh<ledger::TransferId>(), purpose, "GBP", 7}, parts));
            const orders::Told told{{amount, "GBP"},
                                    {commission, "GBP"},
                                    tx.now(),
                                    base::MemberId{9},
                                    base::MemberId{8}};
            return events::tell(tx, {kind, 7, http::to_json(told)});
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
            return equal_to_ledger(s, london, "GBP", *day_from(first), *day_from(last));
        });
    }

    Calendar london{"Europe/London"};
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
        return report(s, london, "GBP", *day_from("2030-06-01"), *day_from("2030-06-30"));
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

TEST_P(Insight, RP_03_says_when_the_figures_and_the_books_differ) {
    now = utc(2030, 6, 10, 12);
    trade("order_paid", ledger::Purpose::capture, 1000);
    EXPECT_TRUE(equal("2030-06-01", "2030-06-30")) << "though nobody has read on";
    apply_all();
    trade("order_paid", ledger::Purpose::capture, 500);
    EXPECT_TRUE(equal("2030-06-01", "2030-06-30"));
    for (const char* column : {"paid", "settled", "refunded", "commission"}) {
        const std::string name = column;
        const auto connection = db::open_writer(place.address());
        connection->script("update days set " + name + " = " + name + " + 1");
        EXPECT_FALSE(equal("2030-06-01", "2030-06-30")) << name;
        connection->script("update days set " + name + " = " + name + " - 1");
    }
    now += days{1};
    trade("order_paid", ledger::Purpose::capture, 700);
    apply_all();
    EXPECT_TRUE(equal("2030-06-01", "2030-06-30"));
    const auto connection = db::open_writer(place.address());
    connection->script("update days set paid = 2200 - paid");  // 1500 and 700 change places.
    EXPECT_FALSE(equal("2030-06-01", "2030-06-30")) << "the sum is right, and no day is";
}

ON_EVERY_DATABASE(Insight);

}  // namespace
}  // namespace insight
