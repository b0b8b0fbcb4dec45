#pragma once

// Saved: what a member has put aside to look at again.
//
//     TRY(saved::save(tx, ben, mug));
//     for (const Saved& one : saved::latest(snapshot, ben, INT64_MAX, 20)) ..
//
// It is nobody's business but the member's: no count is shown, no event is told, and the seller
// never learns of it. What may not be seen any more is not shown here either; it stays saved, and
// is there again when it may be seen again, unless it had to make room.

#include <span>
#include <vector>

#include "base/describe.hpp"
#include "base/member.hpp"
#include "base/money.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "db/migrate.hpp"
#include "db/tx.hpp"
#include "shops/shops.hpp"

namespace saved {

using base::MemberId;
using shops::ListingId;

/// So many a member may keep, so that all their ids fit into one answer.
inline constexpr std::int64_t saved_most = 500;

inline constexpr base::Reason too_many_saved{base::Kind::conflict, "too_many_saved"};

/// Puts goods aside, with what they cost now; what is saved already stays as it was. In a full list
/// what may not be seen any more makes room, the longest saved first. Refuses with no_such_listing
/// (of shops; also for who may not see it) and too_many_saved (args: max).
base::Result<base::Done> save(db::Tx& tx, MemberId member, ListingId listing);

/// Takes them back; harmless where they are not saved.
void forget(db::Tx& tx, MemberId member, ListingId listing);

bool is_saved(db::Snapshot& snapshot, MemberId member, ListingId listing);

struct Saved {
    std::int64_t seq = 0;
    ListingId listing;
    base::Time at;
    base::Money price;  // What it cost then.
};
BOOST_DESCRIBE_STRUCT(Saved, (), (seq, listing, at, price))

/// What a member saved before `before_seq`, the latest first.
std::vector<Saved> latest(db::Snapshot& snapshot, MemberId member, std::int64_t before_seq,
                          std::int64_t limit);

/// All that a member has saved, rising.
std::vector<ListingId> all(db::Snapshot& snapshot, MemberId member);

std::span<const db::Migration> migrations();

}  // namespace saved
