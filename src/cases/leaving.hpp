#pragma once

// What is left of a member's reports and cases when they leave: what was decided, without their
// words.

#include "members/leaving.hpp"

namespace cases {

inline constexpr base::Reason case_open{base::Kind::conflict, "case_open"};

/// Refuses with case_open while something is to be decided about what is theirs.
base::Result<base::Done> nothing_to_decide(db::Snapshot& snapshot, base::MemberId member);

/// What this module's tables hold of a member.
std::vector<members::Belonging> belongings();

}  // namespace cases
