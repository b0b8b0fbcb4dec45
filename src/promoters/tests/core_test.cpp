#include <gtest/gtest.h>

#include <random>

#include "base/money.hpp"
#include "promoters/decide.hpp"
#include "promoters/links.hpp"

namespace promoters {
namespace {

const std::string key(key_bytes, 'k'), other_key(key_bytes, 'o');
const base::Time noon = base::time_of(1'800'000'000'000'000);

TEST(Token, SH_01_is_good_until_its_time_and_for_its_link) {
    const std::string token = token_of(key, LinkId{77}, noon + std::chrono::hours{1});
    EXPECT_EQ(read_token(key, token, noon).look, TokenLook::good);
    EXPECT_EQ(read_token(key, token, noon).link, LinkId{77});
    EXPECT_EQ(read_token(key, token, noon + std::chrono::hours{1}).look, TokenLook::expired);
    EXPECT_EQ(read_token(other_key, token, noon).look, TokenLook::changed);
    EXPECT_EQ(read_token("", token, noon).look, TokenLook::changed);
}

TEST(Token, SH_01_is_refused_with_any_byte_changed_left_out_or_added) {
    const std::string token = token_of(key, LinkId{1234567}, noon + std::chrono::hours{1});
    for (std::size_t i = 0; i < token.size(); ++i) {
        for (const char c : std::string{"0123456789.Aa-_"}) {
            std::string other = token;
            other[i] = c;
            if (other == token) continue;
            EXPECT_EQ(read_token(key, other, noon).look, TokenLook::changed) << other;
        }
        EXPECT_EQ(read_token(key, token.substr(0, i), noon).look, TokenLook::changed);
        EXPECT_EQ(read_token(key, token.substr(i + 1), noon).look, TokenLook::changed);
        EXPECT_EQ(read_token(key, token + token[i], noon).look, TokenLook::changed);
    }
    for (const std::string odd : {"", ".", "..", "1", "1.2", "1.2.", "..A", " "}) {
        EXPECT_EQ(read_token(key, odd, noon).look, TokenLook::changed) << odd;
    }
}

TEST(Deciding, SH_03_gives_nothing_to_who_would_earn_by_themselves) {
    const Standing good{.promotes = true};
    EXPECT_EQ(judge(good, 20, 20), Why::earns);
    EXPECT_EQ(judge(good, 21, 20), Why::stock);
    EXPECT_EQ(judge({}, 1, 20), Why::not_promoting);
    EXPECT_EQ(judge({.promotes = true, .apart = true}, 1, 20), Why::apart);
    EXPECT_EQ(judge({.promotes = true, .is_seller = true}, 1, 20), Why::own_goods);
    EXPECT_EQ(judge({.promotes = true, .is_buyer = true}, 1, 20), Why::own_purchase);
    EXPECT_EQ(judge({.promotes = true, .same_account = true}, 1, 20), Why::same_account);
    EXPECT_EQ(judge({.promotes = true, .same_household = true}, 1, 20), Why::same_household);
    EXPECT_EQ(judge({.promotes = true, .recruits = true}, 1, 20), Why::recruits);
}

TEST(Deciding, CutsARateDownToWhatTheMarketAllows) {
    const auto pair = [](Rate rate) { return std::pair{rate.first_ppm, rate.second_ppm}; };
    EXPECT_EQ(pair(within({50'000, 10'000, 1}, 200'000)), std::pair(50'000L, 10'000L));
    EXPECT_EQ(pair(within({50'000, 10'000, 1}, 55'000)), std::pair(50'000L, 5'000L));
    EXPECT_EQ(pair(within({50'000, 10'000, 1}, 30'000)), std::pair(30'000L, 0L));
    EXPECT_EQ(pair(within({50'000, 90'000, 1}, 200'000)), std::pair(50'000L, 50'000L));
    EXPECT_EQ(pair(within({50'000, 10'000, 1}, 0)), std::pair(0L, 0L));
}

TEST(Deciding, ReckonsEachLineByItself) {
    const std::vector<Offer> offers{{1, 1999, {50'000, 10'000, 3}}, {2, 500, {}}};
    const auto both = reckon(offers, true);
    ASSERT_EQ(both.size(), 1U) << "nothing is given for the second line";
    EXPECT_EQ(both[0].first, 100);
    EXPECT_EQ(both[0].second, 20);
    const auto alone = reckon(offers, false);
    EXPECT_EQ(alone[0].first, 100) << "who was brought by nobody earns no more by it";
    EXPECT_EQ(alone[0].second, 0);
}

TEST(Deciding, SH_04_says_how_far_an_earning_is) {
    Course course{.amount = 100};
    EXPECT_EQ(earning_of(course), Earning::frozen);
    course.waits_for_payment = true;
    EXPECT_EQ(earning_of(course), Earning::pending);
    course = {.amount = 100, .back = 40, .thawed = true};
    EXPECT_EQ(earning_of(course), Earning::payable);
    course.paid_since = true;
    EXPECT_EQ(earning_of(course), Earning::paid);
    course.back = 100;
    EXPECT_EQ(earning_of(course), Earning::reversed);
    EXPECT_EQ(earning_of({.came_to_nothing = true, .amount = 100}), Earning::reversed);
}

}  // namespace
}  // namespace promoters
