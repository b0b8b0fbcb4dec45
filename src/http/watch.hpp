#pragma once

// What becomes of requests, for whoever runs the program: how long they took, as counts for
// /metrics, and as lines of the log for those that took long or broke. A request has an id by which
// all lines about it are found: the one it came with (X-Request-Id), where that is well-formed, so
// that a proxy's log and ours say the same; or one made here. The answer carries it back.

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/describe.hpp"
#include "base/histogram.hpp"
#include "db/engine.hpp"
#include "http/message.hpp"

namespace http {

inline constexpr std::string_view request_id_header = "X-Request-Id";

/// What sort of work a request was. A few words, so that /metrics stays short.
BOOST_DEFINE_ENUM_CLASS(WorkClass, query, report, command, errand, stream, handed_on, page, unknown)
inline constexpr std::size_t work_class_count = 8;
/// 2xx, 3xx, 4xx, 5xx.
inline constexpr std::size_t status_class_count = 4;
/// "2xx" of 0.
std::string_view status_class_name(std::size_t number);

/// Under load all are slow at once: so many have lines in a second, and of the others their number.
inline constexpr std::int64_t slow_lines_max = 10;

struct WatchOptions {
    bool log_all = false;                     // A line for each request.
    std::chrono::microseconds slow{200'000};  // From so long on one gets a line; 0: none does.
};

/// A request that has its answer. No query string, no cookie, no body: they may hold secrets.
struct Seen {
    std::string_view id;
    WorkClass work = WorkClass::unknown;
    std::string_view method;
    std::string_view route;  // "/api/v1/listings/{id}"; "" where there is none.
    int status = 0;
    std::int64_t member = 0;  // 0: nobody is known to be signed in.
    std::int64_t took = 0;    // Microseconds, from its last byte to its answer.
    db::Times times{};        // Of its command, or how long a query waited for a thread.
};

class Watch {
public:
    explicit Watch(WatchOptions options);

    /// The request's own id where it is well-formed, or a new one. Any thread, as all that follows.
    std::string id_for(const Request& request);

    void note(const Seen& seen);

    const base::TimeHistogram& times(WorkClass work, std::size_t status_class) const {
        return times_[static_cast<std::size_t>(work)][status_class];
    }

private:
    /// Whether one more of the slow gets a line now.
    bool says_slow();

    WatchOptions options_;
    std::atomic<std::uint64_t> next_id_;
    std::atomic<std::int64_t> second_{0};  // Of which the lines are counted.
    std::atomic<std::int64_t> said_{0}, unsaid_{0};
    std::array<std::array<base::TimeHistogram, status_class_count>, work_class_count> times_{};
};

/// 1 to 64 letters, digits, dots, hyphens and underscores.
bool is_request_id(std::string_view text);

/// Puts the id into the answer's head, and into its body where that says what went wrong.
void sign(Response& response, std::string_view id);

}  // namespace http
