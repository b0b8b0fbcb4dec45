// Half a year of a real shop through the server: what it reports is to the penny what expected.py
// computes from the same rows. Skips where the data is not there (FAIRGROUND_DATA).

#include "tests/retail/replay.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>

#include "tests/budget.hpp"
#include "tests/databases.hpp"
#include "tests/retail/figures.hpp"

namespace retail {
namespace {

namespace json = boost::json;

/// The London day after the first `days` days of the file.
std::string until_after(std::int64_t days) {
    constexpr std::chrono::sys_days first{std::chrono::year{2010} / 12 / 1};
    return base::to_iso(first + std::chrono::days{days}).substr(0, 10);
}

std::int64_t minor(const json::value& money) {
    return money.as_object().at("minor").to_number<std::int64_t>();
}

/// So many in so many microseconds, for people: "80.5 orders/s".
std::string rate(std::int64_t count, std::int64_t micros) {
    const std::int64_t tenths = count * 10'000'000 / std::max<std::int64_t>(micros, 1);
    return fmt::format("{}.{} orders/s", tenths / 10, tenths % 10);
}

std::string seconds(std::int64_t micros) {
    return fmt::format("{}.{:03} s", micros / 1'000'000, micros / 1'000 % 1'000);
}

class Retail : public ::testing::TestWithParam<db::Dialect> {
protected:
    /// Reads rows and plan; skips the test where there are none.
    void SetUp() override {
        if (!data_file()) {
            GTEST_SKIP() << "no retail data in FAIRGROUND_DATA or ../shared/data";
        }
    }

    /// Lives through the rows before `until` and returns every difference from expected.py.
    std::vector<std::string> replay(const std::string& until, const std::string& spoiled_sku = "") {
        plan = make_plan(read_rows(*data_file(), until));
        expected = run_expected(until);
        lived = std::make_unique<Replay>(
            plan, ReplayOptions{place.text(), place.directory().string(), 16, spoiled_sku});
        lived->run();
        const json::object report = lived->report();
        EXPECT_EQ(report.at("zone").as_string(), "Europe/London");
        std::vector<std::string> lines = plan_differences(expected, plan);
        const Periods was = expected_days(expected), is = reported_days(report);
        std::ranges::copy(differences(was, is), std::back_inserter(lines));
        // The server's own totals are no second opinion, but they must not contradict its days.
        EXPECT_EQ(minor(report.at("totals").as_object().at("paid")), by(is, 0)["all"].paid);
        EXPECT_TRUE(report.at("ledger").as_object().at("equal").as_bool());
        fmt::print("the rows before {}\n", until);
        tell(was, is);
        return lines;
    }

    void tell(const Periods& was, const Periods& is) const {
        const Measured& m = lived->measured();
        const auto orders = static_cast<std::int64_t>(plan.orders.size());
        fmt::print("{}\n", table(was, is));
        fmt::print(
            "{} orders, {} refunded, {} new prices, {} rows listed; {} commands, {} jobs\n"
            "opened in {}; lived in {}: {}; POST /orders alone {}: {}\n"
            "prices {}; accept to confirm {}; jobs and listeners {}; processor {}\n",
            orders, by(is, 0)["all"].orders_refunded, plan.counts.price_changes,
            plan.counts.rows - plan.fates.at(Fate::sale).rows - plan.fates.at(Fate::refund).rows -
                plan.fates.at(Fate::partial_refund).rows,
            m.requests, m.jobs_done, seconds(m.opening), seconds(m.living), rate(orders, m.living),
            seconds(m.orders), rate(orders, m.orders), seconds(m.prices), seconds(m.acts),
            seconds(m.jobs), seconds(m.processor));
        for (const auto& [fate, sum] : plan.fates) {
            fmt::print("  {:40} {:>7} rows {:>14} mils\n", base::name_of(fate), sum.rows, sum.mils);
        }
    }

    /// Nothing is held, and what came in is the seller's, the market's, or back with its buyer.
    void check_books() {
        std::map<std::string, std::int64_t> balances;
        const json::object ledger = lived->ledger();
        for (const json::value& account : ledger.at("accounts").as_array()) {
            const json::object& cells = account.as_object();
            balances[cells.at("purpose").as_string().c_str()] += minor(cells.at("balance"));
        }
        const json::object& totals = expected.at("totals").as_object();
        const auto settled = totals.at("settled").to_number<std::int64_t>();
        EXPECT_EQ(balances["hold"], 0);
        EXPECT_EQ(balances["suspense"], 0);
        // What went back after the settlement came out of what had been settled.
        const auto net = totals.at("net").to_number<std::int64_t>();
        EXPECT_LE(net, settled);
        EXPECT_EQ(balances["outside"], -net);
        EXPECT_EQ(balances["available"] + balances["commission"], net);
        EXPECT_EQ(balances["commission"], expected.at("commission").to_number<std::int64_t>());
        EXPECT_EQ(balances["debt"], 0);
        EXPECT_TRUE(ledger.at("sum_zero").as_bool());
        EXPECT_TRUE(ledger.at("chain").as_object().at("ok").as_bool());
        for (const auto& [check, count] : ledger.at("audit").as_object()) {
            EXPECT_EQ(count.to_number<std::int64_t>(), 0) << check;
        }
        const json::object money = lived->sellers_money();
        EXPECT_EQ(minor(money.at("held")), 0);
        EXPECT_EQ(minor(money.at("available")), balances["available"]);
    }

    /// The shop had as much as is ever sold, so what is left is what came back.
    void check_stock() {
        std::map<std::string, const Goods*> goods;
        for (const Goods& one : plan.catalogue) goods[one.sku] = &one;
        const std::vector<Left> listings = lived->listings();
        EXPECT_EQ(listings.size(), goods.size());
        for (const Left& left : listings) {
            ASSERT_TRUE(goods.contains(left.sku)) << left.sku;
            EXPECT_EQ(left.stock, goods[left.sku]->back) << left.sku;
            EXPECT_EQ(left.state, left.stock == 0 ? "sold_out" : "live") << left.sku;
        }
    }

    void check_import() {
        const auto rows = static_cast<std::int64_t>(plan.catalogue.size());
        for (const json::object* import : {&lived->dry_run(), &lived->applied()}) {
            EXPECT_EQ(import->at("rows_total").to_number<std::int64_t>(), rows);
            EXPECT_EQ(import->at("created").to_number<std::int64_t>(), rows);
            EXPECT_EQ(import->at("refused").to_number<std::int64_t>(), 0);
        }
    }

    tests::Place place{GetParam()};
    Plan plan;
    json::object expected;
    std::unique_ptr<Replay> lived;  // Ends before its place does.
};

TEST_P(Retail, real_orders_come_out_right_to_the_penny) {
    EXPECT_EQ(replay(until_after(tests::budget("retail", "days"))), std::vector<std::string>{});
    check_books();
    check_stock();
    check_import();
}

TEST_P(Retail, a_price_that_is_a_penny_off_in_the_import_shows) {
    const std::string until = until_after(tests::budget("retail", "days_spoiled"));
    const Plan right = make_plan(read_rows(*data_file(), until));
    const std::vector<std::string> lines = replay(until, right.catalogue.front().sku);
    EXPECT_FALSE(lines.empty());
    if (!lines.empty()) fmt::print("{} differences, the first: {}\n", lines.size(), lines[0]);
}

ON_EVERY_DATABASE(Retail);

}  // namespace
}  // namespace retail
