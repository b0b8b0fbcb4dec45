#pragma once

// The clocks of orders whose money is held: which policy says how long each state waits, and from
// when on. For steps.cpp, which runs them, and sales.cpp, which says what other values had meant.

#include <algorithm>
#include <array>
#include <string_view>

#include "orders/orders.hpp"
#include "orders/rows.hpp"
#include "policies/policies.hpp"

namespace orders {

/// The clock of a state in which money is held: its job, and the policy that says how long.
struct Clock {
    State state{};
    std::string_view job;
    std::string_view policy;
    base::Duration unit{};
};

inline constexpr std::array clocks{
    Clock{State::paid_held, accept_by_job, policies::accept_within_hours, std::chrono::hours{1}},
    Clock{State::accepted, ship_by_job, policies::ship_within_days, std::chrono::days{1}},
    Clock{State::ready, ship_by_job, policies::ship_within_days, std::chrono::days{1}},
    Clock{State::shipped, auto_confirm_job, policies::arrive_within_days, std::chrono::days{1}},
    Clock{State::delivered, auto_confirm_job, policies::inspection_days, std::chrono::days{1}},
    Clock{State::inspection, auto_confirm_job, policies::inspection_days, std::chrono::days{1}},
};

/// Whether the state that is entered goes on with the clock of the one that is left.
constexpr bool goes_on(State from, State to) {
    return (from == State::accepted && to == State::ready) ||
           (from == State::delivered && to == State::inspection);
}

/// Who waits for what is promised waits for that day first: a seller has the usual time to send
/// from then on, and who sends early gains nothing by it while the buyer says nothing.
constexpr bool waits_for_promise(State state) {
    return state == State::accepted || state == State::ready || state == State::shipped;
}

}  // namespace orders
