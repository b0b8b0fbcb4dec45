#include "base/files.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <stdexcept>

namespace base {
namespace {

[[noreturn]] void fail(const std::string& what, const std::filesystem::path& path) {
    throw std::runtime_error("cannot " + what + " " + path.string() + ": " + std::strerror(errno));
}

/// An open file that is closed on every way out.
class Open {
public:
    Open(const std::filesystem::path& path, int flags)
        : path_(path), descriptor_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {
        if (descriptor_ < 0) fail("open", path_);
    }
    Open(const Open&) = delete;
    Open& operator=(const Open&) = delete;
    ~Open() { ::close(descriptor_); }

    void write(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
            if (written < 0 && errno != EINTR) fail("write", path_);
            if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
        }
    }
    void append(std::string_view bytes) {
        const off_t size = ::lseek(descriptor_, 0, SEEK_END);
        try {
            write(bytes);
        } catch (...) {
            // A full disk has taken a part of them. What is thrown says that it failed.
            [[maybe_unused]] const int cut = ::ftruncate(descriptor_, size);
            throw;
        }
    }
    void sync() {
        if (::fsync(descriptor_) != 0) fail("sync", path_);
    }

private:
    const std::filesystem::path& path_;
    int descriptor_;
};

std::filesystem::path folder_of(const std::filesystem::path& file) {
    return std::filesystem::absolute(file).parent_path();
}

}  // namespace

std::string read_file(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) fail("read", file);
    std::string bytes{std::istreambuf_iterator<char>(in), {}};
    if (in.bad()) fail("read", file);
    return bytes;
}

void write_file(const std::filesystem::path& file, std::string_view bytes) {
    std::filesystem::path part = file;
    part += ".part";
    {
        Open out(part, O_WRONLY | O_CREAT | O_TRUNC);
        out.write(bytes);
        out.sync();
    }
    std::filesystem::rename(part, file);
    sync(folder_of(file));
}

void append_file(const std::filesystem::path& file, std::string_view bytes, Sync when) {
    const bool is_new = !std::filesystem::exists(file);
    {
        Open out(file, O_WRONLY | O_CREAT | O_APPEND);
        out.append(bytes);
        if (when == Sync::now) out.sync();
    }
    if (is_new && when == Sync::now) sync(folder_of(file));
}

void sync(const std::filesystem::path& path) {
    Open(path, O_RDONLY).sync();
}

void sync_all(const std::filesystem::path& folder) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        sync(entry.path());
    }
    sync(folder);
}

}  // namespace base
