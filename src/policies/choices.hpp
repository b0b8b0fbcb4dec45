#pragma once

// Policies that are one of a few ways, by number; and which values a policy may have at all.

#include "policies/policies.hpp"

namespace policies {

inline constexpr std::string_view play_money = "play_money";      // 1: offered, 0: not
inline constexpr std::string_view promoting = "promoting";        // 1: allowed, 0: not
inline constexpr std::string_view who_may_join = "who_may_join";  // A Joining.

/// The values of who_may_join.
enum class Joining : std::int64_t { anybody = 0, invited = 1, nobody = 2 };

/// The policy of this name, if it may have the value: refuses with no_such_policy, or with the
/// form's field `value` when it is out of bounds.
base::Result<Definition> allowed(std::string_view name, std::int64_t value);

}  // namespace policies
