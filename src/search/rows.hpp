#pragma once

// What the files of this module share about the rows.

#include <cstdint>

#include "search/text.hpp"

namespace search {

/// Of one gram, what everybody may see and what is for friends lie apart: who looks at the one need
/// not walk past what thousands show to their own friends.
inline std::int64_t in_lane(std::int64_t gram, bool near) {
    return near ? gram + gram_max + 1 : gram;
}

}  // namespace search
