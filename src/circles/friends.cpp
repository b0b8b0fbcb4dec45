// Friends: load how two stand, decide in friendship.cpp, save, tell.

#include "circles/circles.hpp"
#include "circles/friendship.hpp"
#include "events/events.hpp"
#include "http/json.hpp"
#include "http/payload.hpp"
#include "members/leaving.hpp"
#include "members/members.hpp"

namespace circles {
namespace {

struct TieRow {
    std::string state;
    MemberId member;
    base::Time since;
};
BOOST_DESCRIBE_STRUCT(TieRow, (), (state, member, since))

Tie tie_of(const TieRow& row) {
    Tie tie{row.member, Friendship::none, row.since};
    base::ensure(base::word_to(row.state, tie.state));
    return tie;
}

base::Result<base::Done> tell(db::Tx& tx, std::string_view kind, MemberId member, MemberId other) {
    return events::tell(tx, {kind, member.value, http::to_json(FriendNews{member, other})});
}

base::Result<base::Done> begin_friendship(db::Tx& tx, MemberId me, MemberId other) {
    tx.run("delete from friend_requests where asker = $1 and asked = $2", other, me);
    tx.run("insert into friends (member, other, since) values ($1, $2, $3), ($2, $1, $3)", me,
           other, tx.now());
    return tell(tx, "friends_made", me, other);
}

base::Result<base::Done> end_tie(db::Tx& tx, MemberId me, MemberId other) {
    tx.run(
        "delete from friend_requests where (asker = $1 and asked = $2) "
        "or (asker = $2 and asked = $1)",
        me, other);
    tx.run(
        "delete from friends where (member = $1 and other = $2) "
        "or (member = $2 and other = $1)",
        me, other);
    return tell(tx, "friendship_ended", me, other);
}

/// Who is blocked learns no more than that there is nobody; who has blocked is reminded of it.
base::Result<base::Done> admit(db::Tx& tx, MemberId me, MemberId other) {
    if (!apart(tx, me, other)) return base::done;
    if (has_blocked(tx, me, other)) return blocked_by_you;
    return members::no_such_member;
}

base::Result<base::Done> ask(db::Tx& tx, MemberId me, MemberId other) {
    tx.run("insert into friend_requests (asker, asked, since) values ($1, $2, $3)", me, other,
           tx.now());
    return tell(tx, "friendship_asked", me, other);
}

}  // namespace

Tie tie(db::Snapshot& snapshot, MemberId me, MemberId other) {
    return ties(snapshot, me, {other}).front();
}

std::vector<Tie> ties(db::Snapshot& snapshot, MemberId me, const std::vector<MemberId>& others) {
    std::vector<TieRow> rows;
    if (me.value != 0 && !others.empty()) {
        rows = snapshot.all<TieRow>(
            "select 'friends' as state, other as member, since from friends where member = $1 "
            "and other in (select cast(value as bigint) from json_each($2)) "
            "union all "
            "select 'requested' as state, asked as member, since from friend_requests "
            "where asker = $1 and asked in (select cast(value as bigint) from json_each($2)) "
            "union all "
            "select 'asked' as state, asker as member, since from friend_requests "
            "where asked = $1 and asker in (select cast(value as bigint) from json_each($2))",
            me, http::to_json(others));
    }
    std::vector<Tie> list;
    for (const MemberId other : others) {
        Tie& tie = list.emplace_back(Tie{other, Friendship::none, std::nullopt});
        if (other == me && me.value != 0) tie.state = Friendship::self;
        for (const TieRow& row : rows) {
            if (row.member == other) tie = tie_of(row);
        }
    }
    return list;
}

base::Result<Tie> befriend(db::Tx& tx, MemberId me, MemberId other, FriendAct act) {
    const members::Person who = TRY(members::person(tx, other));
    if (members::has_left(who)) return members::no_such_member;
    TRY(admit(tx, me, other));
    const Friendship then = TRY(next(tie(tx, me, other).state, act));
    switch (then) {
        case Friendship::requested: TRY(ask(tx, me, other)); break;
        case Friendship::friends: TRY(begin_friendship(tx, me, other)); break;
        case Friendship::none: TRY(end_tie(tx, me, other)); break;
        case Friendship::self:
        case Friendship::asked: base::unreachable();  // Nothing I do makes another ask.
    }
    return tie(tx, me, other);
}

base::Result<Tie> part(db::Tx& tx, MemberId me, MemberId other) {
    const FriendAct act = TRY(way_out(tie(tx, me, other).state));
    return befriend(tx, me, other, act);
}

std::vector<Tie> ties_of(db::Snapshot& snapshot, MemberId me, Friendship state,
                         const TieCursor& before, std::int64_t limit) {
    std::string_view sql;
    switch (state) {
        case Friendship::friends:
            sql =
                "select 'friends' as state, other as member, since from friends "
                "where member = $1 and (since, other) < ($2, $3) "
                "order by since desc, other desc limit $4";
            break;
        case Friendship::requested:
            sql =
                "select 'requested' as state, asked as member, since from friend_requests "
                "where asker = $1 and (since, asked) < ($2, $3) "
                "order by since desc, asked desc limit $4";
            break;
        case Friendship::asked:
            sql =
                "select 'asked' as state, asker as member, since from friend_requests "
                "where asked = $1 and (since, asker) < ($2, $3) "
                "order by since desc, asker desc limit $4";
            break;
        case Friendship::self:
        case Friendship::none: return {};
    }
    std::vector<Tie> list;
    for (const TieRow& row : snapshot.all<TieRow>(sql, me, before.since, before.member, limit)) {
        list.push_back(tie_of(row));
    }
    return list;
}

FriendNews told(const events::Event& event) {
    return http::read_payload<FriendNews>(event.payload);
}

}  // namespace circles
