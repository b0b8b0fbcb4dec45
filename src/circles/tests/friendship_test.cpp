#include "circles/friendship.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace circles {
namespace {

using enum Friendship;
using enum FriendAct;

// Every state and every act, written out: what becomes of it, or with which code it is refused.
TEST(FriendshipTable, SaysWhatBecomesOfEveryActInEveryState) {
    struct Row {
        Friendship from;
        FriendAct act;
        std::optional<Friendship> to;
        std::string_view code;
    };
    const Row rows[] = {
        {self, befriend, {}, "own_friend"},
        {self, accept, {}, "own_friend"},
        {self, decline, {}, "own_friend"},
        {self, withdraw, {}, "own_friend"},
        {self, unfriend, {}, "own_friend"},
        {none, befriend, requested, ""},
        {none, accept, {}, "not_asked"},
        {none, decline, {}, "not_asked"},
        {none, withdraw, {}, "not_asked"},
        {none, unfriend, {}, "not_friends"},
        {requested, befriend, {}, "asked_already"},
        {requested, accept, {}, "not_asked"},
        {requested, decline, {}, "not_asked"},
        {requested, withdraw, none, ""},
        {requested, unfriend, {}, "not_friends"},
        {asked, befriend, friends, ""},
        {asked, accept, friends, ""},
        {asked, decline, none, ""},
        {asked, withdraw, {}, "not_asked"},
        {asked, unfriend, {}, "not_friends"},
        {friends, befriend, {}, "friends_already"},
        {friends, accept, {}, "friends_already"},
        {friends, decline, {}, "not_asked"},
        {friends, withdraw, {}, "not_asked"},
        {friends, unfriend, none, ""},
    };
    std::set<std::pair<Friendship, FriendAct>> seen;
    for (const Row& row : rows) {
        SCOPED_TRACE(std::string{base::name_of(row.from)} + " " +
                     std::string{base::name_of(row.act)});
        seen.emplace(row.from, row.act);
        const auto result = next(row.from, row.act);
        ASSERT_EQ(static_cast<bool>(result), row.to.has_value());
        if (result) {
            EXPECT_EQ(*result, *row.to);
        } else {
            EXPECT_EQ(result.error().code(), row.code);
        }
    }
    EXPECT_EQ(seen.size(), base::every<Friendship>().size() * base::every<FriendAct>().size());
}

TEST(FriendshipTable, OffersOnlyWhatWorks) {
    for (const Friendship state : base::every<Friendship>()) {
        for (const FriendAct act : may(state)) EXPECT_TRUE(next(state, act));
    }
    EXPECT_EQ(may(asked), (std::vector{accept, decline}));
    EXPECT_EQ(may(none), std::vector{befriend});
    EXPECT_EQ(may(requested), std::vector{withdraw});
    EXPECT_EQ(may(friends), std::vector{unfriend});
    EXPECT_TRUE(may(self).empty());
}

TEST(FriendshipTable, HasAWayOutOfEveryTie) {
    EXPECT_EQ(*way_out(asked), decline);
    EXPECT_EQ(*way_out(requested), withdraw);
    EXPECT_EQ(*way_out(friends), unfriend);
    EXPECT_EQ(way_out(none).error(), not_friends);
    EXPECT_EQ(way_out(self).error(), not_friends);
}

TEST(FriendshipTable, LooksTheSameFromTheOtherSideTwice) {
    for (const Friendship state : base::every<Friendship>()) {
        EXPECT_EQ(mirrored(mirrored(state)), state);
    }
    EXPECT_EQ(mirrored(asked), requested);
    EXPECT_EQ(mirrored(friends), friends);
}

}  // namespace
}  // namespace circles
