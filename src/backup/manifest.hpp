#pragma once

// What a backup says of itself: the file backup.toml in it, written last and signed.

#include <filesystem>
#include <string>
#include <vector>

#include "backup/tables.hpp"
#include "base/time.hpp"
#include "ledger/heads.hpp"

namespace backup {

struct FileDigest {
    std::string name;  // Below the backup, with "/" between folders.
    std::int64_t bytes = 0;
    std::string sha256;  // In hex.

    friend bool operator==(const FileDigest&, const FileDigest&) = default;
};

struct Manifest {
    std::string program;  // The version that made it.
    base::Time made{};
    std::string market;  // Its name.
    std::int64_t batch = 0;
    base::Time batch_at{};
    std::string head;  // In hex.
    std::vector<TableDigest> tables;
    std::vector<FileDigest> files;
};

inline constexpr std::string_view manifest_name = "backup.toml";
/// The market in a backup, whatever database it came from.
inline constexpr std::string_view market_name = "market.db";

/// Digests a file's bytes, and writes them to `copy` where that names a file, which must not be
/// there.
FileDigest digest_file(const std::filesystem::path& file, const std::string& name,
                       const std::filesystem::path& copy = {});

/// The manifest as text, signed in its last line.
std::string text_of(const Manifest& manifest, const ledger::SigningKey& key);

struct Read {
    Manifest manifest;
    bool is_signed = false;  // By the key whose public half was given.
};

/// Reads the manifest in a backup. Throws std::runtime_error when there is none, as in what an
/// interrupted backup leaves behind, and Differs when it is not as one is written: also when
/// anything follows the signature, which nobody has signed.
Read read_manifest(const std::filesystem::path& backup, std::string_view public_half);

}  // namespace backup
