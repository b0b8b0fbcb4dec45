#include "orders/fees.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "http/json.hpp"
#include "members/members.hpp"
#include "policies/policies.hpp"

namespace orders {
namespace {

struct ChargedRow {
    OrderId order_id;
    std::int64_t version = 0;
    std::int64_t row_number = 0;
    std::string category;
    std::string tier;
    std::int64_t rate_ppm = 0;
    std::int64_t lowest = 0;
    std::optional<std::int64_t> most;
    std::int64_t total = 0;
    std::int64_t amount = 0;
    std::string lines;
};
BOOST_DESCRIBE_STRUCT(ChargedRow, (),
                      (order_id, version, row_number, category, tier, rate_ppm, lowest, most, total,
                       amount, lines))

struct CategoryRow {
    shops::ListingId listing;
    std::string category;
};
BOOST_DESCRIBE_STRUCT(CategoryRow, (), (listing, category))

/// "1,3": the lines of a term as they are kept.
std::string text_of(const std::vector<std::int64_t>& lines) {
    std::string text;
    for (const std::int64_t line : lines) {
        text += (text.empty() ? "" : ",") + std::to_string(line);
    }
    return text;
}

std::vector<std::int64_t> lines_from(const std::string& text) {
    std::vector<std::int64_t> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        const auto line = base::to_number(text.substr(begin, end - begin));
        base::ensure(line.has_value());
        lines.push_back(*line);
        begin = end + 1;
    }
    return lines;
}

std::int64_t sum_of(const std::vector<Charged>& charged) {
    std::int64_t sum = 0;
    for (const Charged& one : charged) sum = base::add(sum, one.term.amount);
    return sum;
}

/// The commission as a share: its rate says all where one row and its rate alone decided.
Share commission_of(const Order& order, const policies::Fees& fees,
                    const std::vector<Charged>& charged) {
    Share share{0,
                "commission",
                ledger::market,
                ledger::Holding::commission,
                fees.plain.rate_ppm,
                fees.plain.version,
                0};
    if (charged.empty()) {
        share.amount = base::portion(order.total - order.postage, share.rate_ppm);
        return share;
    }
    const policies::FeeRule& rule = charged.front().term.rule;
    share.rate_ppm = charged.size() == 1 ? rule.rate_ppm : 0;
    share.policy_version = charged.size() == 1 && rule.row == 0 ? rule.version : fees.version;
    share.amount = sum_of(charged);
    return share;
}

}  // namespace

std::vector<Goods> goods_of(db::Snapshot& snapshot, const std::vector<Line>& lines) {
    std::vector<shops::ListingId> listings;
    for (const Line& line : lines) listings.push_back(line.listing);
    const auto categories = categories_of(snapshot, listings);
    std::vector<Goods> goods;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        goods.push_back(
            {categories[i], base::multiply(lines[i].price, lines[i].quantity), lines[i].line});
    }
    return goods;
}

std::vector<Charged> charge(const policies::Fees& fees, const std::string& tier,
                            const std::vector<Goods>& goods) {
    std::vector<Charged> charged;
    for (const Goods& good : goods) {
        const auto rule = policies::rule_for(fees, good.category, tier);
        auto found =
            std::ranges::find(charged, rule, [](const Charged& one) { return one.term.rule; });
        if (found == charged.end()) {
            const bool named = rule.row != 0;
            const policies::FeeRow row =
                named ? fees.rows[static_cast<std::size_t>(rule.row - 1)] : policies::FeeRow{};
            charged.push_back(Charged{FeeTerm{rule, 0, 0, 0}, row.category, row.tier, {}});
            found = charged.end() - 1;
        }
        found->term.total = base::add(found->term.total, good.amount);
        found->lines.push_back(good.line);
    }
    for (Charged& one : charged) one.term.amount = policies::fee_of(one.term.rule, one.term.total);
    if (charged.size() == 1) charged.front().lines.clear();
    return charged;
}

