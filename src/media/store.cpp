#include "media/store.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "base/files.hpp"
#include "base/text.hpp"
#include "db/act.hpp"
#include "http/json.hpp"

namespace media {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t rows_at_once = 20;

struct Blob {
    std::string digest;
    db::Bytes bytes;
};
BOOST_DESCRIBE_STRUCT(Blob, (), (digest, bytes))

bool is_digest(const std::string& name) {
    return name.size() == 64 && name.find_first_not_of("0123456789abcdef") == name.npos;
}

/// The files of a folder of pictures, by their digests.
std::map<std::string, fs::path> files_in(const fs::path& folder) {
    std::map<std::string, fs::path> found;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (entry.is_regular_file() && is_digest(name)) found.emplace(name, entry.path());
    }
    return found;
}

std::vector<fs::path> folders_in(const fs::path& folder) {
    std::vector<fs::path> found;
    std::error_code missing;
    for (auto entry = fs::directory_iterator(folder, missing); entry != fs::directory_iterator{};
         ++entry) {
        if (entry->is_directory()) found.push_back(entry->path());
    }
    return found;
}

/// Those of the digests that a row names.
std::set<std::string> named_among(db::Writer& writer, const std::vector<std::string>& digests) {
    return *db::act(
        writer,
        [list = http::to_json(digests)](db::Tx& tx) -> base::Result<std::set<std::string>> {
            const auto found = tx.all<std::string>(
                "select distinct digest from picture_sizes "
                "where digest in (select value from json_each($1))",
                list);
            return std::set<std::string>(found.begin(), found.end());
        },
        db::Lane::jobs);
}

}  // namespace

