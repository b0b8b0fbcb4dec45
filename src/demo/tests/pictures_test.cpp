#include "demo/pictures.hpp"

#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "base/text.hpp"
#include "demo/goods.hpp"
#include "shops/stall.hpp"

namespace demo {
namespace {

std::vector<std::uint8_t> drawn(Motif motif, std::uint64_t seed) {
    return draw({motif, 0xbf2a1a, seed}, 32).dots();
}

TEST(Pictures, AreTheSameAgainFromTheSameSeedAndOtherwiseNot) {
    for (int motif = 0; motif < motif_count; ++motif) {
        const auto once = drawn(static_cast<Motif>(motif), 7);
        EXPECT_EQ(once, drawn(static_cast<Motif>(motif), 7)) << motif;
        EXPECT_NE(once, drawn(static_cast<Motif>(motif), 8)) << motif;
    }
}

TEST(Pictures, ShowSomethingInTheColourOfTheGoods) {
    constexpr std::uint32_t turquoise = 0x2fd0c8, orange = 0xf08020;
    for (int motif = 0; motif < motif_count; ++motif) {
        const auto one = draw({static_cast<Motif>(motif), turquoise, 3}, 32).dots();
        const auto other = draw({static_cast<Motif>(motif), orange, 3}, 32).dots();
        int differ = 0;
        for (std::size_t i = 0; i < one.size(); ++i) differ += std::abs(one[i] - other[i]) > 30;
        EXPECT_GT(differ, 20) << motif << ": the goods have a colour, the ground has not";
    }
}

TEST(Stalls, SayWhoTheyAreAndEachOfThemSomethingElse) {
    std::set<std::string_view> owners, said;
    for (const Introduction& one : introductions()) {
        EXPECT_TRUE(owners.insert(one.owner).second);
        EXPECT_TRUE(said.insert(one.words).second && said.insert(one.conditions).second);
        EXPECT_LE(base::length_of(one.words), shops::stall_words_length_max) << one.owner;
        EXPECT_LE(base::length_of(one.hours), shops::hours_length_max) << one.owner;
        EXPECT_LE(base::length_of(one.area), shops::area_length_max) << one.owner;
        EXPECT_LE(base::length_of(one.place), shops::pickup_place_length_max) << one.owner;
        EXPECT_LE(base::length_of(one.conditions), shops::conditions_length_max) << one.owner;
        EXPECT_FALSE(one.place.empty() || one.area.empty());
    }
    for (const Stall& stall : stalls()) EXPECT_TRUE(owners.contains(stall.owner)) << stall.owner;
}

TEST(Goods, HaveTextsThatFitAndStallsThatAreSomebodys) {
    std::set<std::string_view> titles, handles{"demo_ben", "demo_lin", "demo_ava"};
    for (const Figure& one : figures()) EXPECT_TRUE(handles.insert(one.handle).second);
    for (const Stall& stall : stalls()) {
        EXPECT_TRUE(handles.contains(stall.owner)) << stall.owner;
        for (const Goods& one : stall.goods) {
            EXPECT_TRUE(titles.insert(one.title).second) << one.title;
            EXPECT_LE(one.title.size(), 120U);
            EXPECT_FALSE(one.text.empty()) << one.title;
            EXPECT_GT(one.price, 0);
            EXPECT_GT(one.stock, 0);
            EXPECT_TRUE(one.days_ago > 0 && one.days_ago < 120) << one.title;
        }
    }
    for (const Asked& asked : questions()) {
        EXPECT_TRUE(titles.contains(asked.title)) << asked.title;
        EXPECT_TRUE(handles.contains(asked.asker)) << asked.asker;
    }
}

}  // namespace
}  // namespace demo
