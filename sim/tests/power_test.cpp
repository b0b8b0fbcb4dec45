// The flow that every market lives by, while the power goes at any moment of it, or while any call
// of the disk fails. The client asks again under its key until it has an answer; then all that was
// acknowledged is there, once, and the books are right.

#include <gtest/gtest.h>

#include "sim/invariants.hpp"
#include "tests/budget.hpp"

namespace sim {
namespace {

/// A market that goes through the flow; what has to go wrong is planned in between.
struct Fair {
    explicit Fair(std::uint64_t seed) : market(seed), people(market, 2) {}

    Disk& disk() { return *market.disk(); }

    /// Throws Broken.
    void live() {
        people.main_flow();
        disk().behave();
        check_all(market, people);
    }

    /// What did not hold; empty: all is well.
    std::string live_and_say() {
        try {
            live();
        } catch (const std::exception& error) {
            return error.what();
        }
        return "";
    }

    Market market;
    People people;
};

/// How many changes of the disk the flow makes when nothing goes wrong.
std::int64_t changes_of_the_flow() {
    Fair fair(0);
    const std::int64_t before = fair.disk().changes();
    fair.people.main_flow();
    return fair.disk().changes() - before;
}

TEST(Power, R2_nothing_acknowledged_is_lost_when_the_power_goes_at_any_moment) {
    const auto points = tests::budget("power_loss", "points");
    const std::int64_t changes = changes_of_the_flow();
    Reach reach;
    for (std::int64_t point = 0; point < points; ++point) {
        // The same moment comes again with other chance: other sectors are lost or torn.
        Fair fair(static_cast<std::uint64_t>(point));
        fair.disk().power_fails_at(fair.disk().changes() + 1 + point % changes);
        ASSERT_EQ(fair.live_and_say(), "") << "point " << point;
        for (const auto& [what, count] : fair.market.reach) reach[what] += count;
    }
    EXPECT_GT(reach["power loss in a command"], points / 2);
    for (const auto& [what, count] : reach) std::printf("%10ld %s\n", count, what.c_str());
    std::printf("points 0 to %ld, %ld changes in the flow\n", points - 1, changes);
}

TEST(Power, R2_a_disk_that_says_it_has_synced_and_has_not_is_found_out) {
    const std::int64_t changes = changes_of_the_flow();
    std::int64_t found = 0;
    for (std::int64_t point = 0; point < changes; ++point) {
        Fair fair(static_cast<std::uint64_t>(point));
        fair.disk().lies(true);
        fair.disk().power_fails_at(fair.disk().changes() + 1 + point);
        found += fair.live_and_say().empty() ? 0 : 1;
    }
    EXPECT_GT(found, changes / 2);
}

TEST(Power, R3_every_call_of_the_disk_may_fail_once) {
    std::int64_t lives = 0;
    for (const Call call : every_call) {
        for (const Failure how : {Failure::io, Failure::full, Failure::half}) {
            // Only a write knows more than one way to fail.
            if (call != Call::write && how != Failure::io) continue;
            bool failed = true;
            for (std::int64_t k = 1; failed; ++k, ++lives) {
                Fair fair(static_cast<std::uint64_t>(k));
                fair.disk().fail(call, k, how);
                ASSERT_EQ(fair.live_and_say(), "") << name_of(call) << " " << k;
                failed = fair.disk().failed();
            }
        }
    }
    std::printf("%ld lives, each with another call that failed\n", lives);
    EXPECT_GT(lives, 200);
}

}  // namespace
}  // namespace sim
