#pragma once

#include <string>

namespace members {

/// What an invitation to a market holds: 100 bits of the system's chance, made like a setup code.
std::string new_invitation();

}  // namespace members
