#pragma once

// Circles: who is whose friend, what people post, and who may see it.
//
// Friendship is mutual: one asks, the other accepts; who asks somebody that has asked already makes
// friends. Whoever asked may withdraw, whoever was asked may decline, either may end it, and from
// the very next read on it is so, on every way.
//
// A moment is a post for everybody or for the author's friends. A listing is a post too: shops put
// it here and take it away. What somebody may not see does not exist for them: no_such_moment.
//
// Who has blocked somebody and whom they blocked are nothing to each other: whatever one of them
// shows, to whomever, does not exist for the other, on every way and from the very next read on.
// What they owe each other already, an open order, goes on. The blocked one is never told.
//
// visible() is the only place that decides; timeline() has the same rule in SQL, in the same file,
// and a test compares both with a third writing of it over graphs by chance.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/describe.hpp"
#include "base/id.hpp"
#include "base/member.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "db/migrate.hpp"
#include "db/tx.hpp"
#include "events/events.hpp"

namespace circles {

using base::MemberId;
using MomentId = base::Id<struct MomentTag>;

BOOST_DEFINE_ENUM_CLASS(Audience, everybody, friends)

/// What there may be to do with a moment.
BOOST_DEFINE_ENUM_CLASS(MomentMay, delete_)  // NOLINT

/// Whether `viewer` (0: nobody signed in) may see what `author` shows to `audience`, now. For
/// `everybody` it is whether the two have anything to do with each other.
bool visible(db::Snapshot& snapshot, MemberId viewer, MemberId author, Audience audience);

// ---- Friends

/// What somebody is to me: `requested` I have asked, `asked` they have.
BOOST_DEFINE_ENUM_CLASS(Friendship, self, none, requested, asked, friends)
BOOST_DEFINE_ENUM_CLASS(FriendAct, befriend, accept, decline, withdraw, unfriend)

inline constexpr base::Reason not_asked{base::Kind::conflict, "not_asked"};
inline constexpr base::Reason friends_already{base::Kind::conflict, "friends_already"};
inline constexpr base::Reason asked_already{base::Kind::conflict, "asked_already"};
inline constexpr base::Reason not_friends{base::Kind::conflict, "not_friends"};
inline constexpr base::Reason own_friend{base::Kind::conflict, "own_friend"};

/// Somebody as I stand to them; `since` when that began, empty for self and none.
struct Tie {
    MemberId member;
    Friendship state = Friendship::none;
    std::optional<base::Time> since;
};

/// How `me` stands to `other`; none when either is nobody.
Tie tie(db::Snapshot& snapshot, MemberId me, MemberId other);

/// The same for several at once, in the order of `others`. At most 1,000.
std::vector<Tie> ties(db::Snapshot& snapshot, MemberId me, const std::vector<MemberId>& others);

/// What I may do now.
std::vector<FriendAct> may(Friendship state);

/// Does `act` towards `other` and returns how they stand then. Refuses with no_such_member (of
/// members; also by whom one is blocked), blocked_by_you, own_friend, friends_already,
/// asked_already, not_asked, not_friends.
base::Result<Tie> befriend(db::Tx& tx, MemberId me, MemberId other, FriendAct act);

/// Declines, withdraws or unfriends, whichever fits; not_friends where nothing does.
base::Result<Tie> part(db::Tx& tx, MemberId me, MemberId other);

/// Where a page of ties ended.
struct TieCursor {
    base::Time since = base::time_of(INT64_MAX);
    MemberId member{INT64_MAX};
};

/// My friends, or those who asked me, or whom I asked, the latest first.
std::vector<Tie> ties_of(db::Snapshot& snapshot, MemberId me, Friendship state,
                         const TieCursor& before, std::int64_t limit);

/// What the events of friendships carry: friendship_asked, friends_made, friendship_ended.
/// `member` did it, with `other`.
struct FriendNews {
    MemberId member;
    MemberId other;
};
BOOST_DESCRIBE_STRUCT(FriendNews, (), (member, other))

/// The payload of such an event.
FriendNews told(const events::Event& event);

// ---- Blocks

inline constexpr base::Reason own_block{base::Kind::conflict, "own_block"};
inline constexpr base::Reason not_blocked{base::Kind::conflict, "not_blocked"};
inline constexpr base::Reason blocked_by_you{base::Kind::conflict, "blocked_by_you"};

/// From now on the two are nothing to each other: their friendship or asking ends, and neither sees
/// what the other shows. Harmless when it is so already. Refuses with own_block, no_such_member (of
/// members). Tells block_set.
base::Result<base::Done> block(db::Tx& tx, MemberId me, MemberId other);

/// Takes one's own block back; what ended with it stays ended. not_blocked. Tells block_ended.
base::Result<base::Done> unblock(db::Tx& tx, MemberId me, MemberId other);

/// Whether `me` has blocked `other`. Only `me` may be told.
bool has_blocked(db::Snapshot& snapshot, MemberId me, MemberId other);

/// Whether either of the two has blocked the other.
bool apart(db::Snapshot& snapshot, MemberId one, MemberId other);

/// Those of `others` from whom `me` is apart, in any order. At most 1,000.
std::vector<MemberId> apart_among(db::Snapshot& snapshot, MemberId me,
                                  const std::vector<MemberId>& others);

struct Block {
    MemberId member;
    base::Time since;
};
BOOST_DESCRIBE_STRUCT(Block, (), (member, since))

/// Whom I have blocked, the latest first.
std::vector<Block> blocks_of(db::Snapshot& snapshot, MemberId me, const TieCursor& before,
                             std::int64_t limit);

// ---- Moments

inline constexpr base::Reason no_such_moment{base::Kind::missing, "no_such_moment"};

struct Moment {
    std::int64_t seq = 0;  // Dense, in the order of posting; pages go by it.
    MomentId id;
    MemberId author;
    base::Time at;
    Audience audience{};
    std::string text;
    std::int64_t listing = 0;  // The listing that this is the post of; 0 for none.
};
BOOST_DESCRIBE_STRUCT(Moment, (), (seq, id, author, at, audience, text, listing))

struct NewMoment {
    MemberId author;
    Audience audience = Audience::everybody;
    std::string text;  // 1 to 2,000 code points; the caller has looked.
};

/// Posts and tells moment_posted.
base::Result<Moment> post(db::Tx& tx, const NewMoment& wanted);

/// A moment that `viewer` may see; no_such_moment.
base::Result<Moment> moment(db::Snapshot& snapshot, MemberId viewer, MomentId id);

/// Takes back one's own moment and tells moment_removed. no_such_moment, also for another's. The
/// post of a listing goes with the listing, not by itself: listing_moment.
inline constexpr base::Reason listing_moment{base::Kind::conflict, "listing_moment"};
base::Result<base::Done> remove(db::Tx& tx, MemberId author, MomentId id);

/// Posts a listing of `author`. A listing has one post: one that is there stays in its place with
/// the new audience and text. Tells moment_posted when it is new.
base::Result<MomentId> post_listing(db::Tx& tx, MemberId author, std::int64_t listing,
                                    Audience audience, std::string_view text);

/// Takes a listing's post away; harmless where there is none.
base::Result<base::Done> remove_listing_moment(db::Tx& tx, std::int64_t listing);

/// What `viewer` (0: nobody signed in) may see of all moments, newest first, before `before_seq`
/// (INT64_MAX for the first page).
std::vector<Moment> timeline(db::Snapshot& snapshot, MemberId viewer, std::int64_t before_seq,
                             std::int64_t limit);

std::span<const db::Migration> migrations();

}  // namespace circles
