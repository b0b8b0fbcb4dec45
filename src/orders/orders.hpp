#pragma once

// Orders: one seller, one buyer, lines that point at listing versions, and money held until the
// goods are right. (The owner of this module writes the essay and the rest.)

#include <span>

#include "base/id.hpp"
#include "db/migrate.hpp"

namespace orders {

using OrderId = base::Id<struct OrderTag>;

std::span<const db::Migration> migrations();

}  // namespace orders
