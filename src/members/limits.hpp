#pragma once

// How often somebody may try. Counted in memory: a restart forgives, which costs an attacker more
// than it gives. All functions may be called from any thread.

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/time.hpp"

namespace members {

/// `burst` tries at once, then one more every `every`.
struct Rate {
    std::int64_t burst = 10;
    base::Duration every = std::chrono::seconds{30};
};

/// One bucket of tries for every key. A full bucket is not kept.
class Attempts {
public:
    /// Keeps at most `keys_max` buckets: beyond that those that are full again go, and if none is,
    /// the one that has waited longest.
    explicit Attempts(Rate rate, std::size_t keys_max = 100'000);

    /// Takes one try; false when none is left. A clock that steps back gives nothing and takes
    /// nothing.
    bool take(const std::string& key, base::Time now);

    /// Gives one try back: this one went well.
    void give_back(const std::string& key);

    std::size_t keys() const;

private:
    struct Bucket {
        std::int64_t spent = 0;
        base::Time since;  // Tries come back from here on.
    };

    void refill(Bucket& bucket, base::Time now) const;
    void make_room(base::Time now);

    const Rate rate_;
    const std::size_t keys_max_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, Bucket> buckets_;
};

/// Who a client's address stands for: an IPv4 address itself, of an IPv6 address the first half,
/// because whoever has one has all 2^64 of the same half.
std::string network_of(std::string_view address);

}  // namespace members
