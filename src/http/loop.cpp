#include "http/loop.hpp"

#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <exception>
#include <system_error>
#include <utility>

namespace http {
namespace {

constexpr std::size_t buffer_bytes = 64 << 10;
constexpr std::size_t events_per_wait = 256;
constexpr int accepts_per_event = 64;

// So many more than connections_max are let in to be told that there are too many.
constexpr std::size_t unwelcome_max = 256;
constexpr std::chrono::milliseconds exhausted_pause{100};

constexpr std::uint64_t wake_place = ~std::uint64_t{0};
constexpr std::uint64_t listener_place = wake_place - 1;

thread_local Loop* loop_here = nullptr;
thread_local const LoopOutlet* outlet_here = nullptr;

constexpr std::size_t index_of(Phase phase) {
    return static_cast<std::size_t>(phase);
}

std::uint64_t place_of(const Berth& berth) {
    return std::uint64_t{berth.generation} << 32 | berth.slot;
}

void control(int epoll, int operation, int socket, std::uint32_t events, std::uint64_t place) {
    epoll_event event{};
    event.events = events;
    event.data.u64 = place;
    if (::epoll_ctl(epoll, operation, socket, &event) == 0) return;
    throw std::system_error(errno, std::generic_category(), "epoll_ctl");
}

}  // namespace

void LoopOutlet::answer(const Ticket& ticket, Response&& response) {
    Answered letter{ticket, std::move(response)};
    if (outlet_here == this) {
        loop_here->deliver(std::move(letter));
    } else {
        mailbox.post(std::move(letter));
    }
}

void LoopOutlet::open(const Ticket& ticket, Response&& head, std::shared_ptr<Stream> stream) {
    Opened letter{ticket, std::move(head), stream};
    if (outlet_here == this) {
        loop_here->deliver(std::move(letter));
    } else if (!mailbox.post(std::move(letter))) {
        stream->end();
    }
}

void LoopOutlet::touch(const Ticket& ticket) {
    if (outlet_here == this) {
        loop_here->deliver(Touched{ticket});
    } else {
        mailbox.post(Touched{ticket});
    }
}

Loop::Loop(Common& common, std::size_t number, Listener* listener)
    : common_(common),
      number_(number),
      listener_(listener),
      outlet_(common.outlets[number]),
      epoll_(::epoll_create1(EPOLL_CLOEXEC)),
      now_(Clock::now()),
      buffer_(buffer_bytes) {
    if (epoll_ < 0) throw std::system_error(errno, std::generic_category(), "epoll_create1");
    const ServerOptions& o = common.options;
    patience_ = {Clock::duration::zero(), o.idle_patience,   o.head_patience,  o.body_patience,
                 o.write_patience,        o.heartbeat_every, o.linger_patience};
    control(epoll_, EPOLL_CTL_ADD, outlet_->mailbox.wake_socket(), EPOLLIN, wake_place);
    if (listener_ != nullptr) listen();
}

Loop::~Loop() {
    ::close(epoll_);
}

void Loop::run() {
    loop_here = this;
    outlet_here = outlet_.get();
    std::array<epoll_event, events_per_wait> events{};
    while (!finished()) {
        const int count = ::epoll_wait(epoll_, events.data(), events_per_wait, wait_ms());
        now_ = Clock::now();
        if (options().unix_seconds) unix_seconds_ = options().unix_seconds();
        for (int i = 0; i < count; ++i) {
            const epoll_event& event = events[static_cast<std::size_t>(i)];
            on_event(event.data.u64, event.events);
        }
        read_mail();
        settle_dirty();
        expire_due();
        settle_dirty();
        if (accept_again_ && now_ >= *accept_again_) listen();
        if (!stop_by_ && common_.stopping) begin_stop();
    }
    close_all();
    loop_here = nullptr;
    outlet_here = nullptr;
}

bool Loop::finished() const {
    return stop_by_ && (slots_.size() == free_.size() || now_ >= *stop_by_);
}

int Loop::wait_ms() const {
    if (!dirty_.empty()) return 0;
    Clock::time_point next = Clock::time_point::max();
    for (std::size_t phase = 1; phase < phase_count; ++phase) {
        if (queues_[phase].empty()) continue;
        next = std::min(next, queues_[phase].front()->berth().deadline);
    }
    next = std::min({next, accept_again_.value_or(next), stop_by_.value_or(next)});
    if (next == Clock::time_point::max()) return -1;
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(next - now_);
    return static_cast<int>(std::clamp<std::int64_t>(wait.count(), 0, 60'000));
}

template <class Act>
void Loop::with(Connection& connection, Act act) {
    busy_ = &connection;
    act(connection);
    busy_ = nullptr;
    if (connection.closed()) bury(connection);
}

void Loop::on_event(std::uint64_t place, std::uint32_t events) {
    if (place == wake_place) {
        outlet_->mailbox.calm();
    } else if (place == listener_place) {
        accept_some();
    } else if (Connection* const connection = find(static_cast<std::uint32_t>(place),
                                                   static_cast<std::uint32_t>(place >> 32))) {
        with(*connection, [events](Connection& it) { it.on_events(events); });
    }
}

void Loop::listen() {
    accept_again_.reset();
    if (listener_->socket() < 0) return;
    control(epoll_, EPOLL_CTL_ADD, listener_->socket(), EPOLLIN, listener_place);
}

void Loop::accept_some() {
    for (int i = 0; i < accepts_per_event; ++i) {
        Arrival arrival;
        const Listener::Outcome outcome = listener_->accept(arrival);
        if (outcome == Listener::Outcome::nobody) return;
        if (outcome == Listener::Outcome::exhausted) {
            // Whoever waits would wake this thread again and again until a socket is free.
            control(epoll_, EPOLL_CTL_DEL, listener_->socket(), 0, listener_place);
            accept_again_ = now_ + exhausted_pause;
            return;
        }
        place(std::move(arrival));
    }
}

void Loop::place(Arrival&& arrival) {
    counters_.accepted.add(1);
    const int socket = arrival.socket;
    const std::string peer = arrival.peer;
    const std::size_t open = common_.open.fetch_add(1);
    arrival.welcome = enter(peer) && open < options().connections_max;
    if (open < options().connections_max + unwelcome_max) {
        const std::size_t number = next_loop_++ % common_.outlets.size();
        if (number == number_) {
            adopt(std::move(arrival));
            return;
        }
        if (common_.outlets[number]->mailbox.post(std::move(arrival))) return;
    }
    ::close(socket);
    leave(peer);
}

bool Loop::is_counted(const std::string& peer) const {
    return !Crowd::is_home(peer) && !common_.proxies.trusts(peer);
}

/// One more of its address; false when that has too many.
bool Loop::enter(const std::string& peer) {
    return !is_counted(peer) || common_.crowd.enter(peer) <= options().connections_per_address_max;
}

void Loop::leave(const std::string& peer) {
    common_.open.fetch_sub(1);
    if (is_counted(peer)) common_.crowd.leave(peer);
}

void Loop::adopt(Arrival&& arrival) {
    if (free_.empty()) {
        free_.push_back(static_cast<std::uint32_t>(slots_.size()));
        slots_.emplace_back();
    }
    const std::uint32_t index = free_.back();
    free_.pop_back();
    Slot& slot = slots_[index];
    slot.connection = std::make_unique<Connection>(*this, arrival.socket, std::move(arrival.peer));
    Connection& connection = *slot.connection;
    auto& queue = queues_[index_of(Phase::handler)];
    connection.berth() = {.slot = index,
                          .generation = slot.generation,
                          .deadline = now_,
                          .place = queue.insert(queue.end(), &connection)};
    control(epoll_, EPOLL_CTL_ADD, connection.socket(), 0, place_of(connection.berth()));
    with(connection, [&](Connection& it) {
        if (!arrival.welcome) it.refuse(Fault::too_many_connections);
        if (stop_by_) {
            it.stop_soon();
        } else {
            it.settle();
        }
    });
}

void Loop::bury(Connection& connection) {
    const Berth& berth = connection.berth();
    queues_[index_of(berth.phase)].erase(berth.place);
    Slot& slot = slots_[berth.slot];
    ++slot.generation;
    free_.push_back(berth.slot);
    const auto body = std::move(slot.connection);
    leave(body->peer());
}

Connection* Loop::find(std::uint32_t slot, std::uint32_t generation) {
    if (slot >= slots_.size() || slots_[slot].generation != generation) return nullptr;
    return slots_[slot].connection.get();
}

Connection* Loop::find(const Ticket& ticket) {
    return find(ticket.slot, ticket.generation);
}

std::string_view Loop::date() {
    return options().unix_seconds ? date_.at(unix_seconds_) : std::string_view{};
}

void Loop::handle(Connection& connection, std::uint64_t sequence, Request&& request) {
    counters_.requests.add(1);
    common_.proxies.apply(request);
    const Berth& berth = connection.berth();
    const auto accident = [this](std::string_view what) {
        counters_.accidents.add(1);
        if (options().on_accident) options().on_accident(what);
    };
    // Where the handler throws, its responder is dropped and answers 500.
    try {
        common_.handler(std::move(request), Responder{outlet_,
                                                      {berth.slot, berth.generation, sequence},
                                                      options().stream_buffer_bytes_max});
    } catch (const std::exception& thrown) {
        accident(thrown.what());
    } catch (...) {
        accident("not a std::exception");
    }
}

void Loop::watch(Connection& connection, std::uint32_t events) {
    Berth& berth = connection.berth();
    if (berth.events == events) return;
    berth.events = events;
    control(epoll_, EPOLL_CTL_MOD, connection.socket(), events, place_of(berth));
}

void Loop::arm(Connection& connection, Phase phase) {
    Berth& berth = connection.berth();
    auto& target = queues_[index_of(phase)];
    target.splice(target.end(), queues_[index_of(berth.phase)], berth.place);
    berth.phase = phase;
    berth.deadline = now_ + patience_[index_of(phase)];
}

void Loop::mark_dirty(Connection& connection) {
    Berth& berth = connection.berth();
    if (berth.dirty || busy_ == &connection) return;
    berth.dirty = true;
    dirty_.push_back({berth.slot, berth.generation, 0});
}

void Loop::deliver(Answered&& letter) {
    Connection* const connection = find(letter.ticket);
    if (connection == nullptr) return;
    connection->answer(letter.ticket.sequence, std::move(letter.response));
    mark_dirty(*connection);
}

void Loop::deliver(Opened&& letter) {
    Connection* const connection = find(letter.ticket);
    if (connection == nullptr) {
        letter.stream->end();
        return;
    }
    connection->open(letter.ticket.sequence, std::move(letter.head), std::move(letter.stream));
    mark_dirty(*connection);
}

void Loop::deliver(const Touched& letter) {
    if (Connection* const connection = find(letter.ticket)) mark_dirty(*connection);
}

void Loop::read_mail() {
    outlet_->mailbox.collect(letters_);
    for (Letter& letter : letters_) {
        std::visit(
            [this]<class Kind>(Kind& it) {
                if constexpr (std::is_same_v<Kind, Arrival>) {
                    adopt(std::move(it));
                } else if constexpr (std::is_same_v<Kind, std::function<void()>>) {
                    it();
                } else {
                    deliver(std::move(it));
                }
            },
            letter);
    }
    letters_.clear();
}

// Settling may call the handler, which may answer on other connections: the list can grow.
void Loop::settle_dirty() {
    for (std::size_t i = 0; i < dirty_.size(); ++i) {
        Connection* const connection = find(dirty_[i]);
        if (connection == nullptr) continue;
        connection->berth().dirty = false;
        with(*connection, [](Connection& it) { it.settle(); });
    }
    dirty_.clear();
}

void Loop::expire_due() {
    for (std::size_t index = 1; index < phase_count; ++index) {
        auto& queue = queues_[index];
        while (!queue.empty() && queue.front()->berth().deadline <= now_) {
            Connection& connection = *queue.front();
            const auto phase = static_cast<Phase>(index);
            arm(connection, Phase::handler);  // Settling decides what it waits for next.
            with(connection, [phase](Connection& it) { it.expire(phase); });
        }
    }
}

void Loop::begin_stop() {
    if (listener_ != nullptr) {
        if (!accept_again_) accept_some();
        listener_->close();
    }
    stop_by_ = now_ + options().stop_patience;
    for (const Slot& slot : slots_) {
        if (slot.connection) with(*slot.connection, [](Connection& it) { it.stop_soon(); });
    }
    settle_dirty();
}

void Loop::close_all() {
    std::vector<Letter> last = outlet_->mailbox.close();
    for (Letter& letter : last) {
        if (const auto* arrival = std::get_if<Arrival>(&letter)) {
            ::close(arrival->socket);
            leave(arrival->peer);
        } else if (const auto* opened = std::get_if<Opened>(&letter)) {
            opened->stream->end();
        }
    }
    last.clear();
    for (const Slot& slot : slots_) {
        if (slot.connection) bury(*slot.connection);
    }
}

}  // namespace http
