#pragma once

#include <cstdint>
#include <mutex>

#include "base/time.hpp"

namespace base {

/// Makes the program's 64-bit ids: 41 bits of milliseconds since 2020, 10 bits of node, 12 bits of
/// counter. Never twice, never backwards, even when the clock steps back. They say when a thing was
/// made, not in which order it was committed: nothing may page by them. Thread-safe.
class FreshIds {
public:
    /// `node` is 0..1023 and different for every program that writes to one market.
    FreshIds(Clock clock, std::int64_t node);

    std::int64_t operator()();

    /// From now on only ids later than this one, whichever node made it: after a start, what was
    /// made before it counts although the clock may have been set back.
    void go_on_after(std::int64_t id);

private:
    Clock clock_;
    std::int64_t node_;
    std::mutex mutex_;
    std::int64_t last_ = 0;  // Milliseconds and counter, without the node.
};

/// When an id of FreshIds was made, to the millisecond.
Time made_at(std::int64_t id);

}  // namespace base
