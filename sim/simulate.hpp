#pragma once

// A market's life from a seed: so many people for so many days, with faults. The same seed gives
// the same market, to the last byte, on every machine.

#include "sim/market.hpp"

namespace sim {

enum class Faults { none, all };

struct Plan {
    std::uint64_t seed = 1;
    std::int64_t people = 30;
    std::int64_t days = 3;
    Faults faults = Faults::all;  // On PostgreSQL there are none of the disk.
    std::optional<db::Address> postgres{};
    bool lying_disk = false;  // Breaks every market: for those who test this.
    /// Hears what is done and what comes of it, a line each. Empty: nobody wants to know.
    std::function<void(const std::string&)> tell{};
};

struct Life {
    std::string hash;    // Of everything at the end.
    std::string broken;  // What did not hold; empty: all is well.
    std::int64_t steps = 0;
    std::int64_t commands = 0;
    Reach reach;
};

/// Of a whole life, from 1: each person acts once a day on average.
std::vector<std::int64_t> all_steps(const Plan& plan);

/// Lives it.
Life live(const Plan& plan);

/// The same with these steps only. A step has its own chance, so that leaving one out leaves the
/// others as they are.
Life live(const Plan& plan, const std::vector<std::int64_t>& steps);

}  // namespace sim
