// Moments, and who may see them: the only file that knows. The rule stands here three times, once
// for one thing (visible), once for many (visible_each) and once in SQL for the timeline
// (timeline_sql); whoever changes one changes the others.

#include <algorithm>
#include <unordered_set>

#include "circles/many.hpp"
#include "events/events.hpp"
#include "http/json.hpp"

namespace circles {
namespace {

constexpr std::string_view columns =
    "m.seq as seq, m.id as id, m.author as author, m.at as at, m.audience as audience, "
    "m.text as text, m.listing as listing";

/// The newest $3 moments before $2 that $1 may see: what is for everybody, one's own, and what
/// one's friends posted, each read from an index of its own and never further than a page
/// and what a block leaves out. Of one's own and of friends' a block leaves out nothing: it ends a
/// friendship, and keeps it from beginning. Of the friends only the newest post of each is read at
/// first: where $3 of them are newer than all else of a friend, nothing of that friend is on the
/// page. So somebody with a thousand friends reads a thousand places of the index, and not a page
/// of each.
std::string timeline_sql() {
    return "with heads(author, seq) as materialized ("
           "select f.other, (select max(o.seq) from moments as o where o.author = f.other "
           "and o.seq < $2) from friends as f where f.member = $1), "
           "lowest(seq) as materialized (select case when count(*) < $3 then 0 else min(seq) end "
           "from (select seq from heads where seq is not null order by seq desc limit $3) as "
           "page), "
           "seen(seq) as ("
           "select seq from (select e.seq from moments as e where e.audience = 'everybody' "
           "and e.seq < $2 "
           "and not exists (select 1 from blocks as b where b.member = $1 and b.other = e.author) "
           "and not exists (select 1 from blocks as c where c.member = e.author and c.other = $1) "
           "order by e.seq desc limit $3) as everybodys "
           "union "
           "select seq from (select seq from moments where author = $1 and seq < $2 "
           "order by seq desc limit $3) as own "
           "union "
           "select p.seq from heads as h join moments as p on p.seq in (select q.seq from "
           "moments as q where q.author = h.author and q.seq < $2 and q.seq >= "
           "(select seq from lowest) order by q.seq desc limit $3) "
           "where h.seq >= (select seq from lowest)) "
           "select " +
           std::string{columns} +
           " from moments as m where m.seq in (select seq from seen) order by m.seq desc limit $3";
}

struct MomentNews {
    MemberId author;
    Audience audience{};
    std::int64_t listing = 0;
};
BOOST_DESCRIBE_STRUCT(MomentNews, (), (author, audience, listing))

base::Result<base::Done> tell(db::Tx& tx, std::string_view kind, const Moment& moment) {
    return events::tell(
        tx, {kind, moment.id.value,
             http::to_json(MomentNews{moment.author, moment.audience, moment.listing})});
}

std::optional<Moment> find(db::Snapshot& snapshot, MomentId id) {
    static const std::string sql =
        "select " + std::string{columns} + " from moments as m where m.id = $1";
    return snapshot.one<Moment>(sql, id);
}

std::optional<Moment> of_listing(db::Snapshot& snapshot, std::int64_t listing) {
    static const std::string sql = "select " + std::string{columns} +
                                   " from moments as m where m.listing = $1 and m.listing <> 0";
    return snapshot.one<Moment>(sql, listing);
}

base::Result<Moment> add(db::Tx& tx, Moment moment) {
    // The market has one writer, so the next number is nobody else's.
    moment.seq = tx.number("select coalesce(max(seq), 0) + 1 from moments");
    moment.id = tx.fresh<MomentId>();
    moment.at = tx.now();
    tx.run(
        "insert into moments (seq, id, author, at, audience, text, listing) "
        "values ($1, $2, $3, $4, $5, $6, $7)",
        moment.seq, moment.id, moment.author, moment.at, moment.audience, moment.text,
        moment.listing);
    TRY(tell(tx, "moment_posted", moment));
    return moment;
}

base::Result<base::Done> take_away(db::Tx& tx, const Moment& moment) {
    tx.run("delete from moments where seq = $1", moment.seq);
    return tell(tx, "moment_removed", moment);
}

std::vector<MemberId> each_once(std::vector<MemberId> members) {
    std::ranges::sort(members);
    members.erase(std::unique(members.begin(), members.end()), members.end());
    return members;
}

std::unordered_set<std::int64_t> values_of(const std::vector<MemberId>& members) {
    std::unordered_set<std::int64_t> values;
    for (const MemberId member : members) values.insert(member.value);
    return values;
}

}  // namespace

bool visible(db::Snapshot& snapshot, MemberId viewer, MemberId author, Audience audience) {
    if (viewer.value == 0) return audience == Audience::everybody;
    if (viewer == author) return true;
    if (apart(snapshot, viewer, author)) return false;
    if (audience == Audience::everybody) return true;
    return snapshot
        .one<std::int64_t>("select 1 from friends where member = $1 and other = $2", viewer, author)
        .has_value();
}

std::vector<bool> visible_each(db::Snapshot& snapshot, MemberId viewer,
                               const std::vector<Shown>& things) {
    std::vector<MemberId> authors, near;
    for (const Shown& thing : things) {
        authors.push_back(thing.author);
        if (thing.audience != Audience::everybody) near.push_back(thing.author);
    }
    const std::vector<MemberId> strangers = apart_among(snapshot, viewer, each_once(authors));
    std::vector<MemberId> friends;
    if (viewer.value != 0 && !near.empty()) {
        friends = snapshot.all<MemberId>(
            "select other from friends where member = $1 "
            "and other in (select cast(value as bigint) from json_each($2))",
            viewer, http::to_json(each_once(near)));
    }
    const std::unordered_set<std::int64_t> apart = values_of(strangers), close = values_of(friends);
    std::vector<bool> seen;
    for (const Shown& thing : things) {
        const std::int64_t author = thing.author.value;
        const bool own = viewer.value != 0 && viewer == thing.author;
        const bool meant = thing.audience == Audience::everybody || close.contains(author);
        seen.push_back(own || (meant && !apart.contains(author)));
    }
    return seen;
}

std::vector<Moment> timeline(db::Snapshot& snapshot, MemberId viewer, std::int64_t before_seq,
                             std::int64_t limit) {
    static const std::string sql = timeline_sql();
    return snapshot.all<Moment>(sql, viewer, before_seq, limit);
}

base::Result<Moment> moment(db::Snapshot& snapshot, MemberId viewer, MomentId id) {
    auto found = find(snapshot, id);
    if (!found || !visible(snapshot, viewer, found->author, found->audience)) {
        return no_such_moment;
    }
    return *std::move(found);
}

base::Result<Moment> post(db::Tx& tx, const NewMoment& wanted) {
    Moment moment;
    moment.author = wanted.author;
    moment.audience = wanted.audience;
    moment.text = wanted.text;
    return add(tx, std::move(moment));
}

base::Result<base::Done> remove(db::Tx& tx, MemberId author, MomentId id) {
    const auto found = find(tx, id);
    if (!found || found->author != author) return no_such_moment;
    if (found->listing != 0) return listing_moment;
    return take_away(tx, *found);
}

base::Result<MomentId> post_listing(db::Tx& tx, MemberId author, std::int64_t listing,
                                    Audience audience, std::string_view text) {
    base::ensure(listing != 0);
    if (const auto there = of_listing(tx, listing)) {
        tx.run("update moments set audience = $2, text = $3 where seq = $1", there->seq, audience,
               text);
        return there->id;
    }
    Moment moment;
    moment.author = author;
    moment.audience = audience;
    moment.text = text;
    moment.listing = listing;
    return TRY(add(tx, std::move(moment))).id;
}

base::Result<base::Done> remove_listing_moment(db::Tx& tx, std::int64_t listing) {
    const auto found = of_listing(tx, listing);
    if (!found) return base::done;
    return take_away(tx, *found);
}

}  // namespace circles
