#include "backup/backup.hpp"

#include <algorithm>
#include <set>

#include "backup/part.hpp"
#include "base/files.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "db/engine.hpp"
#include "db/online.hpp"

namespace backup {
namespace {

namespace fs = std::filesystem;

/// Remembers the last backup for `fairground doctor`.
constexpr std::string_view note_name = "last-backup";
constexpr std::string_view heads_name = "heads.signed";
constexpr std::string_view config_name = "fairground.toml";
constexpr std::string_view lock_name = "lock";  // Of the program that serves the directory.

struct LastBatch {
    std::int64_t seq = 0;
    base::Time at{};
    db::Bytes chain;
};
BOOST_DESCRIBE_STRUCT(LastBatch, (), (seq, at, chain))

struct Name {
    std::string name;
};
BOOST_DESCRIBE_STRUCT(Name, (), (name))

/// Without links and detours, whether it is there or not.
fs::path real(const fs::path& path) {
    return fs::weakly_canonical(fs::absolute(path));
}

db::Address file_address(const fs::path& file) {
    return db::parse_address("sqlite:" + file.string());
}

/// What of a data directory does not go into a backup as it is: the database, which comes another
/// way, its logs, what is half, and our own notes.
class LeftOut {
public:
    explicit LeftOut(const Making& making) {
        add_market(making.from.data / market_name);
        const db::Address& database = making.from.database;
        if (database.dialect == db::Dialect::sqlite) add_market(database.sqlite.file);
        for (const auto& name : {note_name, heads_name, manifest_name, lock_name}) {
            files_.insert(real(making.from.data / name));
        }
    }

    bool has(const fs::path& path) const {
        return path.string().ends_with(part_mark) || files_.contains(real(path));
    }

private:
    /// Whatever way leads to it.
    void add_market(const fs::path& file) {
        const fs::path market = real(file);
        for (const char* mark : {"", "-wal", "-shm", "-journal"}) {
            files_.insert(market.string() + mark);
        }
    }

