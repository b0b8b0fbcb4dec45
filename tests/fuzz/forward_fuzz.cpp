// Throws bytes at what is read from other nodes and from proxies: an answer is read the same
// however much of it has come, what says that it comes from a node is believed with the secret
// alone, and only trusted proxies say who somebody is. How to build and run it: tests/fuzz/run.

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/ensure.hpp"
#include "http/forward.hpp"
#include "http/parser.hpp"
#include "http/proxy.hpp"

namespace {

using State = http::Incoming::State;

void answer(std::string_view bytes) {
    const http::Incoming read = http::read_answer(bytes);
    if (read.state == State::whole) {
        base::ensure(read.response.status >= 100 && read.response.status <= 999);
        base::ensure(read.response.bytes().size() <= bytes.size());
    }
    // What was broken with fewer bytes does not become right with more.
    bool broken = false;
    for (std::size_t some = 0; some <= bytes.size(); some += 1 + bytes.size() / 16) {
        const State state = http::read_answer(bytes.substr(0, some)).state;
        base::ensure(!broken || state == State::broken);
        broken = state == State::broken;
    }
}

void sender(std::string_view bytes) {
    static const http::TrustedProxies proxies({"10.0.0.0/8", "::1"});
    auto request = http::parse_whole(bytes);
    if (!request) return;
    request->peer = "192.0.2.1";
    proxies.apply(*request);
    base::ensure(request->peer == "192.0.2.1" && !request->forwarded_https);
    request->peer = "10.1.2.3";
    proxies.apply(*request);
    base::ensure(!request->peer.empty());
    base::ensure(http::read_sender(*request, "") != http::Sender::node);
    base::ensure(http::read_sender(*request, "a secret that no input has") != http::Sender::node);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    answer(bytes);
    answer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n" + std::string{bytes});
    sender("GET / HTTP/1.1\r\nHost: a\r\n" + std::string{bytes} + "\r\n\r\n");
    sender("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: " + std::string{bytes} + "\r\n\r\n");
    return 0;
}
