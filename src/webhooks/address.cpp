#include "webhooks/address.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/text.hpp"

namespace webhooks {
namespace {

struct Range {
    std::uint32_t first;
    int bits;
};

/// What IANA's registry of special addresses does not call globally reachable, 6to4 and multicast.
constexpr std::array ranges_inside{
    Range{0x00000000, 8},  Range{0x0A000000, 8},  Range{0x64400000, 10}, Range{0x7F000000, 8},
    Range{0xA9FE0000, 16}, Range{0xAC100000, 12}, Range{0xC0000000, 24}, Range{0xC0000200, 24},
    Range{0xC0586300, 24}, Range{0xC0A80000, 16}, Range{0xC6120000, 15}, Range{0xC6336400, 24},
    Range{0xCB007100, 24}, Range{0xE0000000, 3},
};

bool is_outside_4(std::span<const unsigned char> bytes) {
    std::uint32_t number = 0;
    for (const unsigned char byte : bytes) number = number << 8U | byte;
    return std::ranges::none_of(ranges_inside, [&](const Range& range) {
        return (number ^ range.first) >> (32 - range.bits) == 0;
    });
}

bool begins(std::span<const unsigned char> bytes, std::initializer_list<unsigned char> with) {
    return std::equal(with.begin(), with.end(), bytes.begin());
}

bool is_outside_6(std::span<const unsigned char> bytes) {
    // IPv4 in IPv6's clothes: mapped, and by NAT64.
    if (begins(bytes, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF}) ||
        begins(bytes, {0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0})) {
        return is_outside_4(bytes.subspan(12));
    }
    if ((bytes[0] & 0xE0U) != 0x20U) return false;  // Only 2000::/3 is given out.
    // 2001::/23 (Teredo among it), documentation, 6to4, documentation.
    return !(begins(bytes, {0x20, 0x01}) && bytes[2] < 2) &&
           !begins(bytes, {0x20, 0x01, 0x0D, 0xB8}) && !begins(bytes, {0x20, 0x02}) &&
           !(begins(bytes, {0x3F, 0xFF}) && bytes[2] < 0x10);
}

/// The parts of an address that matter here; not valid where it is none.
struct Parts {
    bool valid = false;
    bool safe = false;  // https
    std::string_view host;
};

bool is_host_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.';
}

bool is_port(std::string_view text) {
    const auto port = base::to_number(text);
    return port && *port >= 1 && *port <= 65'535 && text.front() != '+';
}

/// "host", "host:8443", "[::1]:8443". No name and password: they would be shown with the address.
Parts authority(std::string_view text, bool safe) {
    std::string_view rest;
    Parts parts;
    if (text.starts_with('[')) {
        const std::size_t end = text.find(']');
        if (end == std::string_view::npos) return {};
        parts.host = text.substr(1, end - 1);
        rest = text.substr(end + 1);
        std::array<unsigned char, 16> bytes{};
        if (inet_pton(AF_INET6, std::string{parts.host}.c_str(), bytes.data()) != 1) return {};
    } else {
        const std::size_t end = std::min(text.find(':'), text.size());
        parts.host = text.substr(0, end);
        rest = text.substr(end);
        if (parts.host.empty() || !std::ranges::all_of(parts.host, is_host_letter)) return {};
    }
    if (!rest.empty() && (rest.front() != ':' || !is_port(rest.substr(1)))) return {};
    parts.safe = safe;
    parts.valid = true;
    return parts;
}

Parts parts_of(std::string_view url) {
    const bool safe = url.starts_with("https://");
    if (!safe && !url.starts_with("http://")) return {};
    const auto visible = [](char c) { return c > ' ' && c < 0x7F && c != '\\' && c != '#'; };
    if (url.size() > url_length_max || !std::ranges::all_of(url, visible)) return {};
    url.remove_prefix(safe ? 8 : 7);
    return authority(url.substr(0, url.find_first_of("/?")), safe);
}

/// Whether a host is written as numbers that are not outside, or is a name for this machine. Other
/// names are looked at when they are resolved.
bool is_inside(std::string_view host) {
    std::array<unsigned char, 16> bytes{};
    const std::string text{host};
    if (inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1) return !is_outside(bytes);
    if (inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) {
        return !is_outside(std::span{bytes}.first(4));
    }
    return text == "localhost" || text.ends_with(".localhost");
}

}  // namespace

base::Result<base::Done> check_url(std::string_view url, Reach reach) {
    const Parts parts = parts_of(url);
    if (!parts.valid) return base::wrong_field("url", "webhook_url_malformed");
    if (reach == Reach::everywhere) return base::done;
    if (!parts.safe) return base::wrong_field("url", "not_https");
    if (is_inside(parts.host)) return base::wrong_field("url", "webhook_url_private");
    return base::done;
}

std::string host_of(std::string_view url) {
    return std::string{parts_of(url).host};
}

bool is_outside(std::span<const unsigned char> address) {
    if (address.size() == 4) return is_outside_4(address);
    return address.size() == 16 && is_outside_6(address);
}

}  // namespace webhooks
