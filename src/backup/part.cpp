#include "backup/part.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/files.hpp"

namespace backup {
namespace {

namespace fs = std::filesystem;

/// What SQLite has beside a file while it writes to it.
constexpr std::array<const char*, 3> sqlite_marks{"-wal", "-shm", "-journal"};

/// Whether the path still leads to what was opened.
bool leads_to(const fs::path& path, int descriptor) {
    struct stat there {
    }, opened{};
    return ::stat(path.c_str(), &there) == 0 && ::fstat(descriptor, &opened) == 0 &&
           there.st_dev == opened.st_dev && there.st_ino == opened.st_ino;
}

int open_part(const fs::path& part, Part::Kind kind) {
    const fs::path parent = fs::absolute(part).parent_path();
    int descriptor = -1;
    if (kind == Part::Kind::folder) {
        fs::create_directories(parent);
        if (::mkdir(part.c_str(), 0700) == 0 || errno == EEXIST) {
            descriptor = ::open(part.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        }
    } else {
        descriptor = ::open(part.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    }
    if (descriptor < 0) {
        throw std::runtime_error("cannot make " + part.string() + ": " + std::strerror(errno));
    }
    return descriptor;
}

}  // namespace

Part::Part(const fs::path& name, Kind kind)
    : name_(name.has_filename() ? name : name.parent_path()), part_(name_), kind_(kind) {
    part_ += part_mark;
    claim_ = open_part(part_, kind);
    // The system gives the lock up with the program. Where there are no locks, nobody is asked.
    const bool taken = ::flock(claim_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    if (taken || !leads_to(part_, claim_)) {
        ::close(claim_);
        throw std::runtime_error("another program is just making " + name_.string());
    }
    try {
        clear();
        fs::permissions(part_, kind == Kind::folder
                                   ? fs::perms::owner_all
                                   : fs::perms::owner_read | fs::perms::owner_write);
    } catch (...) {
        ::close(claim_);
        throw;
    }
}

Part::~Part() {
    std::error_code ignored;
    if (!kept_) {
        for (const char* mark : sqlite_marks) fs::remove(part_.string() + mark, ignored);
        fs::remove_all(part_, ignored);
    }
    ::close(claim_);
}

void Part::clear() const {
    if (kind_ == Kind::folder) {
        const std::vector<fs::directory_entry> left(fs::directory_iterator(part_), {});
        for (const auto& entry : left) fs::remove_all(entry.path());
        return;
    }
    for (const char* mark : sqlite_marks) fs::remove(part_.string() + mark);
    fs::resize_file(part_, 0);
}

void Part::keep() {
    if (kind_ == Kind::folder) {
        base::sync_all(part_);
    } else {
        base::sync(part_);
        if (fs::exists(name_)) throw std::runtime_error(name_.string() + " is there by now");
    }
    fs::rename(part_, name_);
    kept_ = true;
    try {
        base::sync(fs::absolute(name_).parent_path());
    } catch (...) {
        take_back();
        throw;
    }
}

void Part::take_back() noexcept {
    std::error_code failed;
    fs::rename(name_, part_, failed);
    kept_ = static_cast<bool>(failed);
}

}  // namespace backup
