// Permissions, how the first operator comes to be, and the audit.

#include <algorithm>

#include "events/events.hpp"
#include "http/json.hpp"
#include "members/invitation.hpp"
#include "members/members.hpp"
#include "members/secrets.hpp"

namespace members {
namespace {

struct PermissionNews {
    MemberId by;
    std::vector<std::string> permissions;
};
BOOST_DESCRIBE_STRUCT(PermissionNews, (), (by, permissions))

bool is_known(std::string_view permission) {
    return permission == operator_permission || permission == moderator_permission;
}

bool holds(const std::vector<std::string>& permissions, std::string_view permission) {
    return std::ranges::find(permissions, permission) != permissions.end();
}

std::string joined(const std::vector<std::string>& permissions) {
    std::string words;
    for (const auto& permission : permissions) {
        if (!words.empty()) words += ' ';
        words += permission;
    }
    return words;
}

std::optional<db::Bytes> digest_of_state(std::string_view text) {
    if (text.empty()) return std::nullopt;
    return db::Bytes{digest_of_secret(text)};
}

struct Permitted {
    MemberId id;
    std::string permissions;
};
BOOST_DESCRIBE_STRUCT(Permitted, (), (id, permissions))

}  // namespace

std::vector<std::string> permissions_of(std::string_view words) {
    std::vector<std::string> list;
    while (!words.empty()) {
        const std::size_t end = std::min(words.find(' '), words.size());
        list.emplace_back(words.substr(0, end));
        words.remove_prefix(std::min(end + 1, words.size()));
    }
    return list;
}

std::vector<MemberId> holders(db::Snapshot& snapshot, std::string_view permission) {
    std::vector<MemberId> found;
    // The index holds only those with any permission.
    for (const Permitted& one :
         snapshot.all<Permitted>("select id, permissions from members where permissions <> ''")) {
        if (holds(permissions_of(one.permissions), permission)) found.push_back(one.id);
    }
    return found;
}

bool has_operator(db::Snapshot& snapshot) {
    return !holders(snapshot, operator_permission).empty();
}

std::optional<std::string> setup_code(db::Tx& tx) {
    if (has_operator(tx)) return std::nullopt;
    std::string code = new_setup_code();
    tx.run(
        "insert into setup (id, digest, at) values (1, $1, $2) "
        "on conflict (id) do update set digest = excluded.digest, at = excluded.at",
        db::Bytes{digest_of_secret(plain_setup_code(code))}, tx.now());
    return code;
}

bool setup_code_waits(db::Snapshot& snapshot) {
    return !has_operator(snapshot) && snapshot.number("select count(*) from setup") > 0;
}

std::string new_invitation() {
    return new_setup_code();
}

base::Result<base::Done> use_setup_code(db::Tx& tx, MemberId member, std::string_view code) {
    const auto used = tx.run("delete from setup where digest = $1",
                             db::Bytes{digest_of_secret(plain_setup_code(code))});
    // A code that was printed before somebody became the operator another way is worth nothing.
    if (used == 0 || has_operator(tx)) return setup_code_wrong;
    return set_permissions(tx,
                           {member, {std::string{operator_permission}}, MemberId{}, "setup code"});
}

base::Result<base::Done> set_permissions(db::Tx& tx, const PermissionChange& change) {
    std::vector<std::string> wanted = change.permissions;
    std::ranges::sort(wanted);
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    for (std::size_t i = 0; i < change.permissions.size(); ++i) {
        if (is_known(change.permissions[i])) continue;
        return base::wrong_field("permissions." + std::to_string(i), "unknown_word");
    }
    const Member old = TRY(member(tx, change.member));
    const bool was = holds(permissions_of(old.permissions), operator_permission);
    if (was && !holds(wanted, operator_permission) &&
        holders(tx, operator_permission).size() == 1) {
        return last_operator;
    }
    const std::string words = joined(wanted);
    tx.run("update members set permissions = $2 where id = $1", change.member, words);
    audit(tx, {change.by, std::string{operator_permission},
               "permissions: " + old.permissions + " -> " + words, change.member.value,
               change.reason, old.permissions, words});
    return events::tell(tx, {"permission_changed", change.member.value,
                             http::to_json(PermissionNews{change.by, wanted})});
}

void audit(db::Tx& tx, const Act& act) {
    // The market has one writer, so the next number is nobody else's.
    const auto seq = tx.number("select coalesce(max(seq), 0) + 1 from audit");
    tx.run(
        "insert into audit (seq, at, who, permission, act, subject, reason, before, after) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        seq, tx.now(), act.who, act.permission, act.act, act.subject, act.reason,
        digest_of_state(act.before), digest_of_state(act.after));
}

std::vector<AuditLine> audit_lines(db::Snapshot& snapshot, std::int64_t before,
                                   std::int64_t limit) {
    return snapshot.all<AuditLine>(
        "select seq, at, who, permission, act, subject, reason, before, after from audit "
        "where seq < $1 order by seq desc limit $2",
        before, limit);
}

}  // namespace members
