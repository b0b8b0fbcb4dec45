#include "orders/unpaid.hpp"

#include "policies/limits.hpp"
#include "policies/policies.hpp"

namespace orders {
namespace {

struct Unpaid {
    std::int64_t waiting = 0;
    std::int64_t expired = 0;
};
BOOST_DESCRIBE_STRUCT(Unpaid, (), (waiting, expired))

}  // namespace

base::Result<base::Done> check_unpaid(db::Snapshot& snapshot, base::MemberId buyer,
                                      payments::Method method, std::int64_t more) {
    if (method == payments::Method::simulator) return base::done;
    // Who pays on a card's page what waits already keeps nothing for longer.
    if (method == payments::Method::card && more == 0) return base::done;
    const std::int64_t days = policies::value(snapshot, policies::unpaid_expired_days).value;
    const auto unpaid = snapshot.one<Unpaid>(
        "select (select count(*) from orders where buyer = $1 and is_open = 1 "
        "and state = 'awaiting_payment') as waiting, (select count(*) from orders "
        "where buyer = $1 and state = 'expired' and placed > $2) as expired",
        buyer, snapshot.now() - std::chrono::days{days});
    base::ensure(unpaid.has_value());
    const std::int64_t open_most = policies::value(snapshot, policies::unpaid_open_most).value;
    if (unpaid->waiting + more > open_most) {
        return base::Refusal(too_many_unpaid)
            .with("waiting", std::to_string(unpaid->waiting))
            .with("max", std::to_string(open_most));
    }
    const std::int64_t expired_most =
        policies::value(snapshot, policies::unpaid_expired_most).value;
    if (unpaid->expired >= expired_most) {
        return base::Refusal(too_often_unpaid)
            .with("expired", std::to_string(unpaid->expired))
            .with("days", std::to_string(days));
    }
    return base::done;
}

}  // namespace orders
