#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <string_view>

namespace http {

/// Bytes on their way to a socket. Small ones are gathered, large and shared ones stay where they
/// are, and all leave in as few system calls as they can.
class Output {
public:
    enum class Sent { all, blocked, broken };

    /// Where heads and small bodies are appended. Valid until anything else is called.
    std::string& tail();

    void append(std::string&& bytes);
    void append(std::shared_ptr<const std::string> bytes);

    bool empty() const { return size() == 0; }
    std::size_t size() const;

    /// Sends what the socket takes and adds to `count` how much that was.
    Sent write(int socket, std::size_t& count);

private:
    struct Part {
        std::string own;
        std::shared_ptr<const std::string> shared;

        std::string_view bytes() const { return shared ? *shared : own; }
    };

    void drop(std::size_t count);

    std::deque<Part> parts_;
    std::size_t sent_ = 0;  // Of the first part.
};

}  // namespace http
