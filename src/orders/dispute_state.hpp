#pragma once

// How far a dispute is, and who may lead it on: one table, in dispute_state.cpp. Pure.

#include <span>
#include <vector>

#include "orders/disputes.hpp"

namespace orders {

struct DisputeStep {
    DisputeState from;
    DisputeAct act;
    Party by;
    DisputeState to;
};

std::span<const DisputeStep> dispute_steps();

/// The state after it. Refuses with not_yours where another party may do it, and with
/// dispute_state (args: state) where nobody may.
base::Result<DisputeState> next(DisputeState state, DisputeAct act, Party by);

/// Whether it is not over: the money is frozen.
bool is_live(DisputeState state);

/// What there is to know of an order before it is disputed.
struct Questions {
    std::vector<Refund> refunds;  // Of the order, the oldest first.
    std::vector<Dispute> disputes;
    std::int64_t within_days = 0;
};

/// What a buyer asked for and how much of it they have not got, also not unasked since.
struct Lacking {
    Refund question;
    std::int64_t amount = 0;
};

/// The last thing that the buyer asked for, where they did not get it and may dispute that now.
/// Refuses with nothing_to_dispute, disputed_already, dispute_too_late (args: days).
base::Result<Lacking> disputable(const Order& order, const Questions& questions, base::Time now);

/// Whether a side did not get all that it wanted of the disputed sum, and so may appeal.
bool has_lost(const Dispute& dispute, Party side);

}  // namespace orders
