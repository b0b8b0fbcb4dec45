#include "tests/retail/plan.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <unordered_map>

#include "base/describe.hpp"

namespace retail {
namespace {

constexpr std::int64_t mils_per_penny = 10;

/// Everything with one number, in the order of the file.
struct Invoice {
    std::string number;
    std::string customer;
    base::Time at;
    std::vector<std::size_t> rows;

    bool cancels() const { return number.starts_with('C'); }
};

std::vector<Invoice> invoices_of(const std::vector<Row>& rows) {
    std::vector<Invoice> invoices;
    std::unordered_map<std::string, std::size_t> known;
    for (std::size_t place = 0; place < rows.size(); ++place) {
        const Row& row = rows[place];
        const auto [found, is_new] = known.try_emplace(row.invoice, invoices.size());
        if (is_new) invoices.push_back({row.invoice, row.customer, row.at, {}});
        Invoice& invoice = invoices[found->second];
        if (invoice.customer != row.customer)
            throw std::invalid_argument("two customers: " + row.invoice);
        invoice.at = std::min(invoice.at, row.at);
        invoice.rows.push_back(place);
    }
    std::ranges::stable_sort(invoices, {}, &Invoice::at);
    return invoices;
}

/// What a code says by itself, whatever the row's price and sign.
std::optional<Fate> fate_by_code(const Row& row) {
    static const std::map<std::string, Fate, std::less<>> codes{
        {"B", Fate::bad_debt},       {"POST", Fate::postage},  {"DOT", Fate::postage},
        {"C2", Fate::postage},       {"23444", Fate::postage}, {"M", Fate::manual},
        {"m", Fate::manual},         {"S", Fate::sample},      {"D", Fate::discount},
        {"BANK CHARGES", Fate::fee}, {"AMAZONFEE", Fate::fee}, {"CRUK", Fate::fee}};
    if (row.invoice.starts_with('A')) return Fate::bad_debt;
    if (row.sku.starts_with("gift_")) return Fate::gift_voucher;
    const auto found = codes.find(row.sku);
    return found == codes.end() ? std::nullopt : std::optional{found->second};
}

Fate fate_of(const Row& row, Fate of_cancelled_goods) {
    if (const auto fate = fate_by_code(row)) return *fate;
    if (row.invoice.starts_with('C')) return of_cancelled_goods;
    if (row.quantity < 0) return Fate::negative_without_c;
    if (row.mils == 0) return Fate::zero_price;
    if (row.mils % mils_per_penny != 0) return Fate::below_a_penny;
    return Fate::sale;
}

/// What an invoice has of each code at each price.
using Contents = std::map<std::pair<std::string, std::int64_t>, std::int64_t>;

enum class Sign { as_it_is, turned };

Contents contents_of(const Invoice& invoice, const std::vector<Row>& rows, Sign sign) {
    Contents contents;
    for (const std::size_t place : invoice.rows) {
        const Row& row = rows[place];
        contents[{row.sku, row.mils}] += sign == Sign::turned ? -row.quantity : row.quantity;
    }
    return contents;
}

/// Whole cancellations and what they cancel, both as places among the invoices; nothing for one
/// that was written before any invoice like it.
using Pairs = std::map<std::size_t, std::optional<std::size_t>>;

Pairs pairs_of(const std::vector<Invoice>& invoices, const std::vector<Row>& rows) {
    std::map<std::pair<std::string, Contents>, std::vector<std::size_t>> alike;
    for (std::size_t place = 0; place < invoices.size(); ++place) {
        const Invoice& invoice = invoices[place];
        if (invoice.cancels() || invoice.customer.empty()) continue;
        alike[{invoice.customer, contents_of(invoice, rows, Sign::as_it_is)}].push_back(place);
    }
    Pairs pairs;
    std::set<std::size_t> taken;
    for (std::size_t place = 0; place < invoices.size(); ++place) {
        const Invoice& invoice = invoices[place];
        if (!invoice.cancels() || invoice.customer.empty()) continue;
        const auto found = alike.find({invoice.customer, contents_of(invoice, rows, Sign::turned)});
        if (found == alike.end()) continue;
        std::optional<std::size_t>& target = pairs[place];
        for (const std::size_t candidate : found->second) {
            if (invoices[candidate].at <= invoice.at && !taken.contains(candidate)) {
                target = candidate;
            }
        }
        if (target) taken.insert(*target);
    }
    return pairs;
}

/// Puts a plan together, invoice by invoice.
class Planner {
public:
    explicit Planner(const std::vector<Row>& rows)
        : rows_(rows), invoices_(invoices_of(rows)), pairs_(pairs_of(invoices_, rows)) {}

