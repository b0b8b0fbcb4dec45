#include <gtest/gtest.h>

#include <set>

#include "sim/apart.hpp"
#include "tests/budget.hpp"
#include "tests/databases.hpp"

namespace sim {
namespace {

std::string text_of(const std::vector<std::int64_t>& steps) {
    std::string text;
    for (const std::int64_t step : steps) text += " " + std::to_string(step);
    return text;
}

void add(Reach& all, const Reach& more) {
    for (const auto& [what, count] : more) all[what] += count;
}

/// What the seeds together have to have seen; a test by chance that reaches nothing proves nothing.
constexpr std::array expected{"done join",
                              "done list",
                              "done place",
                              "done hear",
                              "done pay_again",
                              "done accept",
                              "done ship",
                              "done deliver",
                              "done confirm",
                              "done cancel",
                              "done befriend",
                              "done post",
                              "done receipt",
                              "done paid_back",
                              "done payout_source",
                              "done payout_account",
                              "done payout",
                              "done payout_run",
                              "done payout_said",
                              "done payout_statement",
                              "job payout_night",
                              "done make_offer",
                              "offer accepted",
                              "offer countered",
                              "offer ordered",
                              "job offer_lapse",
                              "done place_all",
                              "bought of several shops",
                              "done withdraw_purchase",
                              "done set_fees",
                              "done set_category",
                              "done set_tier",
                              "done become_promoter",
                              "done invite",
                              "done promoter_rate",
                              "done share",
                              "promoted earns",
                              "job promotion_thaw",
                              "job documents_month",
                              "refused no_right_to_withdraw",
                              "done match",
                              "done send_back",
                              "done add_share",
                              "share of a line",
                              "done ask_refund",
                              "done answer_refund",
                              "done refund",
                              "refund agreed",
                              "refund after settling",
                              "job order_answer_by",
                              "done policy",
                              "done import",
                              "done apply_import",
                              "done callback",
                              "done part",
                              "done unsay",
                              "done block",
                              "done unblock",
                              "done review",
                              "done edit_review",
                              "done answer_review",
                              "done question",
                              "done reply",
                              "done appoint",
                              "done report",
                              "done begin_case",
                              "done take_case",
                              "done put_back_case",
                              "done hold",
                              "done decide_case",
                              "done appeal",
                              "done contest",
                              "refused own_report",
                              "refused own_decision",
                              "refused case_not_yours",
                              "job case_hold_ends",
                              "done rename_shop",
                              "done sign_in",
                              "done sign_out",
                              "asked again",
                              "card ok",
                              "card declined",
                              "card delayed",
                              "card doubled",
                              "card lost",
                              "card none",
                              "order awaiting_payment",
                              "order paid_held",
                              "order accepted",
                              "order shipped",
                              "order delivered",
                              "order completed",
                              "order cancelled",
                              "order expired",
                              "refused sold_out",
                              "refused own_goods",
                              "refused not_now",
                              "refused not_yours",
                              "refused no_such_order",
                              "refused listing_changed",
                              "refused not_for_sale",
                              "refused payment_under_way",
                              "refused one_shop_only",
                              "refused reviewed_already",
                              "refused answered_already",
                              "refused not_settled",
                              "job payment_check",
                              "job payment_refund",
                              "job order_pay_by",
                              "job sweep",
                              "postponed payment_refund",
                              "power loss between commands",
                              "power loss in a command",
                              "stop after a failed sync",
                              "accident of a command",
                              "full disk refused a command",
                              "restart",
                              "power loss in a restart",
                              "power loss in an errand",
                              "power loss in copying the log",
                              "job order_accept_by",
                              "job order_ship_by",
                              "job order_auto_confirm",
                              "job order_unpack",
                              "market with little memory",
                              "refused receipt_known",
                              "refused receipt_decided",
                              "refused receipt_does_not_fit",
                              "refused payment_under_way"};

/// Every step of an order that people, clocks and the bank can take today; the others of the table
/// have no command yet.
constexpr std::array taken_steps{"created place buyer",
                                 "awaiting_payment paid provider",
                                 "awaiting_payment paid operator_",
                                 "awaiting_payment cancel buyer",
                                 "awaiting_payment cancel seller",
                                 "awaiting_payment expire clock",
                                 "paid_held accept seller",
                                 "paid_held ship seller",
                                 "paid_held cancel buyer",
                                 "paid_held cancel seller",
                                 "paid_held lapse clock",
                                 "accepted ship seller",
                                 "accepted cancel seller",
                                 "accepted lapse clock",
                                 "shipped deliver seller",
                                 "shipped confirm buyer",
                                 "shipped auto_confirm clock",
                                 "delivered confirm buyer",
                                 "delivered auto_confirm clock",
                                 "paid_held ask_refund buyer",
                                 "shipped ask_refund buyer",
                                 "paid_held agree seller",
                                 "paid_held agree clock",
                                 "shipped agree seller",
                                 "shipped agree clock",
                                 "completed ask_refund buyer",
                                 "completed agree seller",
                                 "completed refuse clock"};

// ES-02, ES-03, ES-04: the books, the keys, the provider's answers and the clocks.
TEST(Simulate, ES_01_a_market_from_a_seed_keeps_its_promises_under_faults) {
    const auto seeds = tests::budget("simulate", "seeds");
    Reach reach;
    std::int64_t commands = 0;
    for (std::int64_t seed = 1; seed <= seeds; ++seed) {
        Plan plan;
        plan.seed = static_cast<std::uint64_t>(seed);
        const Life life = live_apart(plan);
        add(reach, life.reach);
        commands += life.commands;
        ASSERT_EQ(life.broken, "") << "seed " << seed << ", steps" << text_of(reduce(plan));
    }
    for (const char* what : expected) EXPECT_GT(reach[what], 0) << what << " was never reached";
    for (const std::string step : taken_steps) EXPECT_GT(reach["step " + step], 0) << step;
    for (const auto& [what, count] : reach) std::printf("%10ld %s\n", count, what.c_str());
    std::printf("seeds 1 to %ld, %ld commands\n", seeds, commands);
}

TEST(Simulate, TheSameSeedGivesTheSameState) {
    std::set<std::string> states;
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
        Plan plan;
        plan.seed = seed;
        const Life once = live(plan), again = live(plan);
        ASSERT_EQ(once.broken, "") << "seed " << seed;
        ASSERT_EQ(again.broken, "") << "seed " << seed;
        EXPECT_EQ(once.hash, again.hash) << "seed " << seed;
        EXPECT_TRUE(states.insert(once.hash).second) << "seed " << seed << " is as another";
    }
}

TEST(Simulate, AMarketThatBreaksIsToldInFewSteps) {
    Plan plan;
    plan.seed = 7;
    plan.lying_disk = true;
    ASSERT_NE(live_apart(plan).broken, "");
    const auto steps = reduce(plan);
    EXPECT_LE(steps.size(), 5U);
    std::vector<std::string> told;
    plan.tell = [&](const std::string& line) { told.push_back(line); };
    const Life life = live_apart(plan, steps);
    EXPECT_NE(life.broken, "");
    EXPECT_FALSE(told.empty());
    // The shortest story: somebody does something, is told so, and the power goes.
    for (const std::string& line : told) std::printf("%s\n", line.c_str());
    std::printf("%s\n", life.broken.c_str());
}

TEST(Simulate, TheSameSeedGivesTheSameStateOnBothDatabases) {
    if (tests::databases().size() < 2) GTEST_SKIP() << "no PostgreSQL";
    for (std::uint64_t seed = 1; seed <= 2; ++seed) {
        const tests::Place place(db::Dialect::postgres);
        Plan plan;
        plan.seed = seed;
        plan.faults = Faults::none;
        const Life here = live(plan);
        plan.postgres = place.address();
        const Life there = live(plan);
        ASSERT_EQ(here.broken, "");
        ASSERT_EQ(there.broken, "");
        EXPECT_EQ(here.hash, there.hash) << "seed " << seed;
    }
}

}  // namespace
}  // namespace sim
