#pragma once

// What the parts of this module share of their rows.

#include "payments/payments.hpp"

namespace payments {

/// "select <the columns of Payment> from payments ".
const std::string& select_payment();

/// A payment of which the books have given all back is `refunded` once the outside has it all.
void all_is_back(db::Tx& tx, PaymentId id);

}  // namespace payments
