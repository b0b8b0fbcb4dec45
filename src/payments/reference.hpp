#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace payments {

/// What a buyer writes on a bank transfer: seven letters made from `seed` and one that checks them,
/// "ABCD-EFGH". No letter looks like another or like a digit. One wrong letter, or two neighbours
/// changed, never gives another valid reference.
std::string make_reference(std::int64_t seed);

/// A reference as a person or a bank wrote it, in its one form; nothing when it is none. Blanks,
/// dashes, dots and the case of letters do not matter.
std::optional<std::string> read_reference(std::string_view written);

}  // namespace payments
