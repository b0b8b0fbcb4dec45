#include "circles/routes.hpp"

#include "circles/circles.hpp"
#include "http/page.hpp"
#include "members/members.hpp"

namespace circles {
namespace {

using http::Access;
using http::Call;
using http::Method;
using members::Person;

// ---- Friends

struct FriendView {
    Person member;
    Friendship state = Friendship::none;
    std::optional<base::Time> since;
    std::vector<FriendAct> may;
};
BOOST_DESCRIBE_STRUCT(FriendView, (), (member, state, since, may))

FriendView view(const Tie& tie, Person person) {
    return {std::move(person), tie.state, tie.since, may(tie.state)};
}

BOOST_DEFINE_ENUM_CLASS(FriendList, friends, asked, requested)

struct FriendsForm {
    std::optional<FriendList> state;
    std::optional<http::Cursor> after;
    std::optional<http::Limit> limit;
};
BOOST_DESCRIBE_STRUCT(FriendsForm, (), (state, after, limit))

/// `member` is in the path of some of these routes and in the body of others.
struct FriendForm {
    MemberId member;
};
BOOST_DESCRIBE_STRUCT(FriendForm, (), (member))

Friendship state_of(FriendList list) {
    switch (list) {
        case FriendList::friends: return Friendship::friends;
        case FriendList::asked: return Friendship::asked;
        case FriendList::requested: return Friendship::requested;
    }
    base::unreachable();
}

/// "1893456000000000-17": when the last tie of a page began, and with whom.
std::string text_of(base::Time since, MemberId member) {
    return std::to_string(base::micros_of(since)) + "-" + std::to_string(member.value);
}

base::Result<TieCursor> cursor_of(const std::optional<http::Cursor>& after) {
    if (!after) return TieCursor{};
    const std::string_view text = after->value;
    const std::size_t mark = std::min(text.find('-'), text.size());
    const auto since = base::to_number(text.substr(0, mark));
    const auto member = base::to_number(text.substr(std::min(mark + 1, text.size())));
    if (!since || !member) return base::wrong_field("after", http::cursor_malformed.code);
    return TieCursor{base::time_of(*since), MemberId{*member}};
}

base::Result<http::Page<FriendView>> friends_page(db::Snapshot& snapshot, const Call& call,
                                                  const FriendsForm& form) {
    const std::int64_t limit = http::limit_of(form.limit);
    const Friendship state = state_of(form.state.value_or(FriendList::friends));
    auto list = ties_of(snapshot, call.caller.member, state, TRY(cursor_of(form.after)), limit + 1);
    http::Page<FriendView> page;
    if (list.size() > static_cast<std::size_t>(limit)) {
        list.pop_back();
        page.next = text_of(*list.back().since, list.back().member);
    }
    std::vector<MemberId> ids;
    ids.reserve(list.size());
    for (const Tie& tie : list) ids.push_back(tie.member);
    const auto known = members::people(snapshot, ids);
    for (const Tie& tie : list) {
        page.items.push_back(view(tie, members::among(known, tie.member)));
    }
    return page;
}

base::Result<FriendView> act(db::Tx& tx, const Call& call, MemberId other, FriendAct wanted) {
    const Tie tie = TRY(befriend(tx, call.caller.member, other, wanted));
    return view(tie, TRY(members::person(tx, other)));
}

void add_friends(http::Router& router) {
    router.query(Method::get, "/api/v1/friends", "My friends, or who has asked whom",
                 Access::member(),
                 [](db::Snapshot& snapshot, const Call& call, const FriendsForm& form) {
                     return friends_page(snapshot, call, form);
                 });
    router.command(Method::post, "/api/v1/friends",
                   "Ask somebody to be friends, or accept who has asked", Access::member(),
                   [](db::Tx& tx, const Call& call, const FriendForm& form) {
                       return act(tx, call, form.member, FriendAct::befriend);
                   },
                   {.status = 201});
    router.command(Method::post, "/api/v1/friends/{member}/accept", "Accept who has asked",
                   Access::member(), [](db::Tx& tx, const Call& call, const FriendForm& form) {
                       return act(tx, call, form.member, FriendAct::accept);
                   });
    router.command(
        Method::del, "/api/v1/friends/{member}",
        "Decline, withdraw or end a friendship, whichever fits", Access::member(),
        [](db::Tx& tx, const Call& call, const FriendForm& form) -> base::Result<http::Nothing> {
            TRY(part(tx, call.caller.member, form.member));
            return http::Nothing{};
        });
}

// ---- Blocks

struct BlockView {
    Person member;
    base::Time since;
};
BOOST_DESCRIBE_STRUCT(BlockView, (), (member, since))

base::Result<http::Page<BlockView>> blocks_page(db::Snapshot& snapshot, const Call& call,
                                                const http::PageForm& form) {
    const std::int64_t limit = http::limit_of(form.limit);
    auto list = blocks_of(snapshot, call.caller.member, TRY(cursor_of(form.after)), limit + 1);
    http::Page<BlockView> page;
    if (list.size() > static_cast<std::size_t>(limit)) {
        list.pop_back();
        page.next = text_of(list.back().since, list.back().member);
    }
    std::vector<MemberId> ids;
    for (const Block& block : list) ids.push_back(block.member);
    const auto known = members::people(snapshot, ids);
    for (const Block& block : list) {
        page.items.push_back({members::among(known, block.member), block.since});
    }
    return page;
}

void add_blocks(http::Router& router) {
    router.query(Method::get, "/api/v1/blocks", "Whom I have blocked, the latest first",
                 Access::member(),
                 [](db::Snapshot& snapshot, const Call& call, const http::PageForm& form) {
                     return blocks_page(snapshot, call, form);
                 });
    router.command(
        Method::post, "/api/v1/blocks", "Have nothing to do with somebody any more",
        Access::member(),
        [](db::Tx& tx, const Call& call, const FriendForm& form) -> base::Result<http::Nothing> {
            TRY(block(tx, call.caller.member, form.member));
            return http::Nothing{};
        });
    router.command(
        Method::del, "/api/v1/blocks/{member}", "Take my block back", Access::member(),
        [](db::Tx& tx, const Call& call, const FriendForm& form) -> base::Result<http::Nothing> {
            TRY(unblock(tx, call.caller.member, form.member));
            return http::Nothing{};
        });
}

// ---- Moments

struct PostForm {
    http::Text<1, 2000> text;
    Audience audience{};
};
BOOST_DESCRIBE_STRUCT(PostForm, (), (text, audience))

struct MomentPath {
    MomentId id;
};
BOOST_DESCRIBE_STRUCT(MomentPath, (), (id))

/// A moment as its author sees it who has just posted it; it is never of a listing.
struct PostedView {
    MomentId id;
    Person author;
    base::Time at;
    Audience audience{};
    std::string text;
    http::Null listing;
    std::vector<MomentMay> may;
};
BOOST_DESCRIBE_STRUCT(PostedView, (), (id, author, at, audience, text, listing, may))

void add_moments(http::Router& router) {
    router.command(
        Method::post, "/api/v1/moments", "Post a moment", Access::member(),
        [](db::Tx& tx, const Call& call, const PostForm& form) -> base::Result<PostedView> {
            const Moment posted =
                TRY(post(tx, {call.caller.member, form.audience, form.text.value}));
            const Person author = TRY(members::person(tx, posted.author));
            return PostedView{posted.id,   author, posted.at,           posted.audience,
                              posted.text, {},     {MomentMay::delete_}};
        },
        {.status = 201});
    router.command(
        Method::del, "/api/v1/moments/{id}", "Take back my moment", Access::member(),
        [](db::Tx& tx, const Call& call, const MomentPath& form) -> base::Result<http::Nothing> {
            TRY(remove(tx, call.caller.member, form.id));
            return http::Nothing{};
        });
}

}  // namespace

void add_routes(http::Router& router) {
    add_friends(router);
    add_blocks(router);
    add_moments(router);
}

}  // namespace circles
