// fairground health: whether the market that this configuration serves answers; for a container's
// health check, which has no other program at hand.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <string>

#include "cli/command.hpp"

namespace cli {
namespace {

constexpr const char* examples = R"(Examples:
  fairground health --data /srv/market --port 9000
  fairground health --config /etc/fairground/fairground.toml

Asks /readyz of the program that runs on this machine with this configuration.

Exits with 0 when it can serve, 1 when it cannot or does not answer within two seconds, 2 when the
command line or the configuration is wrong.)";

struct Given {
    Where where;
    std::optional<std::uint16_t> port;
};

class Socket {
public:
    explicit Socket(int family) : number_(::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        const timeval patience{2, 0};
        ::setsockopt(number_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        ::setsockopt(number_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    }
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;
    ~Socket() { ::close(number_); }

    int number() const { return number_; }

private:
    int number_;
};

bool connect_v4(const Socket& socket, const std::string& host, std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    if (::inet_pton(AF_INET, host.c_str(), &address.sin_addr) != 1) return false;
    return ::connect(socket.number(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
}

bool connect_v6(const Socket& socket, const std::string& host, std::uint16_t port) {
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_port = htons(port);
    if (::inet_pton(AF_INET6, host.c_str(), &address.sin6_addr) != 1) return false;
    return ::connect(socket.number(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
}

/// The first line of the answer, "" where there is none.
std::string asked(std::string host, std::uint16_t port) {
    if (host == "::" || host == "0.0.0.0") host = "127.0.0.1";  // Every address has this one.
    const bool six = host.find(':') != std::string::npos;
    const Socket socket(six ? AF_INET6 : AF_INET);
    const bool connected = six ? connect_v6(socket, host, port) : connect_v4(socket, host, port);
    constexpr std::string_view request =
        "GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    const auto size = static_cast<ssize_t>(request.size());
    if (!connected || ::send(socket.number(), request.data(), request.size(), MSG_NOSIGNAL) != size)
        return "";
    char bytes[256];
    const ssize_t got = ::recv(socket.number(), bytes, sizeof bytes, 0);
    const std::string answer(bytes, got > 0 ? static_cast<std::size_t>(got) : 0);
    return answer.substr(0, answer.find('\r'));
}

int health(const Given& given) {
    app::Settings settings = settings_of(given.where);
    if (given.port) settings.port = *given.port;
    const std::string line = asked(settings.address, settings.port);
    std::puts(line.empty() ? "no answer" : line.c_str());
    return line.starts_with("HTTP/1.1 200 ") ? well : failed;
}

}  // namespace

void add_health(CLI::App& line, Chosen& chosen) {
    const auto given = std::make_shared<Given>();
    CLI::App* command = line.add_subcommand("health", "Asks whether the market here can serve");
    command->footer(examples);
    add_where(*command, given->where);
    command->add_option("--port", given->port, "Port to ask (of the configuration, or 8080)");
    command->callback([given, &chosen] { chosen = [given] { return health(*given); }; });
}

}  // namespace cli
