#include <algorithm>
#include <random>
#include <set>

#include "circles/circles.hpp"
#include "circles/friendship.hpp"
#include "tests/market.hpp"
#include "tests/people.hpp"

namespace circles {
namespace {

using base::Result;
using enum Friendship;

class Friends : public tests::WithPeople<tests::MarketTest> {
protected:
    Friends()
        : WithPeople({events::migrations(), members::migrations(), circles::migrations()}),
          ann(join("ann")),
          ben(join("ben")),
          carl(join("carl")) {}

    Result<Tie> does(MemberId me, FriendAct wanted, MemberId other) {
        return act([&](db::Tx& tx) { return befriend(tx, me, other, wanted); });
    }
    Result<Tie> parts(MemberId me, MemberId other) {
        return act([&](db::Tx& tx) { return part(tx, me, other); });
    }
    Friendship state(MemberId me, MemberId other) {
        return look([&](db::Snapshot& snapshot) { return tie(snapshot, me, other).state; });
    }
    std::vector<MemberId> listed(MemberId me, Friendship which, const TieCursor& before = {},
                                 std::int64_t limit = 100) {
        return look([&](db::Snapshot& snapshot) {
            std::vector<MemberId> ids;
            for (const Tie& tie : ties_of(snapshot, me, which, before, limit)) {
                EXPECT_EQ(tie.state, which);
                ids.push_back(tie.member);
            }
            return ids;
        });
    }

    MemberId ann, ben, carl;
};

using Ids = std::vector<MemberId>;

TEST_P(Friends, AskAndAccept) {
    const auto asking = does(ann, FriendAct::befriend, ben);
    ASSERT_TRUE(asking);
    EXPECT_EQ(asking->state, requested);
    EXPECT_EQ(asking->since, now);
    EXPECT_EQ(state(ben, ann), asked);
    now += std::chrono::hours{1};
    const auto made = does(ben, FriendAct::accept, ann);
    ASSERT_TRUE(made);
    EXPECT_EQ(made->state, friends);
    EXPECT_EQ(made->since, now);
    EXPECT_EQ(state(ann, ben), friends);
    EXPECT_EQ(state(ann, carl), none);
}

TEST_P(Friends, AreMadeWhenBothAsk) {
    ASSERT_TRUE(does(ann, FriendAct::befriend, ben));
    EXPECT_EQ(does(ben, FriendAct::befriend, ann)->state, friends);
    EXPECT_EQ(listed(ann, requested), Ids{});
    EXPECT_EQ(listed(ben, asked), Ids{});
}

TEST_P(Friends, PartInTheWayThatFits) {
    ASSERT_TRUE(does(ann, FriendAct::befriend, ben));
    EXPECT_EQ(parts(ann, ben)->state, none);  // Withdrawn.
    ASSERT_TRUE(does(ann, FriendAct::befriend, ben));
    EXPECT_EQ(parts(ben, ann)->state, none);  // Declined.
    ASSERT_TRUE(does(ann, FriendAct::befriend, ben));
    ASSERT_TRUE(does(ben, FriendAct::accept, ann));
    EXPECT_EQ(parts(ann, ben)->state, none);  // Ended.
    EXPECT_EQ(state(ben, ann), none);
    EXPECT_EQ(parts(ann, ben).error(), not_friends);
    EXPECT_EQ(parts(ann, MemberId{99}).error(), not_friends);
}

TEST_P(Friends, AreTold) {
    const auto before = told().size();
    ASSERT_TRUE(does(ann, FriendAct::befriend, ben));
    ASSERT_TRUE(does(ben, FriendAct::accept, ann));
    ASSERT_TRUE(parts(ann, ben));
    const auto news = look([&](db::Snapshot& snapshot) {
        return events::after(snapshot, static_cast<std::int64_t>(before), 10);
    });
    ASSERT_EQ(news.size(), 3U);
    EXPECT_EQ(news[0].kind, "friendship_asked");
    EXPECT_EQ(news[1].kind, "friends_made");
    EXPECT_EQ(news[1].subject, ben.value);
    EXPECT_EQ(news[1].payload, R"({"member":")" + std::to_string(ben.value) + R"(","other":")" +
                                   std::to_string(ann.value) + R"("})");
    EXPECT_EQ(news[2].kind, "friendship_ended");
}

TEST_P(Friends, AreOtherMembersOfThisMarket) {
    EXPECT_EQ(does(ann, FriendAct::befriend, ann).error(), own_friend);
    EXPECT_EQ(does(ann, FriendAct::befriend, MemberId{99}).error(), members::no_such_member);
    EXPECT_EQ(state(ann, ann), self);
    EXPECT_EQ(state(MemberId{}, ann), none);
    EXPECT_EQ(state(MemberId{}, MemberId{}), none);
}

