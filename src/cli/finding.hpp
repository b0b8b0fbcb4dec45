#pragma once

#include <string>
#include <vector>

namespace cli {

enum class State { ok, warn, bad };

/// One line of `verify` or `doctor`: what was looked at, what it is, and what to do about it.
struct Finding {
    State state = State::ok;
    std::string what;
    std::string says;
    std::string advice;  // Empty where there is nothing to do.
};

/// Prints them; returns `well`, or `found_bad` when one is bad.
int print(const std::vector<Finding>& findings);

/// "1.5 GiB"
std::string bytes_text(std::uint64_t bytes);

}  // namespace cli
