#include "media/links.hpp"

#include <sodium.h>

#include <array>

namespace media {
namespace {

constexpr std::int64_t window_seconds = 6 * 60 * 60, micros = 1'000'000;

}  // namespace

std::string signature_of(const std::string& key, const Link& link) {
    const std::string said = "picture " + std::to_string(link.picture.value) + " viewer " +
                             std::to_string(link.viewer.value) + " until " +
                             std::to_string(link.until);
    std::array<unsigned char, crypto_generichash_BYTES_MIN> mac{};
    base::ensure(crypto_generichash(mac.data(), mac.size(),
                                    reinterpret_cast<const unsigned char*>(said.data()),
                                    said.size(), reinterpret_cast<const unsigned char*>(key.data()),
                                    key.size()) == 0);
    std::array<char, 24> text{};
    sodium_bin2base64(text.data(), text.size(), mac.data(), mac.size(),
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return text.data();
}

std::string url_of(const std::string& key, const Link& link, std::int64_t size) {
    return "/media/" + std::to_string(link.picture.value) + "/" + std::to_string(size) +
           "?viewer=" + std::to_string(link.viewer.value) + "&until=" + std::to_string(link.until) +
           "&signature=" + signature_of(key, link);
}

std::int64_t until_for(base::Time now) {
    return (base::micros_of(now) / micros / window_seconds + 2) * window_seconds;
}

bool is_good(const std::string& key, const Link& link, const std::string& signature,
             base::Time now) {
    const std::string right = signature_of(key, link);
    return signature.size() == right.size() &&
           sodium_memcmp(signature.data(), right.data(), right.size()) == 0 &&
           link.until > base::micros_of(now) / micros;
}

}  // namespace media
