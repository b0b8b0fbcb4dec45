#pragma once

// What the files of this module share.

#include "reviews/reviews.hpp"

namespace reviews {

/// Tells an event about a listing.
base::Result<base::Done> tell(db::Tx& tx, std::string_view kind, shops::ListingId listing,
                              const Told& told);

}  // namespace reviews
