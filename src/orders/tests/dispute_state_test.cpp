#include "orders/dispute_state.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace orders {
namespace {

TEST(DisputeStates, ES_06_every_state_is_reached_and_what_is_over_stays_over) {
    std::set<DisputeState> reached{DisputeState::open};
    for (std::size_t round = 0; round < dispute_steps().size(); ++round) {
        for (const DisputeStep& step : dispute_steps()) {
            if (reached.contains(step.from)) reached.insert(step.to);
            EXPECT_TRUE(is_live(step.from));
        }
    }
    EXPECT_EQ(reached.size(), base::every<DisputeState>().size());
}

TEST(DisputeStates, ES_06_both_are_heard_before_anybody_decides_and_one_appeal_ends_it) {
    for (const DisputeStep& step : dispute_steps()) {
        if (step.act == DisputeAct::decide) {
            EXPECT_EQ(step.from, DisputeState::heard);
            EXPECT_EQ(step.by, Party::moderator);
        }
        if (step.act == DisputeAct::appeal) EXPECT_EQ(step.from, DisputeState::decided);
        if (step.from == DisputeState::appealed) {
            EXPECT_TRUE(!is_live(step.to) || step.act == DisputeAct::add);
        }
    }
}

TEST(DisputeStates, ES_06_either_side_gives_in_at_any_time_and_only_for_itself) {
    for (const DisputeState state : base::every<DisputeState>()) {
        EXPECT_EQ(bool{next(state, DisputeAct::give_in, Party::seller)}, is_live(state));
        EXPECT_EQ(bool{next(state, DisputeAct::withdraw, Party::buyer)}, is_live(state));
        EXPECT_EQ(bool{next(state, DisputeAct::call_off, Party::clock)}, is_live(state));
        EXPECT_FALSE(next(state, DisputeAct::give_in, Party::buyer));
        EXPECT_FALSE(next(state, DisputeAct::withdraw, Party::seller));
    }
    const auto refused = next(DisputeState::open, DisputeAct::decide, Party::moderator);
    EXPECT_EQ(refused.error().code(), "dispute_state");
    EXPECT_EQ(next(DisputeState::open, DisputeAct::answer, Party::buyer).error().code(),
              "not_yours");
}

TEST(DisputeStates, ES_06_who_did_not_get_all_of_it_has_lost) {
    Dispute one;
    one.disputed = 100;
    const std::map<std::int64_t, std::pair<bool, bool>> lost{
        {0, {true, false}}, {1, {true, true}}, {99, {true, true}}, {100, {false, true}}};
    for (const auto& [given, who] : lost) {
        one.given = given;
        EXPECT_EQ(has_lost(one, Party::buyer), who.first) << given;
        EXPECT_EQ(has_lost(one, Party::seller), who.second) << given;
    }
}

}  // namespace
}  // namespace orders
