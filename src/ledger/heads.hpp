#pragma once

// Signed heads: the market's chain, witnessed outside its database.
//
// Who can write to the database can change a posting and compute every link of the chain again.
// What they cannot do without the key is sign the new head. So the program writes the head into a
// file beside the data, with an Ed25519 signature, once a minute while there is trade, at every
// start and stop and with every backup. A chain that does not pass through every signed head is not
// the one that was written. A start keeps of many heads the last of each day.
//
//     <batch> <instant in microseconds> <head in hex, - before the first money> <signature in hex>
//
// The key is a file, made at the first start. Its public half stands beside it: keep a copy of that
// somewhere else, since who owns the machine may replace both.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.hpp"
#include "db/engine.hpp"

namespace ledger {

class SigningKey {
public:
    /// The key in this file. Where there is none it is made, with its public half (file + ".pub"),
    /// as long as nothing is signed in `heads`: a key that went missing is to be put back. Throws
    /// std::runtime_error.
    static SigningKey open(const std::filesystem::path& file, const std::filesystem::path& heads);

    std::string sign(std::string_view message) const;  // 64 bytes
    std::string public_half() const;                   // 32 bytes

private:
    explicit SigningKey(std::string secret) : secret_(std::move(secret)) {}

    std::string secret_;
};

/// The public half from a key's file or from its .pub file. Throws std::runtime_error.
std::string public_half_in(const std::filesystem::path& file);

bool is_signed_by(std::string_view public_half, std::string_view message,
                  std::string_view signature);

struct SignedHead {
    std::int64_t batch = 0;
    base::Time at{};
    std::string head;
    std::string signature;
};

SignedHead sign_head(const SigningKey& key, const db::Position& position);

/// A line of the file, with its line end.
std::string line_of(const SignedHead& head);

/// The heads in a file, in its order; none where there is no file. A last line that was torn by a
/// power cut or a full disk is left out; throws std::runtime_error on any other line that is none.
std::vector<SignedHead> read_heads(const std::filesystem::path& file);

/// What is wrong with signed heads; all zero is well.
struct HeadsFound {
    std::int64_t forged = 0;  // Not signed by the key.
    std::int64_t not_in_chain =
        0;  // Signed, and the chain has another head at that batch, or none.
    std::int64_t unsigned_batches = 0;  // After the newest signed head.
};

HeadsFound check_heads(db::Snapshot& snapshot, const std::vector<SignedHead>& heads,
                       std::string_view public_half);

/// The file of one market, written to by the program that serves it.
class HeadBook {
public:
    /// Cuts off a last line that was torn, and says so in the log. Throws as read_heads().
    HeadBook(std::filesystem::path file, SigningKey key);

    /// Throws std::runtime_error with a sentence for the operator when the chain does not pass
    /// through the newest signed head. Looks at one batch.
    void check(db::Snapshot& snapshot) const;

    /// The same of a market that is only to be made: nothing may have been signed yet.
    void check_new() const;

    /// Signs the head if the last one is a minute old. On the writer's thread, so it never waits
    /// for the disk: a line that a power cut takes away was a witness and no data. Where there is
    /// no room for it the log says so, and it is tried again a minute later.
    void after_batch(const db::Position& position);

    /// Signs the head now, and syncs it. Throws std::runtime_error when it cannot.
    void sign(const db::Position& position);

private:
    void append(const SignedHead& head, base::Sync when);

    std::filesystem::path file_;
    SigningKey key_;
    std::optional<SignedHead> last_;  // The newest in the file.
    base::Time due_{};                // When after_batch() is to sign again.
    bool failed_ = false;             // The last line may not be whole.
};

}  // namespace ledger
