// The operator's list of promoters.

#include "http/page.hpp"
#include "promoters/promoters.hpp"
#include "promoters/routes.hpp"

namespace promoters {
namespace {

using http::Access;
using http::Call;
using http::Method;

struct PromoterPath {
    MemberId id;
    http::Line<1, 500> reason;
};
BOOST_DESCRIBE_STRUCT(PromoterPath, (), (id, reason))

struct PromoterView {
    MemberId id;
    members::Person member;
    base::Time since;
    std::int64_t recruits = 0;
    bool brought = false;
    std::optional<base::Time> suspended_at;
    std::string suspended_because;
};
BOOST_DESCRIBE_STRUCT(PromoterView, (),
                      (id, member, since, recruits, brought, suspended_at, suspended_because))

std::vector<PromoterView> views_of(db::Snapshot& snapshot, const std::vector<Promoter>& rows) {
    std::vector<MemberId> ids;
    for (const Promoter& row : rows) ids.push_back(row.member);
    const auto people = members::people(snapshot, ids);
    std::vector<PromoterView> views;
    for (const Promoter& row : rows) {
        views.push_back({row.member, members::among(people, row.member), row.since,
                         recruits_of(snapshot, row.member), row.recruiter.has_value(),
                         row.suspended, row.suspended_why});
    }
    return views;
}

base::Result<PromoterView> one(db::Snapshot& snapshot, MemberId member) {
    const auto row = find(snapshot, member);
    if (!row) return no_such_promoter;
    return views_of(snapshot, {*row}).front();
}

}  // namespace

void add_desk_routes(http::Router& router) {
    const auto access = Access::permission(std::string{members::operator_permission});
    router.query(Method::get, "/api/v1/operator/promoters", "Who promotes", access,
                 [](db::Snapshot& snapshot, const Call&,
                    const http::PageForm& form) -> base::Result<http::Page<PromoterView>> {
                     const auto after = TRY(http::cursor_number(form.after, 0));
                     const auto limit = http::limit_of(form.limit);
                     const auto page =
                         http::page_of(list(snapshot, MemberId{after}, limit + 1), limit,
                                       [](const Promoter& row) { return row.member.value; });
                     return http::Page<PromoterView>{views_of(snapshot, page.items), page.next};
                 });
    router.command(
        Method::post, "/api/v1/operator/promoters/{id}/suspend", "Stop somebody from earning",
        access,
        [](db::Tx& tx, const Call& call, const PromoterPath& form) -> base::Result<PromoterView> {
            TRY(suspend(tx, form.id, {call.caller.member, form.reason}));
            return one(tx, form.id);
        });
    router.command(
        Method::post, "/api/v1/operator/promoters/{id}/reinstate", "Let somebody earn again",
        access,
        [](db::Tx& tx, const Call& call, const PromoterPath& form) -> base::Result<PromoterView> {
            TRY(reinstate(tx, form.id, {call.caller.member, form.reason}));
            return one(tx, form.id);
        });
}

}  // namespace promoters
