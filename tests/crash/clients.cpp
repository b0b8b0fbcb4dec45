// Many clients at once, each with a journal of its own, of a server that may be killed at any
// moment.
//
//     crash_clients PORT[,PORT...] DIRECTORY [--unsynced]
//
// Every file NAME.plan in the directory is a client: one connection that sends the plan's lines one
// after the other, "METHOD<tab>path<tab>cookie<tab>key<tab>body". With several ports, of the nodes
// of one market, the clients take turns at them. All connect before the first of
// them sends. What a client intends is synced to NAME.journal before it is sent ("ask<tab>key"),
// what it was answered after it came ("answer<tab>key<tab>status<tab>body"), so the journal says
// what this client knows for certain, whatever happens to the server. A client stops at the first
// request that is not answered, or that the server answers with an accident of its own (5xx). None
// is sent a second time: whether to ask again is decided by who reads the journals.
//
// Prints "first" when the first command has succeeded, and in the end "asked N answered N".
// --unsynced leaves out the syncs, for rounds in which nothing is killed.

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <latch>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <vector>

namespace {

[[noreturn]] void fail(const char* what) {
    throw std::system_error(errno, std::generic_category(), what);
}

/// A file that grows by whole lines.
class Journal {
public:
    Journal(const std::string& file, bool synced)
        : synced_(synced),
          descriptor_(::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) {
        if (descriptor_ < 0) fail("a journal cannot be opened");
    }
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;
    ~Journal() { ::close(descriptor_); }

    void note(const std::string& line) {
        const auto size = static_cast<ssize_t>(line.size());
        if (::write(descriptor_, line.data(), line.size()) != size) fail("a journal is full");
        if (synced_ && ::fdatasync(descriptor_) != 0) fail("a journal cannot be synced");
    }

private:
    bool synced_;
    int descriptor_;
};

struct Request {
    std::string method, path, cookie, key, body;

    std::string wire() const {
        std::string text = method + " " + path +
                           " HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + cookie +
                           "\r\nIdempotency-Key: " + key + "\r\n";
        if (!body.empty()) text += "Content-Type: application/json\r\n";
        return text + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    }
};

struct Answer {
    int status = 0;  // 0: none came.
    std::string body;
};

/// One connection; nothing is sent twice, and a lost connection stays lost.
class Connection {
public:
    explicit Connection(std::uint16_t port)
        : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        const int on = 1;
        ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        const timeval patience{30, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const auto* to = reinterpret_cast<const sockaddr*>(&address);
        if (socket_ < 0 || ::connect(socket_, to, sizeof address) != 0) fail("no connection");
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection() { ::close(socket_); }

    Answer ask(const Request& request) {
        const std::string text = request.wire();
        for (std::size_t sent = 0; sent < text.size();) {
            const ssize_t count =
                ::send(socket_, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
            if (count <= 0) return {};
            sent += static_cast<std::size_t>(count);
        }
        std::string bytes;
        while (true) {
            std::array<char, 16 * 1024> chunk;
            const ssize_t count = ::recv(socket_, chunk.data(), chunk.size(), 0);
            if (count <= 0) return {};
            bytes.append(chunk.data(), static_cast<std::size_t>(count));
            if (Answer answer = whole_answer(bytes); answer.status != 0) return answer;
        }
    }

private:
    /// Status 0 while a part of it is still on its way.
    static Answer whole_answer(const std::string& bytes) {
        constexpr std::string_view version = "HTTP/1.1 ", blank = "\r\n\r\n";
        const std::size_t end = bytes.find(blank);
        if (end == std::string::npos) return {};
        const std::string head = bytes.substr(0, end + 2);
        if (!head.starts_with(version)) throw std::runtime_error("no HTTP: " + head);
        const int status = std::stoi(head.substr(version.size(), 3));
        const std::size_t at = head.find("\r\nContent-Length: ");
        if (at == std::string::npos && status != 204) throw std::runtime_error("no length" + head);
        constexpr std::size_t words = std::string_view{"\r\nContent-Length: "}.size();
        const std::size_t length =
            at == std::string::npos ? 0 : std::stoul(head.substr(at + words));
        const std::size_t begin = end + blank.size();
        if (bytes.size() < begin + length) return {};
        return {status, bytes.substr(begin, length)};
    }

    int socket_;
};

std::vector<Request> read_plan(const std::filesystem::path& file) {
    std::vector<Request> plan;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        Request request;
        std::size_t begin = 0;
        for (std::string* part :
             {&request.method, &request.path, &request.cookie, &request.key, &request.body}) {
            const std::size_t end = std::min(line.find('\t', begin), line.size());
            *part = line.substr(begin, end - begin);
            begin = std::min(end + 1, line.size());
        }
        plan.push_back(std::move(request));
    }
    return plan;
}

struct Counters {
    std::atomic<std::int64_t> asked{0};
    std::atomic<std::int64_t> answered{0};
    std::atomic<bool> succeeded{false};
};

void follow(const std::vector<Request>& plan, Connection& connection, Journal& journal,
            Counters& counters) {
    for (const Request& request : plan) {
        journal.note("ask\t" + request.key + "\n");
        counters.asked.fetch_add(1);
        const Answer answer = connection.ask(request);
        if (answer.status == 0) return;
        journal.note("answer\t" + request.key + "\t" + std::to_string(answer.status) + "\t" +
                     answer.body + "\n");
        counters.answered.fetch_add(1);
        if (answer.status < 300 && !counters.succeeded.exchange(true)) {
            std::puts("first");
            std::fflush(stdout);
        }
        if (answer.status >= 500) return;
    }
}

void run(const std::vector<std::uint16_t>& ports, const std::filesystem::path& directory,
         bool synced) {
    std::vector<std::filesystem::path> plans;
    for (const auto& entry : std::filesystem::directory_iterator(directory)) {
        if (entry.path().extension() == ".plan") plans.push_back(entry.path());
    }
    Counters counters;
    std::latch everybody(static_cast<std::ptrdiff_t>(plans.size()));
    std::vector<std::thread> clients;
    std::ranges::sort(plans);
    for (std::size_t i = 0; i < plans.size(); ++i) {
        clients.emplace_back([&, file = plans[i], port = ports[i % ports.size()]] {
            const std::vector<Request> plan = read_plan(file);
            const std::string name = file.parent_path() / file.stem();
            Journal journal(name + ".journal", synced);
            Connection connection(port);
            everybody.arrive_and_wait();
            follow(plan, connection, journal, counters);
        });
    }
    for (std::thread& client : clients) client.join();
    std::printf("asked %lld answered %lld\n", static_cast<long long>(counters.asked.load()),
                static_cast<long long>(counters.answered.load()));
}

std::vector<std::uint16_t> ports_in(const std::string& list) {
    std::vector<std::uint16_t> ports;
    std::istringstream in(list);
    for (std::string port; std::getline(in, port, ',');) {
        ports.push_back(static_cast<std::uint16_t>(std::stoi(port)));
    }
    return ports;
}

}  // namespace

int main(int count, char** words) {
    const std::vector<std::string> given(words + 1, words + count);
    if (given.size() < 2) {
        std::fputs("crash_clients PORT[,PORT...] DIRECTORY [--unsynced]\n", stderr);
        return 2;
    }
    // An accident in a client's thread ends the program loudly.
    run(ports_in(given[0]), given[1], given.size() < 3 || given[2] != "--unsynced");
    return 0;
}
