#include "db/pressure.hpp"

#include <gtest/gtest.h>

namespace db {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// A writer that does a command in 200 us, and a queue before it, in steps of a millisecond.
class Queue : public ::testing::Test {
protected:
    static constexpr std::size_t done_each_step = 5;

    /// Lets so many come in each step; returns how many were let in.
    std::size_t come(std::size_t each_step, milliseconds time) {
        std::size_t admitted = 0;
        longest = 0;
        for (auto end = now + time; now < end; now += milliseconds{1}) {
            for (std::size_t i = 0; i < each_step; ++i) {
                if (!pressure.admits(waiting, now)) continue;
                ++waiting;
                ++admitted;
            }
            longest = std::max(longest, waiting);
            const std::size_t done = std::min(waiting, done_each_step);
            waiting -= done;
            if (done > 0) pressure.ran(done, microseconds{200} * done);
        }
        return admitted;
    }

    Pressure pressure{{milliseconds{1'000}, milliseconds{100}, 50}};
    Pressure::Time now{seconds{1'000}};
    std::size_t waiting = 0;
    std::size_t longest = 0;
};

TEST_F(Queue, LetsEverybodyInWhoCanBeServed) {
    EXPECT_EQ(come(5, seconds{20}), 5U * 20'000);
    EXPECT_FALSE(pressure.lasts());
}

TEST_F(Queue, LetsABurstWait) {
    come(5, seconds{1});
    EXPECT_EQ(come(400, milliseconds{10}), 4'000U) << "they wait for 0.8 s";
    EXPECT_EQ(come(0, seconds{1}), 0U);
    EXPECT_EQ(waiting, 0U);
}

TEST_F(Queue, HasAnEndForABurstToo) {
    come(5, seconds{1});
    come(10'000, milliseconds{1});
    EXPECT_NEAR(static_cast<double>(longest), 5'000, 50) << "a second's work";
}

TEST_F(Queue, IsShortWhenMoreComesThanGoesAndTheWriterIsNeverIdle) {
    come(15, seconds{5});
    EXPECT_TRUE(pressure.lasts());
    EXPECT_NEAR(static_cast<double>(come(15, seconds{10})), 5.0 * 10'000, 100);
    EXPECT_NEAR(static_cast<double>(longest), 500, 20) << "a tenth of a second's work";
    EXPECT_GE(waiting, 400U);
}

TEST_F(Queue, LetsBurstsInAgainWhenItHasBeenShortForAWhile) {
    come(15, seconds{5});
    ASSERT_TRUE(pressure.lasts());
    come(2, seconds{1});
    EXPECT_TRUE(pressure.lasts());
    come(2, seconds{2});
    EXPECT_FALSE(pressure.lasts());
    EXPECT_EQ(come(400, milliseconds{10}), 4'000U);
}

TEST_F(Queue, HasRoomForAFewHoweverSlowTheDiskIs) {
    pressure.ran(1, seconds{30});
    for (std::size_t i = 0; i < 50; ++i) {
        EXPECT_TRUE(pressure.admits(i, now + seconds{i}));
    }
    EXPECT_FALSE(pressure.admits(50, now + seconds{60}));
}

TEST_F(Queue, IsNotShortenedBecauseTheDiskStoodStillOnce) {
    come(5, seconds{1});
    pressure.ran(1, seconds{1});
    EXPECT_EQ(come(100, milliseconds{3}), 300U);
}

}  // namespace
}  // namespace db
