#pragma once

// Brings requests to another node and its answers back, over connections that stay open. One thread
// does it for all; whoever sends waits for nothing.

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "http/message.hpp"

namespace http {

struct CourierOptions {
    std::size_t connections_max = 128;
    std::size_t waiting_max = 10'000;          // For a connection; more are turned back at once.
    std::chrono::milliseconds connect{2'000};  // Until the other node has taken the connection.
    std::chrono::milliseconds answer{30'000};  // From then on until its answer is whole.
    std::chrono::milliseconds idle{20'000};    // Less than a server waits (ServerOptions).
    std::size_t answer_bytes_max = 64 << 20;
};

struct Delivery {
    enum class Fate {
        answered,
        not_sent,  ///< the other node has nothing of it
        lost,      ///< the other node may have done it, and nobody heard the answer
    };
    Fate fate = Fate::not_sent;
    Response response{};
};

struct Parcel {
    std::string address;  // "host:port"
    std::string bytes;    // The whole request.
    bool may_repeat =
        false;  // It carries a key under which it happens once however often it comes.
    std::function<void(Delivery&&)> done;  // Called once, on the courier's thread.
};

class Courier {
public:
    explicit Courier(CourierOptions options);
    Courier(const Courier&) = delete;
    Courier& operator=(const Courier&) = delete;
    /// What is on its way then is lost.
    ~Courier();

    /// Any thread. One that may be repeated is, once, when a connection that had lain idle breaks
    /// before a byte of the answer has come.
    void send(Parcel parcel);

    /// Any thread. Whoever was written to is not who answers any more: what is on its way is lost
    /// now, and not when its patience is over.
    void hang_up();

private:
    class Inside;
    std::unique_ptr<Inside> inside_;
};

}  // namespace http
