#include "members/limits.hpp"

#include <gtest/gtest.h>

namespace members {
namespace {

using namespace std::chrono_literals;

constexpr base::Time noon{std::chrono::sys_days{std::chrono::year{2030} / 1 / 1} + 12h};

/// How many tries are left right now.
int left(Attempts& attempts, const std::string& key, base::Time now) {
    int count = 0;
    while (attempts.take(key, now)) ++count;
    return count;
}

TEST(Attempts, AllowABurstAndThenOneMoreEveryInterval) {
    Attempts attempts({3, 10s});
    EXPECT_EQ(left(attempts, "ann", noon), 3);
    EXPECT_EQ(left(attempts, "ann", noon + 10s - 1us), 0);
    EXPECT_EQ(left(attempts, "ann", noon + 10s), 1);
    EXPECT_EQ(left(attempts, "ann", noon + 29s), 1);
    EXPECT_EQ(left(attempts, "ann", noon + 30s), 1);
}

TEST(Attempts, NeverSaveUpMoreThanTheBurst) {
    Attempts attempts({3, 10s});
    EXPECT_EQ(left(attempts, "ann", noon), 3);
    EXPECT_EQ(left(attempts, "ann", noon + 24h), 3);
}

TEST(Attempts, CountEveryKeyByItself) {
    Attempts attempts({1, 10s});
    EXPECT_TRUE(attempts.take("ann", noon));
    EXPECT_TRUE(attempts.take("ben", noon));
    EXPECT_FALSE(attempts.take("ann", noon));
}

TEST(Attempts, GiveNothingAndTakeNothingWhenTheClockStepsBack) {
    Attempts attempts({2, 10s});
    EXPECT_EQ(left(attempts, "ann", noon), 2);
    EXPECT_EQ(left(attempts, "ann", noon - 1h), 0);
    EXPECT_EQ(left(attempts, "ann", noon + 10s), 1);
}

TEST(Attempts, GiveATryBackThatWentWell) {
    Attempts attempts({2, 10s});
    EXPECT_EQ(left(attempts, "ann", noon), 2);
    attempts.give_back("ann");
    EXPECT_EQ(left(attempts, "ann", noon), 1);
    attempts.give_back("nobody");
    EXPECT_EQ(left(attempts, "nobody", noon), 2);
}

TEST(Attempts, KeepNoBucketThatIsFull) {
    Attempts attempts({2, 10s});
    ASSERT_TRUE(attempts.take("ann", noon));
    attempts.give_back("ann");
    EXPECT_EQ(attempts.keys(), 0U);
}

TEST(Attempts, KeepNoMoreKeysThanTheyMay) {
    Attempts attempts({1, 10s}, 3);
    for (int i = 0; i < 100; ++i) {
        EXPECT_TRUE(attempts.take("key " + std::to_string(i), noon + i * 1ms));
        EXPECT_LE(attempts.keys(), 3U);
    }
    // The one that waited longest went; the newest is still counted.
    EXPECT_FALSE(attempts.take("key 99", noon + 100ms));
    // Once the old ones are full again, they make room and the young ones stay.
    EXPECT_TRUE(attempts.take("key 100", noon + 10s + 98ms));
    EXPECT_FALSE(attempts.take("key 99", noon + 10s + 98ms));
}

TEST(Networks, AreAnAddressInVersionFourAndItsFirstHalfInVersionSix) {
    EXPECT_EQ(network_of("192.0.2.1"), "192.0.2.1");
    EXPECT_NE(network_of("192.0.2.1"), network_of("192.0.2.2"));
    EXPECT_EQ(network_of("2001:db8:1:2::1"), network_of("2001:db8:1:2:ffff::9"));
    EXPECT_NE(network_of("2001:db8:1:2::1"), network_of("2001:db8:1:3::1"));
    EXPECT_EQ(network_of(""), "");
}

}  // namespace
}  // namespace members
