#include "orders/state.hpp"

#include <algorithm>
#include <array>

namespace orders {
namespace {

using enum State;
using enum Sort;
using P = Party;

// clang-format off
constexpr std::array table = {
    //   from              act                 by            to                money
    Step{created,          Act::place,         P::buyer,     awaiting_payment, Flow::nothing},
    Step{awaiting_payment, Act::paid,          P::provider,  paid_held,        Flow::into_hold},
    Step{awaiting_payment, Act::paid,          P::operator_, paid_held,        Flow::into_hold},
    Step{awaiting_payment, Act::cancel,        P::buyer,     cancelled,        Flow::nothing},
    Step{awaiting_payment, Act::cancel,        P::seller,    cancelled,        Flow::nothing},
    Step{awaiting_payment, Act::expire,        P::clock,     expired,          Flow::nothing},
    Step{paid_held,        Act::accept,        P::seller,    accepted,         Flow::nothing},
    Step{paid_held,        Act::ship,          P::seller,    shipped,          Flow::nothing},
    Step{paid_held,        Act::cancel,        P::buyer,     cancelled,        Flow::refund},
    Step{paid_held,        Act::cancel,        P::seller,    cancelled,        Flow::refund},
    Step{paid_held,        Act::lapse,         P::clock,     cancelled,        Flow::refund},
    Step{accepted,         Act::prepare,       P::seller,    ready,            Flow::nothing},
    Step{accepted,         Act::ship,          P::seller,    shipped,          Flow::nothing},
    Step{accepted,         Act::cancel,        P::seller,    cancelled,        Flow::refund},
    Step{accepted,         Act::cancel,        P::buyer,     cancelled,        Flow::refund, ahead},
    Step{accepted,         Act::lapse,         P::clock,     cancelled,        Flow::refund},
    Step{ready,            Act::ship,          P::seller,    shipped,          Flow::nothing},
    Step{ready,            Act::deliver,       P::seller,    delivered,        Flow::nothing},
    Step{ready,            Act::cancel,        P::seller,    cancelled,        Flow::refund},
    Step{ready,            Act::cancel,        P::buyer,     cancelled,        Flow::refund, ahead},
    Step{ready,            Act::lapse,         P::clock,     cancelled,        Flow::refund},
    Step{shipped,          Act::deliver,       P::seller,    delivered,        Flow::nothing},
    Step{shipped,          Act::confirm,       P::buyer,     completed,        Flow::settle},
    Step{shipped,          Act::auto_confirm,  P::clock,     completed,        Flow::settle},
    Step{delivered,        Act::inspect,       P::buyer,     inspection,       Flow::nothing},
    Step{delivered,        Act::confirm,       P::buyer,     completed,        Flow::settle},
    Step{delivered,        Act::auto_confirm,  P::clock,     completed,        Flow::settle},
    Step{inspection,       Act::confirm,       P::buyer,     completed,        Flow::settle},
    Step{inspection,       Act::auto_confirm,  P::clock,     completed,        Flow::settle},

    // All that is held goes back, asked for or not: before the goods are sent that calls the order
    // off. What goes back in part, or after the end, leaves the state as it is; see refunds.cpp.
    // What is disputed goes back when a moderator says so; see disputes.cpp.
    Step{paid_held,        Act::agree,         P::seller,    cancelled,        Flow::refund},
    Step{paid_held,        Act::agree,         P::clock,     cancelled,        Flow::refund},
    Step{accepted,         Act::agree,         P::seller,    cancelled,        Flow::refund},
    Step{accepted,         Act::agree,         P::clock,     cancelled,        Flow::refund},
    Step{ready,            Act::agree,         P::seller,    cancelled,        Flow::refund},
    Step{ready,            Act::agree,         P::clock,     cancelled,        Flow::refund},
    Step{shipped,          Act::agree,         P::seller,    agreed,           Flow::refund},
    Step{shipped,          Act::agree,         P::clock,     agreed,           Flow::refund},
    Step{delivered,        Act::agree,         P::seller,    agreed,           Flow::refund},
    Step{delivered,        Act::agree,         P::clock,     agreed,           Flow::refund},
    Step{inspection,       Act::agree,         P::seller,    agreed,           Flow::refund},
    Step{inspection,       Act::agree,         P::clock,     agreed,           Flow::refund},

    Step{paid_held,        Act::uphold,        P::moderator, cancelled,        Flow::refund},
    Step{accepted,         Act::uphold,        P::moderator, cancelled,        Flow::refund},
    Step{ready,            Act::uphold,        P::moderator, cancelled,        Flow::refund},
    Step{shipped,          Act::uphold,        P::moderator, agreed,           Flow::refund},
    Step{delivered,        Act::uphold,        P::moderator, agreed,           Flow::refund},
    Step{inspection,       Act::uphold,        P::moderator, agreed,           Flow::refund},

    // The buyer's bank takes all that is held. A part of it, or after the end, leaves the state as
    // it is; and what the bank gives back leads back to where it was: see chargebacks.cpp.
    Step{paid_held,        Act::charge_back,   P::provider,  chargeback,       Flow::gone},
    Step{accepted,         Act::charge_back,   P::provider,  chargeback,       Flow::gone},
    Step{ready,            Act::charge_back,   P::provider,  chargeback,       Flow::gone},
    Step{shipped,          Act::charge_back,   P::provider,  chargeback,       Flow::gone},
    Step{delivered,        Act::charge_back,   P::provider,  chargeback,       Flow::gone},
    Step{inspection,       Act::charge_back,   P::provider,  chargeback,       Flow::gone},
};
// clang-format on

constexpr std::array finals{completed, cancelled, expired, agreed, chargeback};

constexpr bool has_exit(State state) {
    return std::ranges::any_of(table, [=](const Step& step) { return step.from == state; });
}
static_assert(std::ranges::none_of(finals, has_exit), "an order that is over stays over");

constexpr bool is_reached(State state) {
    return state == created ||
           std::ranges::any_of(table, [=](const Step& step) { return step.to == state; });
}

// Money comes in with the step that leaves awaiting_payment, and is there until a final state.
constexpr bool holds(State state) {
    return state != created && state != awaiting_payment &&
           std::ranges::find(finals, state) == finals.end();
}

constexpr bool moves_rightly(const Step& step) {
    switch (step.flow) {
        case Flow::into_hold: return !holds(step.from) && holds(step.to);
        case Flow::settle:
        case Flow::gone:
        case Flow::refund: return holds(step.from) && !holds(step.to);
        case Flow::nothing: return holds(step.from) == holds(step.to);
    }
    return false;
}
static_assert(std::ranges::all_of(table, moves_rightly), "held exactly while the state says so");

constexpr bool all_are_reached_and_left() {
    for (int word = 0; word <= static_cast<int>(chargeback); ++word) {
        const auto state = static_cast<State>(word);
        const bool over = std::ranges::find(finals, state) != finals.end();
        if (!is_reached(state) || has_exit(state) == over) return false;
    }
    return true;
}
static_assert(all_are_reached_and_left(), "no state is a dead end, and none is out of reach");

// However silent everybody is, no hold lasts for ever.
constexpr bool ends_by_itself(State state) {
    return !holds(state) || std::ranges::any_of(table, [=](const Step& step) {
        return step.from == state && step.by == P::clock && !holds(step.to);
    });
}

constexpr bool all_holds_end() {
    for (int word = 0; word <= static_cast<int>(chargeback); ++word) {
        if (!ends_by_itself(static_cast<State>(word))) return false;
    }
    return true;
}
static_assert(all_holds_end(), "a clock ends every hold");

}  // namespace

std::span<const Step> steps() {
    return table;
}

Sort sort_of(const Order& order) {
    return order.promised ? Sort::ahead : Sort::usual;
}

base::Result<Step> next(State state, Act act, Party by, Sort sort) {
    bool others = false;
    for (const Step& step : table) {
        if (step.from != state || step.act != act) continue;
        if (step.sort == Sort::ahead && sort != Sort::ahead) continue;
        if (step.by == by) return step;
        others = true;
    }
    if (others) return not_yours;
    return base::with(not_now, "state", std::string{base::name_of(state)});
}

bool is_final(State state) {
    return !has_exit(state);
}

bool is_held(State state) {
    return holds(state);
}

std::vector<Act> choices(State state, Party by, Sort sort) {
    std::vector<Act> acts;
    for (const Act act : base::every<Act>()) {
        if (next(state, act, by, sort)) acts.push_back(act);
    }
    return acts;
}

}  // namespace orders
