#pragma once

#include <string_view>

#include "http/message.hpp"

namespace http {

/// What the server itself says no to, before any route is asked.
enum class Fault {
    bad_request,
    too_slow,
    body_too_large,
    target_too_long,
    expectation_failed,
    head_too_large,
    internal,
    not_implemented,
    too_many_connections,
    version_not_supported,
};
inline constexpr std::size_t fault_count = 10;

struct FaultWords {
    int status;
    std::string_view code;
    std::string_view title;
};

/// The status, code and title of a fault. `code` never changes.
FaultWords words(Fault fault);

/// The fault as application/problem+json. Closes the connection unless the fault is `internal`:
/// after any other nobody knows where the next request begins.
Response problem(Fault fault);

}  // namespace http
