#include "members/secrets.hpp"

#include <sodium.h>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <array>
#include <cctype>
#include <new>

#include "base/ensure.hpp"

namespace members {
namespace {

/// libsodium wants to be woken once; doing it again is harmless and cheap.
void wake() {
    base::ensure(sodium_init() >= 0);
}

}  // namespace

std::string new_token() {
    wake();
    std::array<unsigned char, 32> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    std::array<char, 44> text{};
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(),
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return text.data();
}

std::string new_setup_code() {
    wake();
    constexpr std::string_view letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";  // No 0, O, 1, I.
    constexpr int groups = 4, letters_each = 5;
    std::string code;
    for (int group = 0; group < groups; ++group) {
        if (group > 0) code += '-';
        for (int i = 0; i < letters_each; ++i) {
            code += letters[randombytes_uniform(static_cast<std::uint32_t>(letters.size()))];
        }
    }
    return code;
}

std::string plain_setup_code(std::string_view typed) {
    std::string plain;
    for (const char c : typed) {
        if (c == '-' || c == ' ') continue;
        plain += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }
    return plain;
}

std::string digest_of_secret(std::string_view secret) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(secret.data()),
                       secret.size());
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

std::string hash_password(std::string_view password, HashCost cost) {
    wake();
    std::array<char, crypto_pwhash_STRBYTES> out{};
    // The only way to fail is to lack the memory.
    if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(), cost.operations,
                              cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0) {
        throw std::bad_alloc();
    }
    return out.data();
}

std::string hash_of_nothing(HashCost cost) {
    wake();
    const auto random = []<std::size_t bytes>(std::array<unsigned char, bytes> room) {
        randombytes_buf(room.data(), bytes);
        constexpr int plain = sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
        std::array<char, sodium_base64_ENCODED_LEN(bytes, plain)> text{};
        sodium_bin2base64(text.data(), text.size(), room.data(), bytes, plain);
        return std::string{text.data()};
    };
    constexpr std::size_t hash_bytes = 32;
    return "$argon2id$v=19$m=" + std::to_string(cost.memory_bytes / 1024) +
           ",t=" + std::to_string(cost.operations) + ",p=1$" +
           random(std::array<unsigned char, crypto_pwhash_SALTBYTES>{}) + "$" +
           random(std::array<unsigned char, hash_bytes>{});
}

bool password_fits(std::string_view password, const std::string& hash) {
    wake();
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

bool costs_differ(const std::string& hash, HashCost cost) {
    return crypto_pwhash_str_needs_rehash(hash.c_str(), cost.operations, cost.memory_bytes) != 0;
}

std::string folded(std::string_view utf8) {
    UErrorCode error = U_ZERO_ERROR;
    const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(error);
    base::ensure(U_SUCCESS(error));
    std::string out;
    icu::StringByteSink<std::string> sink(&out);
    fold->normalizeUTF8(0, icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())),
                        sink, nullptr, error);
    base::ensure(U_SUCCESS(error));
    return out;
}

}  // namespace members
