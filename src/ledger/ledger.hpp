#pragma once

// The ledger: who holds how much, and why.
//
// Money is never made or lost here; it only moves between accounts. A transfer is a set of
// postings in one asset that add up to zero; it is written once and stays. A mistake is repaired
// by a second transfer, never by an edit. So the balances of an asset always add up to zero, and
// audit() proves it from the postings.
//
// An account has an owner (a member, an order; 0 is the market itself), a purpose and an asset,
// and there is one for each such triple. Most may not fall below zero. The world outside (cards,
// banks) is an account too, and may fall without end; so may what a member owes, which whoever
// books it holds within the market's policy.
//
// Every batch that moves money or opens an account adds a link to the market's chain: SHA-256 over
// the link before and the batch's transfers and accounts in the order of their ids (link()). Who
// changes a posting later has to change every link after it, and heads.hpp signs the head.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "db/migrate.hpp"
#include "db/tx.hpp"

namespace ledger {

using AccountId = base::Id<struct AccountTag>;
using TransferId = base::Id<struct TransferTag>;

/// What an account holds money for. Words are only added.
BOOST_DEFINE_ENUM_CLASS(Holding,
                        outside,     // The world: owner is the market. May fall without end.
                        hold,        // Held for an order: owner is the order.
                        available,   // A member's own: owner is the member.
                        commission,  // The operator's earnings: owner is the market.
                        suspense,    // Came in and belongs to nobody known yet: the market.
                        debt,        // What a member owes the market: 0, or below it by as much.
                        payout,      // On its way to a member's bank: owner is the member.
                        disputed,    // Set aside until a dispute is decided: owner is the order.
                        fee_vat,     // Tax on the operator's earnings, to be paid on: the market.
                        frozen)      // Earned, and not a member's own yet: owner is the member.

/// Why a transfer happened. Words are only added.
BOOST_DEFINE_ENUM_CLASS(Purpose, capture, settle, refund, receipt, correction, payout, payout_paid,
                        payout_returned, set_aside, handed_back, charge_back, won_back,
                        thaw)  // What was frozen is its member's own, or the seller's after all.

/// Whole minor units of a currency ("EUR"), or millionths of it for ads ("EUR/u").
using Asset = std::string;

/// The market as an owner.
inline constexpr std::int64_t market = 0;

struct Account {
    AccountId id;
    std::int64_t owner = 0;
    Holding purpose{};
    Asset asset;
    std::optional<std::int64_t> lowest;  // The lowest balance it may have; none: no limit.
    std::int64_t balance = 0;
};
BOOST_DESCRIBE_STRUCT(Account, (), (id, owner, purpose, asset, lowest, balance))

/// One account's part of a transfer; positive is received.
struct Part {
    AccountId account;
    std::int64_t amount = 0;
};

struct Transfer {
    TransferId id;  // Chosen by the caller; booking twice under one id books once.
    Purpose purpose{};
    Asset asset;
    std::int64_t subject = 0;  // The order it is for; 0 for none.
};

inline constexpr base::Reason not_enough_money{base::Kind::conflict, "not_enough_money"};

/// The account of this owner, purpose and asset; opened empty if there is none. Accounts outside
/// and debts have no lowest balance, all others 0.
AccountId account_of(db::Tx& tx, std::int64_t owner, Holding purpose, const Asset& asset);

/// The same without opening it.
std::optional<Account> find_account(db::Snapshot& snapshot, std::int64_t owner, Holding purpose,
                                    const Asset& asset);

/// The balance of such an account, 0 where there is none.
std::int64_t balance(db::Snapshot& snapshot, std::int64_t owner, Holding purpose,
                     const Asset& asset);

/// What an owner has.
struct Owned {
    std::int64_t owner = 0;
    std::int64_t balance = 0;
};
BOOST_DESCRIBE_STRUCT(Owned, (), (owner, balance))

/// Members with something of their own (Holding::available above 0) after this owner, by owner.
std::vector<Owned> owners_after(db::Snapshot& snapshot, const Asset& asset, std::int64_t owner,
                                std::int64_t limit);

/// Books a transfer: all parts or, refused with not_enough_money, none. Parts of amount zero are
/// left out; the rest must name two or more different accounts of the transfer's asset and add up
/// to zero, or the program stops. Booking an id that was booked before changes nothing.
base::Result<base::Done> book(db::Tx& tx, const Transfer& transfer, std::span<const Part> parts);

/// A line of an account's statement, newest first.
struct Line {
    TransferId transfer;
    base::Time at;
    Purpose purpose{};
    std::int64_t subject = 0;
    std::int64_t amount = 0;
    std::int64_t balance = 0;
};
BOOST_DESCRIBE_STRUCT(Line, (), (transfer, at, purpose, subject, amount, balance))

/// At most `limit` lines older than `before`.
std::vector<Line> statement(db::Snapshot& snapshot, AccountId account, TransferId before,
                            std::int64_t limit);

/// What one member's own came to be: what moved on it and on what they owe together, the oldest
/// first, after a transfer and before an instant.
struct OwnLine {
    TransferId transfer;
    base::Time at;
    Purpose purpose{};
    std::int64_t subject = 0;
    std::int64_t amount = 0;
};
BOOST_DESCRIBE_STRUCT(OwnLine, (), (transfer, at, purpose, subject, amount))
std::vector<OwnLine> own_lines(db::Snapshot& snapshot, std::int64_t member, const Asset& asset,
                               TransferId after, base::Time end);

/// What transfers moved on the accounts of their subjects and of the market, by transfer.
struct Within {
    TransferId transfer;
    Holding purpose{};
    std::int64_t amount = 0;
};
BOOST_DESCRIBE_STRUCT(Within, (), (transfer, purpose, amount))
std::vector<Within> within(db::Snapshot& snapshot, const std::vector<TransferId>& transfers);

/// The last transfer before an instant that moved one member's own or what they owe; 0 for none.
TransferId last_own_before(db::Snapshot& snapshot, std::int64_t member, const Asset& asset,
                           base::Time end);

/// What lay in the accounts of one kind of some owners before an instant, all together.
std::int64_t held_before(db::Snapshot& snapshot, const std::vector<std::int64_t>& owners,
                         Holding purpose, const Asset& asset, base::Time end);

/// From `begin` up to but without `end`.
struct Span {
    base::Time begin;
    base::Time end;
};

/// What the transfers of one purpose moved into (or, negative, out of) all accounts of one kind in
/// one quarter of an hour. Days begin at one, in every time zone.
struct Moved {
    base::Time since;
    Purpose purpose{};
    Holding holding{};
    std::int64_t amount = 0;
};
BOOST_DESCRIBE_STRUCT(Moved, (), (since, purpose, holding, amount))

/// All of that within a time, in no order. Reads every transfer there is: a long query.
std::vector<Moved> moved(db::Snapshot& snapshot, const Asset& asset, Span span);

/// The accounts of one kind together.
struct Total {
    Holding purpose{};
    Asset asset;
    std::int64_t balance = 0;
    std::int64_t accounts = 0;
};
BOOST_DESCRIBE_STRUCT(Total, (), (purpose, asset, balance, accounts))

/// All kinds that there are, by purpose and asset. Reads every account: a long query.
std::vector<Total> totals(db::Snapshot& snapshot);

/// What audit() found; all zero is well.
struct Audit {
    std::int64_t assets_unbalanced = 0;     // Assets whose balances do not add up to zero.
    std::int64_t transfers_unbalanced = 0;  // Transfers whose postings do not.
    std::int64_t accounts_wrong = 0;        // Balances that are not the sum of their postings.
    std::int64_t postings_wrong = 0;        // Without a transfer, or a balance that cannot be.
    std::int64_t accounts_too_low = 0;
    std::int64_t links_broken = 0;  // Batches whose link does not follow from its rows.

    bool well() const;
};
BOOST_DESCRIBE_STRUCT(Audit, (),
                      (assets_unbalanced, transfers_unbalanced, accounts_wrong, postings_wrong,
                       accounts_too_low, links_broken))

/// Proves the books from the postings, and the chain from both. Reads everything: a long query.
Audit audit(db::Snapshot& snapshot);

/// The chain's next link from the one before and a batch's notes; the one before where the batch
/// noted nothing. For db::EngineOptions::link.
std::string link(const std::string& head, std::span<const std::string> notes);

/// This module's tables.
std::span<const db::Migration> migrations();

}  // namespace ledger
