#pragma once

// A file of pages of 4 KiB, written and synced as SQLite's log is.

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <system_error>

namespace bench {

/// Throws what the last system call failed with.
inline void check(bool fine, const char* what) {
    if (!fine) throw std::system_error(errno, std::generic_category(), what);
}

/// Empty when it is opened, gone when it is closed.
class SyncedFile {
public:
    explicit SyncedFile(std::string name) : name_(std::move(name)) {
        handle_ = open(name_.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        check(handle_ >= 0, "open");
    }
    SyncedFile(const SyncedFile&) = delete;
    SyncedFile& operator=(const SyncedFile&) = delete;
    ~SyncedFile() {
        close(handle_);
        unlink(name_.c_str());
    }

    void write_page(int number) const {
        static const std::array<char, page_bytes> page{};
        const off_t at = static_cast<off_t>(number) * static_cast<off_t>(page_bytes);
        check(pwrite(handle_, page.data(), page.size(), at) == static_cast<ssize_t>(page.size()),
              "pwrite");
    }
    void sync() const { check(fdatasync(handle_) == 0, "fdatasync"); }

private:
    static constexpr std::size_t page_bytes = 4096;

    std::string name_;
    int handle_ = -1;
};

}  // namespace bench
