#include "setup/setup.hpp"

#include "base/text.hpp"
#include "http/call.hpp"
#include "members/invitation.hpp"
#include "members/members.hpp"
#include "policies/choices.hpp"

namespace setup {
namespace {

constexpr std::size_t name_length_max = 60, account_length_max = 400;

base::Result<base::Done> check(MarketText text, const std::string& value) {
    const auto length_up_to = [&](std::size_t most) -> base::Result<base::Done> {
        if (base::length_of(value) <= most) return base::done;
        return base::wrong_field("value", "too_long", {{"max", std::to_string(most)}});
    };
    switch (text) {
        case MarketText::name:
            if (value.empty()) return base::wrong_field("value", "empty");
            if (value.find('\n') != std::string::npos) {
                return base::wrong_field("value", "control_characters");
            }
            return length_up_to(name_length_max);
        case MarketText::language: {
            http::Language language{};
            if (!base::word_to(value, language)) return base::wrong_field("value", "unknown_word");
            return base::done;
        }
        case MarketText::account: return length_up_to(account_length_max);
        case MarketText::invitation: return text_is_made;
    }
    base::unreachable();
}

void write(db::Tx& tx, const Saying& saying) {
    const std::string old = said(tx, saying.text);
    if (old == saying.value) return;
    const std::int64_t version =
        1 + tx.number("select coalesce(max(version), 0) from market_texts where text = $1",
                      saying.text);
    tx.run(
        "insert into market_texts (text, version, value, since, set_by, reason) "
        "values ($1, $2, $3, $4, $5, $6)",
        saying.text, version, saying.value, tx.now(), saying.by, saying.reason);
    members::audit(tx, {saying.by, std::string{members::operator_permission},
                        "market_text: " + std::string{base::name_of(saying.text)}, version,
                        saying.reason, old, saying.value});
}

struct First {
    MemberId member;
    std::optional<base::Time> ended;
};
BOOST_DESCRIBE_STRUCT(First, (), (member, ended))

bool goes_on(db::Snapshot& snapshot, MemberId member) {
    const auto first = snapshot.one<First>("select member, ended from first_operator where id = 1");
    return first && first->member == member && !first->ended;
}

}  // namespace

std::string said(db::Snapshot& snapshot, MarketText text) {
    const auto value = snapshot.one<std::string>(
        "select value from market_texts where text = $1 order by version desc limit 1", text);
    return value.value_or("");
}

base::Result<base::Done> say(db::Tx& tx, const Saying& saying) {
    TRY(check(saying.text, saying.value));
    write(tx, saying);
    return base::done;
}

base::Result<std::string> invite(db::Tx& tx, MemberId by, const std::string& reason) {
    std::string code = members::new_invitation();
    write(tx, {MarketText::invitation, code, by, reason});
    return code;
}

std::vector<Version> versions(db::Snapshot& snapshot, MarketText text, std::int64_t before,
                              std::int64_t limit) {
    return snapshot.all<Version>(
        "select version, value, since, set_by, reason from market_texts "
        "where text = $1 and version < $2 order by version desc limit $3",
        text, before, limit);
}

base::Result<base::Done> may_join(db::Snapshot& snapshot,
                                  const std::optional<std::string>& invitation) {
    using policies::Joining;
    switch (Joining{policies::value(snapshot, policies::who_may_join).value}) {
        case Joining::anybody: return base::done;
        case Joining::nobody: return joining_closed;
        case Joining::invited: break;
    }
    if (!invitation) return base::wrong_field("invitation", "missing");
    const std::string wanted = said(snapshot, MarketText::invitation);
    if (wanted.empty() || *invitation != wanted) {
        return base::wrong_field("invitation", "invitation_wrong");
    }
    return base::done;
}

base::Result<base::Done> begin(db::Tx& tx, MemberId member) {
    tx.run(
        "insert into first_operator (id, member, begun, ended) values (1, $1, $2, null) "
        "on conflict (id) do nothing",
        member, tx.now());
    return base::done;
}

std::optional<std::vector<LeftStep>> steps_of(db::Snapshot& snapshot, MemberId member) {
    if (!goes_on(snapshot, member)) return std::nullopt;
    return snapshot.all<LeftStep>("select step, how, at from first_steps order by at, step");
}

base::Result<base::Done> leave_step(db::Tx& tx, MemberId member, FirstStep step, StepLeft how) {
    if (!goes_on(tx, member)) return no_first_steps;
    tx.run(
        "insert into first_steps (step, how, at) values ($1, $2, $3) "
        "on conflict (step) do update set how = excluded.how, at = excluded.at",
        step, how, tx.now());
    return base::done;
}

base::Result<base::Done> end(db::Tx& tx, MemberId member) {
    if (!goes_on(tx, member)) return no_first_steps;
    tx.run("update first_operator set ended = $1 where id = 1", tx.now());
    return base::done;
}

}  // namespace setup
