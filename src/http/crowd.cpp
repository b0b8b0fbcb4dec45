#include "http/crowd.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "base/ensure.hpp"

namespace http {
namespace {

/// What is counted together: an IPv4 address as it is, of an IPv6 address its network.
std::string group_of(std::string_view address) {
    std::string text{address};
    in6_addr six{};
    if (::inet_pton(AF_INET6, text.c_str(), &six) != 1) return text;
    constexpr std::size_t network_bytes = 8;
    std::fill(std::begin(six.s6_addr) + network_bytes, std::end(six.s6_addr), std::uint8_t{0});
    std::array<char, INET6_ADDRSTRLEN> network{};
    ::inet_ntop(AF_INET6, &six, network.data(), network.size());
    return network.data();
}

}  // namespace

std::size_t Crowd::enter(std::string_view address) {
    const std::string group = group_of(address);
    const std::lock_guard lock(mutex_);
    return ++open_[group];
}

void Crowd::leave(std::string_view address) {
    const std::string group = group_of(address);
    const std::lock_guard lock(mutex_);
    const auto found = open_.find(group);
    base::ensure(found != open_.end());
    if (--found->second == 0) open_.erase(found);
}

bool Crowd::is_home(std::string_view address) {
    return address == "::1" || address == "127.0.0.1";
}

}  // namespace http