Fees fees_for(db::Snapshot& snapshot, const Order& order, const std::vector<Line>& lines) {
    const auto fees = policies::fees_at(snapshot, snapshot.now());
    Fees made;
    if (!fees.rows.empty()) {
        const auto tier = policies::tier_at(snapshot, order.seller, snapshot.now());
        made.charged = charge(fees, tier, goods_of(snapshot, lines));
    }
    made.shares.push_back(commission_of(order, fees, made.charged));
    const std::int64_t commission = made.shares.front().amount;
    const auto vat = policies::value(snapshot, policies::fee_vat_ppm);
    const std::int64_t tax = base::portion(commission, vat.value);
    if (vat.value > 0) {
        made.shares.push_back(
            {0, "fee_vat", ledger::market, ledger::Holding::fee_vat, vat.value, vat.version, tax});
    }
    made.shares.push_back({0, "seller", order.seller.value, ledger::Holding::available, 0, 0,
                           order.total - commission - tax});
    return made;
}

void keep_fees(db::Tx& tx, OrderId id, const std::vector<Charged>& charged) {
    std::int64_t number = 0;
    for (const Charged& one : charged) {
        const auto& [rule, total, amount, back] = one.term;
        tx.run(
            "insert into order_fees (order_id, number, version, row_number, category, tier, "
            "rate_ppm, lowest, most, total, amount, lines) "
            "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            id, ++number, rule.version, rule.row, one.category, one.tier, rule.rate_ppm,
            rule.lowest, rule.most, total, amount, text_of(one.lines));
    }
}

std::map<OrderId, std::vector<Charged>> charged_by_order(db::Snapshot& snapshot,
                                                         const std::vector<OrderId>& ids) {
    std::map<OrderId, std::vector<Charged>> charged;
    auto rows = snapshot.all<ChargedRow>(
        "select order_id, version, row_number, category, tier, rate_ppm, lowest, most, total, "
        "amount, lines from order_fees "
        "where order_id in (select cast(value as bigint) from json_each($1)) "
        "order by order_id, number",
        http::to_json(ids));
    for (ChargedRow& row : rows) {
        const policies::FeeRule rule{row.version, row.row_number, row.rate_ppm, row.lowest,
                                     row.most};
        charged[row.order_id].push_back(Charged{FeeTerm{rule, row.total, row.amount, 0},
                                                std::move(row.category), std::move(row.tier),
                                                lines_from(row.lines)});
    }
    return charged;
}

std::vector<Charged> charged_of(db::Snapshot& snapshot, OrderId id) {
    return charged_by_order(snapshot, {id})[id];
}

std::vector<std::string> categories_of(db::Snapshot& snapshot,
                                       const std::vector<shops::ListingId>& listings) {
    std::map<shops::ListingId, std::string> found;
    for (CategoryRow& row : snapshot.all<CategoryRow>(
             "select listing, category from listing_categories "
             "where listing in (select cast(value as bigint) from json_each($1))",
             http::to_json(listings))) {
        found[row.listing] = std::move(row.category);
    }
    std::vector<std::string> categories;
    for (const shops::ListingId listing : listings) categories.push_back(found[listing]);
    return categories;
}

void set_category(db::Tx& tx, shops::ListingId listing, const std::string& category,
                  base::MemberId by) {
    const std::string before = categories_of(tx, {listing}).front();
    if (before == category) return;
    members::audit(tx, {by, std::string{members::operator_permission}, "fee_category",
                        listing.value, "", before, category});
    if (category.empty()) {
        tx.run("delete from listing_categories where listing = $1", listing);
        return;
    }
    tx.run(
        "insert into listing_categories as was (listing, category, set_at, set_by) "
        "values ($1, $2, $3, $4) on conflict (listing) do update set "
        "category = excluded.category, set_at = excluded.set_at, set_by = excluded.set_by",
        listing, category, tx.now(), by);
}

}  // namespace orders
