#include "http/mailbox.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <system_error>
#include <utility>

namespace http {

Mailbox::Mailbox() : wake_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
    if (wake_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
}

Mailbox::~Mailbox() {
    ::close(wake_);
}

bool Mailbox::post(Letter&& letter) {
    bool first = false;
    {
        const std::lock_guard lock(mutex_);
        if (closed_) return false;
        first = letters_.empty();
        letters_.push_back(std::move(letter));
    }
    if (first) wake();
    return true;
}

void Mailbox::collect(std::vector<Letter>& letters) {
    const std::lock_guard lock(mutex_);
    letters_.swap(letters);
}

std::vector<Letter> Mailbox::close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    return std::exchange(letters_, {});
}

// Writing can fail only where the counter is full, and then the reader wakes anyway.
void Mailbox::wake() const noexcept {
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(wake_, &one, sizeof one);
}

void Mailbox::calm() const noexcept {
    std::uint64_t count = 0;
    [[maybe_unused]] const ssize_t got = ::read(wake_, &count, sizeof count);
}

}  // namespace http
