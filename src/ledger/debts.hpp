#pragma once

// What a member owes the market, and the only way money becomes a member's own or is taken back:
// whatever comes pays the debt first, and what lacks becomes one. So nobody owes and has at the
// same time, and nobody is paid out what they owe.
//
// Both add to the sums of a transfer that its caller books, so that one transfer may pay the same
// member several times, or pay and take, and come out as if each had been booked by itself.

#include <map>

#include "ledger/ledger.hpp"

namespace ledger {

/// What a transfer moves into (or, negative, out of) each account; together 0 when it is booked.
using AccountSums = std::map<AccountId, std::int64_t>;

/// The parts of a transfer, by account.
std::vector<Part> parts_of(const AccountSums& sums);

/// What a member owes, 0 or more.
std::int64_t debt_of(db::Snapshot& snapshot, std::int64_t member, const Asset& asset);

/// What a member has less what they owe: below 0 by all of a debt.
std::int64_t owned_by(db::Snapshot& snapshot, std::int64_t member, const Asset& asset);

/// `amount`, 0 or more, becomes the member's: as much as they owe goes to their debt.
void give(db::Tx& tx, std::int64_t member, const Asset& asset, std::int64_t amount,
          AccountSums& sums);

/// `amount`, 0 or more, is taken from what the member has; what lacks they owe. Returns what they
/// owe with all of `sums` where that grew by it, 0 where they had enough: it is the caller's to
/// refuse a debt that is too large.
std::int64_t take(db::Tx& tx, std::int64_t member, const Asset& asset, std::int64_t amount,
                  AccountSums& sums);

}  // namespace ledger
