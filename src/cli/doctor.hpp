#pragma once

#include "app/settings.hpp"
#include "base/time.hpp"
#include "cli/finding.hpp"

namespace cli {

/// Looks at the machine and the market from outside, at `now`. Changes nothing; may be run while
/// the market is served.
std::vector<Finding> examine(const app::Settings& settings, base::Time now);

}  // namespace cli
