#pragma once

// `fairground simulate`, as a person or a campaign calls it.

#include <cstdint>
#include <string>

namespace sim {

struct Asked {
    std::uint64_t seed = 1;
    std::int64_t seeds = 1;  // So many, from `seed` on.
    std::int64_t people = 30;
    std::int64_t days = 3;
    bool no_faults = false;
    std::string database;     // "postgres:SCHEMA CONNINFO" of a schema that is not there yet.
    bool tell = false;        // Prints every command and what came of it.
    std::int64_t points = 0;  // Instead of lives: so many power losses, from `seed` on.
};

/// Lives the markets and prints what they came to; of the first that breaks also the steps that
/// are enough for it, and what happens in them. The program's exit status. Throws
/// std::invalid_argument, std::runtime_error.
int simulate(const Asked& asked);

}  // namespace sim