    std::set<fs::path> files_;
};

/// Backups that are kept inside the data directory are no part of the next one.
bool is_backup(const fs::path& folder) {
    return fs::exists(folder / manifest_name) || folder.string().ends_with(part_mark);
}

void copy_files(const Making& making, const fs::path& part, Manifest& manifest) {
    const fs::path& data = making.from.data;
    const LeftOut left_out(making);
    for (auto entry = fs::recursive_directory_iterator(data);
         entry != fs::recursive_directory_iterator(); ++entry) {
        if (entry->is_directory() && is_backup(entry->path())) entry.disable_recursion_pending();
        if (!entry->is_regular_file() || left_out.has(entry->path())) continue;
        const std::string name = entry->path().lexically_relative(data).generic_string();
        if (!base::is_utf8(name)) {
            throw std::runtime_error("a file in " + data.string() +
                                     " has a name that is no UTF-8: rename it");
        }
        try {
            manifest.files.push_back(digest_file(entry->path(), name, part / name));
        } catch (const std::runtime_error&) {
            // A picture that nothing uses any more may be swept away in this moment.
            if (fs::exists(entry->path())) throw;
        }
    }
}

/// The signed heads up to the batch that was copied, and this one's. Later ones are of batches that
/// the backup does not have.
void copy_heads(const Making& making, const fs::path& part, const ledger::SigningKey& key,
                Manifest& manifest, const LastBatch& last) {
    std::string text;
    for (const auto& head : ledger::read_heads(heads_file(making.from.data))) {
        if (head.batch < last.seq) text += line_of(head);
    }
    text += line_of(ledger::sign_head(key, {.batch = last.seq, .at = last.at, .head = last.chain}));
    base::write_file(part / heads_name, text);
    manifest.files.push_back(digest_file(part / heads_name, std::string{heads_name}));
}

/// The market in the backup, and the digests of its tables.
LastBatch copy_market(const Making& making, const fs::path& part, Manifest& manifest) {
    const db::Address copy_address = file_address(part / market_name);
    if (making.from.database.dialect == db::Dialect::sqlite) {
        db::copy_online(making.from.database.sqlite.file, copy_address.sqlite.file);
    } else {
        copy(making.from.database, copy_address, making.steps);
    }
    fs::permissions(copy_address.sqlite.file, fs::perms::owner_read | fs::perms::owner_write);
    const auto reader = db::open_reader(copy_address);
    reader->begin_read();
    db::Snapshot snapshot(*reader, {});
    const auto last =
        snapshot.one<LastBatch>("select seq, at, chain from batches order by seq desc limit 1");
    const auto market = snapshot.one<Name>("select name from market where id = 1");
    if (!last || !market) throw std::runtime_error("there is no market yet");
    manifest.batch = last->seq;
    manifest.batch_at = last->at;
    manifest.head = base::to_hex(last->chain.value);
    manifest.market = market->name;
    manifest.tables = digests_of(*reader, copy_address);
    reader->end_read();
    manifest.files.push_back(digest_file(part / market_name, std::string{market_name}));
    return *last;
}

std::vector<std::string> table_faults(const std::vector<TableDigest>& said,
                                      const std::vector<TableDigest>& found) {
    std::vector<std::string> faults;
    for (const TableDigest& table : said) {
        if (std::ranges::find(found, table) == found.end()) {
            faults.push_back("the table " + table.table + " differs");
        }
    }
    if (said.size() != found.size()) faults.emplace_back("there are other tables than were saved");
    return faults;
}

std::vector<TableDigest> digests_at(const db::Address& address) {
    const auto reader = db::open_reader(address);
    reader->begin_read();
    auto digests = digests_of(*reader, address);
    reader->end_read();
    return digests;
}

/// The backup is whole without it.
void note(const Making& making) {
    try {
        base::write_file(making.from.data / note_name,
                         base::to_iso(making.now) + " " + fs::absolute(making.to).string() + "\n");
    } catch (const std::exception& error) {
        base::log(base::Level::warning, "the backup is whole, but doctor does not hear of it: " +
                                            std::string{error.what()});
    }
}

void check_place(const Place& place) {
    if (fs::exists(place.data) && !fs::is_empty(place.data)) {
        throw std::runtime_error(place.data.string() +
                                 " is not empty; a backup is restored to a place of its own");
    }
    if (!is_empty(place.database)) {
        throw std::runtime_error("the database is not empty; a backup is restored to one that is");
    }
}

/// Where in its data directory a market's database is, if it is a file there.
std::optional<fs::path> place_inside(const db::Address& database, const fs::path& data) {
    if (database.dialect != db::Dialect::sqlite) return std::nullopt;
    const fs::path inside = real(database.sqlite.file).lexically_relative(data);
    if (inside.empty() || *inside.begin() == "..") return std::nullopt;
    return inside;
}

void put_market(const fs::path& market, const fs::path& place) {
    if (place == market) return;
    if (fs::exists(place)) {
        throw std::runtime_error("the backup has a file where the database is to be: " +
                                 place.filename().string());
    }
    fs::create_directories(place.parent_path());
    fs::rename(market, place);
}

/// Copies the files with their digests checked on the way.
void copy_back(const Restoring& restoring, const Manifest& manifest, const fs::path& part) {
    for (const FileDigest& file : manifest.files) {
        // A manifest that somebody wrote must not lead out of the place.
        const fs::path name = fs::path(file.name).lexically_normal();
        if (name.is_absolute() || name.empty() || *name.begin() == "..") {
            throw Differs("the backup names a file outside of itself: " + file.name);
        }
        // It says where the market was; here it would lead back there.
        fs::path kept = name == config_name ? fs::path(saved_config_name) : name;
        // One that was put aside by the restore before.
        if (name == saved_config_name && fs::exists(part / name)) kept += ".before";
        if (digest_file(restoring.from / name, file.name, part / kept) != file) {
            throw Differs("the file " + file.name + " of the backup differs from what was saved");
        }
    }
}

}  // namespace

fs::path heads_file(const fs::path& data) {
    return data / heads_name;
}

Manifest make(const Making& making) {
    if (fs::exists(making.to)) {
        throw std::runtime_error(making.to.string() + " is there already; name a folder to make");
    }
    const auto key = ledger::SigningKey::open(making.from.key, heads_file(making.from.data));
    Part part(making.to, Part::Kind::folder);
    Manifest manifest;
    manifest.program = making.program;
    manifest.made = making.now;
    const LastBatch last = copy_market(making, part.path(), manifest);
    copy_files(making, part.path(), manifest);
    copy_heads(making, part.path(), key, manifest, last);
    std::ranges::sort(manifest.files, {}, &FileDigest::name);
    base::write_file(part.path() / manifest_name, text_of(manifest, key));
    part.keep();
    note(making);
    return manifest;
}

std::vector<std::string> faults_of(const fs::path& backup, std::string_view public_half) {
    const auto [manifest, is_signed] = read_manifest(backup, public_half);
    std::vector<std::string> faults;
    if (!is_signed) faults.emplace_back("the manifest is not signed with the market's key");
    for (const FileDigest& file : manifest.files) {
        if (!fs::exists(backup / file.name)) {
            faults.push_back("the file " + file.name + " is missing");
        } else if (digest_file(backup / file.name, file.name) != file) {
            faults.push_back("the file " + file.name + " differs");
        }
    }
    // A damaged file need not even open as a database.
    if (!faults.empty()) return faults;
    const auto found = digests_at(file_address(backup / market_name));
    for (std::string& fault : table_faults(manifest.tables, found)) {
        faults.push_back(std::move(fault));
    }
    return faults;
}

Manifest restore(const Restoring& restoring) {
    auto [manifest, is_signed] = read_manifest(restoring.from, restoring.public_half);
    if (!is_signed && !restoring.public_half.empty()) {
        throw Differs("the backup's manifest is not signed with this key");
    }
    const Place& place = restoring.to;
    check_place(place);
    const fs::path data = real(place.data);
    Part part(data, Part::Kind::folder);
    copy_back(restoring, manifest, part.path());
    const fs::path market = part.path() / market_name;
    const auto faults = table_faults(manifest.tables, digests_at(file_address(market)));
    if (!faults.empty()) throw Differs("the backup is not what was saved: " + faults.front());

    if (const auto inside = place_inside(place.database, data)) {
        put_market(market, part.path() / *inside);
        part.keep();
        return manifest;
    }
    try {
        // Files and tables get to their place in one go, or neither does.
        copy(file_address(market), place.database, restoring.steps, [&part, &market] {
            fs::remove(market);
            part.keep();
        });
    } catch (...) {
        if (part.is_kept()) part.take_back();
        throw;
    }
    return manifest;
}

std::optional<LastBackup> last_backup(const fs::path& data) {
    if (!fs::exists(data / note_name)) return std::nullopt;
    const std::string text = base::read_file(data / note_name);
    const std::size_t space = text.find(' ');
    const auto made = base::from_iso(text.substr(0, space));
    if (!made || space == text.npos) return std::nullopt;
    return LastBackup{*made, std::string{base::trimmed(text.substr(space + 1))}};
}

}  // namespace backup
