#include "http/url.hpp"

#include <gtest/gtest.h>

#include "http/words.hpp"

namespace http {
namespace {

TEST(Urls, DecodeWhatIsEscapedAndRefuseWhatIsBroken) {
    EXPECT_EQ(percent_decoded("a%41%c3%a9", false), "aA\xC3\xA9");
    EXPECT_EQ(percent_decoded("a+b", true), "a b");
    EXPECT_EQ(percent_decoded("a+b", false), "a+b") << "only in a query a plus is a blank";
    for (const char* broken : {"%", "%4", "%4g", "%g4", "a%00b"}) {
        EXPECT_EQ(percent_decoded(broken, false), std::nullopt) << broken;
    }
}

TEST(Urls, TakeAQueryApartInPairs) {
    using Pairs = std::vector<std::pair<std::string, std::string>>;
    EXPECT_EQ(query_pairs(""), Pairs{});
    EXPECT_EQ(query_pairs("a=1&b=x%20y&&c&d=1=2"),
              (Pairs{{"a", "1"}, {"b", "x y"}, {"c", ""}, {"d", "1=2"}}));
    EXPECT_EQ(query_pairs("a=1&b=%zz"), std::nullopt);
    EXPECT_EQ(query_pairs("%zz=1"), std::nullopt);
}

TEST(Urls, FindACookieByItsWholeName) {
    EXPECT_EQ(cookie_value("a=1; fairground=xyz; b=2", "fairground"), "xyz");
    EXPECT_EQ(cookie_value("notfairground=1; fairground2=2", "fairground"), "");
    EXPECT_EQ(cookie_value("fairground=a=b", "fairground"), "a=b");
    EXPECT_EQ(cookie_value("", "fairground"), "");
}

TEST(Words, PreferTheLanguageThatABrowserNamesFirst) {
    EXPECT_EQ(preferred_language("zh-CN,zh;q=0.9,en;q=0.8"), Language::zh);
    EXPECT_EQ(preferred_language("en-GB,zh;q=0.9"), Language::en);
    EXPECT_EQ(preferred_language("de"), Language::en);
    EXPECT_EQ(asked_language("ca-valencia, zhuang"), std::nullopt) << "a part of a word is none";
    EXPECT_EQ(asked_language("de, ZH-hant;q=0.5"), Language::zh);
    EXPECT_EQ(asked_language("zh;q=0.1, en; Q=0.35"), Language::en) << "the one liked better";
    EXPECT_EQ(asked_language("en;q=0, zh;q=0.001"), Language::zh);
    EXPECT_EQ(asked_language("en;q=0.0"), std::nullopt) << "not wanted at all";
}

TEST(Words, FillInArgumentsAndAnswerTheKeyWhereThereIsNoSentence) {
    EXPECT_EQ(sentence(Language::en, "no.such.key"), "no.such.key");
    EXPECT_EQ(sentence(Language::en, "span.days", {{"n", "1"}}), "one day");
    EXPECT_EQ(sentence(Language::en, "span.days", {{"n", "3"}}), "3 days");
    EXPECT_EQ(sentence(Language::zh, "span.days", {{"n", "3"}}), "3 天");
    EXPECT_EQ(sentence(Language::en, "span.days", {{"n", "5000"}}), "5,000 days");
}

TEST(Words, LeaveATitleThatLooksLikeANumberAsItIs) {
    for (const auto* title : {"1984", "007", "-5", "90000", "0", "１９８４"}) {
        EXPECT_EQ(sentence(Language::en, "cases.taken_by", {{"name", title}}),
                  "Taken by " + std::string{title});
    }
}

}  // namespace
}  // namespace http
