#pragma once

#include "sim/people.hpp"

namespace sim {

/// What must hold at any moment, and is cheap to look at. Throws Broken.
void check_quickly(Market& market);

/// Everything: reads the whole market. The listeners have read the log to its end. Throws Broken.
void check_all(Market& market, const People& people);

/// BLAKE2b over a canonical dump of every table, as text. The same on both databases.
std::string state_hash(const db::Address& address);

}  // namespace sim
