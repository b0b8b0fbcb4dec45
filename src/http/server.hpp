#pragma once

// The door: HTTP/1.1 over TCP, on epoll. Why it is our own: docs/decisions/0001-http-server.md.
//
// Each I/O thread runs one loop over its own connections and calls the handler itself, which must
// not block. Answers may come later and from any thread; a burst of them costs one wake-up. TLS
// and HTTP/2 are the proxy's in front.
//
//     http::Server server({.port = 8080}, [](http::Request&& request, http::Responder responder) {
//         responder.send({.content_type = "text/plain", .body = std::string{request.path}});
//     });
//     server.run();  // until somebody calls server.stop()

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/message.hpp"
#include "http/parser.hpp"
#include "http/responder.hpp"

namespace http {

struct ServerOptions {
    using Milliseconds = std::chrono::milliseconds;

    std::string address = "127.0.0.1";  // "::" is every address, IPv4 too.
    std::uint16_t port = 0;             // 0: the system chooses one, Server::port() tells it.
    int io_threads = 1;
    Limits limits{};
    std::size_t connections_max = 10'000;             // More get 503.
    std::size_t connections_per_address_max = 1'000;  // The same; not of proxies and this machine.
    std::size_t pipeline_max = 32;                    // Unanswered requests of one connection.
    std::size_t output_bytes_max = 1 << 20;           // Unsent; above it nothing more is read.
    std::size_t stream_buffer_bytes_max = 256 << 10;

    Milliseconds head_patience{10'000};    // From a request's first byte to its last header.
    Milliseconds body_patience{30'000};    // For each 16 KiB of the body.
    Milliseconds idle_patience{60'000};    // Between requests.
    Milliseconds write_patience{30'000};   // Between two pieces that the client's window takes.
    Milliseconds linger_patience{2'000};   // For the client to read a refusal before we hang up.
    Milliseconds stop_patience{10'000};    // For what is in flight when the server stops.
    Milliseconds heartbeat_every{20'000};  // A comment on streams with nothing to say.

    std::vector<std::string> trusted_proxies{};  // See proxy.hpp.

    /// Seconds since 1970, for the Date header. Without it there is no such header.
    std::function<std::int64_t()> unix_seconds{};

    /// Told when a handler throws, before the client gets 500.
    std::function<void(std::string_view what)> on_accident{};
};

/// Called on an I/O thread with each request. Must not block.
using Handler = std::function<void(Request&&, Responder)>;

/// What the server has done and is doing, for /metrics.
struct Counters {
    std::uint64_t accepted = 0;
    std::uint64_t requests = 0;
    std::uint64_t bytes_in = 0;
    std::uint64_t bytes_out = 0;
    std::uint64_t accidents = 0;  // Handlers that threw.
    std::size_t open = 0;
    std::vector<std::pair<std::string_view, std::uint64_t>> refused;  // By code, see fault.hpp.
};

class Server {
public:
    /// Binds and listens. Throws std::system_error when it cannot, std::invalid_argument when an
    /// option is wrong. Raises the process's soft limit of open files towards connections_max.
    Server(ServerOptions options, Handler handler);
    ~Server();

    std::uint16_t port() const;

    /// Serves until stop(). This thread is the first I/O thread. May be called once.
    void run();

    /// Asks run() to return: nothing new is accepted, what is in flight is answered as long as
    /// stop_patience lasts, streams are closed. From any thread, and from a signal handler.
    void stop() noexcept;

    Counters counters() const;

    /// Runs `work` soon on I/O thread `number`. What it answers there costs no further wake-up.
    /// Dropped once the server has stopped.
    void post(std::size_t number, std::function<void()> work);

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace http
