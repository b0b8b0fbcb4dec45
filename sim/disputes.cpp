// Refunds about which buyer and seller do not agree; who decides is in moderators.cpp.

#include "orders/disputes.hpp"

#include "sim/people.hpp"

namespace sim {
namespace {

using Id = base::Result<std::int64_t>;
using orders::DisputeState;

struct Standing {
    DisputeState state{};
};
BOOST_DESCRIBE_STRUCT(Standing, (), (state))

}  // namespace

/// Opens a dispute, or does what may be done in one; now and then what may not.
void People::disagree(const Order& order, Chance& chance) {
    const auto found = market_.look([&](db::Snapshot& snapshot) {
        return snapshot.one<Standing>(
            "select state from order_disputes where order_id = $1 and ended is null", order.id);
    });
    const auto by_chance = chance.one_in(2) ? order.buyer : order.seller;
    std::string what = "open_dispute";
    if (found && found->state == DisputeState::open) what = "answer_dispute";
    if (found && found->state == DisputeState::decided) what = "appeal_dispute";
    if (found && (what == "open_dispute" || chance.one_in(4))) what = "add_evidence";
    if (found && chance.one_in(5)) what = by_chance == order.buyer ? "withdraw_dispute" : "give_in";
    const auto done = market_.send(what, [=](db::Tx& tx) -> Id {
        const orders::Evidence said{"It is as I say.", {}};
        if (what == "open_dispute") TRY(orders::open_dispute(tx, order.id, order.buyer, said));
        if (what == "answer_dispute") TRY(orders::answer_dispute(tx, order.id, order.seller, said));
        if (what == "add_evidence") TRY(orders::add_evidence(tx, order.id, by_chance, said));
        if (what == "give_in") TRY(orders::give_in(tx, order.id, by_chance));
        if (what == "withdraw_dispute") TRY(orders::withdraw_dispute(tx, order.id, by_chance));
        if (what == "appeal_dispute") TRY(orders::appeal_dispute(tx, order.id, by_chance, "No."));
        return order.id.value;
    });
    if (done && chance.one_in(4)) market_.send_again();
}

/// Half of what is decided by chance is a part, which may be one that cannot be.
cases::Finding People::ruling(const cases::Case& one, base::MemberId who, Chance& chance) {
    const auto luck = chance.below(4);
    const auto measure = luck == 0   ? cases::Measure::release
                         : luck == 1 ? cases::Measure::refund
                                     : cases::Measure::refund_part;
    return {who, measure, "not_as_sold", "Looked at.", 1 + chance.below(one.disputed)};
}

}  // namespace sim
