#include "cli/finding.hpp"

#include <array>
#include <cstdio>

#include "cli/command.hpp"

namespace cli {

int print(const std::vector<Finding>& findings) {
    constexpr std::array<const char*, 3> words{"ok  ", "warn", "bad "};
    int result = well;
    for (const Finding& finding : findings) {
        std::printf("%s  %-12s %s\n", words[static_cast<std::size_t>(finding.state)],
                    finding.what.c_str(), finding.says.c_str());
        if (!finding.advice.empty()) std::printf("%19s%s\n", "-> ", finding.advice.c_str());
        if (finding.state == State::bad) result = found_bad;
    }
    return result;
}

std::string bytes_text(std::uint64_t bytes) {
    constexpr std::array<const char*, 5> units{"B", "KiB", "MiB", "GiB", "TiB"};
    std::size_t unit = 0;
    std::uint64_t tenths = bytes * 10;
    while (tenths >= 10 * 1024 && unit + 1 < units.size()) {
        tenths /= 1024;
        ++unit;
    }
    const std::string fraction = unit == 0 ? "" : "." + std::to_string(tenths % 10);
    return std::to_string(tenths / 10) + fraction + " " + units[unit];
}

}  // namespace cli
