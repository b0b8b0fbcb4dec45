#pragma once

// The flow that every market lives by (People::main_flow), with one thing that goes wrong in it.

#include "sim/people.hpp"
#include "sim/simulate.hpp"

namespace sim {

/// A new market on a disk of its own, about to go through the flow. What is to go wrong is planned
/// on the disk.
class Flow {
public:
    explicit Flow(std::uint64_t seed) : market_(seed), people_(market_, 2) {}

    /// Lives it to its end and checks everything. What did not hold; empty: all is well.
    std::string live();

    Disk& disk() { return *market_.disk(); }
    Market& market() { return market_; }

private:
    Market market_;
    People people_;
};

/// How many changes of the disk the flow of this seed makes when nothing goes wrong.
std::int64_t changes_of_the_flow(std::uint64_t seed);

/// The flow with the power cut once. A point is a seed: it says the moment, and what of the writes
/// under way is lost, torn or left.
Life lose_power_at(std::uint64_t point, bool lying_disk = false);

}  // namespace sim
