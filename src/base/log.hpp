#pragma once

// The program's log, on standard error: one line for each thing that somebody who runs it may want
// to know. A line says when, how bad, what, for which request, and fields by name.
//
// Never pass secrets, names, addresses or free text of people: ids only.

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace base {

enum class Level { debug, info, warning, error };

/// What a line says besides its message.
struct Field {
    std::string_view name;  // Lower-case letters and underscores.
    std::variant<std::int64_t, std::string_view> value;
};

/// Writes one line. Any thread.
void log(Level level, std::string_view message, std::span<const Field> fields = {});

/// Lines below `level` are dropped from now on.
void log_from(Level level);

/// text: for people, "2030-01-01T12:00:00.000Z warning message request=17 status=200".
/// json: one object on each line, for programs that collect lines.
enum class LogFormat { text, json };
void log_as(LogFormat format);

/// For tests: whatever is logged goes there instead, as JSON without its time; nothing: to standard
/// error again.
void log_to(std::function<void(std::string_view line)> sink);

/// What this thread does until the end of its scope it does for this request: each line that is
/// written meanwhile says so. `request` lives as long.
class LogContext {
public:
    explicit LogContext(std::string_view request);
    LogContext(const LogContext&) = delete;
    LogContext& operator=(const LogContext&) = delete;
    ~LogContext();

private:
    std::string_view before_;
};

/// The part of a line after its time and level; without a request where that is "".
std::string log_line(LogFormat format, std::string_view request, std::string_view message,
                     std::span<const Field> fields);

}  // namespace base
