#include "media/routes.hpp"

#include "base/log.hpp"
#include "http/problem.hpp"
#include "media/links.hpp"
#include "media/rows.hpp"

namespace media {
namespace {

using http::Access;
using http::Call;
using http::Method;
using http::NoForm;

/// What is to be decoded, and for whom.
struct Sent {
    MemberId owner;
    std::shared_ptr<const std::string> bytes;
};

/// What became of it outside: kept, refused, or an accident.
struct Made {
    std::shared_ptr<const Kept> kept;
    std::optional<base::Refusal> refusal;
    std::exception_ptr accident;
};

Made make(const RouteOptions& options, const std::string& bytes) {
    try {
        auto sizes = options.decoder.decode(bytes);
        if (!sizes) return {{}, sizes.error(), {}};
        return {options.store.put(std::move(*sizes)), {}, {}};
    } catch (...) {
        return {{}, {}, std::current_exception()};
    }
}

http::Errand<NoForm, Sent, Made, PictureView> sending(const RouteOptions& options) {
    http::Errand<NoForm, Sent, Made, PictureView> errand;
    errand.look = [quota = options.quota](db::Snapshot& snapshot, const Call& call,
                                          const NoForm&) -> base::Result<Sent> {
        TRY(check_room(snapshot, call.caller.member, quota));
        return Sent{call.caller.member, call.upload};
    };
    errand.outside = [options](const Sent& sent, const std::function<void(Made)>& done) {
        const auto work = [options, bytes = sent.bytes, done] { done(make(options, *bytes)); };
        if (!options.decoder.submit(work)) done({{}, base::Refusal{http::too_busy}, {}});
    };
    errand.finish = [quota = options.quota](db::Tx& tx, const Call& call, const NoForm&,
                                            const Sent&,
                                            const Made& made) -> base::Result<PictureView> {
        if (made.accident) std::rethrow_exception(made.accident);
        if (made.refusal) return *made.refusal;
        const PictureId id = TRY(add(tx, call.caller.member, *made.kept, quota));
        return show(tx, call.caller.member, {id}).front();
    };
    return errand;
}

struct FetchForm {
    PictureId picture;
    http::Whole<1, 3> size;
    MemberId viewer;
    http::Whole<0, INT64_MAX> until;
    http::Line<1, 64> signature;
};
BOOST_DESCRIBE_STRUCT(FetchForm, (), (picture, size, viewer, until, signature))

struct Found {
    MemberId owner;
    std::string digest;
};
BOOST_DESCRIBE_STRUCT(Found, (), (owner, digest))

base::Result<http::File> fetch(db::Snapshot& snapshot, const Call& call, const FetchForm& form,
                               const RouteOptions& options) {
    const MemberId viewer = call.caller.member;
    const Link link{form.picture, form.viewer, form.until};
    if (form.viewer != viewer || !is_good(key_of(snapshot), link, form.signature, snapshot.now())) {
        return picture_link;
    }
    const auto found = snapshot.one<Found>(
        "select p.owner, s.digest from pictures p join picture_sizes s on s.picture = p.id "
        "where p.id = $1 and s.size = $2",
        form.picture, form.size.value);
    if (!found) return no_such_picture;
    const bool is_own = viewer.value != 0 && viewer == found->owner;
    if (!is_own && !options.may_see(snapshot, viewer, form.picture)) return no_such_picture;
    auto bytes = options.store.read(snapshot, found->digest);
    if (!bytes) {
        base::log(base::Level::error, "the bytes of a picture are missing: " + found->digest);
        return no_such_picture;
    }
    const std::int64_t left = form.until - base::micros_of(snapshot.now()) / 1'000'000;
    return http::File{std::to_string(form.picture.value) + ".jpg", std::move(bytes), left};
}

}  // namespace

void add_routes(http::Router& router, const RouteOptions& options) {
    http::Traits sends;
    sends.status = 201;
    sends.body_bytes_max = static_cast<std::size_t>(options.upload_bytes_most);
    sends.takes = "image/";
    router.errand(Method::post, "/api/v1/pictures", "Sends a picture: JPEG, PNG or WebP",
                  Access::member(), sending(options), sends);
    http::Traits fetches;
    fetches.long_running = true;
    fetches.answers = "image/jpeg";
    router.query(
        Method::get, "/media/{picture}/{size}",
        "One size of a picture, at an address that a view has given to the caller", Access::open(),
        [options](db::Snapshot& snapshot, const Call& call, const FetchForm& form)
            -> base::Result<http::File> { return fetch(snapshot, call, form, options); },
        fetches);
}

}  // namespace media
