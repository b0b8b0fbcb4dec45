#include "shops/galleries.hpp"

#include <algorithm>

#include "http/json.hpp"
#include "shops/views.hpp"

namespace shops {
namespace {

struct GalleryTag;

struct Hung {
    std::int64_t gallery = 0;
    media::PictureId picture;
};
BOOST_DESCRIBE_STRUCT(Hung, (), (gallery, picture))

struct Showing {
    base::MemberId owner;
    ListingState state{};
    circles::Audience audience{};
};
BOOST_DESCRIBE_STRUCT(Showing, (), (owner, state, audience))

struct VersionGallery {
    ListingId listing;
    std::int64_t version = 0;
    std::int64_t gallery = 0;
};
BOOST_DESCRIBE_STRUCT(VersionGallery, (), (listing, version, gallery))

}  // namespace

base::Result<std::int64_t> write_gallery(db::Tx& tx, base::MemberId owner,
                                         const std::vector<media::PictureId>& pictures) {
    base::ensure(pictures.size() <= pictures_most);
    if (pictures.empty()) return 0;
    auto sorted = pictures;
    std::ranges::sort(sorted);
    if (std::ranges::adjacent_find(sorted) != sorted.end()) {
        return base::wrong_field("pictures", "picture_twice");
    }
    TRY(media::use(tx, owner, pictures));
    const std::int64_t gallery = tx.fresh<base::Id<GalleryTag>>().value;
    std::int64_t place = 0;
    for (const media::PictureId picture : pictures) {
        tx.run("insert into gallery_pictures (gallery, place, picture) values ($1, $2, $3)",
               gallery, ++place, picture);
    }
    return gallery;
}

std::vector<media::PictureId> in_gallery(db::Snapshot& snapshot, std::int64_t gallery) {
    if (gallery == 0) return {};
    return snapshot.all<media::PictureId>(
        "select picture from gallery_pictures where gallery = $1 order by place", gallery);
}

Galleries galleries_of(db::Snapshot& snapshot, base::MemberId viewer,
                       const std::vector<std::int64_t>& galleries, Which which) {
    std::vector<std::int64_t> wanted = galleries;
    std::erase(wanted, 0);
    if (wanted.empty()) return {};
    const auto hung = snapshot.all<Hung>(
        "select gallery, picture from gallery_pictures where gallery in "
        "(select cast(value as bigint) from json_each($1)) and (place = 1 or $2 = 1) "
        "order by gallery, place",
        http::to_json(wanted), which == Which::all);
    std::vector<media::PictureId> pictures;
    for (const Hung& one : hung) pictures.push_back(one.picture);
    const auto views = media::show(snapshot, viewer, pictures);
    Galleries found;
    for (const Hung& one : hung) {
        const auto view = std::ranges::find(views, one.picture, &media::PictureView::id);
        if (view != views.end()) found[one.gallery].push_back(*view);
    }
    return found;
}

std::vector<media::PictureView> all_of(const Galleries& galleries, std::int64_t gallery) {
    const auto found = galleries.find(gallery);
    if (found == galleries.end()) return {};
    return found->second;
}

std::optional<media::PictureView> first_of(const Galleries& galleries, std::int64_t gallery) {
    const auto found = galleries.find(gallery);
    if (found == galleries.end() || found->second.empty()) return std::nullopt;
    return found->second.front();
}

bool shows_picture(db::Snapshot& snapshot, base::MemberId viewer, media::PictureId picture) {
    const auto showing = snapshot.all<Showing>(
        "select l.owner, l.state, l.audience from gallery_pictures g "
        "join listing_versions v on v.gallery = g.gallery "
        "join listings l on l.id = v.listing and l.version = v.version where g.picture = $1",
        picture);
    return std::ranges::any_of(showing, [&](const Showing& row) {
        return may_see(snapshot, viewer, row.owner, row.state, row.audience);
    });
}

std::vector<VersionRef> versions_with(db::Snapshot& snapshot, media::PictureId picture) {
    return snapshot.all<VersionRef>(
        "select v.listing, v.version from gallery_pictures g "
        "join listing_versions v on v.gallery = g.gallery where g.picture = $1",
        picture);
}

std::vector<VersionPicture> first_pictures(db::Snapshot& snapshot, base::MemberId viewer,
                                           const std::vector<VersionRef>& versions) {
    if (versions.empty()) return {};
    std::vector<ListingId> listings;
    for (const VersionRef& version : versions) listings.push_back(version.listing);
    auto rows = snapshot.all<VersionGallery>(
        "select listing, version, gallery from listing_versions where gallery <> 0 and listing in "
        "(select cast(value as bigint) from json_each($1))",
        http::to_json(listings));
    std::erase_if(rows, [&](const VersionGallery& row) {
        return std::ranges::find(versions, VersionRef{row.listing, row.version}) == versions.end();
    });
    std::vector<std::int64_t> wanted;
    for (const VersionGallery& row : rows) wanted.push_back(row.gallery);
    const Galleries galleries = galleries_of(snapshot, viewer, wanted, Which::first);
    std::vector<VersionPicture> found;
    for (const VersionGallery& row : rows) {
        auto picture = first_of(galleries, row.gallery);
        if (picture) found.push_back({VersionRef{row.listing, row.version}, std::move(*picture)});
    }
    return found;
}

}  // namespace shops
