// One night's run for as many sellers as tests/budget.toml says: everybody is paid once, in files
// that a bank takes, and the books are right. It prints how long that took. With FAIRGROUND_FILES
// the files stay in that directory; tests/payouts/check_file.py looks at them by itself.

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "members/members.hpp"
#include "payouts/payouts.hpp"
#include "payouts/rows.hpp"
#include "policies/policies.hpp"
#include "tests/budget.hpp"
#include "tests/market.hpp"

namespace payouts {
namespace {

using ledger::Holding;

class PayoutScale : public tests::MarketTest {
protected:
    PayoutScale()
        : MarketTest({ledger::migrations(), events::migrations(), members::migrations(),
                      policies::migrations(), migrations()},
                     ledger::link) {
        add_jobs(hub, euros);
    }

    /// Sellers who have earned something and named an account long ago.
    void fill(std::int64_t sellers) {
        constexpr std::int64_t at_once = 200;
        for (std::int64_t first = 1; first <= sellers; first += at_once) {
            must([&](db::Tx& tx) -> base::Result<base::Done> {
                const auto world = ledger::account_of(tx, ledger::market, Holding::outside, "EUR");
                for (std::int64_t i = first; i < std::min(first + at_once, sellers + 1); ++i) {
                    const base::MemberId member{1'000'000 + i};
                    TRY(name_account(
                        tx, {member, "Seller " + std::to_string(i), "DE89370400440532013000"}));
                    const auto own =
                        ledger::account_of(tx, member.value, Holding::available, "EUR");
                    TRY(ledger::book(
                        tx, {tx.fresh<ledger::TransferId>(), ledger::Purpose::settle, "EUR", 0},
                        std::array{ledger::Part{world, -1'000 - i}, ledger::Part{own, 1'000 + i}}));
                }
                return base::done;
            });
        }
    }

    void run_night(const events::Job& job) {
        must([&](db::Tx& tx) { return do_night(tx, euros, job); });
        while (true) {
            const auto due = look([&](db::Snapshot& db) { return events::due(db, now, 10); });
            if (due.empty()) return;
            for (const auto& one : due) {
                must([&](db::Tx& tx) { return events::perform(tx, one); });
            }
        }
    }

    void write_file(const payouts::Run& run) {
        const auto text = *look([&](db::Snapshot& db) { return file_of(db, run.id, "Riverside"); });
        EXPECT_EQ(text, *look([&](db::Snapshot& db) { return file_of(db, run.id, "Riverside"); }));
        const char* directory = std::getenv("FAIRGROUND_FILES");
        if (directory == nullptr) return;
        std::ofstream(std::string{directory} + "/" + std::to_string(run.id.value) + ".xml") << text;
    }

    const Settings euros{"EUR"};
};
ON_EVERY_DATABASE(PayoutScale);

TEST_P(PayoutScale, ES_11_a_run_for_everybody_pays_each_once) {
    const std::int64_t sellers = tests::budget("payouts", "sellers");
    must([&](db::Tx& tx) {
        return set_source(tx, {base::MemberId{1}, "Riverside", "GB82WEST12345698765432"}, "a test");
    });
    fill(sellers);
    now += std::chrono::days{6};  // A Monday.
    events::Job night;
    night.kind = std::string{night_job};
    night.due = now;
    const auto began = std::chrono::steady_clock::now();
    run_night(night);
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - began);
    const auto list = look([](db::Snapshot& db) { return runs(db, RunId{INT64_MAX}, 100); });
    std::cout << sellers << " sellers in " << list.size() << " files: " << took.count() << " ms\n";
    std::int64_t payouts = 0;
    for (const payouts::Run& run : list) {
        EXPECT_EQ(run.state, RunState::ready);
        EXPECT_LE(run.payouts, run_payouts_max);
        payouts += run.payouts;
        write_file(run);
    }
    EXPECT_EQ(payouts, sellers);
    const auto number = [&](std::string_view sql) {
        return look([&](db::Snapshot& db) { return db.number(sql); });
    };
    EXPECT_EQ(number("select count(distinct member) from payouts"), sellers);
    EXPECT_EQ(number("select count(*) from accounts where purpose = 'available' and balance <> 0"),
              0);
    EXPECT_EQ(number("select cast(sum(balance) as bigint) from accounts"), 0);
    // Of so many it takes longer than a reader of the program may.
    const auto connection = db::open_reader(place.address());
    connection->begin_read();
    db::Snapshot snapshot(*connection, now);
    EXPECT_TRUE(ledger::audit(snapshot).well());
    connection->end_read();
}

}  // namespace
}  // namespace payouts
