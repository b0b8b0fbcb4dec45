#pragma once

#include <span>
#include <string_view>

namespace base {

/// A file that travels inside the program; see cmake/Embed.cmake.
struct Embedded {
    std::string_view name;
    std::string_view bytes;
};

}  // namespace base
