#include "base/log.hpp"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <mutex>

#include "base/text.hpp"

namespace base {
namespace {

constexpr const char* text_pattern = "%Y-%m-%dT%H:%M:%S.%eZ %^%l%$ %v";
constexpr const char* json_pattern = R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})";

std::atomic<LogFormat> current_format{LogFormat::text};
std::atomic<bool> has_sink{false};
std::mutex sink_mutex;
thread_local std::string_view current_request;

std::function<void(std::string_view)>& sink() {
    static std::function<void(std::string_view)> instance;
    return instance;
}

spdlog::logger& logger() {
    static const auto instance = [] {
        auto made = spdlog::stderr_color_mt("fairground");
        made->set_pattern(text_pattern, spdlog::pattern_time_type::utc);
        return made;
    }();
    return *instance;
}

spdlog::level::level_enum to_spdlog(Level level) {
    switch (level) {
        case Level::debug: return spdlog::level::debug;
        case Level::info: return spdlog::level::info;
        case Level::warning: return spdlog::level::warn;
        case Level::error: return spdlog::level::err;
    }
    return spdlog::level::err;
}

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

/// Whatever an error says stays on its line and is text that can be read.
std::string in_one_line(std::string_view text) {
    std::string out{text};
    const bool readable = is_utf8(text);
    for (char& c : out) {
        if (is_control(c)) c = ' ';
        if (!readable && static_cast<unsigned char>(c) > 0x7e) c = '?';
    }
    return out;
}

void append_json(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : in_one_line(text)) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    out += '"';
}

std::string json_line(std::string_view request, std::string_view message,
                      std::span<const Field> fields) {
    std::string out = "\"message\":";
    append_json(out, message);
    const auto add = [&](std::string_view name) { out.append(",\"").append(name).append("\":"); };
    if (!request.empty()) {
        add("request");
        append_json(out, request);
    }
    for (const Field& field : fields) {
        add(field.name);
        if (const auto* number = std::get_if<std::int64_t>(&field.value)) {
            out += std::to_string(*number);
        } else {
            append_json(out, std::get<std::string_view>(field.value));
        }
    }
    return out;
}

std::string text_line(std::string_view request, std::string_view message,
                      std::span<const Field> fields) {
    std::string out = in_one_line(message);
    if (!request.empty()) out.append(" request=").append(in_one_line(request));
    for (const Field& field : fields) {
        out.append(" ").append(field.name).append("=");
        if (const auto* number = std::get_if<std::int64_t>(&field.value)) {
            out += std::to_string(*number);
        } else {
            out += in_one_line(std::get<std::string_view>(field.value));
        }
    }
    return out;
}

}  // namespace

std::string log_line(LogFormat format, std::string_view request, std::string_view message,
                     std::span<const Field> fields) {
    return format == LogFormat::json ? json_line(request, message, fields)
                                     : text_line(request, message, fields);
}

void log(Level level, std::string_view message, std::span<const Field> fields) {
    const auto wanted = to_spdlog(level);
    if (!logger().should_log(wanted)) return;
    if (has_sink) {
        const std::lock_guard lock(sink_mutex);
        if (sink()) {
            return sink()("{" + json_line(current_request, message, fields) + "}");
        }
    }
    logger().log(wanted, "{}", log_line(current_format, current_request, message, fields));
}

void log_from(Level level) {
    logger().set_level(to_spdlog(level));
}

void log_as(LogFormat format) {
    current_format = format;
    logger().set_pattern(format == LogFormat::json ? json_pattern : text_pattern,
                         spdlog::pattern_time_type::utc);
}

void log_to(std::function<void(std::string_view)> wanted) {
    const std::lock_guard lock(sink_mutex);
    has_sink = static_cast<bool>(wanted);
    sink() = std::move(wanted);
}

LogContext::LogContext(std::string_view request) : before_(current_request) {
    current_request = request;
}

LogContext::~LogContext() {
    current_request = before_;
}

}  // namespace base
