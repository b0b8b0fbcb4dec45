#pragma once

// A life in a process of its own, so that a program that stops itself (base::ensure) ends that life
// and not the search for its reason.

#include "sim/simulate.hpp"

namespace sim {

/// As live(); a process that ends otherwise is a market that breaks.
Life live_apart(const Plan& plan, const std::vector<std::int64_t>& steps);
Life live_apart(const Plan& plan);

/// The fewest steps that were found by which the market still breaks; for a seed that does.
std::vector<std::int64_t> reduce(const Plan& plan);

/// Power losses, each at a point of the flow, and what came of them.
struct Outage {
    std::vector<std::string> broken;  // What did not hold, and at which point; empty: all is well.
    Reach reach;
};

/// The points from `first` on, each in a process of its own, and all of them whatever breaks.
Outage lose_power(std::uint64_t first, std::int64_t points, bool lying_disk = false);

}  // namespace sim
