// What buyers and the operator do at the bank: transfers that come as they should, twice, with the
// wrong amount, under a reference that nobody knows, or for an order that is over; and what the
// operator decides about those that pay nothing.

#include "sim/people.hpp"

namespace sim {

using Id = base::Result<std::int64_t>;

void People::bank(Chance& chance) {
    switch (chance.below(4)) {
        case 0: return pay_back();
        case 1: return decide(chance);
        default: return enter(chance);
    }
}

void People::pay_back() {
    const auto list = market_.look([](db::Snapshot& snapshot) {
        return payments::to_pay_back(snapshot, payments::RefundId{0}, 1);
    });
    if (list.empty()) return;
    const auto refund = list.front();
    const auto who = members_.front();
    const auto done = market_.send("paid_back", [=](db::Tx& tx) -> Id {
        TRY(payments::paid_back(tx, refund.id, who, "by hand"));
        return refund.amount;
    });
    if (done) statement_.paid_back += *done;
}

/// Mostly for an order that waits; now and then the sender has paid before, or comes too late.
void People::enter(Chance& chance) {
    if (transfers_.empty()) return;
    const auto awaited = market_.look([](db::Snapshot& snapshot) {
        return payments::awaited(snapshot, std::nullopt, payments::PaymentId{0}, 20);
    });
    const payments::Payment payment =
        awaited.empty() || chance.one_in(4) ? recent(transfers_, chance) : recent(awaited, chance);
    payments::Entry entry{"line " + std::to_string(++lines_),
                          payment.reference.value_or(""),
                          payment.asset,
                          payment.amount + (chance.one_in(6) ? 1 : 0),
                          members_.front(),
                          "statement"};
    if (chance.one_in(4)) entry.reference = "nonsense";
    const std::size_t before = receipts_.size();
    enter(entry);
    if (receipts_.size() > before && chance.one_in(2)) match(receipts_.back(), payment.id);
    if (chance.one_in(20)) enter(entry);  // By mistake.
}

void People::enter(const payments::Entry& entry) {
    const auto entered = market_.send("receipt", [=](db::Tx& tx) -> Id {
        return TRY(payments::enter(tx, entry, orders::on_payment)).id.value;
    });
    if (!entered) return;
    statement_.received += entry.amount;
    receipts_.push_back(payments::ReceiptId{*entered});
}

/// About the oldest receipt that is open; now and then about one that may be decided already.
void People::decide(Chance& chance) {
    if (receipts_.empty()) return;
    const auto open = market_.look([](db::Snapshot& snapshot) {
        return payments::open_receipts(snapshot, payments::ReceiptId{0}, 1);
    });
    if (open.empty() || chance.one_in(10)) return send_back(recent(receipts_, chance));
    if (chance.one_in(3)) return send_back(open.front().id);
    const bool fitting = !chance.one_in(5);
    const auto awaited = market_.look([&](db::Snapshot& snapshot) {
        const auto amount = fitting ? std::optional{open.front().amount} : std::nullopt;
        return payments::awaited(snapshot, amount, payments::PaymentId{0}, 5);
    });
    if (awaited.empty()) return;
    match(open.front().id, recent(awaited, chance).id);
}

void People::match(payments::ReceiptId receipt, payments::PaymentId payment) {
    const payments::Decision decision{receipt, members_.front(), "the name fits"};
    (void)market_.send("match", [=](db::Tx& tx) -> Id {
        return TRY(payments::match(tx, decision, payment, orders::on_payment)).id.value;
    });
}

void People::send_back(payments::ReceiptId receipt) {
    const payments::Decision decision{receipt, members_.front(), "it pays nothing"};
    const auto sent = market_.send("send_back", [=](db::Tx& tx) -> Id {
        return TRY(payments::send_back(tx, decision)).amount;
    });
    if (sent) statement_.sent_back += *sent;
}

/// Two transfers that nobody understands: one turns out to be for an order, one goes back.
void People::odd_transfers(const orders::Basket& basket) {
    place(basket, payments::Card::ok, Paying::returns);
    must_hold(transfers_.size() == 1, "an order waits for a transfer");
    const payments::Payment payment = transfers_.front();
    for (const char* line : {"first", "second"}) {
        enter({line, "my order", payment.asset, payment.amount, members_.front(), "statement"});
    }
    must_hold(receipts_.size() == 2, "the operator enters what came");
    match(receipts_[0], payment.id);
    send_back(receipts_[1]);
}

}  // namespace sim
