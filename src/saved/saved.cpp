#include "saved/saved.hpp"

#include <algorithm>
#include <unordered_set>

namespace saved {
namespace {

std::int64_t count(db::Snapshot& snapshot, MemberId member) {
    return snapshot.number("select count(*) from saved_listings where member = $1", member);
}

/// In a full list, forgets what has lain there longest of that which its member may not see any
/// more: it is shown nowhere, so nobody could take it back to make room.
void make_room(db::Tx& tx, MemberId member) {
    const auto ids = tx.all<ListingId>(
        "select listing from saved_listings where member = $1 order by seq", member);
    std::unordered_set<std::int64_t> seen;
    for (const auto& one : shops::seen_among(tx, member, ids)) seen.insert(one.id.value);
    const auto gone =
        std::ranges::find_if(ids, [&](ListingId id) { return !seen.contains(id.value); });
    if (gone != ids.end()) forget(tx, member, *gone);
}

}  // namespace

base::Result<base::Done> save(db::Tx& tx, MemberId member, ListingId listing) {
    const shops::Seen goods = TRY(shops::seen(tx, member, listing));
    if (is_saved(tx, member, listing)) return base::done;
    const base::Money price = TRY(shops::price_of(tx, listing, goods.version));
    if (count(tx, member) >= saved_most) make_room(tx, member);
    if (count(tx, member) >= saved_most) {
        return base::with(too_many_saved, "max", std::to_string(saved_most));
    }
    // The market has one writer, so the next number is nobody else's.
    const std::int64_t seq =
        tx.number("select coalesce(max(seq), 0) + 1 from saved_listings where member = $1", member);
    tx.run(
        "insert into saved_listings (member, listing, seq, at, price_minor, price_currency) "
        "values ($1, $2, $3, $4, $5, $6)",
        member, listing, seq, tx.now(), price.minor, price.currency);
    return base::done;
}

void forget(db::Tx& tx, MemberId member, ListingId listing) {
    tx.run("delete from saved_listings where member = $1 and listing = $2", member, listing);
}

bool is_saved(db::Snapshot& snapshot, MemberId member, ListingId listing) {
    return snapshot.number("select count(*) from saved_listings where member = $1 and listing = $2",
                           member, listing) > 0;
}

std::vector<Saved> latest(db::Snapshot& snapshot, MemberId member, std::int64_t before_seq,
                          std::int64_t limit) {
    return snapshot.all<Saved>(
        "select seq, listing, at, price_minor, price_currency from saved_listings "
        "where member = $1 and seq < $2 order by seq desc limit $3",
        member, before_seq, limit);
}

std::vector<ListingId> all(db::Snapshot& snapshot, MemberId member) {
    return snapshot.all<ListingId>(
        "select listing from saved_listings where member = $1 order by listing", member);
}

}  // namespace saved
