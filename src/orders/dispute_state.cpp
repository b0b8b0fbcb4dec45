#include "orders/dispute_state.hpp"

#include <algorithm>
#include <array>

namespace orders {
namespace {

using enum DisputeState;
using A = DisputeAct;
using P = Party;

// clang-format off
constexpr std::array table = {
    //          from      act           by            to
    DisputeStep{open,     A::answer,    P::seller,    heard},
    DisputeStep{open,     A::pass,      P::clock,     heard},
    DisputeStep{heard,    A::decide,    P::moderator, decided},
    DisputeStep{decided,  A::appeal,    P::buyer,     appealed},
    DisputeStep{decided,  A::appeal,    P::seller,    appealed},
    DisputeStep{decided,  A::finish,    P::moderator, final},
    DisputeStep{appealed, A::finish,    P::moderator, final},

    // More words and pictures, as long as somebody still has to decide.
    DisputeStep{open,     A::add,       P::buyer,     open},
    DisputeStep{heard,    A::add,       P::buyer,     heard},
    DisputeStep{heard,    A::add,       P::seller,    heard},
    DisputeStep{appealed, A::add,       P::buyer,     appealed},
    DisputeStep{appealed, A::add,       P::seller,    appealed},

    // Either side may give in at any time; an order that is called off leaves nothing to decide.
    DisputeStep{open,     A::give_in,   P::seller,    given_in},
    DisputeStep{heard,    A::give_in,   P::seller,    given_in},
    DisputeStep{decided,  A::give_in,   P::seller,    given_in},
    DisputeStep{appealed, A::give_in,   P::seller,    given_in},
    DisputeStep{open,     A::withdraw,  P::buyer,     withdrawn},
    DisputeStep{heard,    A::withdraw,  P::buyer,     withdrawn},
    DisputeStep{decided,  A::withdraw,  P::buyer,     withdrawn},
    DisputeStep{appealed, A::withdraw,  P::buyer,     withdrawn},
    DisputeStep{open,     A::call_off,  P::clock,     over},
    DisputeStep{heard,    A::call_off,  P::clock,     over},
    DisputeStep{decided,  A::call_off,  P::clock,     over},
    DisputeStep{appealed, A::call_off,  P::clock,     over},
};
// clang-format on

constexpr std::array finals{final, given_in, withdrawn, over};

constexpr bool is_over(DisputeState state) {
    return std::ranges::find(finals, state) != finals.end();
}
static_assert(std::ranges::none_of(table,
                                   [](const DisputeStep& step) { return is_over(step.from); }),
              "what is over stays over");

}  // namespace

std::span<const DisputeStep> dispute_steps() {
    return table;
}

base::Result<DisputeState> next(DisputeState state, DisputeAct act, Party by) {
    bool others = false;
    for (const DisputeStep& step : table) {
        if (step.from != state || step.act != act) continue;
        if (step.by == by) return step.to;
        others = true;
    }
    if (others) return not_yours;
    return base::with(dispute_state, "state", std::string{base::name_of(state)});
}

bool is_live(DisputeState state) {
    return !is_over(state);
}

base::Result<Lacking> disputable(const Order& order, const Questions& questions, base::Time now) {
    const auto asked = std::ranges::find(questions.refunds.rbegin(), questions.refunds.rend(),
                                         Party::buyer, &Refund::party);
    if (asked == questions.refunds.rend()) return nothing_to_dispute;
    const bool answered =
        asked->state == RefundState::refused || asked->state == RefundState::given;
    std::int64_t lacking = asked->asked - asked->amount;
    for (auto since = questions.refunds.rbegin(); since != asked; ++since) {
        lacking -= since->amount;  // Given unasked: nobody asked after this question.
    }
    const bool has_it = is_settled(order) && order.refunded < order.total;
    if (!answered || lacking <= 0 || (order.held == 0 && !has_it)) return nothing_to_dispute;
    if (std::ranges::find(questions.disputes, asked->id, &Dispute::refund) !=
        questions.disputes.end()) {
        return disputed_already;
    }
    if (now >= *asked->answered + std::chrono::days{questions.within_days}) {
        return base::with(dispute_too_late, "days", std::to_string(questions.within_days));
    }
    return Lacking{*asked, lacking};
}

bool has_lost(const Dispute& dispute, Party side) {
    return side == Party::buyer ? dispute.given < dispute.disputed : dispute.given > 0;
}

}  // namespace orders
