// Who wants to hear what, and where.

#include <algorithm>

#include "base/describe.hpp"
#include "events/cursors.hpp"
#include "webhooks/rows.hpp"
#include "webhooks/signature.hpp"

namespace webhooks {
namespace {

constexpr std::string_view columns =
    "select id, owner, url, description, kinds, state, made, failures, failing_since, old_until "
    "from webhook_endpoints ";

/// " order_paid order_shipped ", so that a word is found with its blanks.
std::string joined(const std::vector<HookKind>& kinds) {
    std::string words = " ";
    for (const HookKind kind : kinds) words += std::string{base::name_of(kind)} + ' ';
    return words;
}

base::Result<base::Done> check_kinds(MemberId owner, const std::vector<HookKind>& kinds) {
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        const Hears hears = rule_of(kinds[i]).hears;
        const bool for_them =
            hears == Hears::seller || (hears == Hears::market && owner == the_market);
        const std::string field = "kinds." + std::to_string(i);
        if (!for_them) return base::wrong_field(field, "unknown_word");
        if (std::ranges::count(kinds, kinds[i]) > 1) return base::wrong_field(field, "twice");
    }
    return base::done;
}

}  // namespace

std::optional<Endpoint> find(db::Snapshot& snapshot, EndpointId id) {
    static const std::string sql = std::string{columns} + "where id = $1";
    return snapshot.one<Endpoint>(sql, id);
}

base::Result<Endpoint> find(db::Snapshot& snapshot, MemberId owner, EndpointId id) {
    auto found = find(snapshot, id);
    if (!found || found->owner != owner) return no_such_webhook;
    return *std::move(found);
}

std::vector<Endpoint> endpoints_of(db::Snapshot& snapshot, MemberId owner) {
    static const std::string sql = std::string{columns} + "where owner = $1 order by id desc";
    return snapshot.all<Endpoint>(sql, owner);
}

bool anybody(db::Snapshot& snapshot) {
    return snapshot.number(
               "select count(*) from (select id from webhook_endpoints where state = 'on' limit 1) "
               "as found") > 0;
}

std::vector<HookKind> kinds_of(const Endpoint& endpoint) {
    std::vector<HookKind> kinds;
    for (const KindRule& rule : kind_rules()) {
        const std::string word = ' ' + std::string{base::name_of(rule.kind)} + ' ';
        if (endpoint.kinds.find(word) != std::string::npos) kinds.push_back(rule.kind);
    }
    return kinds;
}

base::Result<Made> make(db::Tx& tx, MemberId owner, const Wanted& wanted,
                        const Settings& settings) {
    TRY(check_url(wanted.url, settings.reach));
    TRY(check_kinds(owner, wanted.kinds));
    const std::int64_t there =
        tx.number("select count(*) from webhook_endpoints where owner = $1", owner);
    if (there >= settings.per_owner) {
        return base::with(too_many_webhooks, "max", std::to_string(settings.per_owner));
    }
    const std::string secret = fresh_secret();
    const auto id = tx.fresh<EndpointId>();
    tx.run(
        "insert into webhook_endpoints (id, owner, url, description, kinds, state, secret, "
        "old_secret, old_until, after_event, made, failures, failing_since) "
        "values ($1, $2, $3, $4, $5, 'on', $6, null, null, $7, $8, 0, null)",
        id, owner, wanted.url, wanted.description, joined(wanted.kinds), db::Bytes{secret},
        events::last(tx), tx.now());
    return Made{TRY(find(tx, owner, id)), secret_text(secret)};
}

base::Result<Endpoint> change(db::Tx& tx, MemberId owner, EndpointId id, const Change& wanted,
                              const Settings& settings) {
    const Endpoint old = TRY(find(tx, owner, id));
    if (wanted.url) TRY(check_url(*wanted.url, settings.reach));
    if (wanted.kinds) TRY(check_kinds(owner, *wanted.kinds));
    const std::string url = wanted.url.value_or(old.url);
    const std::string description = wanted.description.value_or(old.description);
    const std::string kinds = wanted.kinds ? joined(*wanted.kinds) : old.kinds;
    tx.run("update webhook_endpoints set url = $2, description = $3, kinds = $4 where id = $1", id,
           url, description, kinds);
    if (wanted.on && !*wanted.on && old.state == EndpointState::on) {
        tx.run("update webhook_endpoints set state = 'off' where id = $1", id);
    }
    if (wanted.on && *wanted.on && old.state != EndpointState::on) {
        tx.run(
            "update webhook_endpoints set state = 'on', failures = 0, failing_since = null, "
            "after_event = $2 where id = $1",
            id, events::last(tx));
        plan(tx, tx.now());
    }
    return find(tx, owner, id);
}

base::Result<base::Done> end(db::Tx& tx, MemberId owner, EndpointId id) {
    TRY(find(tx, owner, id));
    tx.run("delete from webhook_endpoints where id = $1", id);
    // What was sent there may be more than a command writes.
    events::at(tx, forget_job, tx.now(), id.value);
    return base::done;
}

base::Result<Made> rotate(db::Tx& tx, MemberId owner, EndpointId id) {
    TRY(find(tx, owner, id));
    const std::string secret = fresh_secret();
    tx.run(
        "update webhook_endpoints set old_secret = secret, old_until = $2, secret = $3 "
        "where id = $1",
        id, tx.now() + old_secret_lives, db::Bytes{secret});
    return Made{TRY(find(tx, owner, id)), secret_text(secret)};
}

void add_listeners(events::Hub& hub) {
    // Their rows go with the rest of what is theirs, a little later.
    hub.on("member_left", [](db::Tx& tx, const events::Event& event) -> base::Result<base::Done> {
        tx.run("update webhook_endpoints set state = 'off' where owner = $1",
               MemberId{event.subject});
        return base::done;
    });
}

}  // namespace webhooks
