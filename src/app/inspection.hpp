#pragma once

// The second door, for whoever runs the program: /metrics, /healthz and /readyz on an address and a
// thread of their own. Behind a proxy on the same machine everybody comes from 127.0.0.1, so the
// people's door cannot tell an operator from a stranger; and a page that reads rows keeps no people
// waiting here.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "http/server.hpp"

namespace app {

/// "127.0.0.1:9464" or "[::1]:9464"; nothing when it is neither.
struct Listen {
    std::string address;
    std::uint16_t port = 0;
};
std::optional<Listen> listen_from(std::string_view text);

class Inspection {
public:
    struct Pages {
        std::function<std::string()> metrics;
        std::function<http::Response()> readiness;
    };

    /// Listens at once; throws std::system_error when it cannot.
    Inspection(const Listen& where, Pages pages);
    Inspection(const Inspection&) = delete;
    Inspection& operator=(const Inspection&) = delete;
    ~Inspection();

    std::uint16_t port() const { return server_.port(); }

    /// Answers from now on. Whatever the pages look at has been made.
    void start();
    void stop();

private:
    http::Response answer(const http::Request& request) const;

    Pages pages_;
    http::Server server_;
    std::thread thread_;
};

}  // namespace app
