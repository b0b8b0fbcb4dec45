#pragma once

// The stored answers: how a command that is asked again under the same Idempotency-Key happens
// once. Only successes are kept, so a refusal may be tried again under its key.

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "base/result.hpp"
#include "db/migrate.hpp"
#include "db/tx.hpp"
#include "http/call.hpp"
#include "http/route.hpp"

namespace http {

/// The place of an answer: 128 bits of SHA-256 over member, route and key.
struct AnswerKey {
    std::int64_t k1 = 0;
    std::int64_t k2 = 0;
};

/// An Idempotency-Key is 8 to 128 visible ASCII characters.
bool is_key(std::string_view key);

/// SHA-256 over method, path and body: what a key may not be used for twice differently.
std::string digest_of(std::string_view method, std::string_view target, std::string_view body);

AnswerKey answer_key(base::MemberId member, std::string_view route, std::string_view key);

/// A stored answer; status 0 is an errand that has begun, with its intent as the body.
struct StoredAnswer {
    std::int64_t status = 0;
    std::string body;
};

/// What was answered under this key; nothing when it is new; key_reused when it was for something
/// else.
base::Result<std::optional<StoredAnswer>> stored_answer(db::Tx& tx, AnswerKey key,
                                                        const std::string& digest);

/// Keeps an answer, or replaces an errand's intent by it.
void store_answer(db::Tx& tx, AnswerKey key, const std::string& digest, const StoredAnswer& answer);

/// Forgets at most `most` answers from before `until`; returns how many.
std::int64_t forget_answers(db::Tx& tx, base::Time until, std::int64_t most);

/// This module's tables.
std::span<const db::Migration> migrations();

}  // namespace http
