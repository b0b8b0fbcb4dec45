#include <map>
#include <random>
#include <set>

#include "circles/circles.hpp"
#include "circles/many.hpp"
#include "tests/market.hpp"
#include "tests/people.hpp"

namespace circles {
namespace {

using base::Result;
using enum Audience;

class Moments : public tests::WithPeople<tests::MarketTest> {
protected:
    Moments() : WithPeople({events::migrations(), members::migrations(), circles::migrations()}) {}

    void make_friends(MemberId a, MemberId b) {
        must([&](db::Tx& tx) { return befriend(tx, a, b, FriendAct::befriend); });
        must([&](db::Tx& tx) { return befriend(tx, b, a, FriendAct::accept); });
    }
    MomentId posted(MemberId author, Audience audience, const std::string& text = "hello") {
        return must([&](db::Tx& tx) { return post(tx, {author, audience, text}); }).id;
    }
    std::vector<Moment> seen_by(MemberId viewer, std::int64_t before = INT64_MAX,
                                std::int64_t limit = 1'000) {
        return look(
            [&](db::Snapshot& snapshot) { return timeline(snapshot, viewer, before, limit); });
    }
    /// All of it, two at a time.
    std::vector<MomentId> paged(MemberId viewer) {
        std::vector<MomentId> ids;
        std::int64_t before = INT64_MAX;
        while (true) {
            const auto page = seen_by(viewer, before, 2);
            if (page.empty()) return ids;
            for (const Moment& moment : page) ids.push_back(moment.id);
            before = page.back().seq;
        }
    }
    bool sees(MemberId viewer, MomentId id) {
        return look([&](db::Snapshot& snapshot) {
            const auto found = moment(snapshot, viewer, id);
            if (!found) {
                EXPECT_EQ(found.error(), no_such_moment);
            }
            return static_cast<bool>(found);
        });
    }
};

constexpr MemberId stranger{};

TEST_P(Moments, AreSeenByTheirAudience) {
    const MemberId ann = join("ann"), ben = join("ben"), carl = join("carl");
    make_friends(ann, ben);
    const MomentId for_all = posted(ann, everybody);
    const MomentId for_friends = posted(ann, friends);
    for (const MemberId viewer : {ann, ben, carl, stranger}) EXPECT_TRUE(sees(viewer, for_all));
    EXPECT_TRUE(sees(ann, for_friends));
    EXPECT_TRUE(sees(ben, for_friends));
    EXPECT_FALSE(sees(carl, for_friends));
    EXPECT_FALSE(sees(stranger, for_friends));
}

TEST_P(Moments, AreNotSeenByWhoOnlyAsked) {
    const MemberId ann = join("ann"), ben = join("ben");
    must([&](db::Tx& tx) { return befriend(tx, ben, ann, FriendAct::befriend); });
    const MomentId id = posted(ann, friends);
    EXPECT_FALSE(sees(ben, id));
    EXPECT_TRUE(seen_by(ben).empty());
    EXPECT_FALSE(sees(ann, posted(ben, friends)));
}

TEST_P(Moments, CI_04_unfriending_takes_effect_on_the_very_next_read) {
    const MemberId ann = join("ann"), ben = join("ben");
    make_friends(ann, ben);
    const MomentId hers = posted(ann, friends), his = posted(ben, friends);
    EXPECT_TRUE(sees(ben, hers));
    EXPECT_EQ(seen_by(ben).size(), 2U);
    must([&](db::Tx& tx) -> Result<base::Done> {
        TRY(part(tx, ann, ben));
        EXPECT_FALSE(visible(tx, ben, ann, friends));  // Already inside the same command.
        return base::done;
    });
    EXPECT_FALSE(sees(ben, hers));
    EXPECT_FALSE(sees(ann, his));
    EXPECT_EQ(seen_by(ben).size(), 1U);
    EXPECT_EQ(seen_by(ann).size(), 1U);
}

TEST_P(Moments, CI_05_what_one_may_not_see_and_what_is_not_there_are_refused_alike) {
    const MemberId ann = join("ann"), ben = join("ben");
    const MomentId hidden = posted(ann, friends);
    look([&](db::Snapshot& snapshot) {
        const auto not_mine = moment(snapshot, ben, hidden);
        const auto not_there = moment(snapshot, ben, MomentId{987'654});
        EXPECT_EQ(not_mine.error().code(), not_there.error().code());
        EXPECT_EQ(not_mine.error().kind(), not_there.error().kind());
        return 0;
    });
    const auto take = [&](MomentId id) {
        return act([&](db::Tx& tx) { return remove(tx, ben, id); }).error().code();
    };
    EXPECT_EQ(take(hidden), take(MomentId{987'654}));
}

TEST_P(Moments, AreTakenBackByTheirAuthorOnly) {
    const MemberId ann = join("ann"), ben = join("ben");
    const MomentId id = posted(ann, everybody);
    EXPECT_EQ(act([&](db::Tx& tx) { return remove(tx, ben, id); }).error(), no_such_moment);
    EXPECT_TRUE(sees(ben, id));
    must([&](db::Tx& tx) { return remove(tx, ann, id); });
    EXPECT_FALSE(sees(ann, id));
    EXPECT_TRUE(seen_by(ann).empty());
    EXPECT_EQ(told().back(), "moment_removed");
}

TEST_P(Moments, AreToldWithoutTheirText) {
    const MemberId ann = join("ann");
    const MomentId id = posted(ann, friends, "a secret recipe");
    const auto news =
        look([](db::Snapshot& snapshot) { return events::after(snapshot, 1, 10).back(); });
    EXPECT_EQ(news.kind, "moment_posted");
    EXPECT_EQ(news.subject, id.value);
    EXPECT_EQ(news.payload, R"({"author":")" + std::to_string(ann.value) +
                                R"(","audience":"friends","listing":0})");
}

TEST_P(Moments, ShowAListingOnceAndInItsPlace) {
    const MemberId ann = join("ann");
    constexpr std::int64_t listing = 4711;
    const auto put = [&](Audience audience, std::string_view text) {
        return must([&](db::Tx& tx) { return post_listing(tx, ann, listing, audience, text); });
    };
    const MomentId first = put(friends, "Blue mug");
    const MomentId other = posted(ann, everybody);
    EXPECT_EQ(put(everybody, "Red mug"), first);
    const auto list = seen_by(stranger);
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list[0].id, other);
    EXPECT_EQ(list[1].text, "Red mug");
    EXPECT_EQ(list[1].listing, listing);

    EXPECT_EQ(act([&](db::Tx& tx) { return remove(tx, ann, first); }).error(), listing_moment);
    for (int i = 0; i < 2; ++i) {  // Harmless the second time.
        must([&](db::Tx& tx) { return remove_listing_moment(tx, listing); });
        EXPECT_EQ(seen_by(ann).size(), 1U);
    }
    EXPECT_NE(put(everybody, "Blue mug"), first);
}

TEST_P(Moments, ComeInPagesWithoutGapsOrDoublesWhileOthersPost) {
    const MemberId ann = join("ann"), ben = join("ben");
    std::set<MomentId> expected;
    for (int i = 0; i < 30; ++i) {
        expected.insert(posted(ann, everybody));
        posted(ben, friends);  // Not for her, and in between.
    }
    std::set<MomentId> seen;
    std::int64_t before = INT64_MAX;
    while (true) {
        const auto page = seen_by(ann, before, 7);
        for (const Moment& moment : page) EXPECT_TRUE(seen.insert(moment.id).second);
        if (page.size() < 7) break;
        before = page.back().seq;
        posted(ben, everybody);  // While she reads on.
    }
    EXPECT_EQ(seen, expected);
}

/// Who may see what, written once more and as plainly as can be: 20 lines that share nothing with
/// the module but the words of Audience.
struct Reference {
    struct Post {
        MomentId id;
        MemberId author;
        Audience audience;
    };
    std::set<std::pair<MemberId, MemberId>> friendships;
    std::set<std::pair<MemberId, MemberId>> blocks;  // Who, and whom.
    std::vector<Post> posts;

    std::vector<MomentId> seen_by(MemberId viewer) const {
        std::vector<MomentId> ids;
        for (auto post = posts.rbegin(); post != posts.rend(); ++post) {
            const bool own = post->author == viewer;
            const bool friendly = friendships.contains({viewer, post->author}) ||
                                  friendships.contains({post->author, viewer});
            const bool apart =
                blocks.contains({viewer, post->author}) || blocks.contains({post->author, viewer});
            if (apart) continue;
            if (post->audience == everybody || own || friendly) ids.push_back(post->id);
        }
        return ids;
    }
};

// Over graphs and posts by chance, for every viewer, with friendships ending and blocks coming and
// going on the way; whole and in pages of two.
TEST_P(Moments, CI_02_timeline_and_visible_agree_with_a_reference_over_graphs_by_chance) {
    std::vector<MemberId> people;
    for (int i = 0; i < 8; ++i) people.push_back(join("person" + std::to_string(i)));
    Reference reference;
    std::size_t hidden = 0, shown_to_friends = 0;
    for (unsigned seed = 1; seed <= 6; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        std::mt19937 chance(seed);
        for (int i = 0; i < 12; ++i) {
            const MemberId a = people[chance() % people.size()];
            const MemberId b = people[chance() % people.size()];
            if (a == b) continue;
            const std::pair<MemberId, MemberId> edge = std::minmax(a, b);
            const std::pair<MemberId, MemberId> way{a, b}, back{b, a};
            if (reference.blocks.erase(way) > 0) {
                must([&](db::Tx& tx) { return unblock(tx, a, b); });
            } else if (chance() % 6 == 0) {
                must([&](db::Tx& tx) { return block(tx, a, b); });
                reference.blocks.insert(way);
                reference.friendships.erase(edge);
            } else if (reference.blocks.contains(back)) {
                EXPECT_EQ(act([&](db::Tx& tx) {
                              return befriend(tx, a, b, FriendAct::befriend);
                          }).error(),
                          members::no_such_member);
            } else if (reference.friendships.erase(edge) > 0) {
                must([&](db::Tx& tx) { return part(tx, a, b); });
            } else {
                make_friends(a, b);
                reference.friendships.insert(edge);
            }
            const auto audience = chance() % 3 == 0 ? everybody : friends;
            reference.posts.push_back({posted(a, audience), a, audience});
        }
        std::vector<MemberId> viewers = people;
        viewers.push_back(stranger);
        for (const MemberId viewer : viewers) {
            const auto expected = reference.seen_by(viewer);
            std::vector<MomentId> seen;
            for (const Moment& moment : seen_by(viewer)) seen.push_back(moment.id);
            ASSERT_EQ(seen, expected);
            ASSERT_EQ(paged(viewer), expected);
            const std::set<MomentId> allowed(expected.begin(), expected.end());
            look([&](db::Snapshot& snapshot) {
                std::vector<Shown> things;
                for (const auto& post : reference.posts) {
                    things.push_back({post.author, post.audience});
                }
                const auto many = visible_each(snapshot, viewer, things);
                std::size_t at = 0;
                for (const auto& post : reference.posts) {
                    const bool may_see = visible(snapshot, viewer, post.author, post.audience);
                    EXPECT_EQ(many[at++], may_see);
                    EXPECT_EQ(may_see, allowed.contains(post.id));
                    hidden += !may_see;
                    shown_to_friends +=
                        may_see && post.audience == friends && post.author != viewer;
                }
                return 0;
            });
        }
    }
    EXPECT_GT(hidden, 100U);  // A rule that never hides, or only hides, would prove nothing.
    EXPECT_GT(shown_to_friends, 100U);
}

ON_EVERY_DATABASE(Moments);

}  // namespace
}  // namespace circles
