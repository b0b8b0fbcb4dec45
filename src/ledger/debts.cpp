#include "ledger/debts.hpp"

#include <algorithm>

namespace ledger {
namespace {

/// What is in `sums` for an account, without making it a part of them.
std::int64_t moved_in(const AccountSums& sums, AccountId account) {
    const auto found = sums.find(account);
    return found == sums.end() ? 0 : found->second;
}

}  // namespace

std::vector<Part> parts_of(const AccountSums& sums) {
    std::vector<Part> parts;
    for (const auto& [account, amount] : sums) parts.push_back({account, amount});
    return parts;
}

std::int64_t debt_of(db::Snapshot& snapshot, std::int64_t member, const Asset& asset) {
    return -balance(snapshot, member, Holding::debt, asset);
}

std::int64_t owned_by(db::Snapshot& snapshot, std::int64_t member, const Asset& asset) {
    return balance(snapshot, member, Holding::available, asset) - debt_of(snapshot, member, asset);
}

void give(db::Tx& tx, std::int64_t member, const Asset& asset, std::int64_t amount,
          AccountSums& sums) {
    base::ensure(amount >= 0);
    if (amount == 0) return;
    if (const auto owed = find_account(tx, member, Holding::debt, asset)) {
        const std::int64_t owes = -(owed->balance + moved_in(sums, owed->id));
        const std::int64_t paid = std::clamp<std::int64_t>(owes, 0, amount);
        if (paid > 0) sums[owed->id] += paid;
        amount -= paid;
    }
    if (amount > 0) sums[account_of(tx, member, Holding::available, asset)] += amount;
}

std::int64_t take(db::Tx& tx, std::int64_t member, const Asset& asset, std::int64_t amount,
                  AccountSums& sums) {
    base::ensure(amount >= 0);
    if (amount == 0) return 0;
    const AccountId own = account_of(tx, member, Holding::available, asset);
    const std::int64_t there = balance(tx, member, Holding::available, asset) + moved_in(sums, own);
    const std::int64_t at_once = std::min(amount, there);
    if (at_once != 0) sums[own] -= at_once;
    if (at_once == amount) return 0;
    const AccountId owed = account_of(tx, member, Holding::debt, asset);
    sums[owed] -= amount - at_once;
    return debt_of(tx, member, asset) - sums[owed];
}

}  // namespace ledger
