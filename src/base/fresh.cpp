#include "base/fresh.hpp"

#include <algorithm>

#include "base/ensure.hpp"

namespace base {
namespace {

constexpr int counter_bits = 12, node_bits = 10;
constexpr std::int64_t node_count = std::int64_t{1} << node_bits;
constexpr std::int64_t counter_mask = (std::int64_t{1} << counter_bits) - 1;
constexpr Time epoch{std::chrono::sys_days{std::chrono::year{2020} / 1 / 1}};

}  // namespace

FreshIds::FreshIds(Clock clock, std::int64_t node) : clock_(std::move(clock)), node_(node) {
    ensure(node >= 0 && node < node_count);
}

std::int64_t FreshIds::operator()() {
    const auto since = std::chrono::floor<std::chrono::milliseconds>(clock_() - epoch);
    const std::lock_guard lock(mutex_);
    // A full counter borrows from the next millisecond, a clock that steps back is not followed.
    last_ = std::max(last_ + 1, since.count() << counter_bits);
    return ((last_ >> counter_bits) << (node_bits + counter_bits)) | (node_ << counter_bits) |
           (last_ & counter_mask);
}

void FreshIds::go_on_after(std::int64_t id) {
    const std::int64_t made = id >> (node_bits + counter_bits);
    const std::lock_guard lock(mutex_);
    // In the same millisecond a node of a lower number comes before whatever the other counted.
    last_ = std::max(last_, (made << counter_bits) | counter_mask);
}

Time made_at(std::int64_t id) {
    return epoch + std::chrono::milliseconds{id >> (node_bits + counter_bits)};
}

}  // namespace base
