// What no server can beat that makes a command durable before it answers: takes a request, writes
// 4 KiB into space that its file has, syncs, and sends the request's body back. One thread, one
// connection at a time, and nothing else: no routes, no transaction, no log that is copied back.
// So it meets the same clients, sockets, wake-ups and interruptions as a whole program does, which
// the disk alone (bench_fsync) does not.
//
//     bench_served DIRECTORY PORT

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <optional>
#include <string>
#include <string_view>

#include "bench/synced_file.hpp"

namespace {

constexpr int pages = 4096;

int listening_at(int port) {
    const int socket_handle = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bench::check(socket_handle >= 0, "socket");
    const int on = 1;
    setsockopt(socket_handle, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    bench::check(bind(socket_handle, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0,
                 "bind");
    bench::check(listen(socket_handle, 16) == 0, "listen");
    return socket_handle;
}

/// The body of the first request, and how many bytes that request is long, once it is all there.
struct Request {
    std::string_view body;
    std::size_t bytes = 0;
};

std::optional<Request> request_in(std::string_view received) {
    constexpr std::string_view end_of_head = "\r\n\r\n", length_field = "Content-Length: ";
    const std::size_t head = received.find(end_of_head);
    if (head == std::string_view::npos) return std::nullopt;
    const std::size_t field = received.find(length_field);
    std::size_t length = 0;
    if (field < head) {
        const char* const digits = received.data() + field + length_field.size();
        std::from_chars(digits, received.data() + head, length);
    }
    const std::size_t begin = head + end_of_head.size();
    if (received.size() < begin + length) return std::nullopt;
    return Request{received.substr(begin, length), begin + length};
}

/// Until the client closes it.
void serve(int connection, const bench::SyncedFile& file, int& page) {
    std::string received;
    std::array<char, 4096> chunk;
    while (true) {
        const ssize_t count = recv(connection, chunk.data(), chunk.size(), 0);
        if (count <= 0) return;
        received.append(chunk.data(), static_cast<std::size_t>(count));
        while (const auto request = request_in(received)) {
            page = (page + 1) % pages;
            file.write_page(page);
            file.sync();
            const std::string answer = fmt::format(
                "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n"
                "Content-Length: {}\r\n\r\n{}",
                request->body.size(), request->body);
            if (send(connection, answer.data(), answer.size(), MSG_NOSIGNAL) < 0) return;
            received.erase(0, request->bytes);
        }
    }
}

[[noreturn]] void serve_all(const std::string& directory, const std::string& port) {
    const bench::SyncedFile file(directory + "/bench-served");
    for (int page = 0; page < pages; ++page) file.write_page(page);
    file.sync();
    const int socket_handle = listening_at(std::atoi(port.c_str()));
    fmt::print("http://127.0.0.1:{}\n", port);
    std::fflush(stdout);
    for (int page = 0;;) {
        const int connection = accept4(socket_handle, nullptr, nullptr, SOCK_CLOEXEC);
        bench::check(connection >= 0, "accept");
        const int on = 1;
        setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        serve(connection, file, page);
        close(connection);
    }
}

}  // namespace

int main(int count, char** words) try {
    if (count != 3) {
        fmt::print(stderr, "bench_served DIRECTORY PORT\n");
        return 2;
    }
    serve_all(words[1], words[2]);
} catch (const std::exception& error) {
    std::fprintf(stderr, "bench_served: %s\n", error.what());
    return 1;
}
