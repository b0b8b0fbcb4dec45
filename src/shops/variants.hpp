#pragma once

// Goods that come in several sizes, colours or kinds: each variant is a listing with a price, a
// stock and versions of its own, and all variants of one thing are a family, named by its first
// listing. In the shop's window and the timeline one of a family stands for all; on its page the
// others are a step away. Whatever sells, counts or holds a listing need not know of it.

#include "shops/rows.hpp"

namespace shops {

/// Brings a listing that is about to be made into the family of another one; 0 for `beside` none.
/// Refuses with no_such_listing, with the field `beside` where that one has no variant of its own
/// yet (variant_missing), is over (listing_over) or is of a full family (too_many), and with the
/// field `variant` where it is empty or taken. Returns the family.
base::Result<std::int64_t> join_family(db::Tx& tx, base::MemberId member,
                                       std::optional<ListingId> beside, const std::string& variant);

/// Whether a listing of this family may be called so; with the field `variant`: empty, taken.
base::Result<base::Done> check_variant(db::Snapshot& snapshot, std::int64_t family,
                                       ListingId listing, const std::string& variant);

/// After a listing that stood in the timeline for its family has left it: the next one that is on
/// sale stands there instead, and that is returned. Where none is, an ended one leaves its place to
/// one that may come back.
std::optional<ListingId> hand_on_post(db::Tx& tx, const ListingRow& gone);

/// "Shirt (Red, M)".
std::string whole_title(const std::string& title, const std::string& variant);

}  // namespace shops
