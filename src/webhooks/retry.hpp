#pragma once

// When what did not arrive is tried again. Pure.

#include <cstdint>

#include "base/time.hpp"

namespace webhooks {

/// The pause after try number `tries` (from 1): ten seconds, then each time four times as long up
/// to twelve hours, and up to a quarter more, by chance from `seed`, so that what failed together
/// does not come back together. The same seed and try give the same pause.
base::Duration pause_after(std::int64_t tries, std::uint64_t seed);

/// So long it is at least from the first of `tries` tries to the last.
base::Duration shortest_span(std::int64_t tries);

/// Then the last is made between 63 and 79 hours after the first.
inline constexpr std::int64_t tries_usual = 12;

}  // namespace webhooks
