#include "payouts/views.hpp"

#include <algorithm>

#include "http/json.hpp"
#include "payouts/iban.hpp"

namespace payouts {
namespace {

/// The runs of these payouts that were handed to the bank.
std::vector<RunId> handed(db::Snapshot& snapshot, const std::vector<Payout>& payouts) {
    std::vector<RunId> named;
    for (const Payout& payout : payouts) {
        if (payout.run) named.push_back(*payout.run);
    }
    return snapshot.all<RunId>(
        "select id from payout_runs where handed_at is not null and id in "
        "(select cast(value as bigint) from json_each($1)) order by id",
        http::to_json(named));
}

PayoutLook look_of(const Payout& payout, bool is_handed) {
    switch (payout.state) {
        case State::waiting: return PayoutLook::waiting;
        case State::filed: return is_handed ? PayoutLook::with_bank : PayoutLook::filed;
        case State::paid: return PayoutLook::paid;
        case State::returned: return PayoutLook::returned;
    }
    base::unreachable();
}

}  // namespace

std::vector<PayoutView> views_of(db::Snapshot& snapshot, const std::vector<Payout>& payouts) {
    const auto runs = handed(snapshot, payouts);
    std::vector<PayoutView> views;
    for (const Payout& payout : payouts) {
        const bool is_handed = payout.run && std::ranges::binary_search(runs, *payout.run);
        PayoutView view{payout.id,       look_of(payout, is_handed),
                        payout.occasion, base::Money{payout.amount, payout.asset},
                        payout.holder,   masked(payout.iban),
                        payout.at,       payout.ended,
                        std::nullopt};
        if (payout.state == State::returned) view.reason = payout.reason;
        views.push_back(std::move(view));
    }
    return views;
}

}  // namespace payouts
