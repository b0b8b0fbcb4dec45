#include "shops/state.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace shops {
namespace {

using S = ListingState;
using A = ListingAct;

TEST(ListingStates, AreTheTableAndNothingElse) {
    // Written a second time, by state, from the promises; every other pair must be impossible.
    const std::map<S, std::map<A, S>> wanted{
        {S::draft, {{A::submit, S::checking}, {A::end, S::ended}, {A::remove, S::removed}}},
        {S::checking, {{A::pass, S::live}, {A::hold, S::held}}},
        {S::live,
         {{A::pause, S::paused},
          {A::sell_out, S::sold_out},
          {A::set_aside, S::reserved},
          {A::end, S::ended},
          {A::hold, S::held},
          {A::remove, S::removed}}},
        {S::paused,
         {{A::resume, S::live}, {A::end, S::ended}, {A::hold, S::held}, {A::remove, S::removed}}},
        {S::reserved,
         {{A::set_free, S::live},
          {A::sell_out, S::sold_out},
          {A::end, S::ended},
          {A::hold, S::held},
          {A::remove, S::removed}}},
        {S::sold_out,
         {{A::restock, S::live}, {A::end, S::ended}, {A::hold, S::held}, {A::remove, S::removed}}},
        {S::held, {{A::release, S::live}, {A::release_paused, S::paused}, {A::remove, S::removed}}},
        {S::ended, {{A::remove, S::removed}}},
        {S::removed, {{A::restore, S::ended}}},
    };
    std::size_t possible = 0;
    for (const S state : base::every<S>()) {
        for (const A act : base::every<A>()) {
            const auto found = step(state, act);
            const auto& row = wanted.at(state);
            const auto cell = row.find(act);
            ASSERT_EQ(found.has_value(), cell != row.end())
                << base::name_of(state) << " " << base::name_of(act);
            if (!found) continue;
            ++possible;
            EXPECT_EQ(found->to, cell->second) << base::name_of(state) << " " << base::name_of(act);
        }
    }
    EXPECT_EQ(possible, steps().size());
}

TEST(ListingStates, HaveNoWayOutOfTheirEndsButInAndOutOfSight) {
    std::set<S> finals;
    for (const S state : base::every<S>()) {
        if (is_final(state)) finals.insert(state);
    }
    EXPECT_EQ(finals, (std::set{S::ended, S::removed}));
    for (const Step& row : steps()) {
        EXPECT_TRUE(!finals.contains(row.from) || finals.contains(row.to))
            << base::name_of(row.act);
    }
}

TEST(ListingStates, AreAllReachedAndFromEachAnEndIsReached) {
    const auto reach = [](S from) {
        std::set<S> seen{from};
        for (bool grew = true; grew;) {
            grew = false;
            for (const Step& row : steps()) {
                if (seen.contains(row.from)) grew = seen.insert(row.to).second || grew;
            }
        }
        return seen;
    };
    EXPECT_EQ(reach(S::draft).size(), base::every<S>().size());
    for (const S state : base::every<S>())
        EXPECT_TRUE(reach(state).contains(S::ended) || state == S::removed);
}

TEST(ListingStates, LetOnlyModeratorsHoldReleaseAndRemove) {
    for (const Step& row : steps()) {
        const bool measure = row.act == A::hold || row.act == A::release ||
                             row.act == A::release_paused || row.act == A::remove ||
                             row.act == A::restore;
        EXPECT_EQ(row.by == Actor::moderator, measure) << base::name_of(row.act);
    }
}

TEST(ListingStates, SayWhoMaySeeAndChangeThem) {
    for (const S state : base::every<S>()) {
        const bool hidden =
            state == S::draft || state == S::checking || state == S::held || state == S::removed;
        EXPECT_EQ(is_public(state), !hidden) << base::name_of(state);
        EXPECT_EQ(is_on_show(state),
                  state == S::live || state == S::reserved || state == S::sold_out);
        EXPECT_EQ(is_editable(state), !is_final(state) && state != S::checking);
    }
}

}  // namespace
}  // namespace shops
