#pragma once

// Who may see what, asked about many things at once; the rule is visible()'s.

#include <vector>

#include "circles/circles.hpp"

namespace circles {

/// What somebody shows to an audience.
struct Shown {
    MemberId author;
    Audience audience{};
};

/// visible() for several things at once, in their order. At most 1,000.
std::vector<bool> visible_each(db::Snapshot& snapshot, MemberId viewer,
                               const std::vector<Shown>& things);

}  // namespace circles
