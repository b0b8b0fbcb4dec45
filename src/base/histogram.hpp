#pragma once

// How often something took how long, for /metrics: counts in buckets, without a lock, so that the
// fastest path may count too. Who reads while others count sees a total that is a little behind.

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>

namespace base {

/// Upper ends of buckets, rising; what is above the last one is counted as well.
template <std::size_t Size>
class Histogram {
public:
    using Bounds = std::array<std::int64_t, Size>;

    explicit Histogram(const Bounds& bounds) : bounds_(bounds) {}

    /// Any thread.
    void add(std::int64_t value) {
        const auto place = std::ranges::lower_bound(bounds_, value) - bounds_.begin();
        counts_[static_cast<std::size_t>(place)].fetch_add(1, std::memory_order_relaxed);
        sum_.fetch_add(value, std::memory_order_relaxed);
    }

    const Bounds& bounds() const { return bounds_; }
    /// How many values were in the bucket of this number and not in one before; the last one has
    /// those above every bound.
    std::int64_t count(std::size_t bucket) const {
        return counts_[bucket].load(std::memory_order_relaxed);
    }
    std::int64_t sum() const { return sum_.load(std::memory_order_relaxed); }

private:
    const Bounds& bounds_;
    std::array<std::atomic<std::int64_t>, Size + 1> counts_{};
    std::atomic<std::int64_t> sum_{0};
};

/// In microseconds: from a tenth of a millisecond to ten seconds.
inline constexpr std::array<std::int64_t, 14> time_bounds{
    100,    250,     500,     1'000,     2'500,     5'000,     10'000,
    25'000, 100'000, 250'000, 1'000'000, 2'500'000, 5'000'000, 10'000'000};
/// How many of something there were.
inline constexpr std::array<std::int64_t, 11> count_bounds{1,  2,   4,   8,   16,   32,
                                                           64, 128, 256, 512, 1'024};

class TimeHistogram : public Histogram<time_bounds.size()> {
public:
    TimeHistogram() : Histogram(time_bounds) {}
};
class CountHistogram : public Histogram<count_bounds.size()> {
public:
    CountHistogram() : Histogram(count_bounds) {}
};

/// For measuring only: nothing is ever decided by it.
using Stopwatch = std::chrono::steady_clock;
inline std::int64_t micros_between(Stopwatch::time_point from, Stopwatch::time_point to) {
    return std::chrono::duration_cast<std::chrono::microseconds>(to - from).count();
}

}  // namespace base
