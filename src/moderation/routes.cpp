#include "moderation/routes.hpp"

#include "moderation/moderation.hpp"

namespace moderation {
namespace {

using http::Access;
using http::Call;
using http::Method;

struct CasePath {
    cases::CaseId id;
};
BOOST_DESCRIBE_STRUCT(CasePath, (), (id))

}  // namespace

void add_routes(http::Router& router) {
    router.query(Method::get, "/api/v1/cases/{id}/goods",
                 "The goods as they were when the case was opened, for who has taken it",
                 Access::permission("moderator"),
                 [](db::Snapshot& snapshot, const Call& call, const CasePath& form) {
                     return exhibit(snapshot, call.caller.member, form.id);
                 });
}

}  // namespace moderation
