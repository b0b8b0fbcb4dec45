#pragma once

// What search does not know yet of the goods there are.

#include "db/tx.hpp"

namespace shops {

/// Plans to put into the search what an older program listed, or folded by other rules, where there
/// may be such goods.
void plan_folding(db::Tx& tx);

}  // namespace shops
