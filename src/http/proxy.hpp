#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.hpp"

namespace http {

/// Whose word on the client's address is believed. A header that anybody can write counts only
/// where it comes from a proxy of our own, and only as far back as such proxies reach.
class TrustedProxies {
public:
    /// Takes "10.0.0.0/8", "192.0.2.1", "::1", "fd00::/8". Throws std::invalid_argument.
    explicit TrustedProxies(const std::vector<std::string>& ranges);

    bool trusts(std::string_view address) const;

    /// Replaces `request.peer` by the client's address and sets `forwarded_https`, as far as
    /// X-Forwarded-For and X-Forwarded-Proto come from a trusted peer.
    void apply(Request& request) const;

private:
    using Address = std::array<std::uint8_t, 16>;  // IPv4 as ::ffff:a.b.c.d.
    struct Range {
        Address address;
        std::size_t bits;
    };

    static std::optional<Address> parse(std::string_view text);
    static Range parse_range(const std::string& text);

    std::vector<Range> ranges_;
};

}  // namespace http
