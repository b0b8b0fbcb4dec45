#include "members/routes.hpp"

#include "base/text.hpp"
#include "http/page.hpp"
#include "members/sessions.hpp"
#include "members/sign_in.hpp"
#include "members/token_routes.hpp"

namespace members {
namespace {

using http::Access;
using http::Call;
using http::Method;

// ---- Sessions

struct SessionView {
    SessionId id;
    std::string device;
    std::string address;
    base::Time created;
    base::Time seen;
    bool current = false;
};
BOOST_DESCRIBE_STRUCT(SessionView, (), (id, device, address, created, seen, current))

struct SessionPath {
    SessionId id;
};
BOOST_DESCRIBE_STRUCT(SessionPath, (), (id))

using SignedOut = http::WithSession<http::Nothing>;

void add_sessions(http::Router& router) {
    router.query(
        Method::get, "/api/v1/sessions", "Where I am signed in, the newest first", Access::member(),
        [](db::Snapshot& snapshot, const Call& call,
           const http::NoForm&) -> base::Result<http::Page<SessionView>> {
            http::Page<SessionView> page;
            for (const Session& session : sessions_of(snapshot, call.caller.member)) {
                // What this very request shows need not wait to be written down.
                const bool current = session.id == call.caller.session;
                page.items.push_back({session.id, session.device, session.address, session.created,
                                      current ? snapshot.now() : session.seen, current});
            }
            return page;
        },
        {.by_token = false});
    router.command(
        Method::del, "/api/v1/sessions/current", "Sign out", Access::member(),
        [](db::Tx& tx, const Call& call, const http::NoForm&) -> base::Result<SignedOut> {
            TRY(end_session(tx, call.caller.member, call.caller.session));
            return SignedOut{};
        },
        {.by_token = false});
    router.command(
        Method::del, "/api/v1/sessions/others", "Sign out everywhere else", Access::member(),
        [](db::Tx& tx, const Call& call, const http::NoForm&) -> base::Result<http::Nothing> {
            end_other_sessions(tx, call.caller.member, call.caller.session);
            return http::Nothing{};
        },
        {.by_token = false});
    router.command(
        Method::del, "/api/v1/sessions/{id}", "Sign out elsewhere", Access::member(),
        [](db::Tx& tx, const Call& call, const SessionPath& form) -> base::Result<http::Nothing> {
            TRY(end_session(tx, call.caller.member, form.id));
            return http::Nothing{};
        },
        {.by_token = false});
}

// ---- What operators do

struct MemberView {
    MemberId id;
    std::string handle;
    std::string name;
    base::Time since;
    std::vector<std::string> permissions;
};
BOOST_DESCRIBE_STRUCT(MemberView, (), (id, handle, name, since, permissions))

MemberView view(const Member& member) {
    return {member.id, member.handle, member.name, member.since,
            permissions_of(member.permissions)};
}

struct FindMembersForm {
    std::optional<http::Line<0, 60>> q;
    std::optional<http::Cursor> after;
    std::optional<http::Limit> limit;
};
BOOST_DESCRIBE_STRUCT(FindMembersForm, (), (q, after, limit))

struct PermissionsForm {
    MemberId id;
    http::Some<http::Line<1, 40>, 0, 10> permissions;
    http::Line<1, 500> reason;
};
BOOST_DESCRIBE_STRUCT(PermissionsForm, (), (id, permissions, reason))

void add_operators(http::Router& router) {
    router.query(Method::get, "/api/v1/operator/members", "Members by the start of handle or name",
                 Access::permission("operator"),
                 [](db::Snapshot& snapshot, const Call&,
                    const FindMembersForm& form) -> base::Result<http::Page<MemberView>> {
                     const std::int64_t limit = http::limit_of(form.limit);
                     auto found = find(snapshot, form.q ? form.q->value : "",
                                       form.after ? form.after->value : "", limit + 1);
                     http::Page<MemberView> page;
                     if (found.size() > static_cast<std::size_t>(limit)) {
                         found.pop_back();
                         page.next = found.back().handle;
                     }
                     for (const Member& member : found) page.items.push_back(view(member));
                     return page;
                 });
    router.command(
        Method::put, "/api/v1/operator/members/{id}/permissions",
        "Give a member exactly these permissions, with a reason", Access::permission("operator"),
        [](db::Tx& tx, const Call& call, const PermissionsForm& form) -> base::Result<MemberView> {
            PermissionChange change{form.id, {}, call.caller.member, form.reason.value};
            for (const auto& word : form.permissions.items) {
                change.permissions.push_back(word.value);
            }
            TRY(set_permissions(tx, change));
            return view(TRY(member(tx, form.id)));
        },
        {.by_token = false});
}

// ---- Audit

struct AuditView {
    base::Time at;
    std::string who;  // A handle; "" for the market itself.
    std::string permission;
    std::string act;
    std::string subject;
    std::string reason;
    std::optional<std::string> before;  // SHA-256 in hexadecimal digits; see members::Act.
    std::optional<std::string> after;
};
BOOST_DESCRIBE_STRUCT(AuditView, (), (at, who, permission, act, subject, reason, before, after))

std::optional<std::string> hex(const std::optional<db::Bytes>& digest) {
    return digest ? std::optional{base::to_hex(digest->value)} : std::nullopt;
}

void add_audit(http::Router& router) {
    router.query(
        Method::get, "/api/v1/operator/audit", "What was done under a permission, the latest first",
        Access::permission("operator"),
        [](db::Snapshot& snapshot, const Call&,
           const http::PageForm& form) -> base::Result<http::Page<AuditView>> {
            const std::int64_t limit = http::limit_of(form.limit);
            const std::int64_t before = TRY(http::cursor_number(form.after, INT64_MAX));
            auto lines = http::page_of(audit_lines(snapshot, before, limit + 1), limit,
                                       [](const AuditLine& line) { return line.seq; });
            std::vector<MemberId> ids;
            for (const AuditLine& line : lines.items) ids.push_back(line.who);
            const std::vector<Person> actors = people(snapshot, ids);
            http::Page<AuditView> page;
            page.next = lines.next;
            for (const AuditLine& line : lines.items) {
                page.items.push_back({line.at, among(actors, line.who).handle, line.permission,
                                      line.act, std::to_string(line.subject), line.reason,
                                      hex(line.before), hex(line.after)});
            }
            return page;
        });
}

}  // namespace

std::shared_ptr<Gate> add_routes(http::Router& router, const Settings& settings) {
    auto gate = std::make_shared<Gate>(settings);
    add_sign_up(router, gate);
    add_sign_in(router, gate);
    add_change_password(router, gate);
    add_leaving(router, gate);
    add_mail(router, gate);
    add_reset(router, gate);
    add_sessions(router);
    add_token_routes(router);
    add_operators(router);
    add_audit(router);
    return gate;
}

}  // namespace members
