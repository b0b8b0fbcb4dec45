#include "orders/refund_sums.hpp"

#include <algorithm>
#include <array>

namespace orders {
namespace {

/// Hands out money by weight, one share after the other.
class Purse {
public:
    Purse(std::int64_t money, std::int64_t weight) : money_(money), weight_(weight) {}

    /// A share's part against all that come after it; an equal remainder is the share's.
    std::int64_t give(std::int64_t weight) {
        base::ensure(weight >= 0 && weight <= weight_);
        if (weight == 0) return 0;
        return take(base::apportion(money_, std::array{weight, weight_ - weight}).front(), weight);
    }
    std::int64_t take(std::int64_t part, std::int64_t weight) {
        part = std::min(part, money_);
        money_ -= part;
        weight_ -= weight;
        return part;
    }
    std::int64_t rest() const { return money_; }

private:
    std::int64_t money_;
    std::int64_t weight_;
};

/// Whether the share is what its rate, or the rows of the table, made of the whole order: then it
/// stays that of what remains.
bool goes_by_rate(const Share& share, const Sold& sold) {
    if (share.line != 0 || share.holding != ledger::Holding::commission) return false;
    if (!sold.fees.empty()) return share.purpose == "commission";
    return share.amount == base::portion(sold.total, share.rate_ppm);
}

/// amount * part / whole, halves rounded up; 0 of nothing. Grows with amount and part alone.
std::int64_t rounded(std::int64_t amount, std::int64_t part, std::int64_t whole) {
    __extension__ using Wide = __int128;
    if (whole == 0) return 0;
    return static_cast<std::int64_t>((2 * Wide{amount} * part + whole) / (2 * Wide{whole}));
}

/// What a term keeps where so much of its goods is left: its rate of that, or, where a lowest or
/// highest fee decided, that fee in proportion.
std::int64_t fee_left(const FeeTerm& term, std::int64_t goods) {
    policies::FeeRule rate = term.rule;
    rate.lowest = 0;
    rate.most.reset();
    if (term.amount == policies::fee_of(rate, term.total)) return policies::fee_of(rate, goods);
    return std::min(rounded(term.amount, goods, term.total), goods / 2);
}

/// The tax on the commission.
bool is_tax(const Share& share) {
    return share.line == 0 && share.holding == ledger::Holding::fee_vat;
}

/// Gives the market the commission that it keeps, and the tax office its part of that.
void keep_of_market(const Sold& sold, Purse& purse, std::vector<std::int64_t>& kept) {
    std::int64_t commission = 0;
    for (std::size_t s = 0; s < sold.shares.size(); ++s) {
        const Share& share = sold.shares[s];
        if (!goes_by_rate(share, sold)) continue;
        std::int64_t fee = 0;
        if (sold.fees.empty()) {
            fee = base::portion(sold.total - sold.back, share.rate_ppm);
        } else {
            for (const std::int64_t part : fees_kept(sold.fees, sold.back)) fee += part;
        }
        kept[s] = purse.take(fee, share.amount);
        commission += kept[s];
    }
    for (std::size_t s = 0; s < sold.shares.size(); ++s) {
        const Share& share = sold.shares[s];
        if (!is_tax(share)) continue;
        kept[s] = purse.take(base::portion(commission, share.rate_ppm), share.amount);
    }
}

/// What is left of each line. What went back without a line belongs to all in proportion to what
/// was left of them.
std::vector<std::int64_t> lines_left(const Sold& sold) {
    std::vector<std::int64_t> left;
    std::int64_t named = 0, whole = 0;
    for (const LineSum& line : sold.lines) {
        left.push_back(line.total - line.back);
        named += line.back;
        whole += left.back();
    }
    if (whole == 0) return left;
    const auto parts = base::apportion(sold.back - named, left);
    for (std::size_t i = 0; i < left.size(); ++i) left[i] -= parts[i];
    return left;
}

/// Gives the shares that belong to a line their part of it.
void keep_of_lines(const Sold& sold, Purse& purse, std::vector<std::int64_t>& kept) {
    const auto of_a_line = [](const Share& share) { return share.line != 0; };
    if (std::ranges::none_of(sold.shares, of_a_line)) return;
    const auto left = lines_left(sold);
    for (std::size_t i = 0; i < sold.lines.size(); ++i) {
        Purse line(left[i], sold.lines[i].total);
        for (std::size_t s = 0; s < sold.shares.size(); ++s) {
            const Share& share = sold.shares[s];
            if (share.line != sold.lines[i].line) continue;
            kept[s] = purse.take(line.give(share.amount), share.amount);
        }
    }
}

/// One line of a wish, priced.
base::Result<RefundLine> priced_line(const RefundLine& wanted, const std::vector<LineLeft>& lines,
                                     const std::string& field) {
    const auto line = std::ranges::find(lines, wanted.line, &LineLeft::line);
    if (line == lines.end()) return base::wrong_field(field + ".line", "unknown_line");
    if (wanted.quantity > line->quantity) {
        return base::wrong_field(field + ".quantity", "too_large",
                                 {{"max", std::to_string(line->quantity)}});
    }
    return RefundLine{wanted.line, wanted.quantity, base::multiply(line->price, wanted.quantity)};
}

}  // namespace

std::vector<std::int64_t> fees_kept(const std::vector<FeeTerm>& terms, std::int64_t back) {
    std::int64_t left = 0, unnamed = back;
    for (const FeeTerm& term : terms) {
        left += term.total - term.back;
        unnamed -= term.back;
    }
    base::ensure(unnamed >= 0 && unnamed <= left);
    std::vector<std::int64_t> kept;
    for (const FeeTerm& term : terms) {
        // What went back without a line is of all goods, in proportion to what was left of them.
        const std::int64_t goods = rounded(term.total - term.back, left - unnamed, left);
        kept.push_back(fee_left(term, goods));
    }
    return kept;
}

std::vector<FeeTerm> with_postage(std::vector<FeeTerm> terms, const std::vector<Share>& shares,
                                  std::int64_t goods, std::int64_t postage) {
    if (terms.empty()) {
        const auto commission = std::ranges::find_if(shares, [](const Share& share) {
            return share.line == 0 && share.purpose == "commission";
        });
        base::ensure(commission != shares.end());
        terms.push_back(
            {policies::FeeRule{commission->policy_version, 0, commission->rate_ppm, 0, {}}, goods,
             commission->amount, 0});
    }
    terms.push_back({policies::FeeRule{}, postage, 0, 0});
    return terms;
}

bool is_sellers(const Share& share) {
    return share.line == 0 && share.purpose == "seller";
}

std::vector<std::int64_t> kept(const Sold& sold) {
    base::ensure(sold.total > 0 && sold.back >= 0 && sold.back <= sold.total);
    std::vector<std::int64_t> kept(sold.shares.size(), 0);
    Purse purse(sold.total - sold.back, sold.total);
    keep_of_lines(sold, purse, kept);
    keep_of_market(sold, purse, kept);
    std::optional<std::size_t> sellers;
    for (std::size_t s = 0; s < sold.shares.size(); ++s) {
        const Share& share = sold.shares[s];
        if (is_sellers(share)) sellers = s;
        if (share.line != 0 || is_sellers(share) || is_tax(share)) continue;
        if (goes_by_rate(share, sold)) continue;
        kept[s] = purse.give(share.amount);
    }
    // The seller has the rest, as at the placement.
    base::ensure(sellers.has_value());
    kept[*sellers] = purse.rest();
    return kept;
}

Wish with_postage(Wish wish, const std::vector<LineLeft>& lines, std::int64_t left) {
    if (wish.lines.empty()) return wish;
    std::int64_t sum = 0;
    bool postage = false;
    for (const LineLeft& line : lines) {
        const auto named = std::ranges::find(wish.lines, line.line, &RefundLine::line);
        const std::int64_t quantity = named == wish.lines.end() ? 0 : named->quantity;
        if (line.line == postage_line) postage = quantity == 0 && line.quantity > 0;
        if (line.line != postage_line && quantity < line.quantity) return wish;
        sum = base::add(sum, base::multiply(line.price, line.quantity));
    }
    if (postage && sum <= left) wish.lines.push_back({postage_line, 1, 0});
    return wish;
}

base::Result<Priced> priced(const Wish& wish, const std::vector<LineLeft>& lines,
                            std::int64_t left) {
    base::ensure(left > 0);
    const base::Argument most{"max", std::to_string(left)};
    if (wish.amount) {
        if (*wish.amount > left) return base::wrong_field("amount.minor", "more_than_left", {most});
        return Priced{*wish.amount, {}};
    }
    if (wish.lines.empty()) return Priced{left, {}};
    Priced sum;
    for (std::size_t i = 0; i < wish.lines.size(); ++i) {
        const std::string field = "lines." + std::to_string(i);
        const auto twice = std::ranges::find(sum.lines, wish.lines[i].line, &RefundLine::line);
        if (twice != sum.lines.end()) return base::wrong_field(field + ".line", "line_twice");
        sum.lines.push_back(TRY(priced_line(wish.lines[i], lines, field)));
        sum.amount = base::add(sum.amount, sum.lines.back().amount);
    }
    if (sum.amount > left) return base::wrong_field("lines", "more_than_left", {most});
    return sum;
}

}  // namespace orders
