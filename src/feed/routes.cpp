#include "feed/routes.hpp"

#include "feed/feed.hpp"
#include "http/page.hpp"

namespace feed {
namespace {

using http::Access;
using http::Call;
using http::Method;

struct FeedForm {
    std::optional<http::Cursor> after;
    std::optional<http::Limit> limit;
};
BOOST_DESCRIBE_STRUCT(FeedForm, (), (after, limit))

struct ProfileForm {
    std::optional<http::Line<1, 60>> name;
    std::optional<http::Language> language;
};
BOOST_DESCRIBE_STRUCT(ProfileForm, (), (name, language))

struct FindPeopleForm {
    std::optional<http::Line<0, 60>> q;
    std::optional<http::Cursor> after;
    std::optional<http::Limit> limit;
};
BOOST_DESCRIBE_STRUCT(FindPeopleForm, (), (q, after, limit))

struct HandlePath {
    http::Line<1, 60> handle;
};
BOOST_DESCRIBE_STRUCT(HandlePath, (), (handle))

void add_own(http::Router& router) {
    router.query(Method::get, "/api/v1/me", "Who is signed in", Access::open(),
                 [](db::Snapshot& snapshot, const Call& call, const http::NoForm&)
                     -> base::Result<members::MeView> { return me(snapshot, call.caller.member); });
    router.command(
        Method::patch, "/api/v1/me", "Changes the caller's name or language", Access::member(),
        [](db::Tx& tx, const Call& call, const ProfileForm& form) -> base::Result<members::MeView> {
            members::ProfileChange change{std::nullopt, form.language};
            if (form.name) change.name = form.name->value;
            TRY(members::change_profile(tx, call.caller.member, change));
            return me(tx, call.caller.member);
        });
}

void add_people(http::Router& router) {
    router.query(
        Method::get, "/api/v1/members", "Members by the start of handle or name", Access::member(),
        [](db::Snapshot& snapshot, const Call& call,
           const FindPeopleForm& form) -> base::Result<http::Page<AcquaintanceView>> {
            PeoplePage found =
                find(snapshot, call.caller.member, form.q ? form.q->value : "",
                     form.after ? form.after->value : "", http::limit_of(form.limit));
            return http::Page<AcquaintanceView>{std::move(found.people), std::move(found.next)};
        });
    router.query(Method::get, "/api/v1/members/{handle}", "Somebody's page", Access::member(),
                 [](db::Snapshot& snapshot, const Call& call,
                    const HandlePath& form) -> base::Result<ProfileView> {
                     return profile(snapshot, call.caller.member, form.handle.value);
                 });
}

}  // namespace

void add_routes(http::Router& router) {
    router.query(
        Method::get, "/api/v1/feed", "What the caller may see, the newest first", Access::open(),
        [](db::Snapshot& snapshot, const Call& call,
           const FeedForm& form) -> base::Result<http::Page<MomentView>> {
            const std::int64_t before = TRY(http::cursor_number(form.after, INT64_MAX));
            FeedPage found = page(snapshot, call.caller.member, before, http::limit_of(form.limit));
            http::Page<MomentView> view;
            view.items = std::move(found.moments);
            if (found.next) view.next = std::to_string(*found.next);
            return view;
        });
    add_own(router);
    add_people(router);
}

}  // namespace feed
