#include "app/process.hpp"

#include <sys/resource.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace app {
namespace {

std::int64_t resident_bytes() {
    std::ifstream file("/proc/self/statm");
    std::int64_t all = 0, resident = 0;
    file >> all >> resident;
    return file ? resident * ::sysconf(_SC_PAGESIZE) : 0;
}

std::int64_t open_files() {
    std::error_code ignored;
    std::int64_t count = 0;
    for (auto file = std::filesystem::directory_iterator("/proc/self/fd", ignored);
         file != std::filesystem::directory_iterator{}; file.increment(ignored)) {
        ++count;
    }
    return count > 0 ? count - 1 : 0;  // Without the one that looks.
}

}  // namespace

Process look_at_process(const std::string& data) {
    Process seen;
    seen.memory_bytes = resident_bytes();
    seen.open_files = open_files();
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) == 0) {
        seen.open_files_max = static_cast<std::int64_t>(files.rlim_cur);
    }
    timespec used{};
    if (::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) == 0) {
        seen.cpu_micros = used.tv_sec * 1'000'000 + used.tv_nsec / 1'000;
    }
    struct statvfs disk {};
    if (::statvfs(data.c_str(), &disk) == 0) {
        seen.disk_bytes = static_cast<std::int64_t>(disk.f_blocks * disk.f_frsize);
        seen.disk_free_bytes = static_cast<std::int64_t>(disk.f_bavail * disk.f_frsize);
    }
    return seen;
}

}  // namespace app
