#include "insight/share_out.hpp"

#include <gtest/gtest.h>

#include <iostream>
#include <random>

namespace insight {
namespace {

std::int64_t sum_of(const std::vector<Moving>& list, std::int64_t Moving::*what) {
    std::int64_t sum = 0;
    for (const Moving& one : list) sum += one.*what;
    return sum;
}

TEST(ShareOut, GivesAPartWhatItsGoodsCostAndItsOwnFee) {
    std::vector<Part> parts{Part{"books", 1000, 20, 0, 0}, Part{"mugs", 3000, 300, 0, 0}};
    const auto paid = share_out({Kind::paid, 4000, 0, 0}, parts);
    EXPECT_EQ(paid[0].amount, 1000);
    EXPECT_EQ(paid[1].amount, 3000);
    const auto settled = share_out({Kind::settled, 4000, 320, 64}, parts);
    EXPECT_EQ(settled[0].commission, 20);
    EXPECT_EQ(settled[1].commission, 300);
    EXPECT_EQ(settled[0].tax, 4);
    EXPECT_EQ(settled[1].tax, 60);
    EXPECT_EQ(main_part(parts), 1U);
}

TEST(ShareOut, TakesWhatGoesBackFromWhatEachHasLeft) {
    std::vector<Part> parts{Part{"a", 100, 0, 100, 0}, Part{"b", 300, 0, 0, 0}};
    const auto back = share_out({Kind::refunded, 50, 0, 0}, parts);
    EXPECT_EQ(back[0].amount, 0);
    EXPECT_EQ(back[1].amount, 50);
    const auto won = share_out({Kind::refunded, -150, 0, 0}, parts);
    EXPECT_EQ(won[0].amount, -100);
    EXPECT_EQ(won[1].amount, -50);
}

TEST(ShareOut, GivesAllToTheFirstOfAnOrderOfWhichNothingIsKnown) {
    std::vector<Part> parts{Part{"", 0, 0, 0, 0}};
    for (const std::int64_t amount : {300, 200, -400, -400, 100}) {
        EXPECT_EQ(share_out({Kind::refunded, amount, 0, 0}, parts)[0].amount, amount);
    }
    EXPECT_EQ(share_out({Kind::settled, 500, 50, 5}, parts)[0].commission, 50);
}

// Money that comes, goes back in parts, comes back from banks and is settled, in any order.
TEST(ShareOut, RP_02_AddsUpWhateverHappensAndEndsWholeForEachPart) {
    constexpr unsigned seed = 5;
    std::mt19937_64 chance(seed);
    const auto below = [&](std::int64_t n) {
        return static_cast<std::int64_t>(chance() % static_cast<std::uint64_t>(n));
    };
    int steps = 0;
    for (int order = 0; order < 2000; ++order) {
        std::vector<Part> parts;
        std::int64_t total = 0, fee = 0;
        for (std::int64_t i = 0, n = 1 + below(5); i < n; ++i) {
            const std::int64_t amount = 1 + below(below(2) == 0 ? 20 : 1'000'000'000'000);
            parts.push_back(Part{std::to_string(i), amount, below(amount + 1), 0, 0});
            total += amount;
            fee += parts.back().fee;
        }
        std::int64_t back = 0;
        const auto share = [&](const Moving& whole) {
            const auto list = share_out(whole, parts);
            ++steps;
            EXPECT_EQ(sum_of(list, &Moving::amount), whole.amount);
            EXPECT_EQ(sum_of(list, &Moving::commission), whole.commission);
            EXPECT_EQ(sum_of(list, &Moving::tax), whole.tax);
            return list;
        };
        for (int i = 0; i < 6; ++i) {
            const std::int64_t moves = below(4) == 0 ? -below(back + 1) : below(total - back + 1);
            back += moves;
            share({Kind::refunded, moves, 0, 0});
            for (const Part& part : parts) {
                ASSERT_GE(part.back, 0);
                ASSERT_LE(part.back, part.amount);
            }
        }
        const auto settled = share({Kind::settled, total - back, fee, fee / 5});
        for (std::size_t i = 0; i < parts.size(); ++i) {
            ASSERT_EQ(settled[i].amount, parts[i].amount - parts[i].back);
        }
        std::int64_t earned = fee, taxed = fee / 5;
        for (int i = 0; i < 4; ++i) {
            const std::int64_t moves = below(total - back + 1), gives = below(earned + 1);
            share({Kind::refunded, moves, -gives, -(taxed / 2)});
            back += moves;
            earned -= gives;
            taxed -= taxed / 2;
            for (const Part& part : parts) ASSERT_GE(part.earned, 0);
        }
        share({Kind::refunded, total - back, -earned, -taxed});
        for (const Part& part : parts) {
            ASSERT_EQ(part.back, part.amount);
            ASSERT_EQ(part.earned, 0);
            ASSERT_EQ(part.taxed, 0);
        }
    }
    std::cout << steps << " movements, seed " << seed << '\n';
}

}  // namespace
}  // namespace insight
