#pragma once

// Who is told of what happened: from the events of all modules to notices, and what a notice says.

#include "app/follower.hpp"
#include "notices/notices.hpp"

namespace app {

/// Under this name the listener keeps its cursor; never changed.
inline constexpr std::string_view telling_name = "notices";

/// So many events in one command: each is a notice, an event, a mail and its job.
inline constexpr std::int64_t told_at_once = 50;

/// Tells of some events those whom they concern, but never who did it themselves, nor who may not
/// see it. What happened longer ago than a day is no news.
base::Result<base::Done> tell_of(db::Tx& tx, const std::vector<events::Event>& list);

/// What news say to their member, as they may see it now.
std::optional<notices::Said> describe(db::Snapshot& snapshot, const notices::News& news);

}  // namespace app
