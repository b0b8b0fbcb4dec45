// Money that people want back, in parts or whole, before and after the seller has it.

#include "orders/refunds.hpp"

#include "sim/people.hpp"

namespace sim {
namespace {

using Id = base::Result<std::int64_t>;

/// A sum, some of the lines, or everything; now and then more than there is.
orders::RefundWish wish_by_chance(const std::vector<orders::Line>& lines, std::int64_t total,
                                  Chance& chance) {
    orders::RefundWish wish;
    const auto causes = base::every<orders::RefundCause>();
    wish.cause = causes[static_cast<std::size_t>(chance.below(std::ssize(causes)))];
    if (chance.one_in(2)) wish.words = "It is not right.";
    if (chance.one_in(5)) return wish;
    if (chance.one_in(2)) {
        wish.wish.amount = 1 + chance.below(chance.one_in(8) ? 2 * total : 1 + total / 2);
        return wish;
    }
    for (const orders::Line& line : lines) {
        if (std::ssize(wish.wish.lines) == orders::refund_lines_most) break;
        if (chance.one_in(2)) continue;
        const std::int64_t quantity = 1 + chance.below(line.quantity + (chance.one_in(9) ? 1 : 0));
        wish.wish.lines.push_back({line.line, quantity, 0});
    }
    if (chance.one_in(4)) wish.wish.lines.push_back({orders::postage_line, 1, 0});
    return wish;
}

}  // namespace

void People::ask_back(const Order& order, const orders::RefundWish& wish) {
    const auto asked = market_.send("ask_refund", [=](db::Tx& tx) -> Id {
        TRY(orders::ask_refund(tx, order.id, order.buyer, wish));
        return order.id.value;
    });
    if (asked) ++market_.reach["refund asked"];
}

void People::answer_back(const Order& order, std::int64_t asked, Chance& chance) {
    const std::int64_t luck = chance.below(5);
    const std::int64_t less = 1 + chance.below(asked);
    const auto done = market_.send("answer_refund", [=](db::Tx& tx) -> Id {
        if (luck == 0) {
            TRY(orders::withdraw_refund(tx, order.id, order.buyer));
        } else if (luck == 1) {
            TRY(orders::refuse_refund(tx, order.id, order.seller, "It was whole."));
        } else if (luck == 2) {
            TRY(orders::agree_refund(tx, order.id, order.seller, {less, "This much."}));
        } else {
            TRY(orders::agree_refund(tx, order.id, order.seller, {}));
        }
        return order.id.value;
    });
    if (done)
        ++market_.reach[luck == 0   ? "refund withdrawn"
                        : luck == 1 ? "refund refused"
                        : luck == 2 ? "refund in part agreed"
                                    : "refund agreed"];
    if (done && chance.one_in(4)) market_.send_again();
}

/// Some of what is asked for is left to the clock.
void People::money_back(const Order& order, Chance& chance) {
    if (chance.one_in(3)) return disagree(order, chance);
    if (chance.one_in(3)) return withdraw(order, chance);
    struct Found {
        orders::Order order;
        std::vector<orders::Line> lines;
        std::int64_t asked = 0;
    };
    const auto found = market_.look([&](db::Snapshot& snapshot) {
        return Found{orders::find(snapshot, order.id).value(), orders::lines_of(snapshot, order.id),
                     snapshot.number("select coalesce(max(asked), 0) from order_refunds where "
                                     "order_id = $1 and state = 'open'",
                                     order.id)};
    });
    if (found.asked > 0 && !chance.one_in(4)) return answer_back(order, found.asked, chance);
    const auto wish = wish_by_chance(found.lines, found.order.total, chance);
    if (!chance.one_in(3)) return ask_back(order, wish);
    const auto given = market_.send("refund", [=](db::Tx& tx) -> Id {
        TRY(orders::refund(tx, order.id, order.seller, wish));
        return order.id.value;
    });
    if (!given) return;
    ++market_.reach["refund unasked"];
    if (found.order.state == orders::State::completed) ++market_.reach["refund after settling"];
}

}  // namespace sim
