// Disputes as the views of orders show them.

#include "orders/dispute_state.hpp"
#include "orders/view.hpp"

namespace orders {

OrderDisputeView view_of(const Dispute& dispute, const ledger::Asset& asset) {
    const auto money = [&](std::int64_t minor) { return base::Money{minor, asset}; };
    const bool live = is_live(dispute.state);
    const std::int64_t frozen = dispute.settled ? dispute.aside : dispute.disputed;
    OrderDisputeView view;
    view.id = dispute.id;
    view.refund = dispute.refund;
    view.state = dispute.state;
    view.disputed = money(dispute.disputed);
    view.frozen = money(live ? frozen : 0);
    view.given = money(dispute.given);
    view.at = dispute.at;
    if (dispute.state == DisputeState::open) view.answer_by = dispute.answer_by;
    view.decided_at = dispute.decided;
    if (dispute.state == DisputeState::decided) view.appeal_until = dispute.appeal_until;
    view.ended_at = dispute.ended;
    return view;
}

std::vector<OrderMay> dispute_may(const Dispute& dispute, Party party, base::Time now) {
    const auto can = [&](DisputeAct act) { return bool{next(dispute.state, act, party)}; };
    std::vector<OrderMay> may;
    if (can(DisputeAct::answer)) may.push_back(OrderMay::answer_dispute);
    if (can(DisputeAct::add)) may.push_back(OrderMay::add_evidence);
    const bool in_time = dispute.appeal_until && now < *dispute.appeal_until;
    if (can(DisputeAct::appeal) && in_time && has_lost(dispute, party)) {
        may.push_back(OrderMay::appeal_dispute);
    }
    if (can(DisputeAct::give_in)) may.push_back(OrderMay::give_in);
    if (can(DisputeAct::withdraw)) may.push_back(OrderMay::withdraw_dispute);
    return may;
}

}  // namespace orders
