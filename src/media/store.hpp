#pragma once

// Where the bytes of pictures are, by their SHA-256 in hex: in files of the data directory where
// one program has the market to itself (pictures/ab/abcd...), and in rows where several share it.
// What is found is what was put, or nothing; nothing is ever changed.

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "db/connection.hpp"
#include "db/tx.hpp"
#include "db/writer.hpp"
#include "media/decoder.hpp"
#include "media/media.hpp"

namespace media {

/// SHA-256 in hex.
std::string digest_of(std::string_view bytes);

class Store;

/// What has been put and is not named by a row yet: as long as this lives, it is not swept away.
class Kept {
public:
    Kept(Store& store, Decoder::Sizes sizes);
    Kept(const Kept&) = delete;
    Kept& operator=(const Kept&) = delete;
    ~Kept();

    const Decoder::Sizes& sizes() const { return sizes_; }
    const std::vector<std::string>& digests() const { return digests_; }
    bool is_in_files() const;

private:
    Store& store_;
    Decoder::Sizes sizes_;
    std::vector<std::string> digests_;
};

enum class Size { smallest, largest };

class Store {
public:
    /// `folder` is made with the first picture that goes into it.
    Store(db::Dialect dialect, std::filesystem::path folder);

    /// Where files are the place, they are there and synced afterwards; else they come with the
    /// rows that name them. Throws std::runtime_error, as on a full disk. Any thread.
    std::shared_ptr<const Kept> put(Decoder::Sizes sizes);

    /// Nothing where it is not there, which is an accident if a row names it. Any thread.
    std::shared_ptr<const std::string> read(db::Snapshot& snapshot,
                                            const std::string& digest) const;

    /// The same by the picture, for pages of what everybody may see: the caller has decided it.
    std::shared_ptr<const std::string> read(db::Snapshot& snapshot, PictureId picture,
                                            Size size) const;

    /// Carries over what lies where the market does not keep it, because it was copied from one
    /// database to another, and deletes the files that no row names. Waits for the writer.
    void sweep(db::Writer& writer);

private:
    friend class Kept;

    std::filesystem::path file_of(const std::string& digest) const;
    void write(const std::string& digest, std::string_view bytes);
    void claim(const std::vector<std::string>& digests);
    void release(const std::vector<std::string>& digests);
    void begin_sweep();
    void delete_parts();
    /// Deletes a file unless it was put, or is about to be named, since the sweep began.
    void delete_unnamed(const std::filesystem::path& file);
    void carry_to_files(db::Writer& writer);
    void carry_to_rows(db::Writer& writer, const std::filesystem::path& folder);

    const db::Dialect dialect_;
    const std::filesystem::path folder_;
    std::mutex writing_;
    std::mutex mutex_;
    std::map<std::string, int> claims_;  // Of Kepts that live.
    std::set<std::string> touched_;      // Claimed while the sweep ran, or before it and still.
};

/// The files of a market's pictures in its data directory, and whether each is what its name says.
/// For whoever looks after a market from outside.
struct PicturesSeen {
    std::int64_t named = 0;    // Sizes that rows name.
    std::int64_t missing = 0;  // Of pictures that are used.
};
PicturesSeen look_at_pictures(db::Snapshot& snapshot, const std::filesystem::path& folder);

/// Where in a data directory.
inline constexpr std::string_view pictures_folder = "pictures";

}  // namespace media
