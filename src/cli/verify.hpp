#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cli/finding.hpp"
#include "db/connection.hpp"
#include "ledger/heads.hpp"

namespace cli {

/// What is to be verified.
struct Verifying {
    db::Address database;
    std::filesystem::path heads;  // The file of signed heads.
    std::string public_half;      // Of the key that signed them.
};

/// Proves the books, their chain and its signed heads. Reads everything.
std::vector<Finding> verify(const Verifying& verifying);

/// The same in a snapshot, without SQLite's own look at its file.
std::vector<Finding> prove(db::Snapshot& snapshot, const std::vector<ledger::SignedHead>& heads,
                           const std::string& public_half);

}  // namespace cli
