#include "policies/routes.hpp"

#include "http/page.hpp"
#include "members/members.hpp"
#include "policies/policies.hpp"

namespace policies {
namespace {

using http::Access;
using http::Call;
using http::Method;

/// `from` is null for the default that came with the program.
struct PolicyView {
    std::string name;
    std::int64_t value = 0;
    std::string unit;
    std::int64_t version = 0;
    std::optional<base::Time> from;
    std::int64_t min = 0;
    std::int64_t max = 0;
};
BOOST_DESCRIBE_STRUCT(PolicyView, (), (name, value, unit, version, from, min, max))

PolicyView view(const Policy& policy) {
    const auto& [definition, current] = policy;
    return {std::string{definition.name},
            current.value,
            std::string{definition.unit},
            current.version,
            current.since,
            definition.min,
            definition.max};
}

struct PolicyVersionView {
    std::int64_t version = 0;
    std::int64_t value = 0;
    std::optional<base::Time> from;
    std::string by;  // A handle; "" for the default.
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(PolicyVersionView, (), (version, value, from, by, reason))

struct PolicyPath {
    http::Line<1, 60> name;
};
BOOST_DESCRIBE_STRUCT(PolicyPath, (), (name))

struct SetPolicyForm {
    http::Line<1, 60> name;
    std::int64_t value = 0;
    http::Line<1, 500> reason;
};
BOOST_DESCRIBE_STRUCT(SetPolicyForm, (), (name, value, reason))

void add_reading(http::Router& router) {
    router.query(Method::get, "/api/v1/policies", "Every policy with its value in force",
                 Access::open(),
                 [](db::Snapshot& snapshot, const Call&,
                    const http::NoForm&) -> base::Result<http::Page<PolicyView>> {
                     http::Page<PolicyView> page;
                     for (const Policy& policy : list(snapshot)) {
                         page.items.push_back(view(policy));
                     }
                     return page;
                 });
    router.query(
        Method::get, "/api/v1/policies/{name}/versions",
        "All versions of a policy, from the newest to the default", Access::open(),
        [](db::Snapshot& snapshot, const Call&,
           const PolicyPath& form) -> base::Result<http::Page<PolicyVersionView>> {
            const auto versions = TRY(history(snapshot, form.name.value));
            std::vector<base::MemberId> ids;
            for (const Version& version : versions) ids.push_back(version.by);
            const auto setters = members::people(snapshot, ids);
            http::Page<PolicyVersionView> page;
            for (const Version& version : versions) {
                page.items.push_back({version.version, version.value, version.since,
                                      members::among(setters, version.by).handle, version.reason});
            }
            return page;
        });
}

}  // namespace

void add_routes(http::Router& router) {
    add_reading(router);
    router.command(
        Method::put, "/api/v1/operator/policies/{name}", "Set a policy from now on, with a reason",
        Access::permission("operator"),
        [](db::Tx& tx, const Call& call, const SetPolicyForm& form) -> base::Result<PolicyView> {
            return view(
                TRY(set(tx, {form.name.value, form.value, call.caller.member, form.reason.value})));
        });
}

}  // namespace policies
