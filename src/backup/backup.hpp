#pragma once

// Backups: a market as it was after one of its batches, whole or not there.
//
// A backup is a folder that holds the market as a SQLite file, whatever database it lives in, the
// other files of the data directory, and a manifest. The manifest names the last batch, the head of
// the chain, a digest of every table and of every file, and is signed with the market's key. So a
// backup can be looked into with the same tools as a market, and restored to either database.
//
// A backup never waits for the writer and never makes it wait. From SQLite the pages are copied in
// one read snapshot; from PostgreSQL the rows, in one REPEATABLE READ transaction. The other files
// are copied after the snapshot: what the market says that the payment provider did, the provider's
// file then says too.
//
// The folder has another name (".part" at its end) until all of it is written and synced.

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "backup/copy.hpp"
#include "backup/manifest.hpp"

namespace backup {

/// A market and what belongs to it.
struct Place {
    db::Address database;
    std::filesystem::path data;  // The data directory.
    std::filesystem::path key;   // Of the signed heads; made where there is none.
};

struct Making {
    Place from;
    std::filesystem::path to;  // The folder to make; it must not be there.
    std::span<const db::Migration> steps;
    base::Time now{};
    std::string program;
};

/// Makes a backup while the market may be served by another program. Throws std::runtime_error or
/// db::Error, and then there is no folder of that name; also while another program is making it.
Manifest make(const Making& making);

/// What differs between a backup and its manifest, one sentence each; the digest of every file and
/// of every table is made again.
std::vector<std::string> faults_of(const std::filesystem::path& backup,
                                   std::string_view public_half);

struct Restoring {
    std::filesystem::path from;
    Place to;  // Its data directory must not be there or be empty, and its database be empty.
    std::span<const db::Migration> steps;
    std::string public_half;  // Of the key that must have signed the manifest; empty: any key.
};

/// As what a restored fairground.toml is kept: who restores looks it through first.
inline constexpr std::string_view saved_config_name = "fairground.toml.saved";

/// Puts a backup into an empty place. Every digest is made again on what was written. Nothing stays
/// of it when one differs or the manifest is not signed with the key (Differs), nor when anything
/// else fails (std::runtime_error, db::Error): the files and the database come together.
Manifest restore(const Restoring& restoring);

/// When the last backup of a market was made and where to; nothing before the first.
struct LastBackup {
    base::Time made{};
    std::string to;
};
std::optional<LastBackup> last_backup(const std::filesystem::path& data);

/// The file of signed heads in a data directory.
std::filesystem::path heads_file(const std::filesystem::path& data);

}  // namespace backup
