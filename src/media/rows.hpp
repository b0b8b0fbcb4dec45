#pragma once

#include <string>

#include "media/media.hpp"

namespace media {

/// What addresses are signed with; prepare() has made it.
std::string key_of(db::Snapshot& snapshot);

}  // namespace media
