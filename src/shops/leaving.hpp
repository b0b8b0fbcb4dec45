#pragma once

// What is left of a stall when its owner leaves: goods that were bought, under no name.

#include "members/leaving.hpp"

namespace shops {

/// Refuses with import_running while one of theirs goes on: it would list goods again.
base::Result<base::Done> no_import_running(db::Snapshot& snapshot, base::MemberId member);

/// Closes the shop of somebody who left: from then on nobody buys there, and goods that a moderator
/// releases later are ended.
void close_for_good(db::Tx& tx, base::MemberId member);

/// Ends some of a member's goods that are not over; false when all are.
base::Result<bool> end_some(db::Tx& tx, base::MemberId member);

/// Deletes some of what is kept of a member's imports; false where nothing is left.
base::Result<bool> forget_imports(db::Tx& tx, base::MemberId member);

/// What this module's tables hold of a member.
std::vector<members::Belonging> belongings();

}  // namespace shops
