// Graphs of recruits, rates, sales and refunds by chance: nobody but who shared and who had brought
// them ever gets anything, and at every step the shares are the order's money, in proportion.

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "orders/refund_sums.hpp"
#include "promoters/decide.hpp"
#include "promoters/promoters.hpp"
#include "promoters/tests/promoting.hpp"

namespace promoters {
namespace {

using Chance = std::mt19937_64;

std::int64_t upto(Chance& chance, std::int64_t most) {
    return static_cast<std::int64_t>(chance() % static_cast<std::uint64_t>(most + 1));
}

/// Whoever has brought whom, by number; nobody is their own ancestor, for who brings was there
/// before.
std::vector<std::optional<int>> forest(Chance& chance, int size) {
    std::vector<std::optional<int>> by(static_cast<std::size_t>(size));
    for (int i = 1; i < size; ++i) {
        if (upto(chance, 4) > 0)
            by[static_cast<std::size_t>(i)] = static_cast<int>(upto(chance, i - 1));
    }
    return by;
}

/// An order with its shares as promote() would add them.
orders::Sold sale(Chance& chance, MemberId first, std::optional<MemberId> second,
                  std::int64_t most_ppm) {
    orders::Sold sold;
    std::vector<Offer> offers;
    const std::int64_t lines = 1 + upto(chance, 3);
    for (std::int64_t line = 1; line <= lines; ++line) {
        const std::int64_t total = 1 + upto(chance, upto(chance, 1) == 0 ? 30 : 100'000);
        const Rate set{upto(chance, 400'000), upto(chance, 400'000), 1};
        offers.push_back({line, total, upto(chance, 3) == 0 ? Rate{} : within(set, most_ppm)});
        sold.lines.push_back({line, total, 0});
        sold.total += total;
    }
    const std::int64_t commission = base::portion(sold.total, 50'000);
    std::int64_t sellers = sold.total - commission;
    using ledger::Holding;
    sold.shares.push_back({0, "commission", 0, Holding::commission, 50'000, 0, commission});
    for (const Part& part : reckon(offers, second.has_value())) {
        if (part.first > 0) {
            sold.shares.push_back(
                {part.line, "promoter", first.value, Holding::frozen, 0, 1, part.first});
        }
        if (part.second > 0) {
            sold.shares.push_back(
                {part.line, "promoter_second", second->value, Holding::frozen, 0, 1, part.second});
        }
        sellers -= part.first + part.second;
    }
    sold.shares.push_back({0, "seller", 1, Holding::available, 0, 0, sellers});
    return sold;
}

void expect_sums(const orders::Sold& sold) {
    const auto kept = orders::kept(sold);
    std::int64_t sum = 0, named = 0, open = 0;
    for (const auto& line : sold.lines) {
        named += line.back;
        open += line.total - line.back;
    }
    const auto whole = static_cast<__int128>(sold.back - named);
    for (std::size_t s = 0; s < kept.size(); ++s) {
        const orders::Share& share = sold.shares[s];
        sum += kept[s];
        ASSERT_GE(kept[s], 0);
        if (share.line == 0) continue;
        ASSERT_LE(kept[s], share.amount);
        // Exactly: amount * (left of the line, less its part of what went back without a line) /
        // total of the line. Two roundings, of the line's part and of the share's, each below one.
        const auto& line = sold.lines[static_cast<std::size_t>(share.line - 1)];
        const __int128 left = line.total - line.back;
        const __int128 exact_up = open == 0 ? 0 : share.amount * left * (open - whole);
        const __int128 below = open == 0 ? 1 : static_cast<__int128>(line.total) * open;
        const __int128 off = static_cast<__int128>(kept[s]) * below - exact_up;
        ASSERT_LT(off, 2 * below);
        ASSERT_GT(off, -2 * below);
        if (left == 0) ASSERT_EQ(kept[s], 0) << "of a line that went back nothing is kept";
    }
    ASSERT_EQ(sum, sold.total - sold.back) << "the shares are not the order's money";
    if (sold.back == 0) {
        for (std::size_t s = 0; s < kept.size(); ++s) ASSERT_EQ(kept[s], sold.shares[s].amount);
    }
}

/// A part goes back: of a line by name, or a sum of the whole.
void give_back(Chance& chance, orders::Sold& sold) {
    const std::int64_t left = sold.total - sold.back;
    if (left == 0) return;
    auto& line = sold.lines[static_cast<std::size_t>(
        upto(chance, static_cast<std::int64_t>(sold.lines.size()) - 1))];
    std::int64_t named = 0, open = 0;
    for (const auto& one : sold.lines) named += one.back, open += one.total - one.back;
    // As priced() has it: no line gives more than it has, nor all of them more than is left.
    if (upto(chance, 1) == 0 && line.back < line.total) {
        const std::int64_t part = 1 + upto(chance, std::min(line.total - line.back, left) - 1);
        if (sold.back - named > open - part) return;
        line.back += part;
        sold.back += part;
        return;
    }
    sold.back += 1 + upto(chance, left - 1);
}

TEST(PromotersByChance, SH_02_pay_nobody_but_who_shared_and_who_brought_them) {
    std::int64_t sequences = 0, steps = 0, with_second = 0, ancestors = 0;
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        Chance chance(seed);
        const int size = 2 + static_cast<int>(upto(chance, 20));
        const auto by = forest(chance, size);
        for (int i = 0; i < 300; ++i) {
            const auto sharer = static_cast<std::size_t>(upto(chance, size - 1));
            const auto member = [](int who) { return MemberId{100 + who}; };
            std::optional<MemberId> second;
            if (by[sharer]) second = member(*by[sharer]);
            auto sold =
                sale(chance, member(static_cast<int>(sharer)), second, upto(chance, 300'000));
            if (sold.shares.back().amount < 0) continue;  // no_room: nothing would be added.
            std::map<std::int64_t, std::int64_t> got;
            for (const auto& share : sold.shares) {
                if (share.line != 0) got[share.owner] += share.amount;
            }
            for (auto up = second ? by[static_cast<std::size_t>(second->value - 100)]
                                  : std::optional<int>{};
                 up; up = by[static_cast<std::size_t>(*up)]) {
                ++ancestors;
                ASSERT_FALSE(got.contains(member(*up).value)) << "a third level was paid";
            }
            ASSERT_LE(got.size(), 2U);
            with_second += got.size() == 2 ? 1 : 0;
            for (std::int64_t step = upto(chance, 6); step >= 0; --step, ++steps) {
                ASSERT_NO_FATAL_FAILURE(expect_sums(sold));
                give_back(chance, sold);
            }
            ASSERT_NO_FATAL_FAILURE(expect_sums(sold));
            ++sequences;
        }
    }
    EXPECT_GE(sequences, 100'000);
    EXPECT_GT(with_second, 20'000);
    EXPECT_GT(ancestors, 20'000);
    EXPECT_GT(steps, 300'000);
}

// The same with the rows: who may earn by what, over every configuration that members, sellers and
// the operator can make, and refunds and clocks in any order.
class ByChance : public tests::PromoterTest {
protected:
    void act_once(Chance& chance) {
        const auto& [placed, sharer] = orders[static_cast<std::size_t>(
            upto(chance, static_cast<std::int64_t>(orders.size()) - 1))];
        const auto id = placed;
        const auto now_order = order(id);
        switch (upto(chance, 6)) {
            case 0: (void)act([&](db::Tx& tx) { return orders::ship(tx, id, ann, {}); }); break;
            case 1: (void)act([&](db::Tx& tx) { return orders::confirm(tx, id, ben); }); break;
            case 2:
            case 3:
                (void)act([&](db::Tx& tx) {
                    orders::RefundWish wish;
                    wish.wish.amount = 1 + upto(chance, 600);
                    return orders::refund(tx, id, ann, wish);
                });
                break;
            case 4:
                (void)act([&](db::Tx& tx) {
                    const auto who = people[static_cast<std::size_t>(upto(chance, 4))];
                    return upto(chance, 1) == 0 ? suspend(tx, who, {eve, "by chance"})
                                                : reinstate(tx, who, {eve, "by chance"});
                });
                break;
            default: now += std::chrono::hours{upto(chance, 90)}; run_due();
        }
    }

    std::vector<base::MemberId> people;
    std::vector<std::pair<orders::OrderId, std::size_t>> orders;
};

TEST_P(ByChance, SH_02_keep_the_books_right_and_pay_two_levels_at_most) {
    // A line of five, each brought by the one before.
    for (const auto* name : {"paul", "pete", "pia", "pina", "piet"}) {
        people.push_back(join(name));
        promoter(people.back(), people.size() > 1 ? people[people.size() - 2] : base::MemberId{});
    }
    Chance chance(7);
    const auto goods = live(tests::mug(2000));
    std::int64_t earned_first = 0, earned_second = 0;
    for (int round = 0; round < 12; ++round) {
        rate(goods, upto(chance, 120'000) + 10'000, upto(chance, 10'000));
        const auto sharer = static_cast<std::size_t>(upto(chance, 4));
        const auto link = act([&](db::Tx& tx) { return share(tx, people[sharer], goods); });
        const auto placed = buy(ben, goods, link ? link->token : "", 1 + upto(chance, 3));
        orders.emplace_back(paid(placed), sharer);
        for (int i = 0; i < 8; ++i) act_once(chance);
        expect_right_shares();
        for (const auto& [id, who] : orders) {
            for (const auto& one : shares(id)) {
                if (one.purpose == "commission" || one.purpose == "seller" || one.amount == 0) {
                    continue;
                }
                const bool is_first = one.purpose == first_purpose;
                (is_first ? earned_first : earned_second) += one.amount;
                EXPECT_EQ(one.owner, is_first  ? people[who].value
                                     : who > 0 ? people[who - 1].value
                                               : 0);
            }
        }
    }
    EXPECT_GT(earned_first, 0);
    EXPECT_GT(earned_second, 0);
    now += std::chrono::days{60};
    run_due();
    expect_right_shares();
    for (const auto who : people) EXPECT_EQ(frozen(who), 0) << "money hangs in a frozen account";
}

ON_EVERY_DATABASE(ByChance);

}  // namespace
}  // namespace promoters
