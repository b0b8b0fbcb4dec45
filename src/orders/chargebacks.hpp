#pragma once

// Chargebacks: the buyer's bank takes money back from the provider, all of a payment or a part, and
// nobody here was asked. It may give it back (won), and take it again for good (lost).
//
// What is gone is taken from those who have it exactly as in a refund, in one transaction and in
// whatever state the order is: out of the hold, or after the settlement from everybody who has a
// share, and what they lack they owe. It can only be what is left after refunds. Whatever was asked
// for or disputed is over, for the bank has decided. An order of which all that is held is gone
// stands still as `chargeback`; one that is settled stays settled.
//
// What is won goes where it would be had it never been gone: into the hold, and the order goes on
// where it stood with a new clock; to those who have a share of an order that is settled; to the
// buyer, of one that was called off meanwhile. When the bank's word is final, goods that were not
// sent come back to stock, and the order does not go on.

#include "orders/rows.hpp"

namespace orders {

/// Whether these are news of money that a bank takes or gives back.
bool is_of_bank(const payments::Change& change);

/// Books such news of the orders that a payment is for, the oldest first. Of several a bank takes
/// from one after the other, for it knows the payment alone; what comes back goes to those that
/// lost it.
base::Result<base::Done> mind_chargeback(db::Tx& tx, std::vector<Order> orders,
                                         const payments::Change& change);

}  // namespace orders
