#include "members/secrets.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace members {
namespace {

TEST(Tokens, AreFortyThreeLettersAndNeverTheSame) {
    std::set<std::string> seen;
    for (int i = 0; i < 1'000; ++i) {
        const std::string token = new_token();
        ASSERT_EQ(token.size(), 43U);
        ASSERT_EQ(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                          "0123456789-_"),
                  std::string::npos);
        ASSERT_TRUE(seen.insert(token).second);
    }
}

TEST(SetupCodes, AreReadAsPeopleTypeThem) {
    const std::string code = new_setup_code();
    ASSERT_EQ(code.size(), 23U);
    std::string typed = code;
    std::ranges::transform(typed, typed.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    std::ranges::replace(typed, '-', ' ');
    EXPECT_EQ(plain_setup_code(typed), plain_setup_code(code));
    EXPECT_EQ(plain_setup_code(code).size(), 20U);
    EXPECT_NE(new_setup_code(), new_setup_code());
}

TEST(Passwords, FitTheirOwnHashOnly) {
    const std::string hash = hash_password("correct horse", HashCost::minimum());
    EXPECT_TRUE(password_fits("correct horse", hash));
    EXPECT_FALSE(password_fits("correct horsf", hash));
    EXPECT_FALSE(password_fits("", hash));
    EXPECT_FALSE(password_fits("correct horse", "no hash"));
}

TEST(Passwords, AreArgon2idWithASaltOfTheirOwn) {
    const std::string hash = hash_password("correct horse", HashCost::minimum());
    EXPECT_TRUE(hash.starts_with("$argon2id$"));
    EXPECT_NE(hash, hash_password("correct horse", HashCost::minimum()));
    EXPECT_EQ(hash.find("correct"), std::string::npos);
}

TEST(Passwords, KnowWhenTheCostHasChanged) {
    const std::string hash = hash_password("correct horse", HashCost::minimum());
    EXPECT_FALSE(costs_differ(hash, HashCost::minimum()));
    EXPECT_TRUE(costs_differ(hash, {2, 8192}));
    EXPECT_TRUE(costs_differ(hash, {1, 16384}));
}

TEST(Passwords, OfNobodyCostAsMuchToTryAndNeverFit) {
    const std::string nobodys = hash_of_nothing(HashCost::minimum());
    // What differs from a real hash but for salt and digest, or cannot be read, is told at once.
    const std::string real = hash_password("correct horse", HashCost::minimum());
    EXPECT_EQ(nobodys.size(), real.size());
    EXPECT_EQ(nobodys.substr(0, nobodys.find(",p=1$")), real.substr(0, real.find(",p=1$")));
    EXPECT_FALSE(costs_differ(nobodys, HashCost::minimum()));
    EXPECT_FALSE(password_fits("", nobodys));
    EXPECT_NE(nobodys, hash_of_nothing(HashCost::minimum()));
}

TEST(Passwords, ThatEverybodyTriesAreRefused) {
    EXPECT_EQ(weakness_of("password", "ann"), "too_common");
    EXPECT_EQ(weakness_of("PassWord", "ann"), "too_common");
    EXPECT_EQ(weakness_of("12345678", "ann"), "too_common");
    EXPECT_EQ(weakness_of("zxcvbnm123", "ann"), "too_common");
    EXPECT_EQ(weakness_of("Ann_of_town", "ann_of_town"), "same_as_handle");
    EXPECT_EQ(weakness_of("correct horse", "ann"), std::nullopt);
    EXPECT_EQ(weakness_of("\xff\xfe not a text", "ann"), std::nullopt);
}

TEST(Handles, AreFoldedAndOfThreeToThirtySimpleLetters) {
    EXPECT_EQ(handle_of("ann"), "ann");
    EXPECT_EQ(handle_of("Ann_99"), "ann_99");
    EXPECT_EQ(handle_of("ＡＮＮ"), "ann");  // Full-width letters fold to plain ones.
    EXPECT_EQ(handle_of(std::string(30, 'a')), std::string(30, 'a'));
    EXPECT_FALSE(handle_of(std::string(31, 'a')));
    for (const char* bad : {"", "an", "änn", "ann b", "ann-b", "аnn", "ann\n", "an\xff"}) {
        EXPECT_FALSE(handle_of(bad)) << bad;
    }
}

TEST(Folding, MakesOneOfWhatPeopleTakeForOne) {
    EXPECT_EQ(folded("ÄPFEL"), folded("äpfel"));
    EXPECT_EQ(folded("A\xCC\x88pfel"), folded("äpfel"));  // A and a combining diaeresis.
    EXPECT_EQ(folded("Straße"), folded("STRASSE"));
    EXPECT_EQ(folded("王小明"), "王小明");
}

}  // namespace
}  // namespace members
