#include "http/answers.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "http/problem.hpp"

namespace http {
namespace {

using Sha256 = std::array<unsigned char, crypto_hash_sha256_BYTES>;

/// SHA-256 over parts, each preceded by its length, so that no two lists of parts look alike.
Sha256 hash(std::initializer_list<std::string_view> parts) {
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    for (const std::string_view part : parts) {
        const std::uint64_t size = part.size();
        crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(&size),
                                  sizeof size);
        crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(part.data()),
                                  part.size());
    }
    Sha256 out;
    crypto_hash_sha256_final(&state, out.data());
    return out;
}

using AnswerId = base::Id<struct AnswerTag>;

struct Row {
    db::Bytes digest;
    std::int64_t status = 0;
    std::string body;
};
BOOST_DESCRIBE_STRUCT(Row, (), (digest, status, body))

}  // namespace

bool is_key(std::string_view key) {
    constexpr std::size_t length_min = 8, length_max = 128;
    return key.size() >= length_min && key.size() <= length_max &&
           std::ranges::all_of(key, [](char c) { return c > ' ' && c < 0x7F; });
}

std::string digest_of(std::string_view method, std::string_view target, std::string_view body) {
    const Sha256 digest = hash({method, target, body});
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

AnswerKey answer_key(base::MemberId member, std::string_view route, std::string_view key) {
    const Sha256 digest = hash({std::to_string(member.value), route, key});
    AnswerKey out;
    std::memcpy(&out.k1, digest.data(), sizeof out.k1);
    std::memcpy(&out.k2, digest.data() + sizeof out.k1, sizeof out.k2);
    return out;
}

base::Result<std::optional<StoredAnswer>> stored_answer(db::Tx& tx, AnswerKey key,
                                                        const std::string& digest) {
    const auto row = tx.one<Row>(
        "select digest, status, body from answers where k1 = $1 and k2 = $2", key.k1, key.k2);
    if (!row) return std::optional<StoredAnswer>{};
    if (row->digest.value != digest) return key_reused;
    return std::optional{StoredAnswer{row->status, row->body}};
}

void store_answer(db::Tx& tx, AnswerKey key, const std::string& digest,
                  const StoredAnswer& answer) {
    tx.run(
        "insert into answers (id, k1, k2, digest, status, at, body) "
        "values ($1, $2, $3, $4, $5, $6, $7) "
        "on conflict (k1, k2) do update set status = excluded.status, body = excluded.body",
        tx.fresh<AnswerId>(), key.k1, key.k2, db::Bytes{digest}, answer.status, tx.now(),
        answer.body);
}

std::int64_t forget_answers(db::Tx& tx, base::Time until, std::int64_t most) {
    return tx.run(
        "delete from answers where at < $1 and id in (select id from answers order by id limit $2)",
        until, most);
}

}  // namespace http
