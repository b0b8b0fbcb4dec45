#include "members/members.hpp"

#include <algorithm>

#include "events/events.hpp"
#include "http/json.hpp"
#include "members/former.hpp"
#include "members/secrets.hpp"

namespace members {
namespace {

/// Sorts behind every text that begins with the text it is appended to.
constexpr std::string_view last_letter = "\xF4\x8F\xBF\xBF";

}  // namespace

base::Result<Person> person(db::Snapshot& snapshot, MemberId id) {
    const auto found =
        snapshot.one<Person>("select id, handle, name from members where id = $1", id);
    if (!found) return no_such_member;
    return *found;
}

std::vector<Person> people(db::Snapshot& snapshot, const std::vector<MemberId>& ids) {
    if (ids.empty()) return {};
    return snapshot.all<Person>(
        "select id, handle, name from members "
        "where id in (select cast(value as bigint) from json_each($1))",
        http::to_json(ids));
}

Person among(const std::vector<Person>& people, MemberId id) {
    const auto found = std::ranges::find(people, id, &Person::id);
    return found == people.end() ? Person{id, "", ""} : *found;
}

base::Result<Member> member(db::Snapshot& snapshot, MemberId id) {
    const auto found = snapshot.one<Member>(
        "select id, handle, name, language, permissions, since from members where id = $1", id);
    if (!found) return no_such_member;
    return *found;
}

base::Result<Member> by_handle(db::Snapshot& snapshot, std::string_view handle) {
    const auto folded_handle = handle_of(handle);
    if (!folded_handle) return no_such_member;
    const auto found = snapshot.one<Member>(
        "select id, handle, name, language, permissions, since from members where handle = $1",
        *folded_handle);
    if (!found) return no_such_member;
    return *found;
}

std::vector<Member> find(db::Snapshot& snapshot, std::string_view text, std::string_view after,
                         std::int64_t limit) {
    const std::string begin = folded(text);
    const std::string end = begin + std::string{last_letter};
    return snapshot.all<Member>(
        "select id, handle, name, language, permissions, since from members "
        "where ((handle >= $1 and handle < $2) or (folded >= $1 and folded < $2)) "
        "and handle > $3 and handle not like $5 order by handle limit $4",
        begin, end, after, limit, std::string{former_begin} + '%');
}

std::optional<std::string> handle_of(std::string_view text) {
    constexpr std::size_t letters_min = 3, letters_max = 30;
    std::string handle = folded(text);
    if (handle.size() < letters_min || handle.size() > letters_max) return std::nullopt;
    const bool fits = std::ranges::all_of(handle, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
    if (!fits) return std::nullopt;
    return handle;
}

base::Result<MemberId> create(db::Tx& tx, const NewMember& wanted) {
    const auto handle = handle_of(wanted.handle);
    if (!handle) return base::wrong_field("handle", "handle_malformed");
    const auto taken = tx.one<MemberId>("select id from members where handle = $1", *handle);
    if (taken || was_somebodys(tx, *handle)) return handle_taken;
    const auto id = tx.fresh<MemberId>();
    tx.run(
        "insert into members (id, handle, name, folded, language, permissions, since) "
        "values ($1, $2, $3, $4, $5, '', $6)",
        id, *handle, wanted.name, folded(wanted.name), wanted.language, tx.now());
    tx.run("insert into credentials (member, hash, changed) values ($1, $2, $3)", id,
           wanted.password_hash, tx.now());
    TRY(events::tell(tx, {"member_joined", id.value}));
    return id;
}

base::Result<base::Done> change_profile(db::Tx& tx, MemberId id, const ProfileChange& change) {
    const Member old = TRY(member(tx, id));
    const std::string name = change.name.value_or(old.name);
    tx.run("update members set name = $2, folded = $3, language = $4 where id = $1", id, name,
           folded(name), change.language.value_or(old.language));
    return base::done;
}

MeView me(db::Snapshot& snapshot, MemberId id) {
    if (id.value == 0) return {};
    const auto found = member(snapshot, id);
    if (!found) return {};
    return {MeMember{found->id, found->handle, found->name, found->language,
                     permissions_of(found->permissions), std::nullopt}};
}

}  // namespace members