    Plan make() {
        for (const auto fate : base::every<Fate>()) plan_.fates[fate];
        for (std::size_t place = 0; place < invoices_.size(); ++place) take(place);
        cancel();
        give_back();
        count();
        return std::move(plan_);
    }

private:
    void take(std::size_t place) {
        const Invoice& invoice = invoices_[place];
        Fate of_cancelled_goods = Fate::partial_cancellation;
        if (const auto found = pairs_.find(place); found != pairs_.end()) {
            of_cancelled_goods =
                found->second ? Fate::refund : Fate::whole_cancellation_before_its_invoice;
        }
        std::vector<const Row*> sales;
        std::set<Fate> met;
        bool has_goods = false;
        for (const std::size_t number : invoice.rows) {
            const Row& row = rows_[number];
            const Fate fate = fate_of(row, of_cancelled_goods);
            ++plan_.fates[fate].rows;
            plan_.fates[fate].mils += row.quantity * row.mils;
            if (fate == Fate::sale) sales.push_back(&row);
            has_goods = has_goods || !fate_by_code(row);
            met.insert(fate);
            if (fate == Fate::partial_cancellation) partial_[place].push_back(&row);
        }
        if (invoice.cancels()) {
            Cancellations& kinds = plan_.cancellations;
            ++kinds.invoices;
            if (met.contains(Fate::partial_cancellation)) ++kinds.partial;
            if (!has_goods && !pairs_.contains(place)) ++kinds.without_goods;
        }
        split(place, sales);
    }

    /// The n-th price of a SKU goes into the n-th order of its invoice.
    void split(std::size_t place, const std::vector<const Row*>& sales) {
        const Invoice& invoice = invoices_[place];
        const std::size_t first = plan_.orders.size();
        std::map<std::string, std::vector<std::int64_t>> prices;
        for (const Row* row : sales) {
            std::vector<std::int64_t>& known = prices[row->sku];
            const auto found = std::ranges::find(known, row->mils);
            const auto nth = static_cast<std::size_t>(found - known.begin());
            if (found == known.end()) known.push_back(row->mils);
            if (first + nth == plan_.orders.size()) {
                plan_.orders.push_back(
                    {invoice.number,
                     invoice.customer.empty() ? std::string{till} : invoice.customer,
                     invoice.at,
                     {},
                     {},
                     false});
            }
            add(plan_.orders[first + nth], *row);
        }
        const std::size_t made = plan_.orders.size() - first;
        if (made > 0) ++plan_.counts.invoices_sold;
        if (made > 1) ++plan_.counts.split_invoices;
        for (std::size_t order = first; order < plan_.orders.size(); ++order) {
            orders_of_[place].push_back(order);
        }
    }

    void add(Order& order, const Row& row) {
        const std::size_t goods = goods_of(row);
        const auto same = std::ranges::find(order.lines, goods, &Line::goods);
        if (same != order.lines.end()) {
            same->quantity += row.quantity;
        } else {
            order.lines.push_back({goods, row.quantity, row.mils / mils_per_penny});
        }
    }

    /// What it costs and how many there are follows in count().
    std::size_t goods_of(const Row& row) {
        const auto [found, is_new] = goods_.try_emplace(row.sku, plan_.catalogue.size());
        if (is_new) plan_.catalogue.push_back({row.sku, row.description, 0, 0, 0});
        Goods& goods = plan_.catalogue[found->second];
        if (goods.title.empty()) goods.title = row.description;
        return found->second;
    }

    void cancel() {
        Cancellations& kinds = plan_.cancellations;
        for (const auto& [cancelling, target] : pairs_) {
            ++kinds.whole;
            if (!target) {
                ++kinds.whole_before_its_invoice;
                continue;
            }
            const auto& orders = orders_of_[*target];
            ++(orders.empty() ? kinds.whole_without_order : kinds.whole_refunded);
            for (const std::size_t order : orders) {
                plan_.orders[order].refunded = invoices_[cancelling].at;
            }
        }
    }

    /// The latest order of the row's customer that has as many left of what the row cancels.
    struct Found {
        std::size_t order = 0;
        std::size_t line = 0;
    };
    std::optional<Found> found_for(const Row& row, base::Time at) const {
        const auto goods = goods_.find(row.sku);
        const auto theirs = by_customer_.find(row.customer);
        if (goods == goods_.end() || theirs == by_customer_.end()) return std::nullopt;
        for (auto order = theirs->second.rbegin(); order != theirs->second.rend(); ++order) {
            const Order& candidate = plan_.orders[*order];
            if (candidate.at > at || candidate.refunded) continue;
            const auto line = std::ranges::find(candidate.lines, goods->second, &Line::goods);
            if (line == candidate.lines.end()) continue;
            const auto number = static_cast<std::size_t>(line - candidate.lines.begin());
            const auto gone = gone_.find({*order, number});
            const std::int64_t left = line->quantity - (gone == gone_.end() ? 0 : gone->second);
            if (left >= -row.quantity) return Found{*order, number};
        }
        return std::nullopt;
    }

