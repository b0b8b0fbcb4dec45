#include "bench/client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <ctime>
#include <deque>
#include <optional>
#include <system_error>
#include <vector>

namespace bench {
namespace {

constexpr std::int64_t second = 1'000'000'000;

std::int64_t now() {
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * second + time.tv_nsec;
}

[[noreturn]] void fail(const char* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

struct Answer {
    int status = 0;
    std::string_view body;
    std::size_t size = 0;  // Of the whole answer in bytes.
    bool last = false;     // The server closes afterwards.
};

/// The value of a header in a head of an answer, or nothing.
std::optional<std::string_view> header(std::string_view head, std::string_view name) {
    for (std::size_t at = head.find("\r\n"); at != std::string_view::npos;
         at = head.find("\r\n", at + 2)) {
        const std::string_view line = head.substr(at + 2);
        if (line.size() > name.size() && line[name.size()] == ':' &&
            strncasecmp(line.data(), name.data(), name.size()) == 0) {
            std::string_view value =
                line.substr(name.size() + 1, line.find("\r\n") - name.size() - 1);
            while (!value.empty() && value.front() == ' ') value.remove_prefix(1);
            return value;
        }
    }
    return std::nullopt;
}

/// The first answer in `in`, or nothing while it is not whole. Only answers with a length.
std::optional<Answer> parse(std::string_view in) {
    const std::size_t end = in.find("\r\n\r\n");
    if (end == std::string_view::npos || end < 12) return std::nullopt;
    const std::string_view head = in.substr(0, end + 2);
    Answer answer;
    std::from_chars(head.data() + 9, head.data() + 12, answer.status);
    std::size_t length = 0;
    if (const auto value = header(head, "content-length")) {
        std::from_chars(value->data(), value->data() + value->size(), length);
    }
    if (in.size() < end + 4 + length) return std::nullopt;
    answer.body = in.substr(end + 4, length);
    answer.size = end + 4 + length;
    const auto connection = header(head, "connection");
    answer.last = connection && *connection == "close";
    return answer;
}

struct Connection {
    int socket = -1;
    std::string out;
    std::size_t sent = 0;
    std::string in;
    std::int64_t due = 0;  // When its request was meant to be sent.
    bool busy = false;     // A request is in flight.
};

class Load {
public:
    Load(const LoadOptions& options, Scenario& scenario)
        : options_(options), scenario_(scenario), connections_(options.connections) {
        poll_ = epoll_create1(EPOLL_CLOEXEC);
        if (poll_ < 0) fail("epoll_create1");
        for (std::size_t i = 0; i < connections_.size(); ++i) open(i);
    }
    Load(const Load&) = delete;
    Load& operator=(const Load&) = delete;
    ~Load() {
        for (const Connection& connection : connections_) {
            if (connection.socket >= 0) close(connection.socket);
        }
        close(poll_);
    }

    Report run() {
        start_ = now();
        measured_from_ = start_ + nanoseconds(options_.warm_up_seconds);
        measured_to_ = measured_from_ + nanoseconds(options_.seconds);
        next_due_ = start_;
        for (std::size_t i = 0; i < connections_.size(); ++i) next(i);
        std::int64_t time = start_;
        while (time < measured_to_ && !all_sent() && alive_ > 0) time = turn(time);
        report_.seconds =
            static_cast<double>(std::min(time, measured_to_) - measured_from_) / second;
        const std::int64_t patience = now() + 10 * second;
        over_ = true;
        while (in_flight_ > 0 && time < patience) time = turn(time);
        report_.unanswered = in_flight_;
        return std::move(report_);
    }

private:
    static std::int64_t nanoseconds(double seconds) {
        return static_cast<std::int64_t>(seconds * second);
    }
    bool open_loop() const { return options_.rate > 0; }
    bool all_sent() const {
        return options_.requests_max > 0 && sent_ >= options_.requests_max && in_flight_ == 0;
    }

    void open(std::size_t number) {
        Connection& connection = connections_[number];
        connection.in.clear();
        connection.socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (connection.socket < 0) fail("socket");
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(options_.port);
        inet_pton(AF_INET, options_.address.c_str(), &to.sin_addr);
        if (connect(connection.socket, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) {
            fail("connect");
        }
        const int on = 1;
        setsockopt(connection.socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        epoll_event event{.events = EPOLLIN, .data = {.u64 = number}};
        if (epoll_ctl(poll_, EPOLL_CTL_ADD, connection.socket, &event) != 0) fail("epoll_ctl");
        ++alive_;
    }

    void shut(std::size_t number) {
        close(connections_[number].socket);
        connections_[number].socket = -1;
        --alive_;
    }

    /// One look at the sockets; returns the time after it.
    std::int64_t turn(std::int64_t time) {
        std::array<epoll_event, 256> events;
        int wait_ms = 50;
        if (open_loop() && !over_) wait_ms = next_due_ - time > 2 * second / 1000 ? 1 : 0;
        const int found = epoll_wait(poll_, events.data(), events.size(), wait_ms);
        for (int i = 0; i < found; ++i) readable(events[static_cast<std::size_t>(i)].data.u64);
        time = now();
        if (open_loop() && !over_) fall_due(time);
        return time;
    }

    /// Open loop: notes what is due by now and gives it to free connections.
    void fall_due(std::int64_t time) {
        const auto every = static_cast<std::int64_t>(second / options_.rate);
        for (; next_due_ <= time; next_due_ += every) waiting_.push_back(next_due_);
        while (!waiting_.empty() && !free_.empty()) {
            const std::size_t number = free_.back();
            free_.pop_back();
            send_due(number);
        }
    }

    void send_due(std::size_t number) {
        connections_[number].due = waiting_.front();
        waiting_.pop_front();
        ask(number);
    }

    /// Gives a connection that has nothing in flight its next request.
    void next(std::size_t number) {
        if (over_ || (options_.requests_max > 0 && sent_ >= options_.requests_max)) return;
        if (!open_loop()) {
            connections_[number].due = now();
            ask(number);
        } else if (waiting_.empty()) {
            free_.push_back(number);
        } else {
            send_due(number);
        }
    }

    void ask(std::size_t number) {
        Connection& connection = connections_[number];
        connection.out.clear();
        scenario_.ask(number, connection.out);
        connection.busy = true;
        ++in_flight_;
        ++sent_;
        // The sockets block: a request is small, and the server reads.
        const auto size = static_cast<ssize_t>(connection.out.size());
        if (send(connection.socket, connection.out.data(), connection.out.size(), MSG_NOSIGNAL) !=
            size) {
            lost(number);
        }
    }

    void readable(std::size_t number) {
        Connection& connection = connections_[number];
        std::array<char, 65536> bytes;
        const ssize_t got = recv(connection.socket, bytes.data(), bytes.size(), MSG_DONTWAIT);
        if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
        if (got <= 0) return lost(number);
        std::string_view in{bytes.data(), static_cast<std::size_t>(got)};
        if (!connection.in.empty()) in = connection.in.append(in);
        const auto answer = parse(in);
        if (!answer) {
            if (connection.in.empty()) connection.in = in;
            return;
        }
        const bool last = answer->last;
        answered(number, *answer);
        connection.in.clear();
        if (last) reopen(number);
        next(number);
    }

    void answered(std::size_t number, const Answer& answer) {
        Connection& connection = connections_[number];
        const std::int64_t time = now();
        connection.busy = false;
        --in_flight_;
        if (options_.may_shed && answer.status == 503) {
            ++report_.shed;
            return;
        }
        if (!scenario_.right(number, answer.status, answer.body)) {
            ++report_.wrong;
            ++report_.wrong_by_status[answer.status];
            if (report_.first_wrong.empty()) {
                report_.first_wrong =
                    std::to_string(answer.status) + " " + std::string{answer.body.substr(0, 600)};
            }
            return;
        }
        ++report_.right;
        if (time >= measured_from_ && time < measured_to_)
            report_.latency.add(time - connection.due);
    }

    void reopen(std::size_t number) {
        shut(number);
        open(number);
    }

    /// The server went away. A load that is being tried with a kill goes on with the others.
    void lost(std::size_t number) {
        Connection& connection = connections_[number];
        if (connection.busy) {
            ++report_.broken;
            --in_flight_;
            connection.busy = false;
        }
        shut(number);
        try {
            open(number);
        } catch (const std::system_error&) {
            return;  // Gone for good: without this connection, then.
        }
        next(number);
    }

    LoadOptions options_;
    Scenario& scenario_;
    std::vector<Connection> connections_;
    std::vector<std::size_t> free_;     // Open loop: connections with nothing to do.
    std::deque<std::int64_t> waiting_;  // Open loop: requests due for which none was free.
    Report report_;
    int poll_ = -1;
    bool over_ = false;
    std::int64_t alive_ = 0;
    std::int64_t in_flight_ = 0;
    std::int64_t sent_ = 0;
    std::int64_t start_ = 0;
    std::int64_t measured_from_ = 0;
    std::int64_t measured_to_ = 0;
    std::int64_t next_due_ = 0;
};

}  // namespace

Report load(const LoadOptions& options, Scenario& scenario) {
    return Load(options, scenario).run();
}

}  // namespace bench
