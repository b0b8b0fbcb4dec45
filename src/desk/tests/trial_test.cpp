#include <gtest/gtest.h>

#include <random>

#include "desk/desk.hpp"

namespace desk {
namespace {

std::vector<Sold> some(unsigned seed, int count) {
    std::mt19937 chance(seed);
    std::vector<Sold> list;
    for (int i = 0; i < count; ++i) {
        list.push_back({orders::OrderId{i + 1}, 1 + static_cast<std::int64_t>(chance() % 100'000)});
    }
    return list;
}

TEST(Trial, OfNothingIsNothing) {
    const auto trial = weigh({}, 50'000, 60'000);
    EXPECT_EQ(trial.orders, 0);
    EXPECT_EQ(trial.then, 0);
    EXPECT_TRUE(trial.examples.empty());
}

TEST(Trial, RoundsEachOrderByItself) {
    const auto trial = weigh({{orders::OrderId{1}, 10}, {orders::OrderId{2}, 10}}, 50'000, 40'000);
    EXPECT_EQ(trial.now, 2);   // Half a unit each, rounded up, and not one of both together.
    EXPECT_EQ(trial.then, 0);  // 0.4 each.
    EXPECT_EQ(trial.sold, 20);
}

TEST(Trial, GivesTheSmallestTheMiddleAndTheLargest) {
    const auto trial = weigh(some(7, 101), 50'000, 60'000);
    ASSERT_EQ(trial.examples.size(), 3U);
    EXPECT_LE(trial.examples[0].amount, trial.examples[1].amount);
    EXPECT_LE(trial.examples[1].amount, trial.examples[2].amount);
    EXPECT_EQ(weigh(some(7, 1), 1, 2).examples.size(), 1U);
    EXPECT_EQ(weigh(some(7, 2), 1, 2).examples.size(), 2U);
}

TEST(Trial, NeverTakesMoreThanThereIsAndMoreOnlyByAHigherRate) {
    for (unsigned seed = 1; seed <= 50; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const auto orders = some(seed, 30);
        std::int64_t last = 0;
        for (const std::int64_t rate : {0, 1, 10'000, 50'000, 333'333, 500'000, 1'000'000}) {
            const auto trial = weigh(orders, 50'000, rate);
            EXPECT_GE(trial.then, last);
            EXPECT_LE(trial.then, trial.sold);
            EXPECT_EQ(trial.now, weigh(orders, 50'000, 50'000).then);
            last = trial.then;
        }
        EXPECT_EQ(last, weigh(orders, 0, 0).sold);
    }
}

}  // namespace
}  // namespace desk
