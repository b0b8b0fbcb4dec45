#include "policies/fee_rules.hpp"

#include <gtest/gtest.h>

namespace policies {
namespace {

const FeeRule plain{3, 0, 50'000, 0, {}};

TEST(FeeRules, TheRowThatSaysMostAboutTheGoodsFits) {
    const Fees fees{7,
                    {{"", "", 80'000, 0, {}},
                     {"", "gold", 60'000, 0, {}},
                     {"books", "", 30'000, 0, {}},
                     {"books", "gold", 20'000, 0, {}}},
                    plain};
    EXPECT_EQ(rule_for(fees, "books", "gold").row, 4);
    EXPECT_EQ(rule_for(fees, "books", "").row, 3);
    EXPECT_EQ(rule_for(fees, "tools", "gold").row, 2);
    EXPECT_EQ(rule_for(fees, "tools", "silver").row, 1);
    EXPECT_EQ(rule_for(fees, "", "").version, 7);
}

TEST(FeeRules, ThePlainPolicyIsTheRowThatFitsEverything) {
    const Fees fees{7, {{"books", "", 30'000, 0, {}}}, plain};
    EXPECT_EQ(rule_for(fees, "tools", ""), plain);
    EXPECT_EQ(fee_of(plain, 950), 48) << "half a cent is the market's, as ever";
    EXPECT_EQ(fee_of(FeeRule{3, 0, 500'000, 0, {}}, 1), 1) << "and no half is kept from it";
}

TEST(FeeRules, TheFeeIsAtLeastAtMostAndNeverMoreThanHalf) {
    const FeeRule rule{1, 1, 100'000, 50, 400};
    EXPECT_EQ(fee_of(rule, 10'000), 400);
    EXPECT_EQ(fee_of(rule, 1'000), 100);
    EXPECT_EQ(fee_of(rule, 200), 50);
    EXPECT_EQ(fee_of(rule, 60), 30);
    EXPECT_EQ(fee_of(rule, 1), 0);
    EXPECT_EQ(fee_of(rule, 0), 0);
}

TEST(FeeRules, ARaiseIsWhateverCouldCostSomebodyMore) {
    const auto with = [](std::vector<FeeRow> rows) { return Fees{1, std::move(rows), plain}; };
    const Fees none = with({});
    EXPECT_FALSE(is_raise(none, with({{"books", "", 50'000, 0, {}}})));
    EXPECT_FALSE(is_raise(none, with({{"books", "", 40'000, 0, 100}})));
    EXPECT_TRUE(is_raise(none, with({{"books", "gold", 50'001, 0, {}}})));
    EXPECT_TRUE(is_raise(none, with({{"books", "", 10'000, 1, {}}}))) << "a lowest fee";
    const Fees limited = with({{"", "gold", 40'000, 0, 100}});
    EXPECT_TRUE(is_raise(limited, with({{"", "gold", 40'000, 0, 101}})));
    EXPECT_TRUE(is_raise(limited, with({{"", "gold", 40'000, 0, {}}})));
    EXPECT_TRUE(is_raise(limited, none)) << "gold pays the plain rate again";
    EXPECT_FALSE(is_raise(limited, limited));
    EXPECT_TRUE(is_raise(limited, "gold", ""));
    EXPECT_FALSE(is_raise(limited, "", "gold"));
}

}  // namespace
}  // namespace policies
