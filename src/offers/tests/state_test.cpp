// The table of offers, and which prices somebody may name.

#include "offers/state.hpp"

#include <gtest/gtest.h>

#include <map>

namespace offers {
namespace {

TEST(OfferTable, MS_05_has_at_most_one_row_for_who_does_what_in_a_state) {
    for (const Step& row : steps()) {
        const auto found = step(row.from, row.act, row.by);
        ASSERT_TRUE(found);
        EXPECT_EQ(found->to, row.to);
        EXPECT_EQ(found->goods, row.goods);
    }
}

TEST(OfferTable, MS_05_sets_the_goods_aside_exactly_while_an_offer_is_accepted) {
    for (const OfferState state : base::every<OfferState>()) {
        EXPECT_EQ(holds_goods(state), state == OfferState::accepted);
    }
    // Whichever way an offer goes, what was taken once leaves once.
    std::map<OfferState, int> kept{{OfferState::offered, 0}};
    for (bool more = true; more;) {
        more = false;
        for (const Step& row : steps()) {
            if (!kept.contains(row.from)) continue;
            const int change = row.goods == Goods::take ? 1 : row.goods == Goods::stay ? 0 : -1;
            const auto [there, added] = kept.try_emplace(row.to, kept[row.from] + change);
            more |= added;
            EXPECT_EQ(there->second, kept[row.from] + change);
        }
    }
    EXPECT_EQ(kept.size(), std::size(base::every<OfferState>()));
    for (const auto& [state, count] : kept) EXPECT_EQ(count, holds_goods(state) ? 1 : 0);
}

TEST(OfferTable, MS_05_ends_every_open_offer_by_a_clock_or_by_its_order) {
    for (const OfferState state : base::every<OfferState>()) {
        const bool ends = step(state, OfferAct::lapse, OfferParty::clock).has_value() ||
                          step(state, OfferAct::fail, OfferParty::clock).has_value();
        EXPECT_EQ(ends, is_open(state));
    }
}

TEST(OfferTable, MS_05_lets_nobody_answer_themselves) {
    EXPECT_FALSE(step(OfferState::offered, OfferAct::accept, OfferParty::buyer));
    EXPECT_FALSE(step(OfferState::countered, OfferAct::accept, OfferParty::seller));
    EXPECT_FALSE(step(OfferState::offered, OfferAct::counter, OfferParty::buyer));
    EXPECT_FALSE(step(OfferState::countered, OfferAct::counter, OfferParty::seller));
    // What a seller has agreed to they cannot take back.
    for (const OfferAct act : base::every<OfferAct>()) {
        EXPECT_FALSE(step(OfferState::accepted, act, OfferParty::seller));
    }
}

TEST(OfferTable, MS_05_a_counter_moves_towards_the_other_side) {
    EXPECT_TRUE(moves_towards(OfferParty::seller, 700, 701, 950));
    EXPECT_TRUE(moves_towards(OfferParty::seller, 700, 950, 950));
    EXPECT_FALSE(moves_towards(OfferParty::seller, 700, 951, 950));
    EXPECT_FALSE(moves_towards(OfferParty::seller, 700, 700, 950));
    EXPECT_TRUE(moves_towards(OfferParty::buyer, 700, 1, 950));
    EXPECT_TRUE(moves_towards(OfferParty::buyer, 700, 699, 950));
    EXPECT_FALSE(moves_towards(OfferParty::buyer, 700, 700, 950));
    EXPECT_FALSE(moves_towards(OfferParty::buyer, 700, 0, 950));
}

}  // namespace
}  // namespace offers
