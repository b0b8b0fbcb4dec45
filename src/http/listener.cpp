#include "http/listener.hpp"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <string_view>
#include <system_error>
#include <utility>

namespace http {
namespace {

constexpr int backlog = 4096;

[[noreturn]] void fail(const std::string& what) {
    throw std::system_error(errno, std::generic_category(), what);
}

void set_option(int socket, int level, int name, int value) {
    if (::setsockopt(socket, level, name, &value, sizeof value) != 0) fail("setsockopt");
}

std::string text_of(const sockaddr_storage& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (address.ss_family == AF_INET) {
        sockaddr_in four{};
        std::memcpy(&four, &address, sizeof four);
        ::inet_ntop(AF_INET, &four.sin_addr, text.data(), text.size());
    } else if (address.ss_family == AF_INET6) {
        sockaddr_in6 six{};
        std::memcpy(&six, &address, sizeof six);
        ::inet_ntop(AF_INET6, &six.sin6_addr, text.data(), text.size());
    }
    std::string_view plain{text.data()};
    constexpr std::string_view mapped = "::ffff:";  // An IPv4 client of an IPv6 socket.
    if (plain.starts_with(mapped) && plain.find('.') != std::string_view::npos) {
        plain.remove_prefix(mapped.size());
    }
    return std::string{plain};
}

}  // namespace

Listener::Listener(const std::string& address, std::uint16_t port) {
    addrinfo hints{};
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    const std::string where = address + " port " + std::to_string(port);
    if (::getaddrinfo(address.c_str(), std::to_string(port).c_str(), &hints, &list) != 0) {
        throw std::system_error(EADDRNOTAVAIL, std::generic_category(), where);
    }
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> first(list, &::freeaddrinfo);
    socket_ = ::socket(first->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (socket_ < 0) fail(where);
    try {
        set_option(socket_, SOL_SOCKET, SO_REUSEADDR, 1);
        // Connections inherit it, which saves a call for each.
        set_option(socket_, IPPROTO_TCP, TCP_NODELAY, 1);
        if (first->ai_family == AF_INET6) set_option(socket_, IPPROTO_IPV6, IPV6_V6ONLY, 0);
        if (::bind(socket_, first->ai_addr, first->ai_addrlen) != 0) fail(where);
        if (::listen(socket_, backlog) != 0) fail(where);
    } catch (...) {
        close();
        throw;
    }
}

Listener::~Listener() {
    close();
}

void Listener::close() {
    if (socket_ >= 0) ::close(std::exchange(socket_, -1));
}

std::uint16_t Listener::port() const {
    sockaddr_in6 address{};
    socklen_t size = sizeof address;
    if (::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) != 0) fail("port");
    return ntohs(address.sin6_port);  // At the same place as in sockaddr_in.
}

Listener::Outcome Listener::accept(Arrival& arrival) {
    sockaddr_storage address{};
    for (;;) {
        socklen_t size = sizeof address;
        const int socket = ::accept4(socket_, reinterpret_cast<sockaddr*>(&address), &size,
                                     SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (socket >= 0) {
            arrival = {socket, text_of(address)};
            return Outcome::accepted;
        }
        if (errno == EAGAIN) return Outcome::nobody;
        const bool exhausted =
            errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM;
        if (exhausted) return Outcome::exhausted;
        if (errno == EBADF || errno == EINVAL || errno == ENOTSOCK) fail("accept");
        // Otherwise this one went away while it waited; there may be another.
    }
}

}  // namespace http
