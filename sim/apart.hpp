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

/// Whether `work` comes to its end in a process of its own and says true.
bool holds_apart(const std::function<bool()>& work);

}  // namespace sim
