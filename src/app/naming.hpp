#pragma once

#include <string>
#include <string_view>

#include "app/market.hpp"
#include "http/call.hpp"

namespace app {

/// What the market is called now: as its operator has said, else as it was made.
std::string name_of(db::Snapshot& snapshot, const Market& market);

/// The market's own language, for whoever asks for none of ours.
http::Language language_of(db::Snapshot& snapshot);

/// The language that an Accept-Language header prefers among ours, else the market's.
http::Language language_for(db::Snapshot& snapshot, std::string_view accept_language);

}  // namespace app
