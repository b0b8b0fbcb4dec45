#pragma once

// This program among the others that serve the same market. One of them holds the market's lease
// (db/lease.hpp): it writes, does the jobs and reads the log for the listeners with a cursor. The
// others answer what only looks, hand the rest on to it, and tell their own streams what the log
// says. Nothing that a holder keeps in memory is handed over: whoever takes over reads the rows.
//
// A market on SQLite has one program, which holds it for good.

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "db/channel.hpp"
#include "db/lease.hpp"
#include "db/writer.hpp"
#include "http/message.hpp"

namespace app {

struct Settings;

/// Where other nodes reach this one; "" when only `node_address` could say it.
std::string address_for_nodes(const Settings& settings, std::uint16_t port);

/// 256 bits of the system's chance, for nodes to know each other by.
std::string fresh_secret();

class Nodes {
public:
    struct Options {
        db::Address database;
        db::Bid bid;
        std::function<void()> before{};     // This node has the lease, and begins to write.
        std::function<void()> took_over{};  // This node holds the lease now.
        std::function<void()> changed{};    // Somebody else does than before; after took_over.
        std::function<void()> news{};       // Another node has committed a batch.
    };

    /// Whoever holds the lease, as another node reaches it.
    struct Holder {
        std::string address;
        std::string secret;
    };

    /// Looks for the first time, and takes the lease where it may. Throws db::Error.
    explicit Nodes(Options options);
    Nodes(const Nodes&) = delete;
    Nodes& operator=(const Nodes&) = delete;
    /// Lets go of the lease.
    ~Nodes();

    /// What the engine asks; nothing where there are no other nodes.
    db::Hold* hold() { return alone_ ? nullptr : &hold_; }

    /// True while this node may write, as far as it knows. Any thread, as all that follows.
    bool holds() const { return alone_ || hold_.epoch() != 0; }
    /// False while the database cannot be reached.
    bool reaches_database() const { return !away_; }
    /// How often this node began to write.
    std::int64_t take_overs() const { return take_overs_; }
    /// Nothing when nobody holds the lease or it is this node.
    std::optional<Holder> holder() const;
    /// By which the nodes know each other; empty where there are none.
    std::string secret() const;

    /// Begins to keep or to wait for the lease on a thread of its own. `writer` renews it, and is
    /// stopped after stop().
    void start(db::Writer& writer);
    void stop();
    /// Something is amiss with the holder: look at once.
    void look_soon() const;
    /// One look on this thread, renewing or taking the lease; without start() only.
    void tend();
    /// Waits a little for something to change; without start() only.
    void pause();

private:
    std::chrono::milliseconds look();
    void took(std::int64_t epoch);
    void listen();
    void loop();
    void wait(std::chrono::steady_clock::time_point until);

    Options options_;
    const bool alone_;
    const int wake_;
    db::Hold hold_;
    db::Writer* writer_ = nullptr;
    std::unique_ptr<db::Connection> connection_;
    std::unique_ptr<db::Channel> channel_;
    mutable std::mutex mutex_;
    db::LeaseSeen seen_;
    bool stopping_ = false;
    std::atomic<bool> away_{false};
    std::atomic<std::int64_t> take_overs_{0};
    std::thread thread_;
};

/// What /readyz says: whether this node can serve, and as what.
http::Response readiness(const Nodes& nodes);

}  // namespace app
