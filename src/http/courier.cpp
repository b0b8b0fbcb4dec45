#include "http/courier.hpp"

#include <netdb.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <deque>
#include <mutex>
#include <system_error>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "http/forward.hpp"

namespace http {
namespace {

using Clock = std::chrono::steady_clock;
using Fate = Delivery::Fate;

/// A socket on its way to "host:port", or -1.
int connecting_to(const std::string& address) {
    const std::size_t colon = address.rfind(':');
    if (colon == std::string::npos) return -1;
    std::string host = address.substr(0, colon);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    const std::string port = address.substr(colon + 1);
    if (::getaddrinfo(host.c_str(), port.c_str(), &hints, &list) != 0) return -1;
    const std::unique_ptr<addrinfo, void (*)(addrinfo*)> found{list, ::freeaddrinfo};
    const int socket = ::socket(found->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (socket < 0) return -1;
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(socket, found->ai_addr, found->ai_addrlen) == 0 || errno == EINPROGRESS) {
        return socket;
    }
    ::close(socket);
    return -1;
}

void tell(Parcel& parcel, Fate fate, Response&& response = {}) {
    parcel.done({fate, std::move(response)});
}

/// One connection; it carries one request at a time.
struct Line {
    enum class State { connecting, busy, idle };
    int socket = -1;
    State state = State::connecting;
    bool used = false;  // It has carried a request before.
    std::string address;
    Parcel parcel{};
    std::size_t sent = 0;
    std::string received;
    Clock::time_point deadline;
};

}  // namespace

/// The thread and all that is its alone, and the box that others put parcels into.
class Courier::Inside {
public:
    explicit Inside(CourierOptions options)
        : options_(options),
          epoll_(::epoll_create1(EPOLL_CLOEXEC)),
          wake_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.fd = wake_;
        if (epoll_ < 0 || wake_ < 0 || ::epoll_ctl(epoll_, EPOLL_CTL_ADD, wake_, &event) != 0) {
            throw std::system_error(errno, std::generic_category(), "no courier");
        }
        thread_ = std::thread([this] { loop(); });
    }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;
    ~Inside() {
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        wake();
        thread_.join();
        ::close(wake_);
        ::close(epoll_);
    }

    void put(Parcel&& parcel) {
        {
            const std::lock_guard lock(mutex_);
            box_.push_back(std::move(parcel));
        }
        wake();
    }

    void hang_up() {
        {
            const std::lock_guard lock(mutex_);
            hang_up_ = true;
        }
        wake();
    }

private:
    void wake() const {
        const std::uint64_t one = 1;
        [[maybe_unused]] const ssize_t written = ::write(wake_, &one, sizeof one);
    }

    void loop() {
        std::array<epoll_event, 64> events{};
        while (take_new()) {
            const int count = ::epoll_wait(epoll_, events.data(), events.size(), wait_ms());
            for (int i = 0; i < count; ++i) {
                const epoll_event& event = events[static_cast<std::size_t>(i)];
                if (event.data.fd == wake_) continue;
                const auto found = lines_.find(event.data.fd);
                if (found != lines_.end()) on_event(found->second, event.events);
            }
            give_up_late();
            send_waiting();
        }
        while (!lines_.empty()) give_up(lines_.begin()->second);
        for (Parcel& parcel : waiting_) tell(parcel, Fate::not_sent);
    }

    /// False when it is time to end.
    bool take_new() {
        std::uint64_t count = 0;
        [[maybe_unused]] const ssize_t got = ::read(wake_, &count, sizeof count);
        std::vector<Parcel> box;
        bool hang_up = false;
        {
            const std::lock_guard lock(mutex_);
            if (stopping_) {
                std::ranges::move(box_, std::back_inserter(waiting_));
                return false;
            }
            box.swap(box_);
            hang_up = std::exchange(hang_up_, false);
        }
        while (hang_up && !lines_.empty()) give_up(lines_.begin()->second);
        for (Parcel& parcel : box) {
            if (waiting_.size() < options_.waiting_max) {
                waiting_.push_back(std::move(parcel));
            } else {
                tell(parcel, Fate::not_sent);
            }
        }
        send_waiting();
        return true;
    }

    void send_waiting() {
        while (!waiting_.empty()) {
            Line* line = idle_line(waiting_.front().address);
            if (line == nullptr && lines_.size() >= options_.connections_max) return;
            Parcel parcel = std::move(waiting_.front());
            waiting_.pop_front();
            if (line == nullptr) {
                connect(std::move(parcel));
            } else {
                line->parcel = std::move(parcel);
                begin(*line);
            }
        }
    }

    /// The one that was used last; one to another address makes room where there is none.
    Line* idle_line(const std::string& address) {
        Line* stale = nullptr;
        for (auto place = idle_.rbegin(); place != idle_.rend(); ++place) {
            Line& line = lines_.at(*place);
            if (line.address == address) return &line;
            stale = &line;
        }
        if (stale != nullptr && lines_.size() >= options_.connections_max) {
            drop(*stale, Fate::not_sent);
        }
        return nullptr;
    }

