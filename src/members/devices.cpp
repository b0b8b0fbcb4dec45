// Which devices a member has signed in on before. A browser that was updated is the same one, so
// its version is no part of what is compared; nor is the address, which changes on every journey.

#include <algorithm>

#include "members/mail.hpp"
#include "members/secrets.hpp"
#include "members/sessions.hpp"

namespace members {
namespace {

constexpr std::int64_t devices_most = 50;

db::Bytes digest_of(std::string device) {
    std::erase_if(device, [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
    return db::Bytes{digest_of_secret(device)};
}

/// True when it was not known.
bool note(db::Tx& tx, MemberId member, const std::string& device) {
    const auto known = tx.run("update devices set seen = $3 where member = $1 and digest = $2",
                              member, digest_of(device), tx.now());
    if (known > 0) return false;
    tx.run("insert into devices (member, digest, seen) values ($1, $2, $3)", member,
           digest_of(device), tx.now());
    return true;
}

void forget_oldest(db::Tx& tx, MemberId member) {
    const auto old = tx.all<db::Bytes>(
        "select digest from devices where member = $1 order by seen desc, digest "
        "limit 1000 offset $2",
        member, devices_most);
    for (const db::Bytes& digest : old) {
        tx.run("delete from devices where member = $1 and digest = $2", member, digest);
    }
}

}  // namespace

bool know_device(db::Tx& tx, MemberId member, const std::string& device) {
    if (tx.number("select count(*) from devices where member = $1", member) == 0) {
        // An older version kept none: where somebody is signed in they have signed in.
        const auto sessions = sessions_of(tx, member);
        for (const Session& session : sessions) note(tx, member, session.device);
        const bool is_new = note(tx, member, device);
        return sessions.empty() || !is_new;
    }
    const bool is_new = note(tx, member, device);
    if (is_new) forget_oldest(tx, member);
    return !is_new;
}

}  // namespace members
