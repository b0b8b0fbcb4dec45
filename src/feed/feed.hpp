#pragma once

// The feed composes: it knows what every module below it shows, and keeps nothing itself. A page is
// made with a fixed number of statements, however many moments are on it: the moments that the
// viewer may see (circles decides), then all their authors, then all their listings.

#include <optional>
#include <string>
#include <vector>

#include "circles/circles.hpp"
#include "members/members.hpp"
#include "shops/shops.hpp"

namespace feed {

/// A post, with the goods in it where it is a listing's. `listing` is null in a moment without
/// goods; a listing's moment whose goods the viewer cannot see any more is left out.
struct MomentView {
    circles::MomentId id;
    members::Person author;
    base::Time at;
    circles::Audience audience{};
    std::string text;
    std::optional<shops::ListingCard> listing;
    std::vector<circles::MomentMay> may;
};
BOOST_DESCRIBE_STRUCT(MomentView, (), (id, author, at, audience, text, listing, may))

/// Somebody, as they stand to the viewer.
struct AcquaintanceView {
    base::MemberId id;
    std::string handle;
    std::string name;
    circles::Friendship friendship{};
};
BOOST_DESCRIBE_STRUCT(AcquaintanceView, (), (id, handle, name, friendship))

struct ProfileView {
    base::MemberId id;
    std::string handle;
    std::string name;
    base::Time since;
    std::optional<shops::ShopRef> shop;
    circles::Friendship friendship{};
    bool blocked = false;  // By the viewer.
    std::vector<circles::FriendAct> may;
};
BOOST_DESCRIBE_STRUCT(ProfileView, (), (id, handle, name, since, shop, friendship, blocked, may))

struct FeedPage {
    std::vector<MomentView> moments;
    std::optional<std::int64_t> next;  // The seq of the last moment looked at, if more follow.
};

/// What `viewer` (0: nobody signed in) may see, newest first, before the moment `before_seq`.
FeedPage page(db::Snapshot& snapshot, base::MemberId viewer, std::int64_t before_seq,
              std::int64_t limit);

/// Somebody's own page; no_such_member, also for whom they have blocked. Of whom the viewer has
/// blocked it shows no more than who it is, so that the block can be taken back.
base::Result<ProfileView> profile(db::Snapshot& snapshot, base::MemberId viewer,
                                  std::string_view handle);

/// Who is signed in, with their shop.
members::MeView me(db::Snapshot& snapshot, base::MemberId member);

struct PeoplePage {
    std::vector<AcquaintanceView> people;
    std::optional<std::string> next;  // The handle of the last one looked at, if more follow.
};

/// Members whose handle or name begins with `text`, after the handle `after`; without those who are
/// nothing to the viewer by a block of either side.
PeoplePage find(db::Snapshot& snapshot, base::MemberId viewer, std::string_view text,
                std::string_view after, std::int64_t limit);

}  // namespace feed
