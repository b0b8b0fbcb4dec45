#include "insight/counting.hpp"

#include <algorithm>
#include <utility>

#include "base/money.hpp"
#include "orders/fees.hpp"
#include "orders/promoting.hpp"
#include "orders/sales.hpp"
#include "payouts/payouts.hpp"

namespace insight {
namespace {

struct PartRow {
    std::string category;
    Dealing dealing{};
    std::int64_t amount = 0;
    std::int64_t fee = 0;
    std::int64_t back = 0;
    std::int64_t settled = 0;
    std::int64_t earned = 0;
    std::int64_t taxed = 0;
};
BOOST_DESCRIBE_STRUCT(PartRow, (), (category, dealing, amount, fee, back, settled, earned, taxed))

/// What an event of ours says; nothing for an event of other kinds.
struct Said {
    Kind kind{};
    std::int64_t sign = 1;     // Of the amount.
    std::int64_t fee = 0;      // How the commission counts.
    std::int64_t counted = 1;  // For how many orders.
};

std::optional<Said> said_by(std::string_view event) {
    if (event == "order_placed") return Said{Kind::placed};
    if (event == "order_paid") return Said{Kind::paid};
    if (event == "order_settled") return Said{Kind::settled, 1, 1};
    // More of the money of an order that was counted already.
    if (event == "order_released") return Said{Kind::settled, 1, 1, 0};
    if (event == "order_refunded" || event == "order_charged_back") {
        return Said{Kind::refunded, 1, -1};
    }
    // What a bank took and gave back has not gone back after all, nor has an order more: where it
    // is passed on to the buyer that is told as the refund that it is.
    if (event == "order_won_back") return Said{Kind::refunded, -1, 1, -1};
    return std::nullopt;
}

/// Money goes from one hand into the other: to the same bank account, or for goods that go to where
/// the seller has their own sent.
Dealing dealing_of(db::Snapshot& snapshot, orders::OrderId id, const orders::Told& told) {
    const bool own = told.buyer == told.seller ||
                     payouts::share_account(snapshot, told.buyer, told.seller) ||
                     orders::goes_to_household(snapshot, id, told.seller);
    return own ? Dealing::self_dealing : Dealing::ordinary;
}

Part& part_of(std::vector<Part>& parts, const std::string& category) {
    const auto found = std::ranges::find(parts, category, &Part::category);
    if (found != parts.end()) return *found;
    parts.push_back(Part{category, 0, 0, 0, 0});
    return parts.back();
}

/// What each row of the table of fees made of the lines that it fits, by their categories.
void add_fees(db::Snapshot& snapshot, orders::OrderId id, const std::vector<orders::Goods>& goods,
              std::vector<Part>& parts) {
    for (const orders::Charged& charged : orders::charged_of(snapshot, id)) {
        std::vector<const orders::Goods*> its;
        std::vector<std::int64_t> weights;
        for (const orders::Goods& one : goods) {
            const bool named = charged.lines.empty() ||
                               std::ranges::find(charged.lines, one.line) != charged.lines.end();
            if (!named || one.amount <= 0) continue;
            its.push_back(&one);
            weights.push_back(one.amount);
        }
        if (its.empty()) continue;
        const auto fees = base::apportion(charged.term.amount, weights);
        for (std::size_t i = 0; i < its.size(); ++i) {
            part_of(parts, its[i]->category).fee += fees[i];
        }
    }
}

/// What the money of an order is of. The one place that says so: whatever is charged beside the
/// goods belongs here, as a part with a category of its own.
std::vector<Part> parts_of(db::Snapshot& snapshot, orders::OrderId id) {
    const auto goods = orders::goods_of(snapshot, orders::lines_of(snapshot, id));
    std::vector<Part> parts;
    for (const orders::Goods& one : goods) {
        part_of(parts, one.category).amount += one.amount;
    }
    add_fees(snapshot, id, goods, parts);
    for (const orders::Carried& one : orders::carried_of(snapshot, {id})) {
        part_of(parts, std::string{postage_category}).amount += one.postage;
    }
    // An order that is not there any more is of nobody knows what.
    if (parts.empty()) parts.push_back(Part{"", 0, 0, 0, 0});
    return parts;
}

std::int64_t days_of(Day day) {
    return day.time_since_epoch().count();
}

}  // namespace

void count(const Portion& portion, Figures& figures) {
    figures.commission += portion.commission;
    figures.tax += portion.tax;
    switch (portion.kind) {
        case Kind::placed:
            figures.placed += portion.amount;
            figures.orders_placed += portion.counted;
            return;
        case Kind::paid:
            figures.paid += portion.amount;
            figures.orders_paid += portion.counted;
            return;
        case Kind::settled:
            figures.settled += portion.amount;
            figures.orders_settled += portion.counted;
            return;
        case Kind::refunded:
            figures.refunded += portion.amount;
            figures.orders_refunded += portion.counted;
            return;
    }
}

Counting::Shared& Counting::shared(orders::OrderId id, const orders::Told& told) {
    const auto known = orders_.find(id);
    if (known != orders_.end()) return known->second;
    Shared fresh;
    for (PartRow& row : snapshot_.all<PartRow>(
             "select category, dealing, amount, fee, back, settled, earned, taxed from order_parts "
             "where order_id = $1 order by category",
             id)) {
        fresh.dealing = row.dealing;
        fresh.parts.push_back(Part{std::move(row.category), row.amount, row.fee, row.back,
                                   row.settled, row.earned, row.taxed});
    }
    if (fresh.parts.empty()) {
        fresh = Shared{dealing_of(snapshot_, id, told), parts_of(snapshot_, id)};
        fresh.changed = true;
        std::ranges::sort(fresh.parts, {}, &Part::category);
    }
    return orders_.emplace(id, std::move(fresh)).first->second;
}

std::vector<Portion> Counting::portions(const events::Event& event) {
    const auto said = said_by(event.kind);
    if (!said) return {};
    const orders::Told told = orders::told(event);
    const orders::OrderId id{event.subject};
    Shared& order = shared(id, told);
    const std::int64_t tax = told.tax ? told.tax->minor : 0;
    const auto moved = share_out({said->kind, said->sign * told.amount.minor,
                                  said->fee * told.commission.minor, said->fee * tax},
                                 order.parts);
    order.changed |= said->kind == Kind::settled || said->kind == Kind::refunded;
    const base::Time placed = told.placed.value_or(event.at);
    const std::size_t main = main_part(order.parts);
    std::vector<Portion> list;
    for (std::size_t i = 0; i < moved.size(); ++i) {
        const Moving& one = moved[i];
        if (i != main && one.amount == 0 && one.commission == 0 && one.tax == 0) continue;
        list.push_back(Portion{
            told.amount.currency, said->kind, days_of(calendar_.day_of(event.at)), event.seq,
            order.parts[i].category, order.dealing, days_of(calendar_.day_of(placed)), placed, id,
            event.at, one.amount, one.commission, one.tax, i == main ? said->counted : 0});
    }
    return list;
}

void Counting::keep(db::Tx& tx) const {
    for (const auto& [id, order] : orders_) {
        if (!order.changed) continue;
        for (const Part& part : order.parts) {
            tx.run(
                "insert into order_parts (order_id, category, dealing, amount, fee, back, settled, "
                "earned, taxed) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
                "on conflict (order_id, category) do update set back = excluded.back, "
                "settled = excluded.settled, earned = excluded.earned, taxed = excluded.taxed",
                id, part.category, order.dealing, part.amount, part.fee, part.back, part.settled,
                part.earned, part.taxed);
        }
    }
}

}  // namespace insight
