#include "webhooks/retry.hpp"

#include <algorithm>

#include "base/chance.hpp"
#include "base/ensure.hpp"

namespace webhooks {
namespace {

constexpr base::Duration first = std::chrono::seconds{10};
constexpr base::Duration longest = std::chrono::hours{12};
constexpr std::int64_t factor = 4;

base::Duration least_after(std::int64_t tries) {
    base::Duration pause = first;
    for (std::int64_t i = 1; i < tries && pause < longest; ++i) pause *= factor;
    return std::min(pause, longest);
}

}  // namespace

base::Duration pause_after(std::int64_t tries, std::uint64_t seed) {
    base::ensure(tries >= 1);
    const base::Duration pause = least_after(tries);
    base::Chance chance(seed + static_cast<std::uint64_t>(tries));
    return pause + base::Duration{chance.below(pause.count() / 4 + 1)};
}

base::Duration shortest_span(std::int64_t tries) {
    base::Duration span{};
    for (std::int64_t i = 1; i < tries; ++i) span += least_after(i);
    return span;
}

}  // namespace webhooks
