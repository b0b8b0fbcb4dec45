#include "orders/promoting.hpp"

#include <algorithm>
#include <utility>

#include "http/json.hpp"
#include "ledger/debts.hpp"
#include "orders/dispute_rows.hpp"
#include "orders/fees.hpp"
#include "orders/refund_rows.hpp"
#include "policies/policies.hpp"

namespace orders {
namespace {

using ledger::Holding;

/// Moves a share's row into the seller's.
void give_row_to_seller(db::Tx& tx, OrderId id, const Share& share) {
    tx.run(
        "update order_shares set amount = 0, back = 0 where order_id = $1 and line = $2 "
        "and purpose = $3 and owner = $4",
        id, share.line, share.purpose, share.owner);
    tx.run(
        "update order_shares set amount = amount + $2, back = back + $3 "
        "where order_id = $1 and line = 0 and purpose = 'seller'",
        id, share.amount, share.back);
}

base::Result<base::Done> book_thaw(db::Tx& tx, const Order& order,
                                   const ledger::AccountSums& sums) {
    if (std::ranges::all_of(sums, [](const auto& part) { return part.second == 0; })) {
        return base::done;
    }
    return ledger::book(
        tx, {tx.fresh<ledger::TransferId>(), ledger::Purpose::thaw, order.asset, order.id.value},
        ledger::parts_of(sums));
}

struct Household {
    std::string name;
    std::string address;
    std::string country;
};
BOOST_DESCRIBE_STRUCT(Household, (), (name, address, country))

/// The same to a postman: letters and digits alone, whatever their case.
std::string said_of(const Household& household) {
    std::string said;
    for (const std::string* text : {&household.name, &household.address, &household.country}) {
        for (const char c : *text) {
            const auto byte = static_cast<unsigned char>(c);
            const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                                (c >= '0' && c <= '9') || byte >= 0x80;
            if (letter) said += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }
        said += '\n';
    }
    return said;
}

}  // namespace

bool is_earned_by_sharing(const Share& share) {
    return share.holding == Holding::frozen;
}

bool is_quiet(db::Snapshot& snapshot, OrderId id) {
    return !open_refund(snapshot, id) && !live_dispute(snapshot, id);
}

std::int64_t left_to_seller(db::Snapshot& snapshot, base::MemberId seller,
                            const std::vector<Line>& lines) {
    Order order;
    order.seller = seller;
    for (const Line& line : lines) {
        order.total = base::add(order.total, base::multiply(line.price, line.quantity));
    }
    const Fees fees = fees_for(snapshot, order, lines);
    const auto sellers = std::ranges::find_if(fees.shares, is_sellers);
    base::ensure(sellers != fees.shares.end());
    return sellers->amount;
}

base::Result<std::int64_t> drop_shares(db::Tx& tx, OrderId id, const std::string& purpose,
                                       std::int64_t owner) {
    const Order order = TRY(find_or_refuse(tx, id));
    const bool settled = is_settled(order);
    base::ensure(!settled || is_quiet(tx, id));
    std::int64_t dropped = 0, frozen = 0;
    for (const Share& share : shares_of(tx, id)) {
        const bool its = share.purpose == purpose && share.owner == owner;
        if (!its || !is_earned_by_sharing(share) || share.amount == 0) continue;
        dropped += share.amount;
        frozen += share.amount - share.back;
        give_row_to_seller(tx, id, share);
    }
    if (dropped == 0) return dropped;
    if (!settled) {
        // What went back of the others is a cent more or less without it.
        if (order.refunded > 0) take_back(tx, order);
        return dropped;
    }
    ledger::AccountSums sums;
    sums[ledger::account_of(tx, owner, Holding::frozen, order.asset)] -= frozen;
    ledger::give(tx, order.seller.value, order.asset, frozen, sums);
    TRY(book_thaw(tx, order, sums));
    return dropped;
}

base::Result<base::Done> thaw_shares(db::Tx& tx, OrderId id) {
    const Order order = TRY(find_or_refuse(tx, id));
    base::ensure(is_settled(order) && is_quiet(tx, id));
    ledger::AccountSums sums;
    for (const Share& share : shares_of(tx, id)) {
        if (!is_earned_by_sharing(share)) continue;
        const std::int64_t left = share.amount - share.back;
        sums[ledger::account_of(tx, share.owner, Holding::frozen, order.asset)] -= left;
        ledger::give(tx, share.owner, order.asset, left, sums);
    }
    tx.run("update order_shares set holding = 'available' where order_id = $1 and holding = $2", id,
           Holding::frozen);
    return book_thaw(tx, order, sums);
}

std::vector<Earned> earned_of(db::Snapshot& snapshot, const std::vector<OrderId>& ids,
                              base::MemberId owner, const std::vector<std::string>& purposes) {
    return snapshot.all<Earned>(
        "select o.id as order_id, s.purpose, o.state, o.asset, "
        "cast(sum(s.amount) as bigint) as amount, cast(sum(s.back) as bigint) as back "
        "from orders o join order_shares s on s.order_id = o.id and s.owner = $2 "
        "where o.id in (select cast(value as bigint) from json_each($1)) "
        "and s.purpose in (select value from json_each($3)) "
        "group by o.id, s.purpose, o.state, o.asset order by o.id",
        http::to_json(ids), owner, http::to_json(purposes));
}

base::Time inspected_at(db::Snapshot& snapshot, const Order& order) {
    if (last_actor(snapshot, order.id).value == 0) return snapshot.now();
    const auto delivered = snapshot.one<base::Time>(
        "select effective from order_history where order_id = $1 and state_to = 'delivered' "
        "order by id limit 1",
        order.id);
    const auto days = policies::value(snapshot, policies::inspection_days).value;
    return std::max(snapshot.now(), delivered.value_or(snapshot.now()) + std::chrono::days{days});
}

bool goes_to_household(db::Snapshot& snapshot, OrderId id, base::MemberId member) {
    constexpr std::int64_t looked_at = 100;
    const auto sent = snapshot.one<Household>(
        "select name, address, country from order_texts where order_id = $1", id);
    if (!sent || sent->address.empty()) return false;
    const auto own = snapshot.all<Household>(
        "select t.name, t.address, t.country from orders o join order_texts t on t.order_id = o.id "
        "where o.buyer = $1 and t.address <> '' order by o.id desc limit $2",
        member, looked_at);
    const auto there = std::ranges::count_if(
        own, [&](const Household& one) { return said_of(one) == said_of(*sent); });
    return there > 0 && std::cmp_greater_equal(there * 2, own.size());
}

}  // namespace orders
