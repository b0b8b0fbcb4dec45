#pragma once

// The rows of disputes, and what the steps of an order have to know of them.

#include "orders/disputes.hpp"
#include "orders/refund_rows.hpp"

namespace orders {

/// "select <the columns of Dispute> from order_disputes ".
const std::string& select_dispute();

/// The one that is not over.
std::optional<Dispute> live_dispute(db::Snapshot& snapshot, OrderId id);

/// The disputes of several orders, the oldest first.
std::vector<Dispute> disputes_of(db::Snapshot& snapshot, const std::vector<OrderId>& ids);

void insert_dispute(db::Tx& tx, const Dispute& dispute);

/// Everything of it that changes.
void save_dispute(db::Tx& tx, const Dispute& dispute);

/// Writes down what a side says. Refuses with too_much_evidence.
base::Result<base::Done> write_evidence(db::Tx& tx, DisputeId id, Party party,
                                        base::MemberId member, const Evidence& evidence);

/// Whether a picture was shown in a dispute of which `viewer` is a side, or in one whose case they
/// have taken.
bool is_evidence_for(db::Snapshot& snapshot, base::MemberId viewer, media::PictureId picture);

/// The account in which the disputed sum of an order lies aside.
ledger::AccountId disputed_account(db::Tx& tx, const Order& order);

/// For the settlement: how much of what is held stays aside because it is disputed, written down.
std::int64_t put_aside(db::Tx& tx, const Order& order);

/// For take_step(): all that is held goes back, so that nothing is disputed any more.
base::Result<base::Done> mind_dispute(db::Tx& tx, const Order& order, base::Time effective);

/// Nothing is disputed any more because the buyer's bank took money: what lies aside goes to those
/// who have a share, as if it had been withdrawn.
base::Result<Order> end_dispute(db::Tx& tx, Order order, const By& by);

/// Does order_dispute_answer_by.
base::Result<base::Done> pass_for_silent(db::Tx& tx, OrderId id);

}  // namespace orders
