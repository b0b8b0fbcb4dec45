#pragma once

#include <string_view>

namespace base {

enum class Level { debug, info, warning, error };

/// Writes one line to standard error: time, level, message. Never pass secrets, names, addresses
/// or free text of people: ids only. Any thread.
void log(Level level, std::string_view message);

/// Lines below `level` are dropped from now on.
void log_from(Level level);

}  // namespace base
