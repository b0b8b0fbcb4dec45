// The flow that every market lives by, while the power goes at any moment of it, or while any call
// of the disk fails. The client asks again under its key until it has an answer; then all that was
// acknowledged is there, once, the flow has come to its end, and the books are right.

#include <gtest/gtest.h>

#include "sim/apart.hpp"
#include "sim/flow.hpp"
#include "tests/budget.hpp"

namespace sim {
namespace {

TEST(Power, ES_02_nothing_acknowledged_is_lost_when_the_power_goes_at_any_moment) {
    const auto points = tests::budget("power_loss", "points");
    Outage outage = lose_power(0, points);
    for (const std::string& broken : outage.broken) ADD_FAILURE() << broken;
    EXPECT_GE(outage.reach["power loss in a command"] + outage.reach["power loss in an errand"],
              points * 99 / 100);
    EXPECT_GT(outage.reach["power loss in an errand"], 0);
    std::printf("points 0 to %ld, %ld changes of the disk in the flow\n", points - 1,
                changes_of_the_flow(0));
}

TEST(Power, ADiskThatSaysItHasSyncedAndHasNotIsFoundOut) {
    const std::int64_t points = changes_of_the_flow(0);
    const Outage outage = lose_power(1, points, true);
    EXPECT_GT(outage.broken.size(), static_cast<std::size_t>(points / 2));
    std::printf("of %ld points %zu broke\n", points, outage.broken.size());
}

TEST(Power, AFullDiskRefusesWhatWritesAndEverybodyReadsOn) {
    // Market::note_accident looks whether all can be read before it makes room.
    Flow flow(1);
    flow.disk().full(true);
    EXPECT_EQ(flow.live(), "");
    EXPECT_EQ(flow.market().reach["full disk refused a command"], 1);
}

TEST(Power, EveryCallOfTheDiskMayFailOnce) {
    std::int64_t lives = 0;
    for (const Call call : every_call) {
        for (const Failure how : {Failure::io, Failure::full, Failure::half}) {
            // Only a write knows more than one way to fail.
            if (call != Call::write && how != Failure::io) continue;
            bool failed = true;
            for (std::int64_t k = 1; failed; ++k, ++lives) {
                Flow flow(static_cast<std::uint64_t>(k));
                flow.disk().fail(call, k, how);
                ASSERT_EQ(flow.live(), "") << name_of(call) << " " << k;
                failed = flow.disk().failed();
                if (call == Call::sync && failed) {
                    EXPECT_EQ(flow.market().reach["stop after a failed sync"], 1) << k;
                }
            }
        }
    }
    std::printf("%ld lives, each with another call that failed\n", lives);
    EXPECT_GT(lives, 300);
}

}  // namespace
}  // namespace sim