    /// Partial cancellations, C invoice by C invoice; the rows of one and of one order together.
    void give_back() {
        for (std::size_t order = 0; order < plan_.orders.size(); ++order) {
            if (plan_.orders[order].customer != till) {
                by_customer_[plan_.orders[order].customer].push_back(order);
            }
        }
        for (const auto& [place, rows] : partial_) {
            std::vector<Return> made;
            for (const Row* row : rows) {
                if (row->customer.empty() || row->quantity >= 0) continue;
                const auto found = found_for(*row, invoices_[place].at);
                if (!found) continue;
                gone_[{found->order, found->line}] -= row->quantity;
                move_fate(*row);
                add_part(made, invoices_[place].at, *found, -row->quantity);
            }
            for (const Return& one : made) add_return(one);
        }
        for (std::size_t order = 0; order < plan_.orders.size(); ++order) {
            Order& one = plan_.orders[order];
            one.ends_early = early_[order] > 0 && early_[order] == pence_of(one);
        }
    }

    void move_fate(const Row& row) {
        FateSum& from = plan_.fates[Fate::partial_cancellation];
        FateSum& to = plan_.fates[Fate::partial_refund];
        --from.rows;
        ++to.rows;
        from.mils -= row.quantity * row.mils;
        to.mils += row.quantity * row.mils;
    }

    static void add_part(std::vector<Return>& made, base::Time at, const Found& found,
                         std::int64_t quantity) {
        auto same = std::ranges::find(made, found.order, &Return::order);
        if (same == made.end()) same = made.insert(made.end(), Return{at, found.order, {}});
        const auto part = std::ranges::find(same->parts, found.line, &Return::Part::line);
        if (part != same->parts.end()) {
            part->quantity += quantity;
        } else {
            same->parts.push_back({found.line, quantity});
        }
    }

    void add_return(const Return& whole) {
        const Order& order = plan_.orders[whole.order];
        for (std::size_t first = 0; first < whole.parts.size(); first += return_parts_max) {
            const std::size_t last = std::min(first + return_parts_max, whole.parts.size());
            plan_.returns.push_back({whole.at,
                                     whole.order,
                                     {whole.parts.begin() + static_cast<std::ptrdiff_t>(first),
                                      whole.parts.begin() + static_cast<std::ptrdiff_t>(last)}});
            ++plan_.cancellations.partial_refunds;
        }
        for (const Return::Part& part : whole.parts) {
            const std::int64_t pence = part.quantity * order.lines[part.line].pence;
            plan_.cancellations.partial_refunded += pence;
            if (whole.at < order.at + confirmed_after) early_[whole.order] += pence;
        }
    }

    static std::int64_t pence_of(const Order& order) {
        std::int64_t pence = 0;
        for (const Line& line : order.lines) pence += line.quantity * line.pence;
        return pence;
    }

    void count() {
        Counts& counts = plan_.counts;
        counts.rows = static_cast<std::int64_t>(rows_.size());
        counts.invoices = static_cast<std::int64_t>(invoices_.size());
        std::vector<std::int64_t> current(plan_.catalogue.size(), 0);
        std::set<std::string> customers{std::string{till}};
        for (const Order& order : plan_.orders) {
            if (customers.insert(order.customer).second) plan_.customers.push_back(order.customer);
            for (const Line& line : order.lines) {
                Goods& goods = plan_.catalogue[line.goods];
                if (goods.pence == 0) goods.pence = current[line.goods] = line.pence;
                if (current[line.goods] != line.pence) ++counts.price_changes;
                current[line.goods] = line.pence;
                goods.units += line.quantity;
                if (order.refunded) goods.back += line.quantity;
                counts.units += line.quantity;
            }
            counts.lines += static_cast<std::int64_t>(order.lines.size());
        }
    }

    const std::vector<Row>& rows_;
    const std::vector<Invoice> invoices_;
    const Pairs pairs_;
    std::unordered_map<std::string, std::size_t> goods_;
    std::map<std::size_t, std::vector<std::size_t>> orders_of_;  // By invoice.
    std::map<std::size_t, std::vector<const Row*>> partial_;     // By invoice.
    std::unordered_map<std::string, std::vector<std::size_t>> by_customer_;
    std::map<std::pair<std::size_t, std::size_t>, std::int64_t> gone_;  // Units, by order and line.
    std::map<std::size_t, std::int64_t> early_;  // Pence that went back before the confirmation.
    Plan plan_;
};

}  // namespace

Plan make_plan(const std::vector<Row>& rows) {
    return Planner(rows).make();
}

}  // namespace retail
