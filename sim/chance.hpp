#pragma once

#include "base/chance.hpp"

namespace sim {

using base::Chance;

}  // namespace sim
