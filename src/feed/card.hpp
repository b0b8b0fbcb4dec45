#pragma once

// The picture of a shared link while the goods have no photograph: a stall with the price on its
// table, drawn without fonts or files.

#include <cstdint>
#include <string>
#include <string_view>

namespace feed {

inline constexpr int card_width = 1200, card_height = 630;

/// A PNG with `words` (digits, capital letters, points and blanks; others are blanks) on a sign, or
/// without a sign where there are none. The same number gives the same colours.
std::string card_picture(std::int64_t number, std::string_view words);

}  // namespace feed