std::string digest_of(std::string_view bytes) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                       bytes.size());
    return base::to_hex({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

Kept::Kept(Store& store, Decoder::Sizes sizes) : store_(store), sizes_(std::move(sizes)) {
    for (const Rendition& size : sizes_) digests_.push_back(digest_of(size.bytes));
    store_.claim(digests_);
}

Kept::~Kept() {
    store_.release(digests_);
}

bool Kept::is_in_files() const {
    return store_.dialect_ == db::Dialect::sqlite;
}

Store::Store(db::Dialect dialect, fs::path folder)
    : dialect_(dialect), folder_(std::move(folder)) {}

fs::path Store::file_of(const std::string& digest) const {
    return folder_ / digest.substr(0, 2) / digest;
}

void Store::claim(const std::vector<std::string>& digests) {
    const std::lock_guard lock(mutex_);
    for (const std::string& digest : digests) {
        ++claims_[digest];
        touched_.insert(digest);
    }
}

void Store::release(const std::vector<std::string>& digests) {
    const std::lock_guard lock(mutex_);
    for (const std::string& digest : digests) {
        if (--claims_[digest] == 0) claims_.erase(digest);
    }
}

void Store::write(const std::string& digest, std::string_view bytes) {
    const std::lock_guard lock(writing_);
    const fs::path file = file_of(digest);
    if (fs::exists(file)) return;
    if (fs::create_directories(file.parent_path())) {
        base::sync(folder_);
        base::sync(fs::absolute(folder_).parent_path());
    }
    base::write_file(file, bytes);
}

std::shared_ptr<const Kept> Store::put(Decoder::Sizes sizes) {
    auto kept = std::make_shared<const Kept>(*this, std::move(sizes));
    if (!kept->is_in_files()) return kept;
    for (std::size_t i = 0; i < kept->sizes().size(); ++i) {
        write(kept->digests()[i], kept->sizes()[i].bytes);
    }
    return kept;
}

std::shared_ptr<const std::string> Store::read(db::Snapshot& snapshot,
                                               const std::string& digest) const {
    // What a market that was copied keeps in the other place is carried over by and by.
    const fs::path file = file_of(digest);
    if (fs::exists(file)) return std::make_shared<const std::string>(base::read_file(file));
    auto row = snapshot.one<db::Bytes>("select bytes from blobs where digest = $1", digest);
    if (!row) return nullptr;
    return std::make_shared<const std::string>(std::move(row->value));
}

std::shared_ptr<const std::string> Store::read(db::Snapshot& snapshot, PictureId picture,
                                               Size size) const {
    const auto digests = snapshot.all<std::string>(
        "select digest from picture_sizes where picture = $1 order by size", picture);
    if (digests.empty()) return nullptr;
    return read(snapshot, size == Size::smallest ? digests.front() : digests.back());
}

void Store::begin_sweep() {
    delete_parts();
    const std::lock_guard lock(mutex_);
    touched_.clear();
    for (const auto& [digest, count] : claims_) touched_.insert(digest);
}

/// What a program that ended in the middle of writing left behind.
void Store::delete_parts() {
    const std::lock_guard lock(writing_);
    for (const fs::path& folder : folders_in(folder_)) {
        for (const auto& entry : fs::directory_iterator(folder)) {
            if (entry.path().extension() == ".part") fs::remove(entry.path());
        }
    }
}

void Store::delete_unnamed(const fs::path& file) {
    const std::lock_guard lock(mutex_);
    if (!touched_.contains(file.filename().string())) fs::remove(file);
}

void Store::sweep(db::Writer& writer) {
    if (dialect_ == db::Dialect::sqlite) carry_to_files(writer);
    begin_sweep();
    for (const fs::path& folder : folders_in(folder_)) {
        if (dialect_ == db::Dialect::postgres) carry_to_rows(writer, folder);
        const auto files = files_in(folder);
        std::vector<std::string> digests;
        for (const auto& [digest, file] : files) digests.push_back(digest);
        const auto named = named_among(writer, digests);
        for (const auto& [digest, file] : files) {
            if (!named.contains(digest)) delete_unnamed(file);
        }
    }
}

void Store::carry_to_files(db::Writer& writer) {
    while (true) {
        const auto some = *db::act(
            writer,
            [](db::Tx& tx) -> base::Result<std::vector<Blob>> {
                return tx.all<Blob>("select digest, bytes from blobs order by digest limit $1",
                                    static_cast<std::int64_t>(rows_at_once));
            },
            db::Lane::jobs);
        if (some.empty()) return;
        std::vector<std::string> digests;
        for (const Blob& blob : some) {
            write(blob.digest, blob.bytes.value);
            digests.push_back(blob.digest);
        }
        const auto done = db::act(
            writer,
            [list = http::to_json(digests)](db::Tx& tx) -> base::Result<base::Done> {
                tx.run("delete from blobs where digest in (select value from json_each($1))", list);
                return base::done;
            },
            db::Lane::jobs);
        base::ensure(static_cast<bool>(done));
    }
}

void Store::carry_to_rows(db::Writer& writer, const fs::path& folder) {
    for (const auto& [digest, file] : files_in(folder)) {
        const auto done = db::act(
            writer,
            [&digest = digest, &file = file](db::Tx& tx) -> base::Result<base::Done> {
                tx.run(
                    "insert into blobs (digest, bytes) select $1, $2 where exists "
                    "(select 1 from picture_sizes where digest = $1) on conflict do nothing",
                    digest, db::Bytes{base::read_file(file)});
                return base::done;
            },
            db::Lane::jobs);
        base::ensure(static_cast<bool>(done));
        // Either a row has it now or none names it: new ones come as rows.
        fs::remove(file);
    }
}

PicturesSeen look_at_pictures(db::Snapshot& snapshot, const fs::path& folder) {
    PicturesSeen seen;
    seen.named = snapshot.number("select count(*) from picture_sizes");
    const auto visit = [&](const std::string& digest) {
        if (!fs::exists(folder / digest.substr(0, 2) / digest)) ++seen.missing;
    };
    snapshot.each<std::string>(
        visit,
        "select distinct s.digest from picture_sizes s join pictures p on p.id = s.picture "
        "where p.used = 1 and not exists (select 1 from blobs b where b.digest = s.digest)");
    return seen;
}

}  // namespace media
