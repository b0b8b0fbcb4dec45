#pragma once

// How a receiver knows that a message is from this market, in the manner of the Standard Webhooks
// specification: HMAC-SHA256 under a secret of the endpoint, over the message's id, the instant of
// sending and the body. Pure but for fresh_secret().

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace webhooks {

/// 32 bytes of the system's chance.
std::string fresh_secret();

/// "whsec_" and base64: as the owner gets it.
std::string secret_text(std::string_view secret);

/// What is signed.
struct Signed {
    std::string_view id;  // "evt_7"
    std::int64_t seconds = 0;
    std::string_view body;
};

/// The header webhook-signature: one "v1,<base64>" for each secret, with a blank between them.
std::string signature_of(const Signed& message, std::span<const std::string> secrets);

}  // namespace webhooks
