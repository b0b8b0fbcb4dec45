#include "http/output.hpp"

#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace http {
namespace {

constexpr std::size_t gather_bytes_max = 4 << 10;  // Copying so little costs less than a vector.
constexpr std::size_t keep_bytes_max = 16 << 10;   // The memory an idle connection may keep.
constexpr std::size_t parts_per_call = 32;

}  // namespace

std::string& Output::tail() {
    if (parts_.empty() || parts_.back().shared) parts_.emplace_back();
    return parts_.back().own;
}

void Output::append(std::string&& bytes) {
    if (bytes.size() <= gather_bytes_max) {
        tail().append(bytes);
    } else {
        parts_.push_back({std::move(bytes), nullptr});
    }
}

void Output::append(std::shared_ptr<const std::string> bytes) {
    if (bytes->size() <= gather_bytes_max) {
        tail().append(*bytes);
    } else {
        parts_.push_back({{}, std::move(bytes)});
    }
}

std::size_t Output::size() const {
    std::size_t size = 0;
    for (const Part& part : parts_) size += part.bytes().size();
    return size - sent_;
}

Output::Sent Output::write(int socket, std::size_t& count) {
    while (!empty()) {
        std::array<iovec, parts_per_call> vector{};
        std::size_t used = 0;
        std::size_t skip = sent_;
        for (const Part& part : parts_) {
            if (used == vector.size()) break;
            const std::string_view bytes = part.bytes().substr(skip);
            skip = 0;
            // writev has no const in its interface, but only reads.
            vector[used++] = {const_cast<char*>(bytes.data()), bytes.size()};
        }
        msghdr message{};
        message.msg_iov = vector.data();
        message.msg_iovlen = used;
        const ssize_t got = ::sendmsg(socket, &message, MSG_NOSIGNAL);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return errno == EAGAIN ? Sent::blocked : Sent::broken;
        count += static_cast<std::size_t>(got);
        drop(static_cast<std::size_t>(got));
    }
    return Sent::all;
}

void Output::drop(std::size_t count) {
    sent_ += count;
    while (!parts_.empty() && sent_ >= parts_.front().bytes().size()) {
        sent_ -= parts_.front().bytes().size();
        const bool last = parts_.size() == 1;
        if (last && !parts_.front().shared && parts_.front().own.capacity() <= keep_bytes_max) {
            parts_.front().own.clear();  // Its memory serves the next answer.
            return;
        }
        parts_.pop_front();
    }
}

}  // namespace http
