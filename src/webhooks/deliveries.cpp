// Messages, and what becomes of them.

#include <algorithm>

#include "http/json.hpp"
#include "webhooks/rows.hpp"

namespace webhooks {
namespace {

constexpr std::int64_t forgotten_at_once = 500;

constexpr std::string_view columns =
    "select d.seq as seq, d.id as id, d.message as message, m.kind as kind, m.at as at, "
    "d.state as state, d.tries as tries, d.made as made, d.due as due, d.tried as tried, "
    "d.status as status, d.failure as failure, d.took_millis as took_millis, d.again as again "
    "from webhook_deliveries d join webhook_messages m on m.id = d.message ";

/// What is sent. Fields are only added.
struct About {
    Subject subject{};
    std::string id;
    std::optional<std::string> path;
};
BOOST_DESCRIBE_STRUCT(About, (), (subject, id, path))

struct Body {
    std::string id;
    HookKind type{};
    base::Time timestamp;
    About data;
};
BOOST_DESCRIBE_STRUCT(Body, (), (id, type, timestamp, data))

struct Hearing {
    EndpointId id;
    std::string kinds;
};
BOOST_DESCRIBE_STRUCT(Hearing, (), (id, kinds))

std::vector<EndpointId> who_hears(db::Tx& tx, const News& news) {
    const std::string word = ' ' + std::string{base::name_of(news.kind)} + ' ';
    std::vector<EndpointId> found;
    for (const MemberId owner : {news.owner, the_market}) {
        for (const auto& one : tx.all<Hearing>(
                 "select id, kinds from webhook_endpoints where owner = $1 and state = 'on' and "
                 "after_event < $2 order by id",
                 owner, news.seq)) {
            if (one.kinds.find(word) != std::string::npos) found.push_back(one.id);
        }
        if (news.owner == the_market) break;
    }
    return found;
}

bool waits(db::Tx& tx, EndpointId endpoint, MessageId message) {
    return tx.number(
               "select count(*) from webhook_deliveries where message = $1 and endpoint = $2 and "
               "state = 'waiting'",
               message, endpoint) > 0;
}

}  // namespace

std::string name_of(MessageId message) {
    return "evt_" + std::to_string(message.value);
}

MessageId write(db::Tx& tx, const Said& said) {
    const auto id = tx.fresh<MessageId>();
    const Subject subject = rule_of(said.kind).subject;
    const Body body{name_of(id), said.kind, said.at,
                    About{subject, std::to_string(said.subject), path_of(subject, said.subject)}};
    tx.run("insert into webhook_messages (id, kind, at, body) values ($1, $2, $3, $4)", id,
           said.kind, said.at, http::to_json(body));
    return id;
}

DeliveryId put(db::Tx& tx, const Fresh& fresh) {
    const auto id = tx.fresh<DeliveryId>();
    // The market has one writer, so the next number is nobody else's.
    const auto seq =
        tx.number("select coalesce(max(seq), 0) + 1 from webhook_deliveries where endpoint = $1",
                  fresh.endpoint);
    tx.run(
        "insert into webhook_deliveries (id, seq, endpoint, message, again, state, tries, due, "
        "made, tried, status, failure, took_millis, answer_head, answer_body) "
        "values ($1, $2, $3, $4, $5, 'waiting', 0, $6, $6, null, 0, null, 0, '', '')",
        id, seq, fresh.endpoint, fresh.message, fresh.again, tx.now());
    return id;
}

void tell(db::Tx& tx, const std::vector<News>& list) {
    bool told = false;
    for (const News& news : list) {
        const auto hearing = who_hears(tx, news);
        if (hearing.empty()) continue;
        const MessageId message = write(tx, {news.kind, news.subject, news.at});
        for (const EndpointId endpoint : hearing) put(tx, {endpoint, message, false});
        told = true;
    }
    if (told) plan(tx, tx.now());
}

std::vector<Delivery> deliveries_of(db::Snapshot& snapshot, EndpointId endpoint,
                                    std::optional<DeliveryState> state, std::int64_t before_seq,
                                    std::int64_t limit) {
    std::string sql = std::string{columns} + "where d.endpoint = $1 and d.seq < $2 ";
    // The word stands there, or the index of the few dead ones would not be used.
    if (state) sql += "and d.state = '" + std::string{base::name_of(*state)} + "' ";
    sql += "order by d.seq desc limit $3";
    return snapshot.all<Delivery>(sql, endpoint, before_seq, limit);
}

std::int64_t dead_of(db::Snapshot& snapshot, EndpointId endpoint) {
    return snapshot.number(
        "select count(*) from (select d.id from webhook_deliveries d join webhook_messages m "
        "on m.id = d.message where d.endpoint = $1 and d.state = 'dead' and d.again = 0 and "
        "m.kind <> 'ping' and not exists (select 1 from webhook_deliveries o where "
        "o.message = d.message and o.endpoint = d.endpoint and o.state = 'delivered') limit 1000) "
        "as found",
        endpoint);
}

Health health(db::Snapshot& snapshot) {
    const auto count = [&](const std::string& state) {
        // The word stands there, or the index of it would not be used.
        return snapshot.number(
            "select count(*) from (select endpoint from webhook_deliveries "
            "where state = '" +
                state + "' limit $1) as found",
            health_most);
    };
    return {count("waiting"), count("dead")};
}

base::Result<Delivery> delivery(db::Snapshot& snapshot, EndpointId endpoint, DeliveryId id) {
    static const std::string sql = std::string{columns} + "where d.id = $1 and d.endpoint = $2";
    const auto found = snapshot.one<Delivery>(sql, id, endpoint);
    if (!found) return no_such_delivery;
    return *found;
}

Texts texts_of(db::Snapshot& snapshot, DeliveryId id) {
    const auto found = snapshot.one<Texts>(
        "select m.body as body, d.answer_head as answer_head, d.answer_body as answer_body "
        "from webhook_deliveries d join webhook_messages m on m.id = d.message where d.id = $1",
        id);
    base::ensure(found.has_value());
    return *found;
}

base::Result<Delivery> replay(db::Tx& tx, const Endpoint& endpoint, DeliveryId id) {
    const Delivery old = TRY(delivery(tx, endpoint.id, id));
    if (endpoint.state != EndpointState::on) return webhook_off;
    plan(tx, tx.now());
    if (old.state == DeliveryState::waiting) {
        tx.run("update webhook_deliveries set due = $2 where id = $1", id, tx.now());
        return delivery(tx, endpoint.id, id);
    }
    if (waits(tx, endpoint.id, old.message)) {
        tx.run(
            "update webhook_deliveries set due = $3 where message = $1 and endpoint = $2 and "
            "state = 'waiting'",
            old.message, endpoint.id, tx.now());
        return old;
    }
    return delivery(tx, endpoint.id, put(tx, {endpoint.id, old.message, true}));
}

base::Result<Replayed> replay(db::Tx& tx, const Endpoint& endpoint, const Span& span) {
    if (endpoint.state != EndpointState::on) return webhook_off;
    // Those that were asked for again are left out: their messages are there already.
    static const std::string all = std::string{columns} +
                                   "where d.endpoint = $1 and d.seq > $2 and d.made >= $3 and "
                                   "d.made < $4 and d.again = 0 and m.kind <> 'ping' ";
    static const std::string dead =
        all +
        "and d.state = 'dead' and not exists (select 1 from webhook_deliveries o where "
        "o.message = d.message and o.endpoint = d.endpoint and o.state = 'delivered') ";
    const std::string sql =
        (span.which == ReplayWhich::all ? all : dead) + "order by d.seq limit $5";
    const auto found = tx.all<Delivery>(sql, endpoint.id, span.after_seq, span.from, span.until,
                                        replayed_at_once + 1);
    Replayed replayed;
    for (const Delivery& one : found) {
        if (&one - found.data() == replayed_at_once) break;
        replayed.next_seq = one.seq;
        if (waits(tx, endpoint.id, one.message)) continue;
        put(tx, {endpoint.id, one.message, true});
        ++replayed.count;
    }
    if (static_cast<std::int64_t>(found.size()) <= replayed_at_once) replayed.next_seq.reset();
    if (replayed.count > 0) plan(tx, tx.now());
    return replayed;
}

base::Result<Delivery> ping(db::Tx& tx, const Endpoint& endpoint) {
    if (endpoint.state != EndpointState::on) return webhook_off;
    const auto latest = tx.number(
        "select count(*) from webhook_deliveries d join webhook_messages m on m.id = d.message "
        "where d.endpoint = $1 and m.kind = 'ping' and m.at > $2",
        endpoint.id, tx.now() - std::chrono::hours{1});
    if (latest >= pings_an_hour) {
        return base::with(too_many_pings, "max", std::to_string(pings_an_hour));
    }
    const MessageId message = write(tx, {HookKind::ping, endpoint.id.value, tx.now()});
    const DeliveryId id = put(tx, {endpoint.id, message, false});
    plan(tx, tx.now());
    return delivery(tx, endpoint.id, id);
}

std::int64_t forget(db::Tx& tx, std::int64_t days, std::int64_t most) {
    const base::Time until = tx.now() - std::chrono::days{days};
    const std::int64_t deliveries = tx.run(
        "delete from webhook_deliveries where id in (select d.id from webhook_deliveries d "
        "where d.made < $1 order by d.made limit $2)",
        until, most);
    const std::int64_t messages = tx.run(
        "delete from webhook_messages where id in (select m.id from webhook_messages m "
        "where m.at < $1 and not exists (select 1 from webhook_deliveries d "
        "where d.message = m.id) order by m.at limit $2)",
        until, most);
    return std::max(deliveries, messages);
}

base::Result<base::Done> forget_endpoint(db::Tx& tx, const events::Job& job) {
    const std::int64_t gone = tx.run(
        "delete from webhook_deliveries where id in (select d.id from webhook_deliveries d "
        "where d.endpoint = $1 order by d.seq limit $2)",
        EndpointId{job.subject}, forgotten_at_once);
    if (gone >= forgotten_at_once) events::at(tx, forget_job, tx.now(), job.subject);
    return base::done;
}

}  // namespace webhooks
