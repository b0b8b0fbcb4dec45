#include "db/pressure.hpp"

#include <cmath>

namespace db {
namespace {

using std::chrono::microseconds;

/// A queue that is long, or short, for so long is so for good.
constexpr std::chrono::seconds for_good{2};
/// A batch of so many counts as much as all before it. A small one says little: what it takes is
/// the disk's time, however many there are.
constexpr double half_life = 512;

}  // namespace

void Pressure::ran(std::size_t commands, microseconds took) {
    const auto size = static_cast<double>(commands);
    const double weight = size / (size + half_life);
    pace_us_ += weight * (static_cast<double>(took.count()) / size - pace_us_);
}

void Pressure::look(microseconds wait, Time now) {
    const bool long_now = wait > limits_.steady;
    const bool short_now = wait < limits_.steady / 2;
    if (lasts_ ? !short_now : !long_now) {
        turning_ = false;
        return;
    }
    if (!turning_) {
        turning_ = true;
        turned_ = now;
    }
    if (now - turned_ < for_good) return;
    lasts_ = !lasts_;
    turning_ = false;
}

bool Pressure::admits(std::size_t waiting, Time now) {
    const microseconds wait{std::llround(static_cast<double>(waiting) * pace_us_)};
    look(wait, now);
    if (waiting < limits_.least) return true;
    return wait <= (lasts_ ? limits_.steady : limits_.burst);
}

}  // namespace db
