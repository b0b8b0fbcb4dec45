// The errand that carries what waits. It goes outside of transactions with several messages at a
// time; between its commands those are on their way, and what came of them is booked as it comes
// back, with the next ones taken in the same command. What was on its way when the program ended is
// sent again: a receiver knows it by its id.

#include <algorithm>
#include <map>

#include "base/histogram.hpp"
#include "base/text.hpp"
#include "db/act.hpp"
#include "members/members.hpp"
#include "notices/notices.hpp"
#include "webhooks/rows.hpp"
#include "webhooks/signature.hpp"

namespace webhooks {
namespace {

/// After this long an errand takes nothing new on, so that it is over before anybody calls it late.
constexpr std::chrono::seconds takes_on_for{20};
/// So many of one endpoint are on their way at once, and so many while it fails. Of one owner's it
/// is half of all, so that others have the rest.
constexpr std::int64_t per_endpoint = 4, per_failing_endpoint = 1;
constexpr std::int64_t endpoints_looked_at = 200;

/// An endpoint for which something waits.
struct Target {
    EndpointId id;
    MemberId owner;
    std::string url;
    db::Bytes secret;
    std::optional<db::Bytes> old_secret;
    std::optional<base::Time> old_until;
    std::int64_t failures = 0;
    base::Time first;
};
BOOST_DESCRIBE_STRUCT(Target, (), (id, owner, url, secret, old_secret, old_until, failures, first))

struct Load {
    DeliveryId id;
    MessageId message;
    std::string body;
};
BOOST_DESCRIBE_STRUCT(Load, (), (id, message, body))

/// What is on its way.
class Flying {
public:
    void add(DeliveryId id, const Target& target) {
        list_.emplace(id, Place{target.id, target.owner});
    }
    void remove(DeliveryId id) { list_.erase(id); }
    bool has(DeliveryId id) const { return list_.contains(id); }
    std::int64_t count() const { return std::ssize(list_); }
    std::int64_t of(EndpointId endpoint) const {
        return std::ranges::count_if(
            list_, [&](const auto& one) { return one.second.endpoint == endpoint; });
    }
    std::int64_t of(MemberId owner) const {
        return std::ranges::count_if(list_,
                                     [&](const auto& one) { return one.second.owner == owner; });
    }

private:
    struct Place {
        EndpointId endpoint;
        MemberId owner;
    };
    std::map<DeliveryId, Place> list_;
};

Parcel pack(const Target& target, const Load& load, base::Time now) {
    std::vector<std::string> secrets{target.secret.value};
    if (target.old_secret && target.old_until && now < *target.old_until) {
        secrets.push_back(target.old_secret->value);
    }
    const std::string id = name_of(load.message);
    const std::int64_t seconds = base::micros_of(now) / 1'000'000;
    return {load.id, target.url,
            std::vector<std::string>{
                "content-type: application/json", "webhook-id: " + id,
                "webhook-timestamp: " + std::to_string(seconds),
                "webhook-signature: " + signature_of({id, seconds, load.body}, secrets),
                "fairground-delivery: " + std::to_string(load.id.value)},
            load.body};
}

/// Of the endpoints that are on, which are few, each's first row by the index. What waits for those
/// that are off, which may be much and for long, is not looked at.
constexpr std::string_view first_due =
    "(select min(d.due) from webhook_deliveries d where d.endpoint = e.id and "
    "d.state = 'waiting') as first from webhook_endpoints e where e.state = 'on'";

/// Those for which something is due, those that answer first.
std::vector<Target> targets(db::Tx& tx) {
    static const std::string sql =
        "select id, owner, url, secret, old_secret, old_until, failures, first from "
        "(select e.id as id, e.owner as owner, e.url as url, e.secret as secret, "
        "e.old_secret as old_secret, e.old_until as old_until, e.failures as failures, " +
        std::string{first_due} +
        ") w where w.first <= $1 "
        "order by case when w.failures = 0 then 0 else 1 end, w.first, w.id limit $2";
    return tx.all<Target>(sql, tx.now(), endpoints_looked_at);
}

/// What is taken on, and what is on its way with that.
struct Taken {
    std::vector<Parcel> parcels;
    Flying flying;
};

bool has_room(const Flying& flying, const Target& target, std::int64_t at_most) {
    const std::int64_t of_one = target.failures == 0 ? per_endpoint : per_failing_endpoint;
    const std::int64_t of_owner =
        target.owner == the_market ? at_most : std::max<std::int64_t>(1, at_most / 2);
    return flying.count() < at_most && flying.of(target.id) < of_one &&
           flying.of(target.owner) < of_owner;
}

/// Takes on what there is room for; nobody gets more of it than their part.
Taken take(db::Tx& tx, const Flying& flying, std::int64_t at_most) {
    Taken taken{{}, flying};
    if (flying.count() >= at_most) return taken;
    for (const Target& target : targets(tx)) {
        if (!has_room(taken.flying, target, at_most)) continue;
        const auto loads = tx.all<Load>(
            "select d.id as id, d.message as message, m.body as body from webhook_deliveries d "
            "join webhook_messages m on m.id = d.message where d.endpoint = $1 and "
            "d.state = 'waiting' and d.due <= $2 order by d.due, d.seq limit $3",
            target.id, tx.now(), 2 * per_endpoint);
        for (const Load& load : loads) {
            if (taken.flying.has(load.id)) continue;
            if (!has_room(taken.flying, target, at_most)) break;
            taken.flying.add(load.id, target);
            taken.parcels.push_back(pack(target, load, tx.now()));
        }
    }
    return taken;
}

/// What a stranger's machine said, as text that may be kept and shown.
std::string kept(std::string text) {
    const auto shows = [](char c) {
        const auto code = static_cast<unsigned char>(c);
        return c == '\n' || c == '\t' || (code >= 0x20 && code != 0x7F);
    };
    std::erase(text, '\r');
    std::ranges::replace_if(
        text, [&](char c) { return !shows(c); }, '?');
    std::string_view whole = text;
    for (int cut = 0; cut < 3 && !whole.empty() && !base::is_utf8(whole); ++cut) {
        whole.remove_suffix(1);
    }
    if (base::is_utf8(whole)) return std::string{whole};
    std::ranges::replace_if(
        text, [](char c) { return static_cast<unsigned char>(c) > 0x7E; }, '?');
    return text;
}

/// Nothing has arrived there for as long as a delivery is tried, or nothing is wanted any more.
base::Result<base::Done> switch_off(db::Tx& tx, const Endpoint& endpoint) {
    tx.run("update webhook_endpoints set state = 'failed' where id = $1", endpoint.id);
    std::vector<MemberId> owners{endpoint.owner};
    if (endpoint.owner == the_market) owners = members::holders(tx, members::operator_permission);
    for (const MemberId owner : owners) {
        TRY(notices::tell(tx, {owner, notices::NoticeKind::webhook_failed, {}, endpoint.id.value}));
    }
    return base::done;
}

struct Tried {
    EndpointId endpoint;
    HookKind kind{};
    std::int64_t tries = 0;
};
BOOST_DESCRIBE_STRUCT(Tried, (), (endpoint, kind, tries))

/// What became of an endpoint by a try: one that goes well ends its failing.
base::Result<base::Done> judge(db::Tx& tx, const Endpoint& endpoint, const Outcome& outcome,
                               bool dead, const Settings& settings) {
    if (!outcome.failure) {
        if (endpoint.failures == 0) return base::done;
        tx.run("update webhook_endpoints set failures = 0, failing_since = null where id = $1",
               endpoint.id);
        return base::done;
    }
    tx.run(
        "update webhook_endpoints set failures = failures + 1, "
        "failing_since = coalesce(failing_since, $2) where id = $1",
        endpoint.id, tx.now());
    const base::Duration failing = tx.now() - endpoint.failing_since.value_or(tx.now());
    const bool in_vain = dead && failing >= shortest_span(settings.tries_max);
    if (endpoint.state != EndpointState::on) return base::done;
    if (!in_vain && outcome.failure != DeliveryFailure::gone) return base::done;
    return switch_off(tx, endpoint);
}

base::Result<base::Done> book(db::Tx& tx, const Outcome& outcome, const Settings& settings) {
    const auto tried = tx.one<Tried>(
        "select d.endpoint as endpoint, m.kind as kind, d.tries as tries from webhook_deliveries d "
        "join webhook_messages m on m.id = d.message where d.id = $1 and d.state = 'waiting'",
        outcome.id);
    const auto endpoint = tried ? find(tx, tried->endpoint) : std::nullopt;
    if (!endpoint) return base::done;  // Taken back meanwhile.
    const bool is_ping = tried->kind == HookKind::ping;
    const std::int64_t tries = tried->tries + 1;
    const bool last =
        is_ping || tries >= settings.tries_max || outcome.failure == DeliveryFailure::gone;
    const DeliveryState state = !outcome.failure ? DeliveryState::delivered
                                : last           ? DeliveryState::dead
                                                 : DeliveryState::waiting;
    base::Time due = tx.now();
    if (state == DeliveryState::waiting) {
        due += pause_after(tries, static_cast<std::uint64_t>(outcome.id.value));
    }
    std::optional<std::string> failure;
    if (outcome.failure) failure = base::name_of(*outcome.failure);
    tx.run(
        "update webhook_deliveries set state = $2, tries = $3, due = $4, tried = $5, status = $6, "
        "failure = $7, took_millis = $8, answer_head = $9, answer_body = $10 where id = $1",
        outcome.id, state, tries, due, tx.now(), outcome.status, failure, outcome.took_millis,
        kept(outcome.head), kept(outcome.body));
    if (is_ping) return base::done;
    return judge(tx, *endpoint, outcome, state == DeliveryState::dead, settings);
}

/// When something is due next.
std::optional<base::Time> next_due(db::Tx& tx) {
    static const std::string sql = "select first from (select " + std::string{first_due} +
                                   ") w where w.first is not null order by w.first limit 1";
    return tx.one<base::Time>(sql);
}

void count(const std::vector<Outcome>& booked, const Settings& settings) {
    if (settings.counters == nullptr) return;
    for (const Outcome& outcome : booked) {
        ++(outcome.failure ? settings.counters->failed : settings.counters->sent);
    }
}

/// Has everything that is due carried, several at once, and books what came of it.
void carry(db::Writer& writer, const Settings& settings) {
    Carrier& carrier = *settings.carrier;
    const auto began = base::Stopwatch::now();
    const auto takes_on = [&] {
        return !carrier.stopped() && base::micros_between(began, base::Stopwatch::now()) <
                                         base::Duration{takes_on_for}.count();
    };
    Flying flying;
    std::vector<Outcome> outcomes;
    while (true) {
        auto taken = db::try_act(
            writer,
            [&, at_most = takes_on() ? settings.at_once : 0](db::Tx& tx) -> base::Result<Taken> {
                for (const Outcome& outcome : outcomes) TRY(book(tx, outcome, settings));
                return take(tx, flying, at_most);
            },
            db::Lane::jobs);
        if (taken) {
            base::ensure(static_cast<bool>(*taken));
            count(outcomes, settings);
            outcomes.clear();
            flying = std::move((*taken)->flying);
            for (Parcel& parcel : (*taken)->parcels) carrier.begin(std::move(parcel));
            if (flying.count() == 0 || carrier.stopped()) break;
        } else if (writer.stopped() || (outcomes.empty() && flying.count() == 0)) {
            throw db::Error(db::ErrorKind::unavailable, "the market's queue is full");
        }
        // Where it is full, what came back is kept until there is room, however long that takes:
        // what is not booked would be sent once more.
        // Also where nothing came back yet, what is due meanwhile is looked for.
        for (Outcome& outcome : carrier.wait()) {
            flying.remove(outcome.id);
            outcomes.push_back(std::move(outcome));
        }
    }
}

}  // namespace

void plan(db::Tx& tx, base::Time when) {
    static const events::Kinds mine{"[\"" + std::string{send_job} + "\"]",
                                    events::Kinds::Which::these};
    const auto planned = events::next_due(tx, mine);
    if (!planned || *planned > when) events::at(tx, send_job, when, 0);
}

void send_due(db::Writer& writer, const events::Job& job, const Settings& settings) {
    Carrier& carrier = *settings.carrier;
    try {
        carry(writer, settings);
    } catch (...) {
        carrier.abandon();
        throw;
    }
    // Then the job still waits, for the next start.
    if (carrier.stopped()) return carrier.abandon();
    const auto over = db::act(
        writer,
        [&](db::Tx& tx) -> base::Result<base::Done> {
            events::finish(tx, job);
            if (const auto next = next_due(tx)) plan(tx, *next);
            return base::done;
        },
        db::Lane::jobs);
    base::ensure(static_cast<bool>(over));
}

void add_jobs(events::Hub& hub, const Settings& settings) {
    hub.job(std::string{forget_job}, forget_endpoint);
    if (settings.carrier == nullptr) return;
    hub.errand(
        std::string{send_job},
        [settings](db::Writer& writer, const events::Job& job) { send_due(writer, job, settings); },
        events::Patience::endless, events::Road::strangers);
}

}  // namespace webhooks
