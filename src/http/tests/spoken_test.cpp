#include "http/spoken.hpp"

#include <gtest/gtest.h>

namespace http {
namespace {

TEST(Spoken, ADayIsTheOneOfItsZone) {
    const auto time = *base::from_iso("2027-01-12T22:59:59Z");
    EXPECT_EQ(day_words(Language::en, time, "Europe/Berlin"), "12 Jan 2027");
    EXPECT_EQ(day_words(Language::en, time, "Asia/Shanghai"), "13 Jan 2027");
    EXPECT_EQ(day_words(Language::zh, time, "Asia/Shanghai"), "2027年1月13日");
}

TEST(Spoken, ACountryHasANameInBothLanguages) {
    EXPECT_EQ(country_words(Language::en, "DE"), "Germany");
    EXPECT_EQ(country_words(Language::zh, "DE"), "德国");
    EXPECT_EQ(country_words(Language::en, "XX"), "XX");
}

}  // namespace
}  // namespace http
