#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "http/mailbox.hpp"

namespace http {

/// A listening TCP socket that does not block.
class Listener {
public:
    /// Throws std::system_error.
    Listener(const std::string& address, std::uint16_t port);
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    int socket() const { return socket_; }
    std::uint16_t port() const;

    enum class Outcome {
        accepted,
        nobody,
        exhausted
    };  // Exhausted: no more sockets, wait a little.
    Outcome accept(Arrival& arrival);

    /// Refuses whoever comes from now on.
    void close();

private:
    int socket_ = -1;
};

}  // namespace http
