#pragma once

#include <optional>

#include "http/parser.hpp"

namespace http {

/// Reads request line and headers from `request.storage->head`, which ends with an empty line and
/// has no line feed without a carriage return. Fills in everything but the body.
std::optional<Fault> read_head(Request& request, const Limits& limits);

/// What the headers say of the body that follows.
struct Framing {
    std::optional<std::size_t> length;  // Too large a number is the largest size_t.
    bool chunked = false;
    bool wants_continue = false;
};

/// Refuses every head of which two readers could expect different bodies.
std::optional<Fault> read_framing(const Request& request, Framing& framing);

/// True for the characters of methods and header names (RFC 9110, "tchar").
bool is_token(std::string_view text);

/// True when a header may have this value: no control character but the tab.
bool is_value(std::string_view text);

}  // namespace http
