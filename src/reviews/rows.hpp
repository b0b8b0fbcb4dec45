#pragma once

// What the files of this module share.

#include "reviews/reviews.hpp"

namespace reviews {

/// Refuses with no_such_listing (of shops) where a block stands between the two.
base::Result<base::Done> together(db::Snapshot& snapshot, MemberId one, MemberId other);

/// Tells an event about a listing.
base::Result<base::Done> tell(db::Tx& tx, std::string_view kind, shops::ListingId listing,
                              const Told& told);

}  // namespace reviews
