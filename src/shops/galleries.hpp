#pragma once

// The pictures that versions show. A gallery is a list of pictures that never changes.

#include <map>
#include <vector>

#include "shops/shops.hpp"

namespace shops {

/// Writes a gallery of the owner's own pictures and has them kept; 0 for none. Refuses with
/// no_such_picture (of media), or with the form's field `pictures` when one is in it twice.
base::Result<std::int64_t> write_gallery(db::Tx& tx, base::MemberId owner,
                                         const std::vector<media::PictureId>& pictures);

/// The pictures of one gallery, in their order.
std::vector<media::PictureId> in_gallery(db::Snapshot& snapshot, std::int64_t gallery);

enum class Which { first, all };
using Galleries = std::map<std::int64_t, std::vector<media::PictureView>>;

/// The pictures of several galleries as `viewer` sees them, in their order: three statements, none
/// where there are no galleries.
Galleries galleries_of(db::Snapshot& snapshot, base::MemberId viewer,
                       const std::vector<std::int64_t>& galleries, Which which);

std::vector<media::PictureView> all_of(const Galleries& galleries, std::int64_t gallery);

/// The first picture of a gallery, if it has any.
std::optional<media::PictureView> first_of(const Galleries& galleries, std::int64_t gallery);

}  // namespace shops
