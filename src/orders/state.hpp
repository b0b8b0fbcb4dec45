#pragma once

// Which act leads from where to where, by whom, and what the money does: one table, in state.cpp.
// Pure: no rows, no clock, no ledger.

#include <span>
#include <vector>

#include "orders/orders.hpp"

namespace orders {

/// What a step does with the order's money.
enum class Flow {
    nothing,
    into_hold,  ///< From outside into the order's hold account.
    settle,     ///< Out of it, to everybody who has a share.
    refund,     ///< Out of it, back to the buyer.
    gone,       ///< Out of it: the buyer's bank took it.
};

/// What sort of order it is: `ahead` with a promised date, for which some steps are there besides.
enum class Sort { usual, ahead };

struct Step {
    State from;
    Act act;
    Party by;
    State to;
    Flow flow;
    Sort sort = Sort::usual;  // ahead: of such orders alone.
};

/// The whole table.
std::span<const Step> steps();

Sort sort_of(const Order& order);

/// The step that `by` takes with `act` from `state`. Refuses with not_yours when another party may
/// take it, and with not_now (args: state) when nobody may.
base::Result<Step> next(State state, Act act, Party by, Sort sort = Sort::usual);

/// True when nothing leads out of `state`.
bool is_final(State state);

/// True when an order in this state has money in its hold account.
bool is_held(State state);

/// What `by` may do from `state`, in the order of Act.
std::vector<Act> choices(State state, Party by, Sort sort = Sort::usual);

}  // namespace orders
