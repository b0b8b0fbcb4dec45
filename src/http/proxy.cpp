#include "http/proxy.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace http {
namespace {

constexpr std::size_t mapped_bits = 96;

bool same_bits(const std::array<std::uint8_t, 16>& a, const std::array<std::uint8_t, 16>& b,
               std::size_t bits) {
    const std::size_t whole = bits / 8;
    if (!std::equal(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(whole), b.begin())) {
        return false;
    }
    const std::size_t rest = bits % 8;
    return rest == 0 || ((a[whole] ^ b[whole]) >> (8 - rest)) == 0;
}

}  // namespace

std::optional<TrustedProxies::Address> TrustedProxies::parse(std::string_view text) {
    const std::string copy{text};
    Address address{};
    if (inet_pton(AF_INET6, copy.c_str(), address.data()) == 1) return address;
    address = {};
    address[10] = address[11] = 0xff;
    if (inet_pton(AF_INET, copy.c_str(), address.data() + 12) == 1) return address;
    return std::nullopt;
}

TrustedProxies::Range TrustedProxies::parse_range(const std::string& text) {
    const auto slash = text.find('/');
    const std::string host = text.substr(0, slash);
    const auto address = parse(host);
    const std::size_t most = host.find(':') == std::string::npos ? 32 : 128;
    std::size_t bits = most;
    if (slash != std::string::npos) {
        const char* end = text.data() + text.size();
        const auto [rest, error] = std::from_chars(text.data() + slash + 1, end, bits);
        if (error != std::errc{} || rest != end) bits = most + 1;
    }
    if (!address || bits > most) {
        throw std::invalid_argument("not an address or a range of addresses: " + text);
    }
    return {*address, most == 32 ? mapped_bits + bits : bits};
}

TrustedProxies::TrustedProxies(const std::vector<std::string>& ranges) {
    for (const std::string& text : ranges) ranges_.push_back(parse_range(text));
}

bool TrustedProxies::trusts(std::string_view address) const {
    if (ranges_.empty()) return false;
    const auto parsed = parse(address);
    return parsed && std::ranges::any_of(ranges_, [&](const Range& range) {
               return same_bits(*parsed, range.address, range.bits);
           });
}

void TrustedProxies::apply(Request& request) const {
    if (!trusts(request.peer)) return;

    // Each proxy appends whom it spoke with, so the list is read from its end. The first address
    // that is not ours is the client; what stands before it is the client's own tale.
    bool looking = true;
    bool proto_seen = false;
    for (auto header = request.headers.rbegin(); header != request.headers.rend(); ++header) {
        if (!proto_seen && same_word(header->name, "x-forwarded-proto")) {
            const auto comma = header->value.rfind(',');
            const auto start = comma == std::string_view::npos ? 0 : comma + 1;
            request.forwarded_https = same_word(trim(header->value.substr(start)), "https");
            proto_seen = true;
        }
        if (!same_word(header->name, "x-forwarded-for")) continue;
        std::string_view list = header->value;
        while (looking && !list.empty()) {
            const auto comma = list.rfind(',');
            const auto start = comma == std::string_view::npos ? 0 : comma + 1;
            const std::string_view address = trim(list.substr(start));
            list = comma == std::string_view::npos ? std::string_view{} : list.substr(0, comma);
            looking = parse(address).has_value();
            if (!looking) break;
            request.peer = address;
            looking = trusts(address);
        }
    }
}

}  // namespace http
