#pragma once

// Payouts as they are shown to a seller and to the operator.

#include "base/money.hpp"
#include "members/members.hpp"
#include "payouts/payouts.hpp"

namespace payouts {

/// How a payout looks from outside: `with_bank` is one whose file was handed over.
BOOST_DEFINE_ENUM_CLASS(PayoutLook, waiting, filed, with_bank, paid, returned)

struct PayoutView {
    PayoutId id;
    PayoutLook state{};
    Occasion occasion{};
    base::Money amount;
    std::string holder;
    std::string iban;  // Masked: "DE89 •••• 3000".
    base::Time at;
    std::optional<base::Time> ended_at;
    std::optional<std::string> reason;  // Why it was returned.
};
BOOST_DESCRIBE_STRUCT(PayoutView, (),
                      (id, state, occasion, amount, holder, iban, at, ended_at, reason))

/// Views of payouts, in their order, with one statement for all their runs.
std::vector<PayoutView> views_of(db::Snapshot& snapshot, const std::vector<Payout>& payouts);

}  // namespace payouts
