#pragma once

// Where a member may have the program send things: to machines of the public network, and to
// nothing that only this machine or its neighbours reach. An address (URL) is looked at when it is
// given, and every numeric address again when a connection to it is about to be made, so that a
// name which changes its mind in between leads nowhere. Pure.

#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace webhooks {

/// everywhere: also to this machine and private networks, and without TLS; for development.
enum class Reach { outside, everywhere };

inline constexpr std::size_t url_length_max = 500;

/// Refuses with the form's field `url`: not_https, webhook_url_malformed, webhook_url_private.
base::Result<base::Done> check_url(std::string_view url, Reach reach);

/// "market.example" of "https://market.example:8443/hooks?a=b", for people to read.
std::string host_of(std::string_view url);

/// Whether four or sixteen bytes of an IP address are a machine of the public network.
bool is_outside(std::span<const unsigned char> address);

}  // namespace webhooks
