#pragma once

// A seller's month, out of the ledger: what it began with, everything that moved and why, what it
// ended with, and what is held besides.

#include "documents/issue.hpp"

namespace documents {

/// A month: 12 * year + month from 0.
using Month = std::int64_t;

/// What a movement was; the words are in the document.
BOOST_DEFINE_ENUM_CLASS(Moved, sale, refund, payout, payout_returned, set_aside, handed_back, other)

/// A movement of the seller's own: `gross` is what the buyers paid or got back, of which fee, tax
/// and others are taken; net is what the account got.
struct StatementLine {
    base::Time at;
    Moved moved{};
    std::int64_t subject = 0;
    std::int64_t gross = 0;
    std::int64_t fee = 0;
    std::int64_t vat = 0;
    std::int64_t others = 0;
    std::int64_t net = 0;
    std::int64_t balance = 0;
};

struct Statement {
    std::int64_t opening = 0;
    std::int64_t closing = 0;
    std::int64_t held = 0;  // In orders that are not settled, and disputed.
    ledger::TransferId through;
    std::vector<StatementLine> lines;
};

/// So many lines stand in the document; the sums are of all of them.
inline constexpr std::size_t statement_lines_most = 5'000;

/// What moved after a transfer and before the end of a month. Opens with what was left before.
Statement statement_of(db::Snapshot& snapshot, base::MemberId seller, const std::string& asset,
                       std::int64_t opening, ledger::TransferId after, base::Time end);

/// Its fields and rows.
Content content_of(const Statement& statement);

/// Issues the statement of a month that is over, once; nothing where nothing moved or lies there.
std::optional<Document> state(db::Tx& tx, const Settings& settings, base::MemberId seller,
                              Month month);

Month month_of(const std::string& zone, base::Time at);
base::Time begin_of(const std::string& zone, Month month);

/// "2026-11".
std::string month_text(Month month);

}  // namespace documents
