#include "app/claim.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <stdexcept>

namespace app {

Claim::Claim(const std::filesystem::path& directory)
    : file_(::open((directory / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (file_ < 0) throw std::runtime_error("cannot write in " + directory.string());
    // The system gives it up with the program, however that ends.
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
        ::close(file_);
        throw std::runtime_error("another Fairground is open on " + directory.string());
    }
}

Claim::~Claim() {
    ::close(file_);
}

}  // namespace app
