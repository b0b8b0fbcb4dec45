// What everybody keeps of an order with postage, held against sums that are computed here in
// another way. Mutations of refund_sums.cpp that were tried, and die here: the commission taken of
// the postage too, the postage left out of the terms (a sum takes back too much commission), and
// some of the goods taking the postage along.

#include <gtest/gtest.h>

#include <array>
#include <iostream>
#include <numeric>
#include <random>

#include "orders/fees.hpp"
#include "tests/budget.hpp"

namespace orders {
namespace {

__extension__ using Wide = __int128;

struct Sale {
    std::vector<Goods> goods;
    std::vector<Charged> charged;  // None: the plain rate.
    std::int64_t rate_ppm = 0;
    std::int64_t postage = 0;
    Sold sold;
};

class Chance {
public:
    explicit Chance(unsigned seed) : engine_(seed) {}
    std::int64_t below(std::int64_t n) {
        return static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(n));
    }
    template <class T, std::size_t N>
    T of(const std::array<T, N>& list) {
        return list[static_cast<std::size_t>(below(N))];
    }

private:
    std::mt19937_64 engine_;
};

policies::Fees random_fees(Chance& chance) {
    policies::Fees fees{7, {}, {3, 0, chance.of(std::array{0L, 50'000L, 500'000L}), 0, {}}};
    fees.rows.push_back({"books", "", chance.of(std::array{1L, 30'000L, 333'333L}), 0, {}});
    fees.rows.push_back({"tools", "", 125'000, chance.below(200), {}});
    return fees;
}

std::int64_t sum(const std::vector<std::int64_t>& parts) {
    return std::accumulate(parts.begin(), parts.end(), std::int64_t{0});
}

/// Some lines with postage, by the plain rate or by a table, shared with promoters of a line.
Sale random_sale(Chance& chance) {
    Sale sale;
    Sold& sold = sale.sold;
    const std::int64_t most = chance.of(std::array{6L, 500L, 100'000L, 10'000'000'000L});
    for (std::int64_t line = 1, lines = 1 + chance.below(4); line <= lines; ++line) {
        sale.goods.push_back({chance.of(std::array<std::string, 3>{"", "books", "tools"}),
                              1 + chance.below(most), line});
        sold.lines.push_back({line, sale.goods.back().amount, 0});
        sold.total += sale.goods.back().amount;
    }
    const std::int64_t goods = sold.total;
    sale.postage = 1 + chance.below(chance.below(2) == 0 ? most : 10'000);
    sold.lines.push_back({postage_line, sale.postage, 0});
    sold.total += sale.postage;
    sale.rate_ppm = chance.of(std::array{0L, 1L, 50'000L, 333'333L, 500'000L});
    std::int64_t commission = base::portion(goods, sale.rate_ppm);
    if (chance.below(2) == 0) {
        sale.charged = charge(random_fees(chance), "", sale.goods);
        commission = 0;
        for (const Charged& one : sale.charged) {
            sold.fees.push_back(one.term);
            commission += one.term.amount;
        }
    }
    std::int64_t sellers = sold.total - commission;
    sold.shares.push_back(
        {0, "commission", 0, ledger::Holding::commission, sale.rate_ppm, 7, commission});
    std::int64_t room = goods - commission;
    for (std::int64_t i = chance.below(3); i > 0 && room > 0; --i) {
        const auto& of = sale.goods[static_cast<std::size_t>(chance.below(std::ssize(sale.goods)))];
        const std::int64_t part = chance.below(std::min(room, of.amount / 2) + 1);
        sold.shares.push_back({of.line, "promoter", i, ledger::Holding::frozen, 0, 0, part});
        sellers -= part;
        room -= part;
    }
    sold.shares.push_back({0, "seller", 9, ledger::Holding::available, 0, 0, sellers});
    sold.fees = with_postage(sold.fees, sold.shares, goods, sale.postage);
    return sale;
}

bool is_of(const Charged& one, std::int64_t line) {
    return one.lines.empty() ||
           std::find(one.lines.begin(), one.lines.end(), line) != one.lines.end();
}

/// So much of a line, or of the postage, goes back by name.
void give_named(Sale& sale, std::size_t i, std::int64_t amount) {
    sale.sold.back += amount;
    sale.sold.lines[i].back += amount;
    if (sale.sold.lines[i].line == postage_line) {
        sale.sold.fees.back().back += amount;
        return;
    }
    if (sale.charged.empty()) sale.sold.fees.front().back += amount;
    for (std::size_t c = 0; c < sale.charged.size(); ++c) {
        if (is_of(sale.charged[c], sale.goods[i].line)) sale.sold.fees[c].back += amount;
    }
}

/// What is left of the goods of the plain rate, from the lines and not from the terms.
std::int64_t plain_goods_left(const Sale& sale) {
    std::int64_t goods = 0, all = 0, unnamed = sale.sold.back;
    for (const LineSum& line : sale.sold.lines) {
        all += line.total - line.back;
        unnamed -= line.back;
        if (line.line != postage_line) goods += line.total - line.back;
    }
    if (all == 0) return 0;
    return static_cast<std::int64_t>((Wide{goods} * (all - unnamed) * 2 + all) / (Wide{all} * 2));
}

bool has_line_shares(const Sale& sale) {
    return std::any_of(sale.sold.shares.begin(), sale.sold.shares.end(),
                       [](const Share& share) { return share.line != 0; });
}

void check(const Sale& sale, const std::vector<std::int64_t>& after) {
    ASSERT_EQ(sum(after), sale.sold.total - sale.sold.back) << "a cent is lost or made";
    for (const std::int64_t part : after) ASSERT_GE(part, 0);
    if (!sale.charged.empty()) return;
    // Of the last cents those who have a part of a line come first.
    std::int64_t room = sale.sold.total - sale.sold.back;
    for (std::size_t s = 0; s < after.size(); ++s) {
        if (sale.sold.shares[s].line != 0) room -= after[s];
    }
    ASSERT_EQ(after[0], std::min(room, base::portion(plain_goods_left(sale), sale.rate_ppm)))
        << "the commission is that of the goods that remain";
}

void follow(Sale sale, Chance& chance) {
    std::vector<std::int64_t> amounts;
    for (const Share& share : sale.sold.shares) amounts.push_back(share.amount);
    ASSERT_EQ(kept(sale.sold), amounts) << "nothing went back yet";
    while (sale.sold.back < sale.sold.total && chance.below(9) != 0) {
        const std::int64_t left = sale.sold.total - sale.sold.back;
        const auto before = kept(sale.sold);
        const auto i = static_cast<std::size_t>(chance.below(std::ssize(sale.sold.lines)));
        const LineSum& line = sale.sold.lines[i];
        const bool named = chance.below(2) == 0 && line.total - line.back <= left;
        std::int64_t unnamed = sale.sold.back;
        for (const LineSum& one : sale.sold.lines) unnamed -= one.back;
        if (named && line.total > line.back) {
            give_named(sale, i, line.total - line.back);
            const auto after = kept(sale.sold);
            // A promoter may have more of a line than what the market leaves of it.
            if (line.line == postage_line && unnamed == 0 && !has_line_shares(sale)) {
                for (std::size_t s = 0; s + 1 < after.size(); ++s) {
                    ASSERT_EQ(after[s], before[s]) << "only the seller pays the postage back";
                }
            }
        } else {
            sale.sold.back += 1 + chance.below(left);
        }
        check(sale, kept(sale.sold));
    }
    sale.sold.back = sale.sold.total;
    for (const std::int64_t part : kept(sale.sold)) ASSERT_EQ(part, 0) << "all of it went back";
}

TEST(PostageSums, ES_07_no_cent_is_lost_and_no_fee_is_kept_of_postage) {
    constexpr unsigned seed = 20;
    const std::int64_t sales = tests::budget("refund_sums", "sales");
    Chance chance(seed);
    for (std::int64_t i = 0; i < sales; ++i) {
        SCOPED_TRACE("sale " + std::to_string(i) + " of seed " + std::to_string(seed));
        follow(random_sale(chance), chance);
        if (testing::Test::HasFatalFailure()) return;
    }
    std::cout << sales << " sales, seed " << seed << '\n';
}

TEST(PostageSums, ES_07_all_goods_that_are_left_take_the_postage_along) {
    const std::vector<LineLeft> lines{
        {1, 2, 950}, {2, 0, 400}, {3, 1, 100}, {postage_line, 1, 490}};
    const auto named = [&](std::vector<RefundLine> wanted, std::int64_t left = 5000) {
        return with_postage(Wish{{}, std::move(wanted)}, lines, left).lines.size();
    };
    EXPECT_EQ(named({{1, 2, 0}, {3, 1, 0}}), 3U);
    EXPECT_EQ(named({{1, 2, 0}, {3, 1, 0}}, 2490), 3U);
    EXPECT_EQ(named({{1, 2, 0}, {3, 1, 0}}, 2489), 2U) << "a part of it went back as a sum";
    EXPECT_EQ(named({{1, 1, 0}, {3, 1, 0}}), 2U) << "one is still to be sent";
    EXPECT_EQ(named({{1, 2, 0}}), 1U);
    EXPECT_EQ(named({{1, 2, 0}, {3, 1, 0}, {postage_line, 1, 0}}), 3U) << "once";
    EXPECT_TRUE(with_postage(Wish{500, {}}, lines, 5000).lines.empty());
    std::vector<LineLeft> paid_back = lines;
    paid_back.back().quantity = 0;
    EXPECT_EQ(with_postage(Wish{{}, {{1, 2, 0}, {3, 1, 0}}}, paid_back, 5000).lines.size(), 2U);
}

}  // namespace
}  // namespace orders
