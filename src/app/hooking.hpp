#pragma once

// Which programs are told of what happened: from the events of all modules to webhooks.

#include "app/follower.hpp"
#include "app/settings.hpp"
#include "webhooks/webhooks.hpp"

namespace app {

/// Under this name the listener keeps its cursor; never changed.
inline constexpr std::string_view hooking_name = "webhooks";

/// So many events in one command: each is a message, and a delivery for every endpoint of its owner
/// and of the market that wants it.
inline constexpr std::int64_t hooked_at_once = 25;

/// Has some events told to the endpoints of those whose things they are about, and to the market's.
base::Result<base::Done> hook_of(db::Tx& tx, const std::vector<events::Event>& list);

/// Who carries the messages, as the settings say.
std::unique_ptr<webhooks::Carrier> open_carrier(const Settings& settings);

webhooks::Settings webhook_settings(const Settings& settings, webhooks::Carrier* carrier,
                                    webhooks::Counters* counters = nullptr);

}  // namespace app
