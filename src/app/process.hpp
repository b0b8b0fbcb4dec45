#pragma once

#include <cstdint>
#include <string>

namespace app {

/// What the system says of this program and of the disk that its market is on. 0 where it says
/// nothing.
struct Process {
    std::int64_t memory_bytes = 0;  // Resident.
    std::int64_t open_files = 0;
    std::int64_t open_files_max = 0;
    std::int64_t cpu_micros = 0;
    std::int64_t disk_bytes = 0;
    std::int64_t disk_free_bytes = 0;  // For whom the program runs as.
};

Process look_at_process(const std::string& data);

}  // namespace app
