#pragma once

// Payments: how money comes in from outside and goes back. (The owner of this module writes the
// essay, the provider interface, the simulator and the bank transfer.)

#include <span>

#include "db/migrate.hpp"

namespace payments {

std::span<const db::Migration> migrations();

}  // namespace payments
