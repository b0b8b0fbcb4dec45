#pragma once

// How an answer finds its way back. A handler gets a Responder with each request and answers now,
// later, or from another thread; the server puts the answers of a connection in order.
//
//     void handle(http::Request&& request, http::Responder responder) {
//         responder.send({.status = 200, .content_type = "text/plain", .body = "here"});
//     }

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "http/message.hpp"

namespace http {

/// Which request of which connection. A ticket of a connection that is gone fits no other one.
struct Ticket {
    std::uint32_t slot = 0;
    std::uint32_t generation = 0;
    std::uint64_t sequence = 0;
};

class Stream;

/// Where answers go: an I/O thread, or a function in a test. Called from any thread.
class Outlet {
public:
    virtual ~Outlet() = default;
    virtual void answer(const Ticket& ticket, Response&& response) = 0;
    virtual void open(const Ticket& ticket, Response&& head, std::shared_ptr<Stream> stream) = 0;
    virtual void touch(const Ticket& ticket) = 0;
};

/// An open event stream. Every function may be called from any thread.
class Stream {
public:
    Stream(std::shared_ptr<Outlet> outlet, const Ticket& ticket, std::size_t buffer_bytes_max);

    /// Sends a frame (see sse.hpp) soon. False when the stream is closed, or when its reader is so
    /// slow that the buffer is full: then the server closes it, for an event would be missing.
    bool push(std::string_view frame);

    bool open() const;

    /// Sends what was pushed, then closes.
    void close();

    // For the server.
    struct Taken {
        std::string frames;
        bool last = false;  // Close when the frames are sent.
    };

    /// What was pushed since the last call. Called when all that was taken before is sent.
    Taken take();

    /// True when the reader was too slow: close at once.
    bool overrun() const;

    /// The connection is gone.
    void end();

private:
    enum class State { open, closing, overrun, closed };

    const std::shared_ptr<Outlet> outlet_;
    const Ticket ticket_;
    const std::size_t buffer_bytes_max_;
    mutable std::mutex mutex_;
    std::string waiting_;
    std::size_t sending_bytes_ = 0;
    State state_ = State::open;
    bool touched_ = false;  // The server knows that there is something to take.
};

/// Answers one request, once, from any thread. One that is dropped unanswered answers 500.
class Responder {
public:
    Responder(std::shared_ptr<Outlet> outlet, const Ticket& ticket,
              std::size_t stream_buffer_bytes_max);

    /// For tests: the answer goes to `receive`; of a stream, its head does, and pushes go nowhere.
    static Responder to(std::function<void(Response&&)> receive);

    Responder(Responder&&) noexcept = default;
    Responder& operator=(Responder&& other) noexcept;
    ~Responder();

    /// Requires that nothing was sent yet.
    void send(Response&& response);

    /// Turns the connection into an event stream. Lives until somebody closes it, the reader goes
    /// away, or the server holds the last pointer to it.
    std::shared_ptr<Stream> stream(Response&& head);

    bool answered() const { return outlet_ == nullptr; }

private:
    void drop();

    std::shared_ptr<Outlet> outlet_;
    Ticket ticket_;
    std::size_t stream_buffer_bytes_max_ = 0;
};

}  // namespace http
