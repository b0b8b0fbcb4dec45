#include "orders/state.hpp"

#include <gtest/gtest.h>

#include <set>

namespace orders {
namespace {

/// How many steps an order of this sort may take, each by whom the table names and nobody else.
int allowed_of(Sort sort) {
    int allowed = 0;
    for (const State state : base::every<State>()) {
        for (const Act act : base::every<Act>()) {
            std::set<Party> may;
            for (const Step& step : steps()) {
                const bool its = step.sort == Sort::usual || step.sort == sort;
                if (step.from == state && step.act == act && its) may.insert(step.by);
            }
            for (const Party by : base::every<Party>()) {
                const auto step = next(state, act, by, sort);
                EXPECT_EQ(bool{step}, may.contains(by));
                if (step) {
                    ++allowed;
                    EXPECT_EQ(step->from, state);
                } else {
                    EXPECT_TRUE(step.error() == (may.empty() ? not_now : not_yours));
                }
            }
        }
    }
    return allowed;
}

TEST(OrderStates, KnowEveryStateActAndPartyAndRefuseTheRestByWhoMay) {
    const auto all = static_cast<int>(steps().size());
    EXPECT_EQ(allowed_of(Sort::ahead), all) << "a row occurs twice";
    EXPECT_EQ(allowed_of(Sort::usual), all - 2);
}

TEST(OrderStates, MS_07_the_buyer_may_call_off_what_is_ordered_ahead_until_it_is_sent) {
    for (const State state : base::every<State>()) {
        const bool ahead{next(state, Act::cancel, Party::buyer, Sort::ahead)};
        const bool usual{next(state, Act::cancel, Party::buyer)};
        const bool accepted = state == State::accepted || state == State::ready;
        EXPECT_EQ(ahead, usual || accepted) << base::name_of(state);
        EXPECT_FALSE(usual && accepted) << base::name_of(state);
    }
}

// Walks every path and keeps what lies in hold: it comes once, the last of it leaves once, and it
// is gone at the end. A place is left out when it was seen with the same sum.
void walk(State state, int held, std::set<std::pair<State, int>>& seen) {
    if (!seen.insert({state, held}).second) return;
    EXPECT_EQ(held, is_held(state) ? 1 : 0) << base::name_of(state);
    EXPECT_TRUE(!is_final(state) || held == 0) << base::name_of(state);
    for (const Step& step : steps()) {
        if (step.from != state) continue;
        const int comes = step.flow == Flow::into_hold ? 1 : 0;
        const bool goes = step.flow == Flow::refund || step.flow == Flow::gone;
        const int leaves = step.flow == Flow::settle || goes ? 1 : 0;
        walk(step.to, held + comes - leaves, seen);
    }
}

TEST(OrderStates, HoldTheMoneyOnceOnEveryPath) {
    std::set<std::pair<State, int>> seen;
    walk(State::created, 0, seen);
    EXPECT_EQ(seen.size(), base::every<State>().size()) << "a state is out of reach";
}

TEST(OrderStates, OnlyProvidersAndOperatorsBringMoneyAndOnlyBuyersClocksAndModeratorsRelease) {
    for (const Step& step : steps()) {
        if (step.flow == Flow::into_hold) {
            EXPECT_TRUE(step.by == Party::provider || step.by == Party::operator_);
        }
        if (step.flow == Flow::settle) {
            EXPECT_TRUE(step.by == Party::buyer || step.by == Party::clock ||
                        step.by == Party::moderator);
        }
    }
}

TEST(OrderStates, ES_04_a_silent_seller_costs_the_order_and_a_silent_buyer_completes_it) {
    const std::set sellers_turn{State::paid_held, State::accepted, State::ready};
    const std::set buyers_turn{State::shipped, State::delivered, State::inspection};
    for (const State state : base::every<State>()) {
        const auto lapsed = next(state, Act::lapse, Party::clock);
        const auto confirmed = next(state, Act::auto_confirm, Party::clock);
        ASSERT_EQ(bool{lapsed}, sellers_turn.contains(state)) << base::name_of(state);
        ASSERT_EQ(bool{confirmed}, buyers_turn.contains(state)) << base::name_of(state);
        EXPECT_TRUE(!lapsed || lapsed->flow == Flow::refund) << base::name_of(state);
        EXPECT_TRUE(!confirmed || confirmed->flow == Flow::settle) << base::name_of(state);
        EXPECT_EQ(is_held(state), lapsed || confirmed) << base::name_of(state);
    }
}

TEST(OrderStates, OfferToEachSideWhatItMayDo) {
    EXPECT_EQ(choices(State::paid_held, Party::seller),
              (std::vector{Act::accept, Act::ship, Act::cancel, Act::agree}));
    EXPECT_EQ(choices(State::paid_held, Party::buyer), (std::vector{Act::cancel}));
    EXPECT_TRUE(choices(State::completed, Party::seller).empty());
    EXPECT_TRUE(choices(State::accepted, Party::buyer).empty());
}

TEST(OrderStates, ES_17_all_the_money_back_before_sending_calls_the_order_off_and_ends_it_after) {
    const std::set unsent{State::paid_held, State::accepted, State::ready};
    const std::set sent{State::shipped, State::delivered, State::inspection};
    for (const State state : base::every<State>()) {
        for (const Party by : {Party::seller, Party::clock, Party::moderator}) {
            const Act act = by == Party::moderator ? Act::uphold : Act::agree;
            const auto agreed = next(state, act, by);
            ASSERT_EQ(bool{agreed}, unsent.contains(state) || sent.contains(state));
            if (!agreed) continue;
            EXPECT_EQ(agreed->to, unsent.contains(state) ? State::cancelled : State::agreed);
            EXPECT_EQ(agreed->flow, Flow::refund);
        }
    }
}

}  // namespace
}  // namespace orders
