#include "http/wire.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

#include "http/head.hpp"

namespace http {
namespace {

struct Reason {
    int status;
    std::string_view words;
};

constexpr std::array reasons{
    Reason{200, "OK"},
    Reason{201, "Created"},
    Reason{202, "Accepted"},
    Reason{204, "No Content"},
    Reason{206, "Partial Content"},
    Reason{301, "Moved Permanently"},
    Reason{302, "Found"},
    Reason{303, "See Other"},
    Reason{304, "Not Modified"},
    Reason{307, "Temporary Redirect"},
    Reason{308, "Permanent Redirect"},
    Reason{400, "Bad Request"},
    Reason{401, "Unauthorized"},
    Reason{403, "Forbidden"},
    Reason{404, "Not Found"},
    Reason{405, "Method Not Allowed"},
    Reason{406, "Not Acceptable"},
    Reason{408, "Request Timeout"},
    Reason{409, "Conflict"},
    Reason{410, "Gone"},
    Reason{412, "Precondition Failed"},
    Reason{413, "Content Too Large"},
    Reason{414, "URI Too Long"},
    Reason{415, "Unsupported Media Type"},
    Reason{417, "Expectation Failed"},
    Reason{422, "Unprocessable Content"},
    Reason{429, "Too Many Requests"},
    Reason{431, "Request Header Fields Too Large"},
    Reason{500, "Internal Server Error"},
    Reason{501, "Not Implemented"},
    Reason{502, "Bad Gateway"},
    Reason{503, "Service Unavailable"},
    Reason{504, "Gateway Timeout"},
    Reason{505, "HTTP Version Not Supported"},
    Reason{507, "Insufficient Storage"},
};

std::string_view reason_of(int status) {
    const auto found = std::ranges::lower_bound(reasons, status, {}, &Reason::status);
    return found != reasons.end() && found->status == status ? found->words : "";
}

bool is_ours(std::string_view name) {
    return same_word(name, "content-length") || same_word(name, "transfer-encoding") ||
           same_word(name, "connection") || same_word(name, "date") ||
           same_word(name, "content-type");
}

void append_line(std::string& out, std::string_view name, std::string_view value) {
    out.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

std::string_view Date::at(std::int64_t seconds) {
    if (seconds == seconds_) return text_;
    seconds_ = seconds;
    constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::chrono::sys_seconds time{std::chrono::seconds{seconds}};
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{time - day};
    std::array<char, 64> text{};
    const int size = std::snprintf(
        text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
        days[std::chrono::weekday{day}.c_encoding()], static_cast<unsigned>(date.day()),
        months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
        static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
        static_cast<int>(clock.seconds().count()));
    text_.assign(text.data(), static_cast<std::size_t>(size));
    return text_;
}

bool sendable(const Response& response) {
    if (response.status < 200 || response.status > 599) return false;
    if (!is_value(response.content_type)) return false;
    return std::ranges::all_of(response.headers, [](const auto& header) {
        return is_token(header.first) && is_value(header.second) && !is_ours(header.first);
    });
}

bool is_bodyless(int status) {
    return status == 204 || status == 304;
}

void append_head(std::string& out, const Response& response, const HeadWords& words) {
    std::array<char, 24> number{};
    const auto append_number = [&](std::size_t value) {
        const auto end = std::to_chars(number.data(), number.data() + number.size(), value).ptr;
        out.append(number.data(), end);
    };
    out.append("HTTP/1.1 ");
    append_number(static_cast<std::size_t>(response.status));
    out.append(1, ' ').append(reason_of(response.status)).append("\r\n");
    if (!words.date.empty()) append_line(out, "Date", words.date);
    if (!response.content_type.empty()) append_line(out, "Content-Type", response.content_type);
    for (const auto& [name, value] : response.headers) append_line(out, name, value);
    if (!words.endless && !is_bodyless(response.status)) {
        out.append("Content-Length: ");
        append_number(response.bytes().size());
        out.append("\r\n");
    }
    if (!words.keep_alive) append_line(out, "Connection", "close");
    if (words.keep_alive && words.minor_version == 0) append_line(out, "Connection", "keep-alive");
    out.append("\r\n");
}

}  // namespace http
