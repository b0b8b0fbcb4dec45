#pragma once

// Pictures: taken from members, made harmless, kept, and shown to those who may see them.
//
//     const auto sizes = TRY(decoder.decode(bytes));              // in a process of its own
//     const auto kept = store.put(sizes);                         // durable before it is named
//     const PictureId id = TRY(media::add(tx, ann, *kept, quota));
//     TRY(media::use(tx, ann, {id}));                             // ours, and shown from now on
//     view.pictures = media::show(snapshot, viewer, {id});        // addresses for this viewer
//
// What is kept of a picture is its dots, in up to three sizes, as JPEG: whatever else was in the
// file, where it was taken and with what, is gone. Bytes are found by their SHA-256, are written
// once and never change. What nothing uses a day after it came goes again.
//
// An address opens a picture for one viewer and for some hours, and each time it is used it is
// asked again whether that viewer may see it: copied elsewhere it opens nothing.

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/member.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "db/migrate.hpp"
#include "db/tx.hpp"
#include "events/events.hpp"

namespace media {

using base::MemberId;
using PictureId = base::Id<struct PictureTag>;

inline constexpr base::Reason no_such_picture{base::Kind::missing, "no_such_picture"};
inline constexpr base::Reason picture_link{base::Kind::denied, "picture_link"};
inline constexpr base::Reason picture_kind{base::Kind::invalid, "picture_kind"};
inline constexpr base::Reason picture_too_large{base::Kind::invalid, "picture_too_large"};
inline constexpr base::Reason picture_broken{base::Kind::invalid, "picture_broken"};
inline constexpr base::Reason quota_full{base::Kind::conflict, "quota_full"};
inline constexpr base::Reason too_many_pictures{base::Kind::conflict, "too_many_pictures"};

// ---- Taking

/// How much of one member is kept.
struct Quota {
    std::int64_t pictures_most = 2'000;
    std::int64_t bytes_most = 512LL << 20;
};

class Store;
class Kept;

/// Whether there is room for one more. Refuses with too_many_pictures (args: max), quota_full
/// (args: megabytes).
base::Result<base::Done> check_room(db::Snapshot& snapshot, MemberId owner, const Quota& quota,
                                    std::int64_t bytes = 0);

/// Writes down what has been put into the store. Refuses as check_room().
base::Result<PictureId> add(db::Tx& tx, MemberId owner, const Kept& kept, const Quota& quota);

/// Something that never changes shows these pictures from now on. Refuses with no_such_picture
/// when one of them is not `owner`'s.
base::Result<base::Done> use(db::Tx& tx, MemberId owner, const std::vector<PictureId>& pictures);

// ---- Showing

/// One size of a picture, at an address that opens it for one viewer.
struct PictureSize {
    std::int64_t width = 0;
    std::int64_t height = 0;
    std::string url;
};
BOOST_DESCRIBE_STRUCT(PictureSize, (), (width, height, url))

/// A picture with its largest width and height; `sizes` has the smallest first.
struct PictureView {
    PictureId id;
    std::int64_t width = 0;
    std::int64_t height = 0;
    std::vector<PictureSize> sizes;
};
BOOST_DESCRIBE_STRUCT(PictureView, (), (id, width, height, sizes))

/// Pictures as `viewer` (0: nobody signed in) sees them, in any order; unknown ids are left out.
/// That the viewer may see them the caller has decided. Two statements, none for no pictures.
std::vector<PictureView> show(db::Snapshot& snapshot, MemberId viewer,
                              const std::vector<PictureId>& pictures);

/// Whether somebody may see a picture now; asked whenever one is fetched by another than its owner.
using MaySee = std::function<bool(db::Snapshot&, MemberId viewer, PictureId)>;

// ---- Upkeep

/// What a market needs before it takes pictures: the key, and the job that sweeps.
void prepare(db::Tx& tx);

/// The job that deletes what nothing uses, and carries the bytes to where this market keeps them.
void add_jobs(events::Hub& hub, Store& store);

std::span<const db::Migration> migrations();

}  // namespace media
