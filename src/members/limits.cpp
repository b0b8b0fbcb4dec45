#include "members/limits.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "base/ensure.hpp"
#include "base/text.hpp"

namespace members {

Attempts::Attempts(Rate rate, std::size_t keys_max) : rate_(rate), keys_max_(keys_max) {
    base::ensure(rate.burst > 0 && rate.every.count() > 0 && keys_max > 0);
}

void Attempts::refill(Bucket& bucket, base::Time now) const {
    if (now <= bucket.since) return;
    const std::int64_t back = (now - bucket.since) / rate_.every;
    bucket.spent = std::max<std::int64_t>(bucket.spent - back, 0);
    bucket.since += back * rate_.every;
}

bool Attempts::take(const std::string& key, base::Time now) {
    const std::lock_guard lock(mutex_);
    auto found = buckets_.find(key);
    if (found == buckets_.end()) {
        if (buckets_.size() >= keys_max_) make_room(now);
        found = buckets_.emplace(key, Bucket{0, now}).first;
    }
    Bucket& bucket = found->second;
    refill(bucket, now);
    if (bucket.spent == 0) bucket.since = now;
    if (bucket.spent >= rate_.burst) return false;
    ++bucket.spent;
    return true;
}

void Attempts::give_back(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto found = buckets_.find(key);
    if (found == buckets_.end()) return;
    if (--found->second.spent <= 0) buckets_.erase(found);
}

std::size_t Attempts::keys() const {
    const std::lock_guard lock(mutex_);
    return buckets_.size();
}

void Attempts::make_room(base::Time now) {
    for (auto entry = buckets_.begin(); entry != buckets_.end();) {
        refill(entry->second, now);
        entry = entry->second.spent == 0 ? buckets_.erase(entry) : std::next(entry);
    }
    if (buckets_.size() < keys_max_) return;
    buckets_.erase(std::ranges::min_element(buckets_, {},
                                            [](const auto& entry) { return entry.second.since; }));
}

std::string network_of(std::string_view address) {
    constexpr std::size_t half = 8;
    std::array<char, 16> bytes{};
    if (inet_pton(AF_INET6, std::string{address}.c_str(), bytes.data()) != 1) {
        return std::string{address};
    }
    return base::to_hex({bytes.data(), half});
}

}  // namespace members