    void connect(Parcel&& parcel) {
        const int socket = connecting_to(parcel.address);
        epoll_event event{};
        event.events = EPOLLOUT;
        event.data.fd = socket;
        if (socket < 0 || ::epoll_ctl(epoll_, EPOLL_CTL_ADD, socket, &event) != 0) {
            if (socket >= 0) ::close(socket);
            return tell(parcel, Fate::not_sent);
        }
        Line& line = lines_[socket];
        line.socket = socket;
        line.address = parcel.address;
        line.parcel = std::move(parcel);
        line.deadline = Clock::now() + options_.connect;
    }

    void begin(Line& line) {
        std::erase(idle_, line.socket);
        line.state = Line::State::busy;
        line.sent = 0;
        line.received.clear();
        line.deadline = Clock::now() + options_.answer;
        push(line);
    }

    void watch(const Line& line, std::uint32_t events) const {
        epoll_event event{};
        event.events = events;
        event.data.fd = line.socket;
        ::epoll_ctl(epoll_, EPOLL_CTL_MOD, line.socket, &event);
    }

    void push(Line& line) {
        const std::string& bytes = line.parcel.bytes;
        while (line.sent < bytes.size()) {
            const ssize_t sent = ::send(line.socket, bytes.data() + line.sent,
                                        bytes.size() - line.sent, MSG_NOSIGNAL);
            if (sent < 0 && errno == EAGAIN) return watch(line, EPOLLIN | EPOLLOUT);
            if (sent <= 0) return break_off(line);
            line.sent += static_cast<std::size_t>(sent);
        }
        watch(line, EPOLLIN);
    }

    void on_event(Line& line, std::uint32_t events) {
        if (line.state == Line::State::idle) return drop(line, Fate::not_sent);  // It hung up.
        if (line.state == Line::State::connecting) {
            int error = 0;
            socklen_t size = sizeof error;
            ::getsockopt(line.socket, SOL_SOCKET, SO_ERROR, &error, &size);
            if (error != 0) return drop(line, Fate::not_sent);
            return begin(line);
        }
        if ((events & (EPOLLIN | EPOLLERR | EPOLLHUP)) != 0) return pull(line);
        push(line);
    }

    void pull(Line& line) {
        std::array<char, 64 << 10> bytes;
        const ssize_t got = ::recv(line.socket, bytes.data(), bytes.size(), 0);
        if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
        if (got <= 0) return break_off(line);
        line.received.append(bytes.data(), static_cast<std::size_t>(got));
        Incoming in = read_answer(line.received);
        const bool too_long = line.received.size() > options_.answer_bytes_max;
        if (in.state == Incoming::State::broken || too_long) return drop(line, Fate::lost);
        if (in.state == Incoming::State::more) return;
        Parcel parcel = std::exchange(line.parcel, {});
        if (in.keep_alive && line.sent == parcel.bytes.size()) {
            line.state = Line::State::idle;
            line.used = true;
            line.deadline = Clock::now() + options_.idle;
            idle_.push_back(line.socket);
        } else {
            drop(line, Fate::answered);
        }
        tell(parcel, Fate::answered, std::move(in.response));
    }

    /// The connection broke under a request.
    void break_off(Line& line) {
        // Most likely the other side hung up on an idle connection while this was on its way.
        if (line.used && line.received.empty() && line.parcel.may_repeat) {
            Parcel parcel = std::exchange(line.parcel, {});
            drop(line, Fate::not_sent);
            return connect(std::move(parcel));
        }
        drop(line, line.sent == 0 ? Fate::not_sent : Fate::lost);
    }

    /// Closes a connection, and says what became of the request on it, if there is one.
    void drop(Line& line, Fate fate) {
        Parcel parcel = std::move(line.parcel);
        const int socket = line.socket;
        std::erase(idle_, socket);
        lines_.erase(socket);
        ::close(socket);
        if (parcel.done) tell(parcel, fate);
    }

    void give_up_late() {
        const auto now = Clock::now();
        std::vector<int> late;
        for (const auto& [socket, line] : lines_) {
            if (line.deadline <= now) late.push_back(socket);
        }
        for (const int socket : late) give_up(lines_.at(socket));
    }

    void give_up(Line& line) {
        drop(line, line.state == Line::State::busy ? Fate::lost : Fate::not_sent);
    }

    int wait_ms() const {
        auto next = Clock::time_point::max();
        for (const auto& [socket, line] : lines_) next = std::min(next, line.deadline);
        if (next == Clock::time_point::max()) return -1;
        const auto wait = std::chrono::ceil<std::chrono::milliseconds>(next - Clock::now());
        return static_cast<int>(std::clamp<std::int64_t>(wait.count(), 0, 60'000));
    }

    const CourierOptions options_;
    const int epoll_;
    const int wake_;
    std::unordered_map<int, Line> lines_;  // By socket; the thread's alone, as what follows.
    std::vector<int> idle_;                // The one that was used last is at the end.
    std::deque<Parcel> waiting_;
    std::mutex mutex_;
    std::vector<Parcel> box_;
    bool hang_up_ = false;
    bool stopping_ = false;
    std::thread thread_;
};

Courier::Courier(CourierOptions options) : inside_(std::make_unique<Inside>(options)) {}

Courier::~Courier() = default;

void Courier::send(Parcel parcel) {
    inside_->put(std::move(parcel));
}

void Courier::hang_up() {
    inside_->hang_up();
}

}  // namespace http
