#pragma once

// A client for tests: blocking, and so plain that it can send nonsense.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "http/server.hpp"

namespace http::tests {

struct Reply {
    int status = 0;
    std::map<std::string, std::string> headers;
    std::string body;
};

class Client {
public:
    /// From 127.0.0.1, or from another address of this machine.
    explicit Client(std::uint16_t port, const char* from = nullptr)
        : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        const timeval patience{20, 0};  // So that a fault of the server ends a test, not the day.
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
        if (from != nullptr) {
            sockaddr_in own{};
            own.sin_family = AF_INET;
            ::inet_pton(AF_INET, from, &own.sin_addr);
            if (::bind(socket_, reinterpret_cast<sockaddr*>(&own), sizeof own) != 0) {
                throw std::runtime_error("cannot be there");
            }
        }
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
            throw std::runtime_error("cannot connect");
        }
    }
    ~Client() {
        if (socket_ >= 0) ::close(socket_);
    }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    Client& send(std::string_view bytes) {
        send_all(bytes);
        return *this;
    }

    /// False when the server reset the connection meanwhile.
    bool send_all(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    Client& get(const std::string& path, const std::string& headers = "") {
        return send("GET " + path + " HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n");
    }

    /// Goes away without a word, as a client does that loses its power.
    void vanish() {
        const linger hard{1, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
        ::close(std::exchange(socket_, -1));
    }

    void end_of_input() { ::shutdown(socket_, SHUT_WR); }

    /// The next answer; its body too unless it was asked for with HEAD.
    Reply read(bool with_body = true) {
        const std::string head = read_until("\r\n\r\n");
        Reply reply;
        if (head.size() < 12) return reply;
        std::from_chars(head.data() + 9, head.data() + 12, reply.status);
        for (std::size_t at = head.find("\r\n") + 2; at + 2 < head.size();) {
            const auto end = head.find("\r\n", at);
            const auto colon = head.find(": ", at);
            reply.headers[head.substr(at, colon - at)] = head.substr(colon + 2, end - colon - 2);
            at = end + 2;
        }
        std::size_t size = 0;
        const auto found = reply.headers.find("Content-Length");
        const std::string length = found == reply.headers.end() ? "" : found->second;
        std::from_chars(length.data(), length.data() + length.size(), size);
        if (!with_body) return reply;
        while (buffer_.size() < size && more()) continue;
        reply.body = take(std::min(size, buffer_.size()));
        return reply;
    }

    /// All up to and with `end`; less when the server hangs up, or when it does not come within a
    /// minute, though a stream's heartbeats may.
    std::string read_until(std::string_view end) {
        const auto until = std::chrono::steady_clock::now() + std::chrono::minutes{1};
        while (buffer_.find(end) == std::string::npos) {
            if (!more() || std::chrono::steady_clock::now() > until) return take(buffer_.size());
        }
        return take(buffer_.find(end) + end.size());
    }

    std::string read_to_end() {
        while (more()) continue;
        return take(buffer_.size());
    }

    /// Reads on until `size` bytes wait here; false when there are no more.
    bool read_ahead(std::size_t size) {
        while (buffer_.size() < size) {
            if (!more()) return false;
        }
        return true;
    }

    /// True when the server has hung up and there was nothing more to read.
    bool at_end() { return buffer_.empty() && !more() && !timed_out_; }

private:
    bool more() {
        std::array<char, 65536> bytes{};
        const ssize_t got = ::recv(socket_, bytes.data(), bytes.size(), 0);
        timed_out_ = got < 0 && errno == EAGAIN;
        if (got <= 0) return false;
        buffer_.append(bytes.data(), static_cast<std::size_t>(got));
        return true;
    }

    std::string take(std::size_t size) {
        std::string taken = buffer_.substr(0, size);
        buffer_.erase(0, size);
        return taken;
    }

    int socket_;
    std::string buffer_;
    bool timed_out_ = false;
};

/// A server that runs while it is in scope.
class Running {
public:
    Running(ServerOptions options, Handler handler)
        : server_(std::move(options), std::move(handler)), thread_([this] { server_.run(); }) {}
    ~Running() { stop(); }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

    Server* operator->() { return &server_; }
    std::uint16_t port() const { return server_.port(); }
    void stop() {
        server_.stop();
        if (thread_.joinable()) thread_.join();
    }
    void wait() { thread_.join(); }

private:
    Server server_;
    std::thread thread_;
};

/// Values that one thread puts in and another waits for.
template <class T>
class Queue {
public:
    void put(T value) {
        {
            const std::lock_guard lock(mutex_);
            values_.push_back(std::move(value));
        }
        changed_.notify_one();
    }

    T take() {
        std::unique_lock lock(mutex_);
        if (!changed_.wait_for(lock, std::chrono::minutes{1},
                               [this] { return !values_.empty(); })) {
            throw std::runtime_error("nothing came");
        }
        T value = std::move(values_.front());
        values_.erase(values_.begin());
        return value;
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<T> values_;
};

inline Response plain(std::string body, int status = 200) {
    return {.status = status, .content_type = "text/plain", .body = std::move(body)};
}

/// Answers with what was asked for.
inline void echo(Request&& request, Responder responder) {
    std::string said = std::string{text(request.method)} + ' ' + std::string{request.target};
    if (!request.body.empty()) said += ' ' + std::string{request.body};
    responder.send(plain(std::move(said)));
}

}  // namespace http::tests
