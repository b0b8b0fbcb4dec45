#pragma once

#include <string_view>

namespace cli {

/// Tells the service manager that started the program, if one did and wants to know (systemd,
/// Type=notify): "READY=1", "STOPPING=1". Nothing happens where none does.
void notify(std::string_view state);

}  // namespace cli
