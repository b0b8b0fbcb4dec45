#pragma once

// How what happens to an order is shared among the categories of its goods. Pure: no rows.
//
// What goes back is taken from the categories by what each has left, what is settled as well, what
// a bank gives back by what each had lost. So the parts of one event always add up to it, a part
// never has more than its goods cost, and what has gone back whole has gone back whole of each,
// whatever the way there.

#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "orders/orders.hpp"

namespace insight {

/// What an amount is of; its commission is that of settled orders, less what refunds took back.
BOOST_DEFINE_ENUM_CLASS(Kind, placed, paid, settled, refunded)

/// What sending an order costs is a part of it beside its goods. Like "?", a sign and no word, so
/// that nobody gives it to goods.
inline constexpr std::string_view postage_category = "+";

/// The goods of one category in an order, or its postage.
struct Part {
    std::string category;
    std::int64_t amount = 0;   // What they cost.
    std::int64_t fee = 0;      // What of the commission is theirs.
    std::int64_t back = 0;     // What has gone back.
    std::int64_t settled = 0;  // What was settled.
    std::int64_t earned = 0;   // What of the commission was earned and not given back.
    std::int64_t taxed = 0;    // The tax on that.
};

/// What an event of an order says; `amount` below 0 where a bank gave back what had gone back.
struct Moving {
    Kind kind{};
    std::int64_t amount = 0;
    std::int64_t commission = 0;
    std::int64_t tax = 0;
};

/// Shares it out, one for each part in their order, and counts it in the parts. There is one part
/// at least.
std::vector<Moving> share_out(const Moving& whole, std::vector<Part>& parts);

/// Which part an order counts as one of: the one that most of its money is of, the first of equals.
std::size_t main_part(const std::vector<Part>& parts);

}  // namespace insight
