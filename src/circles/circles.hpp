#pragma once

// Circles: friendship by mutual consent, and who may see a moment. `visible` is the only place that
// decides. (The owner of this module writes the essay and the rest.)

#include <span>
#include <string>

#include "base/id.hpp"
#include "base/member.hpp"
#include "db/migrate.hpp"
#include "db/tx.hpp"

namespace circles {

using MomentId = base::Id<struct MomentTag>;

BOOST_DEFINE_ENUM_CLASS(Audience, everybody, friends)

/// Whether `viewer` (0: nobody signed in) may see what `author` shows to `audience`, now.
bool visible(db::Snapshot& snapshot, base::MemberId viewer, base::MemberId author,
             Audience audience);

std::span<const db::Migration> migrations();

}  // namespace circles
