#include "webhooks/signature.hpp"

#include <sodium.h>

#include <array>

#include "base/ensure.hpp"

namespace webhooks {
namespace {

constexpr std::size_t secret_bytes = 32;

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());  // NOLINT(*-reinterpret-cast)
}

std::string base64(std::string_view bytes) {
    constexpr int variant = sodium_base64_VARIANT_ORIGINAL;
    std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(), variant);
    text.pop_back();  // The zero at its end.
    return text;
}

std::string mac_of(const Signed& message, const std::string& secret) {
    const std::string head = std::string{message.id} + '.' + std::to_string(message.seconds) + '.';
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, bytes_of(secret), secret.size());
    crypto_auth_hmacsha256_update(&state, bytes_of(head), head.size());
    crypto_auth_hmacsha256_update(&state, bytes_of(message.body), message.body.size());
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
    crypto_auth_hmacsha256_final(&state, mac.data());
    return {mac.begin(), mac.end()};
}

}  // namespace

std::string fresh_secret() {
    base::ensure(sodium_init() >= 0);
    std::string secret(secret_bytes, '\0');
    randombytes_buf(secret.data(), secret.size());
    return secret;
}

std::string secret_text(std::string_view secret) {
    return "whsec_" + base64(secret);
}

std::string signature_of(const Signed& message, std::span<const std::string> secrets) {
    base::ensure(sodium_init() >= 0);
    std::string header;
    for (const std::string& secret : secrets) {
        if (!header.empty()) header += ' ';
        header += "v1," + base64(mac_of(message, secret));
    }
    return header;
}

}  // namespace webhooks
