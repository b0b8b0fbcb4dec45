#include "orders/forgetting.hpp"

#include "base/text.hpp"
#include "events/cursors.hpp"
#include "orders/rows.hpp"

namespace orders {
namespace {

/// In one command: each is asked for by itself, and all others wait for it.
constexpr std::int64_t orders_at_once = 50;
constexpr std::chrono::days look_every{1};
/// So long all wait for one that was placed before them and over after them; then it gets a job of
/// its own.
constexpr std::chrono::days wait_most{30};

struct Aged {
    OrderId id;
    base::Time placed;
};
BOOST_DESCRIBE_STRUCT(Aged, (), (id, placed))

struct Last {
    std::int64_t unfinished = 0;  // The order itself, its open refund, its open dispute.
    base::Time stepped;
};
BOOST_DESCRIBE_STRUCT(Last, (), (unfinished, stepped))

/// When the order was over with all that was asked about it; nothing while it is not. What is done
/// about refunds and disputes is in its history as well.
std::optional<base::Time> over_at(db::Tx& tx, OrderId id) {
    const auto last = tx.one<Last>(
        "select o.is_open + (select count(*) from order_refunds r where r.order_id = o.id "
        "and r.state = 'open') + (select count(*) from order_disputes d where d.order_id = o.id "
        "and d.ended is null) as unfinished, "
        "(select max(h.at) from order_history h where h.order_id = o.id) as stepped "
        "from orders o where o.id = $1",
        id);
    if (!last || last->unfinished > 0) return std::nullopt;
    return last->stepped;
}

void blank_texts(db::Tx& tx, OrderId id) {
    tx.run(
        "update order_texts set name = '', address = '', country = '', tracking = null, "
        "reason = null where order_id = $1",
        id);
    tx.run(
        "update order_refund_texts set buyer_words = '', seller_words = '' "
        "where refund in (select r.id from order_refunds r where r.order_id = $1)",
        id);
    tx.run(
        "update order_evidence_texts set words = '' "
        "where dispute in (select d.id from order_disputes d where d.order_id = $1)",
        id);
    tx.run(
        "delete from order_evidence_pictures "
        "where dispute in (select d.id from order_disputes d where d.order_id = $1)",
        id);
}

bool is_time(db::Tx& tx, const std::optional<base::Time>& over) {
    return over && *over + texts_kept <= tx.now();
}

/// For one for which nobody waits: for its day, or another look where something is still open.
void plan_late(db::Tx& tx, OrderId id, const std::optional<base::Time>& over) {
    events::at(tx, forget_one_job, over ? *over + texts_kept : tx.now() + wait_most, id.value);
}

base::Result<base::Done> forget_texts(db::Tx& tx, const events::Job& job) {
    // Ids are in the order of placing but for the clocks of several programs: so it stops at the
    // first order that it is too early for, and never goes beyond one.
    std::int64_t reached = base::to_number(job.payload).value_or(0);
    const auto next =
        tx.all<Aged>("select id, placed from orders where id > $1 order by id limit $2", reached,
                     orders_at_once);
    std::int64_t gone_by = 0;
    for (const Aged& order : next) {
        // No order is over before it is placed, so most of the time nothing has to be looked at.
        if (order.placed + texts_kept > tx.now()) break;
        const auto over = over_at(tx, order.id);
        if (is_time(tx, over)) {
            blank_texts(tx, order.id);
        } else if (order.placed + texts_kept + wait_most <= tx.now()) {
            plan_late(tx, order.id, over);
        } else {
            break;
        }
        reached = order.id.value;
        ++gone_by;
    }
    const auto due = gone_by == orders_at_once ? tx.now() : tx.now() + look_every;
    events::at(tx, job.kind, due, 0, std::to_string(reached));
    return base::done;
}

base::Result<base::Done> forget_late(db::Tx& tx, const events::Job& job) {
    const OrderId id{job.subject};
    const auto over = over_at(tx, id);
    if (is_time(tx, over)) {
        blank_texts(tx, id);
    } else {
        plan_late(tx, id, over);
    }
    return base::done;
}

}  // namespace

void plan_forgetting(db::Tx& tx) {
    if (!events::waits(tx, forget_job, 0)) events::at(tx, forget_job, tx.now(), 0);
}

void add_forgetting_jobs(events::Hub& hub) {
    hub.job(std::string{forget_job}, forget_texts);
    hub.job(std::string{forget_one_job}, forget_late);
}

}  // namespace orders
