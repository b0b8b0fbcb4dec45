#pragma once

#include "members/leaving.hpp"

namespace app {

/// Everything that this program's modules say about what they hold of a member and what becomes of
/// it: every table there is, once or more.
members::Leaving everything();

}  // namespace app
