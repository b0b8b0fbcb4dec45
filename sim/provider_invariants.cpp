// What has to hold between our books and the provider's, whatever happened.

#include <set>

#include "sim/invariants.hpp"

namespace sim {

/// What the provider took and gave back is in the books, or a job will ask.
void check_provider(db::Snapshot& snapshot, Market& market) {
    const auto booked_in = snapshot.all<std::int64_t>(
        "select id from payments where method = 'simulator' and state in ('captured', "
        "'refund_pending', 'refunded', 'charged_back') order by id");
    const std::set<std::int64_t> booked(booked_in.begin(), booked_in.end());
    const auto& captures = market.bank().captures();
    for (const std::int64_t id : booked) {
        const auto found = captures.find(id);
        must_hold(found != captures.end() && found->second > 0,
                  "payment " + std::to_string(id) + " is booked and was never captured");
    }
    const auto waiting_list = snapshot.all<std::int64_t>(
        "select subject from jobs where state = 'waiting' and kind = 'payment_check'");
    const std::set<std::int64_t> waiting(waiting_list.begin(), waiting_list.end());
    for (const auto& [id, amount] : captures) {
        must_hold(amount == 0 || booked.contains(id) || waiting.contains(id),
                  "payment " + std::to_string(id) + " was captured and nobody asks about it");
    }
    const auto refunds = market.bank().refunds();
    const auto back = snapshot.all<std::int64_t>(
        "select id from payments where state = 'refunded' and method = 'simulator'");
    for (const std::int64_t id : back) {
        const auto found = refunds.find(id);
        must_hold(found != refunds.end() && found->second == captures.at(id),
                  "payment " + std::to_string(id) + " is refunded and nothing went back");
    }
    for (const auto& [id, amount] : refunds) {
        must_hold(booked.contains(id) && amount <= captures.at(id),
                  "more of payment " + std::to_string(id) + " was given back than was taken");
        must_hold(amount <= snapshot.number("select returned from payments where id = $1", id),
                  "more of payment " + std::to_string(id) + " was given back than is booked");
    }
    const std::int64_t idle = snapshot.number(
        "select count(*) from refunds r where r.state = 'pending' and not exists (select 1 from "
        "jobs j where j.subject = r.id and j.state = 'waiting')");
    must_hold(idle == 0, "refunds that nobody makes: " + std::to_string(idle));
}

}  // namespace sim
