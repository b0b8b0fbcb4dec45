#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <string>

namespace tests {

/// What the door answers to a whole request, read until it hangs up.
inline std::string asked(std::uint16_t port, const std::string& request) {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    std::string answer;
    if (::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
        ::send(socket, request.data(), request.size(), 0) == static_cast<ssize_t>(request.size())) {
        char bytes[4096];
        for (ssize_t got = 0; (got = ::recv(socket, bytes, sizeof bytes, 0)) > 0;) {
            answer.append(bytes, static_cast<std::size_t>(got));
        }
    }
    ::close(socket);
    return answer;
}

inline std::string get(std::uint16_t port, const std::string& path) {
    return asked(port, "GET " + path + " HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n");
}

inline std::string post(std::uint16_t port, const std::string& path, const std::string& body) {
    return asked(port, "POST " + path +
                           " HTTP/1.1\r\nHost: here\r\nConnection: close\r\n"
                           "Content-Type: application/json\r\nContent-Length: " +
                           std::to_string(body.size()) + "\r\n\r\n" + body);
}

}  // namespace tests
