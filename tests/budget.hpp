#pragma once

// How much a test does that could do any amount: a cell of tests/budget.toml, in the column that
// FAIRGROUND_BUDGET names.

#include <toml++/toml.h>

#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>

namespace tests {

/// Throws std::runtime_error where the file has no such cell.
inline std::int64_t budget(std::string_view row, std::string_view name) {
    const char* column = std::getenv("FAIRGROUND_BUDGET");
    const toml::table table = toml::parse_file(FAIRGROUND_ROOT "/tests/budget.toml");
    const auto cell = table[row][name][column == nullptr ? "change" : column];
    if (const auto number = cell.value<std::int64_t>()) return *number;
    throw std::runtime_error("tests/budget.toml says nothing of " + std::string{row} + " " +
                             std::string{name});
}

}  // namespace tests
