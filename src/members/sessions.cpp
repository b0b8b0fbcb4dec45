// Sessions: rows that a token in a cookie points at.

#include "members/sessions.hpp"

#include "members/secrets.hpp"

namespace members {
namespace {

constexpr std::size_t token_letters = 43;
constexpr std::int64_t sessions_max = 50;  // Of one member at a time.

struct Found {
    MemberId member;
    SessionId session;
    std::string permissions;
};
BOOST_DESCRIBE_STRUCT(Found, (), (member, session, permissions))

}  // namespace

http::Caller authenticate(db::Snapshot& snapshot, std::string_view token) {
    if (token.size() != token_letters) return {};
    const auto found = snapshot.one<Found>(
        "select s.member as member, s.id as session, m.permissions as permissions "
        "from sessions as s join members as m on m.id = s.member "
        "where s.digest = $1 and s.expires > $2",
        db::Bytes{digest_of_secret(token)}, snapshot.now());
    if (!found) return {};
    return {found->member, found->session, permissions_of(found->permissions)};
}

std::string open_session(db::Tx& tx, const NewSession& wanted) {
    tx.run(
        "delete from sessions where member = $1 and (expires <= $2 or id in (select s.id "
        "from sessions as s where s.member = $1 order by s.created desc, s.id desc "
        "limit 1000 offset $3))",
        wanted.member, tx.now(), sessions_max - 1);
    std::string token = new_token();
    tx.run(
        "insert into sessions (id, member, digest, device, address, created, seen, expires) "
        "values ($1, $2, $3, $4, $5, $6, $6, $7)",
        tx.fresh<SessionId>(), wanted.member, db::Bytes{digest_of_secret(token)}, wanted.device,
        wanted.address, tx.now(), tx.now() + std::chrono::days{wanted.days});
    return token;
}

std::int64_t forget_sessions(db::Tx& tx, std::int64_t most) {
    return tx.run(
        "delete from sessions where id in (select s.id from sessions as s "
        "where s.expires <= $1 order by s.expires limit $2)",
        tx.now(), most);
}

std::vector<Session> sessions_of(db::Snapshot& snapshot, MemberId member) {
    return snapshot.all<Session>(
        "select id, device, address, created, seen from sessions "
        "where member = $1 and expires > $2 order by created desc, id desc",
        member, snapshot.now());
}

base::Result<base::Done> end_session(db::Tx& tx, MemberId member, SessionId id) {
    const auto ended = tx.run("delete from sessions where id = $1 and member = $2", id, member);
    if (ended == 0) return no_such_session;
    return base::done;
}

void end_other_sessions(db::Tx& tx, MemberId member, SessionId kept) {
    tx.run("delete from sessions where member = $1 and id <> $2", member, kept);
}

void Sightings::note(SessionId session, base::Time now) {
    if (session.value == 0) return;
    const std::lock_guard lock(mutex_);
    seen_[session.value] = now;
}

std::vector<std::pair<SessionId, base::Time>> Sightings::take(std::size_t most) {
    const std::lock_guard lock(mutex_);
    std::vector<std::pair<SessionId, base::Time>> taken;
    while (!seen_.empty() && taken.size() < most) {
        const auto first = seen_.begin();
        taken.emplace_back(SessionId{first->first}, first->second);
        seen_.erase(first);
    }
    return taken;
}

base::Result<std::int64_t> save_sightings(db::Tx& tx, Sightings& sightings) {
    constexpr std::size_t rows_max = 500;
    const auto taken = sightings.take(rows_max);
    for (const auto& [session, at] : taken) {
        tx.run("update sessions set seen = $2 where id = $1 and seen < $2", session, at);
        tx.run("update api_tokens set seen = $2 where id = $1 and (seen is null or seen < $2)",
               session, at);
    }
    return static_cast<std::int64_t>(taken.size());
}

}  // namespace members
