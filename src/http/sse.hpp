#pragma once

// Frames of an event stream (text/event-stream), for Stream::push.

#include <string>
#include <string_view>

namespace http {

struct Event {
    std::string_view name{};  // "" is the browser's "message".
    std::string_view id{};    // "": the client keeps the last one for Last-Event-ID.
    std::string_view data{};  // May have several lines.
};

/// The event as one frame. Line ends in `name` and `id` are dropped, for they would begin a field.
std::string frame(const Event& event);

/// Says nothing, so that proxies do not take the connection for dead.
inline constexpr std::string_view heartbeat_frame = ":\n\n";

/// Tells the client how long to wait before it connects again.
std::string retry_frame(int milliseconds);

}  // namespace http
