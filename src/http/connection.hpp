#pragma once

#include <chrono>
#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/fault.hpp"
#include "http/output.hpp"
#include "http/parser.hpp"
#include "http/responder.hpp"

namespace http {

class Loop;
class Connection;

/// What a connection is waiting for. `handler` has no time-out here: who answers sets the limit.
enum class Phase { handler, idle, head, body, write, heartbeat, linger };
inline constexpr std::size_t phase_count = 7;

/// What the loop notes of a connection.
struct Berth {
    std::uint32_t slot = 0;
    std::uint32_t generation = 0;
    std::uint32_t events = 0;  // That epoll looks for.
    Phase phase = Phase::handler;
    std::chrono::steady_clock::time_point deadline;
    std::list<Connection*>::iterator place;  // In the queue of its phase.
    bool dirty = false;                      // Will be settled soon.
};

/// One client's connection: its bytes become requests, the answers become bytes, in order. Lives
/// on one I/O thread. After any call but the questions, its owner looks at closed().
class Connection {
public:
    Connection(Loop& loop, int socket, std::string peer);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    int socket() const { return socket_; }
    const std::string& peer() const { return peer_; }
    bool closed() const { return closed_; }
    Berth& berth() { return berth_; }

    /// What epoll said.
    void on_events(std::uint32_t events);

    /// The time for what it waited for is over.
    void expire(Phase phase);

    /// Answers a request out of turn; the answer waits for those before it.
    void answer(std::uint64_t sequence, Response&& response);
    void open(std::uint64_t sequence, Response&& head, std::shared_ptr<Stream> stream);

    /// Sends what can be sent, goes on with what was read, decides what to wait for.
    void settle();

    /// Answers with a fault after all before it, and then hangs up.
    void refuse(Fault fault);

    /// Answers what has arrived and then hangs up.
    void stop_soon();

private:
    struct Pending {
        Response response{};
        std::shared_ptr<Stream> stream{};
        int minor_version = 1;
        bool keep_alive = true;
        bool head_only = false;
        bool ready = false;
    };

    void on_readable();
    void on_end_of_input();
    void receive(std::string_view bytes);
    std::size_t parse(std::string_view bytes);
    void begin(Request&& request);
    bool may_parse() const;
    bool may_read() const;
    Pending* find(std::uint64_t sequence);
    void emit();
    void emit(Pending& next);
    void emit_stream();
    void continue_body();
    bool flush();
    void hang_up();
    void wait();
    Phase phase() const;

    Loop& loop_;
    int socket_;
    std::string peer_;
    Parser parser_;
    std::string leftover_;              // Read, but not to be parsed yet.
    std::vector<Pending> pending_;      // Requests without a sent answer, the oldest first.
    std::uint64_t first_sequence_ = 0;  // Of pending_.
    Output output_;
    std::shared_ptr<Stream> stream_;
    std::size_t body_mark_ = 0;  // Bytes of the body when its patience began.
    bool last_ = false;          // The last request of this connection has arrived.
    bool input_ended_ = false;   // The client sends nothing more.
    bool refused_ = false;       // There may be input that nobody will read.
    bool emitted_last_ = false;  // After the output, hang up.
    bool lingering_ = false;
    bool stopping_ = false;
    bool closed_ = false;
    bool progress_ = true;  // The phase begins anew even if it is the same as before.
    Berth berth_;
};

}  // namespace http
