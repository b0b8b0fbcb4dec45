#include "feed/routes.hpp"

#include "feed/feed.hpp"
#include "feed/search.hpp"
#include "http/page.hpp"

namespace feed {
namespace {

using http::Access;
using http::Call;
using http::Method;

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

using Minor = http::Whole<0, base::money_minor_max>;

struct SearchForm {
    std::optional<http::Line<0, 100>> q;
    std::optional<search::Order> sort;
    std::optional<Minor> price_min;
    std::optional<Minor> price_max;
    std::optional<shops::ShopId> shop;
    std::optional<circles::Audience> audience;
    std::optional<bool> in_stock;
    std::optional<shops::Way> way;
    std::optional<http::Cursor> after;
    std::optional<http::Limit> limit;
};
BOOST_DESCRIBE_STRUCT(SearchForm, (),
                      (q, sort, price_min, price_max, shop, audience, in_stock, way, after, limit))

base::Result<SearchPage> look_for(db::Snapshot& snapshot, const Call& call, const SearchForm& form,
                                  const std::string& currency) {
    Question question;
    question.currency = currency;
    if (form.q) question.q = form.q->value;
    question.sort = form.sort.value_or(search::Order::relevance);
    if (form.price_min) question.price_min = form.price_min->value;
    if (form.price_max) question.price_max = form.price_max->value;
    question.shop = form.shop;
    question.audience = form.audience;
    question.in_stock = form.in_stock.value_or(false);
    question.way = form.way;
    if (form.after) question.after = form.after->value;
    question.limit = http::limit_of(form.limit);
    return search_page(snapshot, call.caller.member, question);
}

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
        },
        {.by_token = false});
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

void add_routes(http::Router& router, const std::string& currency) {
    router.query(
        Method::get, "/api/v1/feed", "What the caller may see, the newest first", Access::open(),
        [](db::Snapshot& snapshot, const Call& call,
           const http::PageForm& form) -> base::Result<http::Page<MomentView>> {
            const std::int64_t before = TRY(http::cursor_number(form.after, INT64_MAX));
            FeedPage found = page(snapshot, call.caller.member, before, http::limit_of(form.limit));
            http::Page<MomentView> view;
            view.items = std::move(found.moments);
            if (found.next) view.next = std::to_string(*found.next);
            return view;
        });
    router.query(Method::get, "/api/v1/search",
                 "Goods by words of their title, or all of them, as the caller may see them",
                 Access::open(),
                 [currency](db::Snapshot& snapshot, const Call& call,
                            const SearchForm& form) -> base::Result<SearchPage> {
                     return look_for(snapshot, call, form, currency);
                 },
                 {.long_running = true});
    add_own(router);
    add_people(router);
}

}  // namespace feed
