#pragma once

// Members: who somebody is in this market, how they show it, and what they may do.
//
// A member signs up with a handle and a password, and shows with a session who they are. Nothing
// that opens an account is kept as it was given: a password as an Argon2id hash, a session's token
// and the setup code as SHA-256. None of them is in a log, an event or a stored answer.
//
// A permission is a word that an operator gives or takes, with a reason that stays on record. The
// first operator is whoever holds the setup code, which the program prints at its first start. The
// last one cannot lose the permission.
//
// Hashing takes long on purpose. It never happens in the writer: hash first, then create().

#include <cstdint>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/member.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "db/migrate.hpp"
#include "db/tx.hpp"
#include "http/call.hpp"

namespace members {

using base::MemberId;
using http::Language;
using http::SessionId;

// ---- People

/// A member as others see one: the view that every list and page uses.
struct Person {
    MemberId id;
    std::string handle;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(Person, (), (id, handle, name))

/// What a member's own page and the operator's list say.
struct Member {
    MemberId id;
    std::string handle;
    std::string name;
    Language language{};
    std::string permissions;  // Words with a blank between them; see permissions_of().
    base::Time since;
};
BOOST_DESCRIBE_STRUCT(Member, (), (id, handle, name, language, permissions, since))

inline constexpr base::Reason no_such_member{base::Kind::missing, "no_such_member"};
inline constexpr base::Reason handle_taken{base::Kind::conflict, "handle_taken"};
inline constexpr base::Reason sign_in_failed{base::Kind::not_signed, "sign_in_failed"};
inline constexpr base::Reason old_password_wrong{base::Kind::denied, "old_password_wrong"};
inline constexpr base::Reason too_many_attempts{base::Kind::limited, "too_many_attempts"};
inline constexpr base::Reason setup_code_wrong{base::Kind::denied, "setup_code_wrong"};
inline constexpr base::Reason no_such_session{base::Kind::missing, "no_such_session"};
inline constexpr base::Reason last_operator{base::Kind::conflict, "last_operator"};

/// Somebody by id; no_such_member.
base::Result<Person> person(db::Snapshot& snapshot, MemberId id);

/// Several at once, in any order; unknown ids are left out. At most 1,000.
std::vector<Person> people(db::Snapshot& snapshot, const std::vector<MemberId>& ids);

/// The one of `people` with this id, or one without handle and name when it is not among them.
Person among(const std::vector<Person>& people, MemberId id);

/// All there is to know of a member; no_such_member.
base::Result<Member> member(db::Snapshot& snapshot, MemberId id);

/// The same by handle, in any case of its letters; no_such_member.
base::Result<Member> by_handle(db::Snapshot& snapshot, std::string_view handle);

/// Members whose handle or name begins with `text`, whatever the case, by handle; all of them for
/// "". `after` is the handle where the page before ended, "" for the first one.
std::vector<Member> find(db::Snapshot& snapshot, std::string_view text, std::string_view after,
                         std::int64_t limit);

/// How a handle is kept: folded, so that "Ann" and "ann" are one. Nothing when it is not 3 to 30
/// letters a to z, digits and underscores.
std::optional<std::string> handle_of(std::string_view text);

struct NewMember {
    std::string handle;
    std::string name;  // 1 to 60 code points; the caller has looked.
    std::string password_hash;
    Language language = Language::en;
};

/// Makes an account and tells member_joined. Refuses with handle_taken, or with the form's field
/// `handle` when it is none.
base::Result<MemberId> create(db::Tx& tx, const NewMember& wanted);

/// What a member may change of themselves; what is not set stays.
struct ProfileChange {
    std::optional<std::string> name;
    std::optional<Language> language;
};

/// Changes name and language; no_such_member.
base::Result<base::Done> change_profile(db::Tx& tx, MemberId id, const ProfileChange& change);

// ---- Passwords

/// How hard a password is to try, in libsodium's words. `minimum` is for tests and replays.
struct HashCost {
    std::uint64_t operations = 2;
    std::size_t memory_bytes = 64 * 1024 * 1024;

