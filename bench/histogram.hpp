#pragma once

// Latencies, counted to one part in 64 whatever their size: 30 KB for nanoseconds to centuries.

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

namespace bench {

class Histogram {
public:
    void add(std::int64_t nanoseconds) {
        const auto value = static_cast<std::uint64_t>(std::max<std::int64_t>(0, nanoseconds));
        ++buckets_[index_of(value)];
        ++count_;
        most_ = std::max(most_, nanoseconds);
    }

    /// The latency that `share` (0.99) of all did not exceed, in nanoseconds; 0 when there are
    /// none.
    std::int64_t at(double share) const {
        const auto wanted = static_cast<std::int64_t>(share * static_cast<double>(count_));
        std::int64_t seen = 0;
        for (std::size_t i = 0; i < buckets_.size(); ++i) {
            seen += buckets_[i];
            if (seen > wanted) return std::min(upper_edge(i), most_);
        }
        return most_;
    }

    std::int64_t count() const { return count_; }
    std::int64_t most() const { return most_; }

private:
    // Below 128 each value has a bucket; above, each power of two has 64.
    static std::size_t index_of(std::uint64_t value) {
        const int shift = std::max<int>(0, static_cast<int>(std::bit_width(value)) - 7);
        return static_cast<std::size_t>(shift) * 64 + (value >> shift);
    }
    static std::int64_t upper_edge(std::size_t index) {
        if (index < 128) return static_cast<std::int64_t>(index);
        const std::size_t shift = index / 64 - 1;
        return static_cast<std::int64_t>((64 + index % 64 + 1) << shift) - 1;
    }

    std::array<std::int64_t, 64 * 58 + 128> buckets_{};
    std::int64_t count_ = 0;
    std::int64_t most_ = 0;
};

}  // namespace bench
