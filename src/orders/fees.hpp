#pragma once

// What the market keeps of an order: which rows of the table of fees fit its goods, what they make
// of them, and the tax on that. Frozen when the order is placed.

#include <map>
#include <string>
#include <vector>

#include "orders/orders.hpp"
#include "orders/refund_sums.hpp"

namespace orders {

/// A term as it is kept: what it is of, and by which lines.
struct Charged {
    FeeTerm term;
    std::string category;
    std::string tier;
    std::vector<std::int64_t> lines;  // None: all of them.
};

/// The first shares of an order, the commission before the others, and the rows by which it came
/// about; none of those where there is no table.
struct Fees {
    std::vector<Share> shares;
    std::vector<Charged> charged;
};

/// What the fees of today make of an order that is being placed. Nothing of its postage: that is
/// the seller's whole.
Fees fees_for(db::Snapshot& snapshot, const Order& order, const std::vector<Line>& lines);

void keep_fees(db::Tx& tx, OrderId id, const std::vector<Charged>& charged);

/// The terms of orders as they were frozen; nothing has gone back of them.
std::vector<Charged> charged_of(db::Snapshot& snapshot, OrderId id);
std::map<OrderId, std::vector<Charged>> charged_by_order(db::Snapshot& snapshot,
                                                         const std::vector<OrderId>& ids);

/// What goods of these categories come to, by the fees of a table and a tier.
struct Goods {
    std::string category;
    std::int64_t amount = 0;
    std::int64_t line = 0;
};
std::vector<Goods> goods_of(db::Snapshot& snapshot, const std::vector<Line>& lines);
std::vector<Charged> charge(const policies::Fees& fees, const std::string& tier,
                            const std::vector<Goods>& goods);

/// The categories of goods; "" for those that have none.
std::vector<std::string> categories_of(db::Snapshot& snapshot,
                                       const std::vector<shops::ListingId>& listings);

/// Puts goods into a category, "" for none; audited. Where they are in it, nothing happens.
void set_category(db::Tx& tx, shops::ListingId listing, const std::string& category,
                  base::MemberId by);

}  // namespace orders
