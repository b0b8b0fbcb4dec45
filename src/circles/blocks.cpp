// Blocks: who wants to have nothing to do with whom. Whoever asks whether somebody may see
// something goes through visible() in moments.cpp, which reads the same rows.

#include "circles/circles.hpp"
#include "circles/friendship.hpp"
#include "events/events.hpp"
#include "http/json.hpp"
#include "members/members.hpp"

namespace circles {
namespace {

/// Under names that no live hint listens for: the other one is never told.
struct BlockNews {
    MemberId by;
    MemberId blocked;
};
BOOST_DESCRIBE_STRUCT(BlockNews, (), (by, blocked))

base::Result<base::Done> tell(db::Tx& tx, std::string_view kind, MemberId me, MemberId other) {
    return events::tell(tx, {kind, me.value, http::to_json(BlockNews{me, other})});
}

}  // namespace

bool has_blocked(db::Snapshot& snapshot, MemberId me, MemberId other) {
    return snapshot
        .one<std::int64_t>("select 1 from blocks where member = $1 and other = $2", me, other)
        .has_value();
}

bool apart(db::Snapshot& snapshot, MemberId one, MemberId other) {
    if (one.value == 0 || other.value == 0 || one == other) return false;
    return snapshot
        .one<std::int64_t>(
            "select 1 from blocks where (member = $1 and other = $2) "
            "or (member = $2 and other = $1)",
            one, other)
        .has_value();
}

std::vector<MemberId> apart_among(db::Snapshot& snapshot, MemberId me,
                                  const std::vector<MemberId>& others) {
    if (me.value == 0 || others.empty()) return {};
    return snapshot.all<MemberId>(
        "select other as who from blocks where member = $1 "
        "and other in (select cast(value as bigint) from json_each($2)) "
        "union "
        "select member as who from blocks where other = $1 "
        "and member in (select cast(value as bigint) from json_each($2))",
        me, http::to_json(others));
}

base::Result<base::Done> block(db::Tx& tx, MemberId me, MemberId other) {
    if (me == other) return own_block;
    TRY(members::person(tx, other));
    if (has_blocked(tx, me, other)) return base::done;
    // What the two had ends; a friendship by itself would let the other see on.
    if (way_out(tie(tx, me, other).state)) TRY(part(tx, me, other));
    tx.run("insert into blocks (member, other, since) values ($1, $2, $3)", me, other, tx.now());
    return tell(tx, "block_set", me, other);
}

base::Result<base::Done> unblock(db::Tx& tx, MemberId me, MemberId other) {
    if (tx.run("delete from blocks where member = $1 and other = $2", me, other) == 0) {
        return not_blocked;
    }
    return tell(tx, "block_ended", me, other);
}

std::vector<Block> blocks_of(db::Snapshot& snapshot, MemberId me, const TieCursor& before,
                             std::int64_t limit) {
    return snapshot.all<Block>(
        "select other as member, since from blocks where member = $1 and (since, other) < ($2, $3) "
        "order by since desc, other desc limit $4",
        me, before.since, before.member, limit);
}

}  // namespace circles
