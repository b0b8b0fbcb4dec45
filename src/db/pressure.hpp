#pragma once

// Whether one more command may queue up for the writer. A queue that is never turned away from
// grows while more comes than goes, until everybody waits for longer than they care to, and what
// is done in the end is done for nobody. So what counts is how long the newest would wait.
//
// A burst may wait for a second: a flash sale is over before anybody has to be turned away. When
// it does not end, only so many are let in that they wait about as long as at the peak, until the
// queue has been short for a while. The idea, a bound that depends on whether the queue is ever
// short, is that of CoDel (Nichols and Jacobson, 2012).

#include <chrono>
#include <cstddef>

namespace db {

struct PressureLimits {
    std::chrono::milliseconds burst{1'000};  // So long the newest may wait in a burst.
    std::chrono::milliseconds steady{100};   // And so long when more comes than goes.
    std::size_t least = 512;                 // So many may wait whatever the estimate.
};

/// Has no lock of its own.
class Pressure {
public:
    using Time = std::chrono::steady_clock::time_point;

    explicit Pressure(PressureLimits limits) : limits_(limits) {}

    /// Whether one more may join so many that wait.
    bool admits(std::size_t waiting, Time now);

    /// So many commands took so long together, their commit included.
    void ran(std::size_t commands, std::chrono::microseconds took);

    /// Whether more has come than goes for a while.
    bool lasts() const { return lasts_; }

private:
    void look(std::chrono::microseconds wait, Time now);

    PressureLimits limits_;
    double pace_us_ = 0;  // Of one command among many.
    bool lasts_ = false;
    bool turning_ = false;  // The queue has become long, or short, and may be so for good.
    Time turned_{};         // Since when.
};

}  // namespace db
