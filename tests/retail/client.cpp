#include "tests/retail/client.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <system_error>

#include "base/text.hpp"

namespace retail {
namespace {

/// The value of the first header of this name, which is written in lower case.
std::string_view header(std::string_view head, std::string_view name) {
    while (!head.empty()) {
        const std::size_t end = head.find("\r\n");
        std::string_view line = head.substr(0, end);
        head.remove_prefix(end == std::string_view::npos ? head.size() : end + 2);
        if (line.size() <= name.size() || line[name.size()] != ':') continue;
        const bool same = std::equal(name.begin(), name.end(), line.begin(), [](char a, char b) {
            return a == b || (b >= 'A' && b <= 'Z' && a == b - 'A' + 'a');
        });
        if (same) return base::trimmed(line.substr(name.size() + 1));
    }
    return {};
}

}  // namespace

Answer take_answer(std::string& bytes) {
    constexpr std::string_view version = "HTTP/1.1 ", blank = "\r\n\r\n";
    const std::size_t head_end = bytes.find(blank);
    if (head_end == std::string::npos) return {};
    const std::string_view head = std::string_view{bytes}.substr(0, head_end);
    const auto status = base::to_number(head.substr(std::min(version.size(), head.size()), 3));
    if (!head.starts_with(version) || !status) throw std::runtime_error("no HTTP: " + bytes);
    const std::string_view length = header(head, "content-length");
    const auto size = base::to_number(length.empty() && *status == 204 ? "0" : length);
    if (!size) throw std::runtime_error("no Content-Length: " + bytes);
    const std::size_t begin = head_end + blank.size(),
                      end = begin + static_cast<std::size_t>(*size);
    if (bytes.size() < end) return {};
    const std::string_view cookie = header(head, "set-cookie");
    Answer answer{static_cast<int>(*status), bytes.substr(begin, end - begin),
                  std::string{cookie.substr(0, cookie.find(';'))}};
    bytes.erase(0, end);
    return answer;
}

Connection::~Connection() {
    close();
}

void Connection::open() {
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (socket_ < 0) throw std::system_error(errno, std::generic_category(), "socket");
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port_);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        throw std::system_error(errno, std::generic_category(), "connect");
    }
    received_.clear();
}

void Connection::close() {
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
}

bool Connection::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

void Connection::send(std::string request) {
    sent_ = std::move(request);
    if (socket_ < 0) open();
    // A write that fails is repeated by receive(), which sees that the connection is gone.
    write(sent_);
}

Answer Connection::receive() {
    constexpr std::size_t chunk = 64 * 1024;
    bool again = false;
    while (true) {
        if (Answer answer = take_answer(received_); answer.status != 0) {
            sent_.clear();
            return answer;
        }
        const std::size_t before = received_.size();
        received_.resize(before + chunk);
        const ssize_t count = ::recv(socket_, received_.data() + before, chunk, 0);
        received_.resize(before + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
        if (count > 0) continue;
        if (again || !received_.empty()) throw std::runtime_error("the server hung up");
        again = true;
        close();
        open();
        write(sent_);
    }
}

Client::Client(std::uint16_t port, std::size_t connections) {
    for (std::size_t count = 0; count < connections; ++count) {
        connections_.push_back(std::make_unique<Connection>(port));
    }
}

std::string Client::request_of(const Call& call) {
    std::string text = call.method + " " + call.path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    if (!call.cookie.empty()) text += "Cookie: " + call.cookie + "\r\n";
    if (call.method != "GET") {
        text += "Idempotency-Key: retail-" + std::to_string(++sent_) + "\r\n";
        if (!call.body.empty()) text += "Content-Type: application/json\r\n";
        text += "Content-Length: " + std::to_string(call.body.size()) + "\r\n";
    }
    return text + "\r\n" + call.body;
}

Answer Client::call(const Call& call) {
    return all({&call, 1}).front();
}

std::vector<Answer> Client::all(std::span<const Call> calls) {
    std::vector<Answer> answers(calls.size());
    // A connection's next call waits for its last one; the others are on their way meanwhile.
    const std::size_t width = connections_.size();
    for (std::size_t at = 0; at < calls.size() + width; ++at) {
        Connection& connection = *connections_[at % width];
        if (at >= width && at - width < calls.size()) answers[at - width] = connection.receive();
        if (at < calls.size()) connection.send(request_of(calls[at]));
    }
    return answers;
}

}  // namespace retail
