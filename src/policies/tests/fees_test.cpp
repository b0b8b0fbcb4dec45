#include "policies/fees.hpp"

#include <gtest/gtest.h>

#include "policies/policies.hpp"
#include "tests/people.hpp"
#include "tests/routes.hpp"

namespace policies {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;

class FeeTables : public tests::WithPeople<tests::RoutesTest> {
protected:
    FeeTables()
        : WithPeople({events::migrations(), members::migrations(), policies::migrations()},
                     members::authenticate) {
        ann = join("ann");
    }

    std::string set(std::vector<FeeRow> rows, base::Duration in = {}) {
        const auto done = act([&](db::Tx& tx) {
            return set_fees(tx, {std::move(rows), tx.now() + in, ann, "because"});
        });
        return done ? "done" : std::string{done.error().code()};
    }
    std::string put(const std::string& tier, base::Duration in = {}) {
        const auto done = act([&](db::Tx& tx) {
            return set_tier(tx, {ann, tier, tx.now() + in, ann, "because"});
        });
        return done ? "done" : std::string{done.error().code()};
    }
    std::int64_t rate(const std::string& category, const std::string& tier) {
        return look([&](db::Snapshot& db) {
            return rule_for(fees_at(db, db.now()), category, tier).rate_ppm;
        });
    }
    void notice(std::int64_t wanted) {
        ASSERT_TRUE(act([&](db::Tx& tx) {
            return policies::set(tx, {std::string{fee_notice_days}, wanted, ann, "law"});
        }));
    }

    base::MemberId ann;
};
ON_EVERY_DATABASE(FeeTables);

TEST_P(FeeTables, AD_15_a_table_counts_from_its_day_and_the_newest_that_has_begun_is_in_force) {
    EXPECT_EQ(rate("", ""), 50'000);
    EXPECT_EQ(set({{"", "", 80'000, 0, {}}}, days{10}), "done");
    EXPECT_EQ(rate("", ""), 50'000);
    EXPECT_EQ(set({{"books", "", 30'000, 0, {}}}), "done");
    EXPECT_EQ(rate("books", ""), 30'000);
    EXPECT_EQ(rate("", ""), 50'000) << "the plain policy";
    now += days{11};
    EXPECT_EQ(rate("", ""), 50'000) << "a newer table takes the place of what was announced";
    EXPECT_EQ(set({}), "done");
    EXPECT_EQ(rate("books", ""), 50'000);
    const auto all = look([](db::Snapshot& db) { return fee_tables(db, INT64_MAX, 10); });
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[2].rows, (std::vector<FeeRow>{{"", "", 80'000, 0, {}}}));
    EXPECT_EQ(all[2].reason, "because");
}

TEST_P(FeeTables, AD_15_what_raises_a_fee_needs_its_notice) {
    notice(15);
    EXPECT_EQ(set({{"", "", 60'000, 0, {}}}, days{14}), "raise_needs_notice");
    EXPECT_EQ(set({{"", "", 40'000, 0, {}}}), "done") << "less may count at once";
    EXPECT_EQ(set({}, days{1}), "raise_needs_notice") << "back to the plain rate is a raise";
    EXPECT_EQ(set({{"", "", 60'000, 0, {}}}, days{15}), "done");
    // What was lowered for tomorrow is not to be raised again the day after.
    EXPECT_EQ(set({{"", "", 10'000, 0, {}}}, days{1}), "done");
    EXPECT_EQ(set({{"", "", 40'000, 0, {}}}, days{2}), "raise_needs_notice");
    const auto plain = act([&](db::Tx& tx) {
        return policies::set(tx, {std::string{commission_ppm}, 50'001, ann, "more"});
    });
    EXPECT_EQ(plain.error().code(), "raise_needs_notice");
    EXPECT_TRUE(act([&](db::Tx& tx) {
        return policies::set(tx, {std::string{commission_ppm}, 40'000, ann, "less"});
    }));
}

TEST_P(FeeTables, ASellersTierCountsFromItsDayAndARaiseNeedsNotice) {
    EXPECT_EQ(set({{"", "gold", 30'000, 0, {}}, {"", "new", 90'000, 0, {}}}), "done");
    notice(15);
    EXPECT_EQ(put("new"), "raise_needs_notice");
    EXPECT_EQ(put("gold"), "done");
    EXPECT_EQ(put("", days{1}), "raise_needs_notice");
    EXPECT_EQ(put("new", days{15}), "done");
    const auto tier = [&] {
        return look([&](db::Snapshot& db) { return tier_at(db, ann, db.now()); });
    };
    EXPECT_EQ(tier(), "gold");
    now += days{16};
    EXPECT_EQ(tier(), "new");
    const auto listed =
        look([](db::Snapshot& db) { return tiers(db, base::MemberId{INT64_MAX}, 5); });
    EXPECT_EQ(listed.size(), 1U);
}

TEST_P(FeeTables, RowsForTheSameGoodsAndDaysThatHavePassedAreRefused) {
    EXPECT_EQ(set({{"books", "", 1, 0, {}}, {"books", "", 2, 0, {}}}), "fee_row_twice");
    EXPECT_EQ(set({{"books", "", 1, 10, 9}}), "form_invalid");
    EXPECT_EQ(set({}, -1s), "form_invalid");
    EXPECT_EQ(put("gold", -1s), "form_invalid");
}

}  // namespace
}  // namespace policies
