// What is written down of pictures, and how they are shown.

#include "media/media.hpp"

#include <sodium.h>

#include <algorithm>
#include <map>

#include "db/act.hpp"
#include "events/cursors.hpp"
#include "http/json.hpp"
#include "media/links.hpp"
#include "media/rows.hpp"
#include "media/store.hpp"

namespace media {
namespace {

constexpr std::string_view sweep_job = "pictures_sweep";
constexpr std::chrono::hours unused_kept{24}, sweep_every{6};
constexpr std::int64_t swept_at_once = 100;
constexpr std::size_t key_bytes = 32;

struct Usage {
    std::int64_t pictures = 0;
    std::int64_t bytes = 0;
};
BOOST_DESCRIBE_STRUCT(Usage, (), (pictures, bytes))

struct SizeRow {
    PictureId picture;
    std::int64_t size = 0;
    std::int64_t width = 0;
    std::int64_t height = 0;
};
BOOST_DESCRIBE_STRUCT(SizeRow, (), (picture, size, width, height))

struct Unused {
    PictureId id;
    MemberId owner;
    std::int64_t bytes = 0;
};
BOOST_DESCRIBE_STRUCT(Unused, (), (id, owner, bytes))

void count(db::Tx& tx, MemberId owner, const Usage& change) {
    tx.run(
        "insert into picture_usage (member, pictures, bytes) values ($1, $2, $3) "
        "on conflict (member) do update set pictures = picture_usage.pictures + excluded.pictures, "
        "bytes = picture_usage.bytes + excluded.bytes",
        owner, change.pictures, change.bytes);
}

/// Deletes one picture that nothing uses, and the bytes that nothing names any more.
void forget(db::Tx& tx, const Unused& picture) {
    const auto digests =
        tx.all<std::string>("select digest from picture_sizes where picture = $1", picture.id);
    tx.run("delete from picture_sizes where picture = $1", picture.id);
    tx.run("delete from pictures where id = $1", picture.id);
    tx.run(
        "delete from blobs where digest in (select value from json_each($1)) and not exists "
        "(select 1 from picture_sizes s where s.digest = blobs.digest)",
        http::to_json(digests));
    count(tx, picture.owner, {-1, -picture.bytes});
}

/// True when there may be more.
base::Result<bool> forget_unused(db::Tx& tx) {
    const auto some = tx.all<Unused>(
        "select id, owner, bytes from pictures where used = 0 and made <= $1 order by made "
        "limit $2",
        tx.now() - unused_kept, swept_at_once);
    for (const Unused& picture : some) forget(tx, picture);
    return static_cast<std::int64_t>(some.size()) == swept_at_once;
}

void sweep(db::Writer& writer, Store& store, const events::Job& job) {
    while (*db::act(writer, forget_unused, db::Lane::jobs)) {
    }
    store.sweep(writer);
    const auto done = db::act(
        writer,
        [&](db::Tx& tx) -> base::Result<base::Done> {
            events::finish(tx, job);
            events::at(tx, sweep_job, tx.now() + sweep_every, 0);
            return base::done;
        },
        db::Lane::jobs);
    base::ensure(static_cast<bool>(done));
}

}  // namespace

base::Result<base::Done> check_room(db::Snapshot& snapshot, MemberId owner, const Quota& quota,
                                    std::int64_t bytes) {
    const auto used =
        snapshot.one<Usage>("select pictures, bytes from picture_usage where member = $1", owner)
            .value_or(Usage{});
    if (used.pictures >= quota.pictures_most) {
        return base::with(too_many_pictures, "max", std::to_string(quota.pictures_most));
    }
    if (used.bytes + bytes > quota.bytes_most) {
        return base::with(quota_full, "megabytes", std::to_string(quota.bytes_most >> 20));
    }
    return base::done;
}

base::Result<PictureId> add(db::Tx& tx, MemberId owner, const Kept& kept, const Quota& quota) {
    std::int64_t bytes = 0;
    for (const Rendition& size : kept.sizes())
        bytes += static_cast<std::int64_t>(size.bytes.size());
    TRY(check_room(tx, owner, quota, bytes));
    const auto id = tx.fresh<PictureId>();
    tx.run("insert into pictures (id, owner, bytes, used, made) values ($1, $2, $3, 0, $4)", id,
           owner, bytes, tx.now());
    for (std::size_t i = 0; i < kept.sizes().size(); ++i) {
        const Rendition& size = kept.sizes()[i];
        tx.run(
            "insert into picture_sizes (picture, size, width, height, digest) "
            "values ($1, $2, $3, $4, $5)",
            id, static_cast<std::int64_t>(i + 1), size.extent.width, size.extent.height,
            kept.digests()[i]);
        if (kept.is_in_files()) continue;
        tx.run("insert into blobs (digest, bytes) values ($1, $2) on conflict do nothing",
               kept.digests()[i], db::Bytes{size.bytes});
    }
    count(tx, owner, {1, bytes});
    return id;
}

base::Result<base::Done> use(db::Tx& tx, MemberId owner, const std::vector<PictureId>& pictures) {
    if (pictures.empty()) return base::done;
    const std::string list = http::to_json(pictures);
    const auto found = tx.all<PictureId>(
        "select id from pictures where owner = $1 and id in "
        "(select cast(value as bigint) from json_each($2))",
        owner, list);
    for (const PictureId picture : pictures) {
        if (std::ranges::find(found, picture) == found.end()) return no_such_picture;
    }
    tx.run(
        "update pictures set used = 1 where used = 0 and id in "
        "(select cast(value as bigint) from json_each($1))",
        list);
    return base::done;
}

std::string key_of(db::Snapshot& snapshot) {
    const auto key = snapshot.one<db::Bytes>("select bytes from picture_key where id = 1");
    base::ensure(key.has_value());
    return key->value;
}

std::vector<PictureView> show(db::Snapshot& snapshot, MemberId viewer,
                              const std::vector<PictureId>& pictures) {
    if (pictures.empty()) return {};
    const auto rows = snapshot.all<SizeRow>(
        "select picture, size, width, height from picture_sizes where picture in "
        "(select cast(value as bigint) from json_each($1)) order by picture, size",
        http::to_json(pictures));
    if (rows.empty()) return {};
    const std::string key = key_of(snapshot);
    const std::int64_t until = until_for(snapshot.now());
    std::vector<PictureView> views;
    for (const SizeRow& row : rows) {
        if (views.empty() || views.back().id != row.picture)
            views.push_back({row.picture, 0, 0, {}});
        PictureView& view = views.back();
        view.width = row.width;
        view.height = row.height;
        view.sizes.push_back(
            {row.width, row.height, url_of(key, {row.picture, viewer, until}, row.size)});
    }
    return views;
}

void prepare(db::Tx& tx) {
    base::ensure(sodium_init() >= 0);
    if (!tx.one<db::Bytes>("select bytes from picture_key where id = 1")) {
        db::Bytes key{std::string(key_bytes, '\0')};
        randombytes_buf(key.value.data(), key.value.size());
        tx.run("insert into picture_key (id, bytes) values (1, $1)", key);
    }
    if (!events::waits(tx, sweep_job, 0)) events::at(tx, sweep_job, tx.now(), 0);
}

void add_jobs(events::Hub& hub, Store& store) {
    hub.errand(std::string{sweep_job},
               [&store](db::Writer& writer, const events::Job& job) { sweep(writer, store, job); });
}

}  // namespace media
