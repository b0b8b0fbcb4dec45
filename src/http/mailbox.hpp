#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <variant>
#include <vector>

#include "http/responder.hpp"

namespace http {

/// A connection that was just accepted. Who has it closes the socket.
struct Arrival {
    int socket = -1;
    std::string peer;
    bool welcome = true;  // Otherwise there are too many.
};

struct Answered {
    Ticket ticket;
    Response response;
};

struct Opened {
    Ticket ticket;
    Response head;
    std::shared_ptr<Stream> stream;
};

struct Touched {
    Ticket ticket;
};

using Letter = std::variant<Answered, Opened, Touched, Arrival, std::function<void()>>;

/// What other threads have to say to an I/O thread. It outlives the thread, so that a late answer
/// falls into a closed box and not into freed memory.
class Mailbox {
public:
    Mailbox();
    ~Mailbox();
    Mailbox(const Mailbox&) = delete;
    Mailbox& operator=(const Mailbox&) = delete;

    /// Wakes the reader when the box was empty. False when it is closed.
    bool post(Letter&& letter);

    /// Moves all letters into `letters`, which must be empty.
    void collect(std::vector<Letter>& letters);

    /// Takes no more letters and hands out the last ones.
    std::vector<Letter> close();

    /// Readable when somebody called wake().
    int wake_socket() const { return wake_; }
    void wake() const noexcept;  // From any thread and from a signal handler.
    void calm() const noexcept;  // Makes wake_socket() unreadable again.

private:
    int wake_;
    std::mutex mutex_;
    std::vector<Letter> letters_;
    bool closed_ = false;
};

}  // namespace http
