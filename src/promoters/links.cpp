#include "promoters/links.hpp"

#include <sodium.h>

#include <array>
#include <optional>

#include "base/ensure.hpp"
#include "base/text.hpp"

namespace promoters {
namespace {

constexpr std::int64_t micros = 1'000'000;

std::string signature_of(const std::string& key, std::string_view said) {
    const std::string text = "share " + std::string{said};
    std::array<unsigned char, crypto_generichash_BYTES_MIN> mac{};
    base::ensure(crypto_generichash(mac.data(), mac.size(),
                                    reinterpret_cast<const unsigned char*>(text.data()),
                                    text.size(), reinterpret_cast<const unsigned char*>(key.data()),
                                    key.size()) == 0);
    std::array<char, 24> written{};
    sodium_bin2base64(written.data(), written.size(), mac.data(), mac.size(),
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return written.data();
}

/// A number as token_of() writes it, and nothing else.
std::optional<std::int64_t> number_in(std::string_view text) {
    const auto number = base::to_number(text);
    if (!number || std::to_string(*number) != text) return std::nullopt;
    return number;
}

}  // namespace

std::string token_of(const std::string& key, LinkId link, base::Time until) {
    base::ensure(key.size() == key_bytes);
    const std::string said =
        std::to_string(link.value) + "." + std::to_string(base::micros_of(until) / micros);
    return said + "." + signature_of(key, said);
}

ReadToken read_token(const std::string& key, std::string_view token, base::Time now) {
    const auto end = token.rfind('.');
    if (key.size() != key_bytes || end == std::string_view::npos) return {};
    const std::string_view said = token.substr(0, end);
    const std::string right = signature_of(key, said);
    const std::string_view given = token.substr(end + 1);
    if (given.size() != right.size() ||
        sodium_memcmp(given.data(), right.data(), right.size()) != 0) {
        return {};
    }
    const auto dot = said.find('.');
    if (dot == std::string_view::npos) return {};
    const auto link = number_in(said.substr(0, dot)), until = number_in(said.substr(dot + 1));
    if (!link || !until) return {};
    const bool late = *until <= base::micros_of(now) / micros;
    return {late ? TokenLook::expired : TokenLook::good, LinkId{*link}};
}

}  // namespace promoters