    static HashCost minimum() { return {1, 8192}; }
};

/// Argon2id with a salt of its own. Takes about 0.1 s at the usual cost; any thread but the
/// writer's. Throws std::bad_alloc when the memory is not there.
std::string hash_password(std::string_view password, HashCost cost);

/// Looks like a hash and costs as much to try a password on, but no password is known to fit it
/// and none was hashed: so it is made at once.
std::string hash_of_nothing(HashCost cost);

/// Whether a password is not to be taken: "too_common" or "same_as_handle"; nothing when it is.
std::optional<std::string_view> weakness_of(std::string_view password, std::string_view handle);

// ---- Sessions

/// Whose token it is, with their permissions, as the rows say now; nobody when it is unknown or
/// over. One statement: it runs for every request.
http::Caller authenticate(db::Snapshot& snapshot, std::string_view token);

struct NewSession {
    MemberId member;
    std::string device;
    std::string address;
    std::int64_t days = 30;  // Until it is over.
};

/// Opens a session and returns its token, which is kept nowhere. The token comes from the system's
/// chance and never from a seed. A member's oldest sessions beyond 50 end.
std::string open_session(db::Tx& tx, const NewSession& wanted);

/// Deletes sessions that are over; at most `most`. Returns how many.
std::int64_t forget_sessions(db::Tx& tx, std::int64_t most);

/// When sessions were last used, gathered in memory because a query cannot write; saved now and
/// then by save_sightings(). Losing it loses nothing but how fresh `seen` is. Any thread.
class Sightings {
public:
    void note(SessionId session, base::Time now);

    /// At most `most` of what was noted, which is then forgotten here.
    std::vector<std::pair<SessionId, base::Time>> take(std::size_t most);

private:
    std::mutex mutex_;
    std::unordered_map<std::int64_t, base::Time> seen_;
};

/// Writes down up to 500 sightings; sessions that are gone stay gone. Returns how many there were.
base::Result<std::int64_t> save_sightings(db::Tx& tx, Sightings& sightings);

// ---- Permissions

inline constexpr std::string_view operator_permission = "operator";
inline constexpr std::string_view moderator_permission = "moderator";

/// The words of Member::permissions.
std::vector<std::string> permissions_of(std::string_view words);

/// A code that makes its holder the operator, once, when signing up; it replaces every earlier one.
/// Nothing when the market has an operator already.
std::optional<std::string> setup_code(db::Tx& tx);

/// Whether there is such a code that nobody has used yet.
bool setup_code_waits(db::Snapshot& snapshot);

/// Makes `member` the operator with the setup code; setup_code_wrong.
base::Result<base::Done> use_setup_code(db::Tx& tx, MemberId member, std::string_view code);

/// Who has a permission, in any order.
std::vector<MemberId> holders(db::Snapshot& snapshot, std::string_view permission);

/// Whether anybody is an operator.
bool has_operator(db::Snapshot& snapshot);

/// Gives `member` exactly these permissions, audits it and tells permission_changed. Refuses with
/// no_such_member, last_operator, or a form's field `permissions` with a word nobody knows. For the
/// demo and the command line `by` may be 0: the market itself.
struct PermissionChange {
    MemberId member;
    std::vector<std::string> permissions;
    MemberId by;
    std::string reason;
};
base::Result<base::Done> set_permissions(db::Tx& tx, const PermissionChange& change);

// ---- Audit

/// Records an act under another's permission: who, permission, act, subject, reason. `before` and
/// `after` are what it changed, as text, "" for nothing; only their digests are kept, so that a row
/// that claims to be what an operator left can be held against them.
struct Act {
    MemberId who;
    std::string permission;
    std::string act;
    std::int64_t subject = 0;
    std::string reason;
    std::string before;
    std::string after;
};
void audit(db::Tx& tx, const Act& act);

/// One line of the audit.
struct AuditLine {
    std::int64_t seq = 0;
    base::Time at;
    MemberId who;
    std::string permission;
    std::string act;
    std::int64_t subject = 0;
    std::string reason;
    std::optional<db::Bytes> before;  // SHA-256; see Act.
    std::optional<db::Bytes> after;
};
BOOST_DESCRIBE_STRUCT(AuditLine, (),
                      (seq, at, who, permission, act, subject, reason, before, after))

/// The audit from the newest line on, before line `before`.
std::vector<AuditLine> audit_lines(db::Snapshot& snapshot, std::int64_t before, std::int64_t limit);

// ---- What the account says of itself

/// The shop a member owns, as far as `/me` shows it. Shops live above; they fill it in.
struct ShopLink {
    base::Id<struct ShopLinkTag> id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(ShopLink, (), (id, name))

struct MeMember {
    MemberId id;
    std::string handle;
    std::string name;
    Language language{};
    std::vector<std::string> permissions;
    std::optional<ShopLink> shop;
};
BOOST_DESCRIBE_STRUCT(MeMember, (), (id, handle, name, language, permissions, shop))

/// The answer of GET /me, and of signing up and in, there always without a shop.
struct MeView {
    std::optional<MeMember> member;
};
BOOST_DESCRIBE_STRUCT(MeView, (), (member))

/// Who is signed in, without the shop; nobody for id 0 and for a member who is gone.
MeView me(db::Snapshot& snapshot, MemberId id);

std::span<const db::Migration> migrations();

}  // namespace members
