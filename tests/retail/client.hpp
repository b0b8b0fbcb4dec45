#pragma once

// A small HTTP client for tests that speak to a server on this machine: blocking, keep-alive, one
// request in flight on each connection and several connections at once, from one thread. Every
// command carries an Idempotency-Key of its own.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace retail {

struct Call {
    std::string method;  // "GET"
    std::string path;    // "/api/v1/me"
    std::string body;    // JSON, or "" for none.
    std::string cookie;  // As Answer::cookie gave it; "" for nobody.
};

struct Answer {
    int status = 0;
    std::string body;
    std::string cookie;  // "name=value" where the server sets one.
};

/// The first answer in `bytes`, which is cut off them; status 0 where it is not all there yet.
/// Throws std::runtime_error for what this client does not read: answers without Content-Length.
Answer take_answer(std::string& bytes);

/// One connection, opened with its first request and again after the server has closed it.
class Connection {
public:
    explicit Connection(std::uint16_t port) : port_(port) {}
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();

    /// Sends a request; its answer is to be received before the next. Throws std::system_error.
    void send(std::string request);

    /// Waits for the answer. A connection that was closed while it was idle is opened again and the
    /// request sent once more; its key makes that harmless.
    Answer receive();

private:
    void open();
    void close();
    bool write(std::string_view bytes);

    const std::uint16_t port_;
    int socket_ = -1;
    std::string sent_;
    std::string received_;
};

class Client {
public:
    Client(std::uint16_t port, std::size_t connections);

    Answer call(const Call& call);

    /// All of them, as many at once as there are connections; answers in the order of the calls.
    std::vector<Answer> all(std::span<const Call> calls);

    std::int64_t sent() const { return sent_; }

private:
    std::string request_of(const Call& call);

    std::vector<std::unique_ptr<Connection>> connections_;
    std::int64_t sent_ = 0;
};

}  // namespace retail
