#include "moderation/routes.hpp"

#include "moderation/moderation.hpp"

namespace moderation {
namespace {

using http::Access;
using http::Call;
using http::Method;

struct GoodsForm {
    cases::CaseId id;
    std::optional<http::Whole<1, INT64_MAX>> version;
};
BOOST_DESCRIBE_STRUCT(GoodsForm, (), (id, version))

}  // namespace

void add_routes(http::Router& router) {
    router.query(Method::get, "/api/v1/cases/{id}/goods",
                 "The goods in a version that a case is about, for who has taken it",
                 Access::permission("moderator"),
                 [](db::Snapshot& snapshot, const Call& call, const GoodsForm& form) {
                     std::optional<std::int64_t> version;
                     if (form.version) version = form.version->value;
                     return exhibit(snapshot, call.caller.member, form.id, version);
                 });
}

}  // namespace moderation