TEST_P(Friends, AreListedTheLatestFirst) {
    const MemberId dora = join("dora");
    for (const MemberId other : {ben, carl, dora}) {
        now += std::chrono::hours{1};
        ASSERT_TRUE(does(other, FriendAct::befriend, ann));
    }
    EXPECT_EQ(listed(ann, asked), (Ids{dora, carl, ben}));
    EXPECT_EQ(listed(ben, requested), Ids{ann});
    for (const MemberId other : {dora, ben}) {
        now += std::chrono::hours{1};
        ASSERT_TRUE(does(ann, FriendAct::accept, other));
    }
    EXPECT_EQ(listed(ann, friends), (Ids{ben, dora}));
    EXPECT_EQ(listed(ann, asked), Ids{carl});
    EXPECT_EQ(listed(ann, none), Ids{});
}

// All at one instant, so that pages must tell ties apart by the member.
TEST_P(Friends, ComeInPagesWithoutGapsOrDoubles) {
    std::set<MemberId> all;
    for (int i = 0; i < 25; ++i) {
        const MemberId other = join("friend" + std::to_string(i));
        all.insert(other);
        ASSERT_TRUE(does(other, FriendAct::befriend, ann));
        ASSERT_TRUE(does(ann, FriendAct::accept, other));
    }
    std::set<MemberId> seen;
    TieCursor cursor;
    while (true) {
        const Ids page = listed(ann, friends, cursor, 4);
        if (page.empty()) break;
        for (const MemberId id : page) EXPECT_TRUE(seen.insert(id).second);
        cursor = {now, page.back()};
    }
    EXPECT_EQ(seen, all);
}

// Whatever people do, a model of who stands how to whom agrees with the rows, from both sides.
TEST_P(Friends, AgreeWithAModelWhateverPeopleDo) {
    constexpr unsigned seed = 7;
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 chance(seed);
    const Ids all{ann, ben, carl};
    std::map<std::pair<MemberId, MemberId>, Friendship> model;
    for (const MemberId me : all) {
        for (const MemberId other : all) model[{me, other}] = me == other ? self : none;
    }
    int done = 0;
    std::set<Friendship> reached;
    for (int i = 0; i < 400; ++i) {
        const MemberId me = all[chance() % 3], other = all[chance() % 3];
        const auto wanted = base::every<FriendAct>()[chance() % 5];
        const auto expected = next(model[{me, other}], wanted);
        const auto result = does(me, wanted, other);
        ASSERT_EQ(static_cast<bool>(result), static_cast<bool>(expected));
        if (!result) continue;
        ++done;
        reached.insert(*expected);
        model[{me, other}] = *expected;
        model[{other, me}] = mirrored(*expected);
        look([&](db::Snapshot& snapshot) {
            for (const MemberId one : all) {
                for (const Tie& tie : ties(snapshot, one, all)) {
                    EXPECT_EQ(tie.state, (model[{one, tie.member}]));
                }
            }
            return 0;
        });
    }
    EXPECT_GT(done, 50);
    EXPECT_EQ(reached, (std::set{none, requested, friends}));
}

TEST_P(Friends, AreNoneAnyMoreOnceOneHasBlockedTheOther) {
    must([&](db::Tx& tx) { return befriend(tx, ann, ben, FriendAct::befriend); });
    must([&](db::Tx& tx) { return befriend(tx, ben, ann, FriendAct::accept); });
    must([&](db::Tx& tx) -> base::Result<base::Done> {
        TRY(block(tx, ben, ann));
        EXPECT_TRUE(apart(tx, ann, ben) && apart(tx, ben, ann));  // In the same command.
        return base::done;
    });
    look([&](db::Snapshot& snapshot) {
        EXPECT_EQ(tie(snapshot, ann, ben).state, Friendship::none);
        EXPECT_TRUE(has_blocked(snapshot, ben, ann));
        EXPECT_FALSE(has_blocked(snapshot, ann, ben));
        EXPECT_EQ(apart_among(snapshot, ann, {ann, ben}), std::vector{ben});
        EXPECT_TRUE(apart_among(snapshot, MemberId{}, {ann, ben}).empty());
        EXPECT_FALSE(visible(snapshot, ann, ben, Audience::everybody));
        EXPECT_TRUE(visible(snapshot, MemberId{}, ben, Audience::everybody));
        // No name that live hints go by: the blocked one is not told.
        const auto news = events::after(snapshot, 0, 100).back();
        EXPECT_EQ(news.kind, "block_set");
        for (const char* name : {"member", "other", "owner", "author", "friend"}) {
            EXPECT_EQ(news.payload.find('"' + std::string{name} + '"'), std::string::npos);
        }
        return 0;
    });
    must([&](db::Tx& tx) { return unblock(tx, ben, ann); });
    look([&](db::Snapshot& snapshot) {
        EXPECT_FALSE(apart(snapshot, ann, ben));
        EXPECT_EQ(tie(snapshot, ann, ben).state, Friendship::none);
        return 0;
    });
}

ON_EVERY_DATABASE(Friends);

}  // namespace
}  // namespace circles
