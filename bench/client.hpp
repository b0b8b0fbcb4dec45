#pragma once

// A load generator's engine: many keep-alive connections on one thread, one request in flight on
// each. Every answer is checked while it measures, because a fast wrong answer is worth nothing.
//
// Closed loop (rate 0): each connection sends its next request when the last is answered; that
// finds the peak. Open loop (rate > 0): requests are due at fixed instants, and a latency counts
// from the instant it was due, also when no connection was free; that is what people would feel.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "bench/histogram.hpp"

namespace bench {

/// What is asked and which answers are right. Called on the engine's thread only.
class Scenario {
public:
    virtual ~Scenario() = default;

    /// Appends one whole request for this connection, line and headers included.
    virtual void ask(std::size_t connection, std::string& out) = 0;

    /// Whether that is the right answer to what this connection asked last.
    virtual bool right(std::size_t connection, int status, std::string_view body) = 0;
};

struct LoadOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;
    std::size_t connections = 64;
    double warm_up_seconds = 1;
    double seconds = 5;
    double rate = 0;                // Requests per second of an open loop; 0: closed loop.
    std::int64_t requests_max = 0;  // Ends after so many were sent; 0: no limit.
    bool may_shed = false;          // A 503 is no wrong answer.
};

struct Report {
    Histogram latency;            // Of the right answers in the measured time.
    double seconds = 0;           // That time.
    std::int64_t right = 0;       // Right answers from the first to the last, warm-up included.
    std::int64_t wrong = 0;       // Wrong ones, likewise.
    std::int64_t shed = 0;        // Those that said 503 and were allowed to.
    std::int64_t broken = 0;      // Connections lost with a request in flight.
    std::int64_t unanswered = 0;  // Requests without an answer when patience ended.
    std::map<int, std::int64_t> wrong_by_status;
    std::string first_wrong;  // Its status and body, for the reader.
};

/// Runs the load. Throws std::system_error when it cannot connect at all.
Report load(const LoadOptions& options, Scenario& scenario);

}  // namespace bench
