#pragma once

// What everybody keeps of an order of which a part has gone back, and what a refund comes to. Pure:
// no rows, no clock, no ledger.
//
// What is kept is a function of what has gone back in all, never of the way there. So any sequence
// of partial refunds ends exactly where one whole refund does, and nothing is lost to rounding on
// the way. The market's commission is that of what remains, by the rule and the rate of the
// placement, or by each row of the table of fees of the goods that it fits; the tax on it is that
// of the commission that is kept; the others share the rest by largest remainder, two at a time:
// among three at once a smaller whole can make somebody's part larger, and a refund would pay them.

#include <optional>
#include <vector>

#include "orders/orders.hpp"
#include "policies/fees.hpp"

namespace orders {

/// What a line came to, and what of that has gone back by name.
struct LineSum {
    std::int64_t line = 0;
    std::int64_t total = 0;
    std::int64_t back = 0;
};

/// What a row of the table of fees made of the goods of an order that it fits.
struct FeeTerm {
    policies::FeeRule rule;
    std::int64_t total = 0;   // What the goods cost.
    std::int64_t amount = 0;  // What the row made of it.
    std::int64_t back = 0;    // What of the goods has gone back by name.
};

/// What is kept by each term where so much has gone back of the order, that of the terms included.
std::vector<std::int64_t> fees_kept(const std::vector<FeeTerm>& terms, std::int64_t back);

/// An order's money as it was placed, and what has gone back of it since.
struct Sold {
    std::int64_t total = 0;       // Above 0; what the shares add up to.
    std::int64_t back = 0;        // In all, 0 to total, that of the lines included.
    std::vector<Share> shares;    // In the order of shares_of().
    std::vector<LineSum> lines;   // Those that a share belongs to are needed; the others may lack.
    std::vector<FeeTerm> fees{};  // None: the commission is a rate of the whole order.
};

/// The terms of an order that has postage, of which nothing is kept: what it is of the goods, by
/// these terms or, where there are none, by the rate of the commission, and the postage as a term
/// of its own, so that what goes back without a line is of both.
std::vector<FeeTerm> with_postage(std::vector<FeeTerm> terms, const std::vector<Share>& shares,
                                  std::int64_t goods, std::int64_t postage);

/// What remains of each share, in the order of the shares; together total - back. None is below 0.
/// Where no share belongs to a line and the commission is one rate without tax, no share grows when
/// more goes back. Otherwise one may by a cent for each sum that is rounded by itself: what rounds
/// down for the market or the tax office rounds up for the seller.
std::vector<std::int64_t> kept(const Sold& sold);

/// Whether it is what the seller has of the whole order.
bool is_sellers(const Share& share);

/// A part of a line that goes back. `amount` is what it cost.
struct RefundLine {
    std::int64_t line = 0;
    std::int64_t quantity = 0;
    std::int64_t amount = 0;
};
BOOST_DESCRIBE_STRUCT(RefundLine, (), (line, quantity, amount))

/// What somebody wants to go back: a sum, or so many of some lines, or all that is left.
struct Wish {
    std::optional<std::int64_t> amount{};
    std::vector<RefundLine> lines{};  // Their amounts are not read.
};

/// What a wish comes to.
struct Priced {
    std::int64_t amount = 0;
    std::vector<RefundLine> lines;
};

/// How many of a line may still go back.
struct LineLeft {
    std::int64_t line = 0;
    std::int64_t quantity = 0;
    std::int64_t price = 0;  // Of one.
};

/// A wish that names all goods that are left, and with them the postage where that is not more than
/// is left of the order; any other wish as it is.
Wish with_postage(Wish wish, const std::vector<LineLeft>& lines, std::int64_t left);

/// Prices a wish against what is left of the order. Refuses with the field that is wrong: of
/// `lines` unknown_line, line_twice, too_large (max: how many are left) and, all of them together,
/// more_than_left, of `amount` more_than_left (max: how much is).
base::Result<Priced> priced(const Wish& wish, const std::vector<LineLeft>& lines,
                            std::int64_t left);

}  // namespace orders
