#pragma once

// One I/O thread: an epoll, a mailbox, and the connections that live here.
//
// Deadlines: every phase has one length for all connections, so a list in the order of arrival is
// a list in the order of deadlines. Only the fronts are looked at, and to begin a phase is to move
// a node to the end of a list.

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "http/connection.hpp"
#include "http/crowd.hpp"
#include "http/listener.hpp"
#include "http/mailbox.hpp"
#include "http/proxy.hpp"
#include "http/server.hpp"
#include "http/wire.hpp"

namespace http {

/// A number that one thread counts up and others read.
class Tally {
public:
    void add(std::uint64_t more) {
        value_.store(value_.load(std::memory_order_relaxed) + more, std::memory_order_relaxed);
    }
    std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

private:
    std::atomic<std::uint64_t> value_{0};
};

struct LoopCounters {
    Tally accepted, requests, bytes_in, bytes_out, accidents;
    std::array<Tally, fault_count> refused;
};

/// Where the answers of one I/O thread go: at once on that thread, by mail from any other. Outlives
/// the thread as long as there are responders.
class LoopOutlet final : public Outlet {
public:
    void answer(const Ticket& ticket, Response&& response) override;
    void open(const Ticket& ticket, Response&& head, std::shared_ptr<Stream> stream) override;
    void touch(const Ticket& ticket) override;

    Mailbox mailbox;
};

/// What all I/O threads share.
struct Common {
    ServerOptions options;
    Handler handler;
    TrustedProxies proxies;
    Crowd crowd{};
    std::atomic<std::size_t> open{0};
    std::atomic<bool> stopping{false};
    std::vector<std::shared_ptr<LoopOutlet>> outlets{};  // By number of the thread.
};

class Loop {
public:
    /// `listener` is given to the one loop that accepts for all of them.
    Loop(Common& common, std::size_t number, Listener* listener);
    ~Loop();
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    /// Serves until the server stops.
    void run();

    const LoopCounters& counters() const { return counters_; }

    // For the connections that live here.
    const ServerOptions& options() const { return common_.options; }
    LoopCounters& counters() { return counters_; }
    std::span<char> buffer() { return buffer_; }
    std::string_view date();
    void handle(Connection& connection, std::uint64_t sequence, Request&& request);
    void watch(Connection& connection, std::uint32_t events);
    void arm(Connection& connection, Phase phase);

    // For answers given on this thread.
    void deliver(Answered&& letter);
    void deliver(Opened&& letter);
    void deliver(const Touched& letter);

private:
    using Clock = std::chrono::steady_clock;
    struct Slot {
        std::uint32_t generation = 0;
        std::unique_ptr<Connection> connection;
    };

    bool finished() const;
    int wait_ms() const;
    void on_event(std::uint64_t place, std::uint32_t events);
    void listen();
    void accept_some();
    void place(Arrival&& arrival);
    bool is_counted(const std::string& peer) const;
    bool enter(const std::string& peer);
    void leave(const std::string& peer);
    void adopt(Arrival&& arrival);
    void read_mail();
    void settle_dirty();
    void expire_due();
    void begin_stop();
    void close_all();
    Connection* find(const Ticket& ticket);
    Connection* find(std::uint32_t slot, std::uint32_t generation);
    void mark_dirty(Connection& connection);
    void bury(Connection& connection);

    /// Lets a connection do something, and buries it if it closes over that.
    template <class Act>
    void with(Connection& connection, Act act);

    Common& common_;
    const std::size_t number_;
    Listener* const listener_;
    const std::shared_ptr<LoopOutlet> outlet_;
    int epoll_ = -1;
    Clock::time_point now_;
    std::int64_t unix_seconds_ = 0;
    std::vector<char> buffer_;
    Date date_;
    LoopCounters counters_;
    std::vector<Slot> slots_;
    std::vector<std::uint32_t> free_;
    std::array<std::list<Connection*>, phase_count> queues_;
    std::array<Clock::duration, phase_count> patience_;
    std::vector<Ticket> dirty_;
    std::vector<Letter> letters_;
    const Connection* busy_ = nullptr;  // Settled by who works on it.
    std::size_t next_loop_ = 0;
    std::optional<Clock::time_point> accept_again_;
    std::optional<Clock::time_point> stop_by_;
};

}  // namespace http
