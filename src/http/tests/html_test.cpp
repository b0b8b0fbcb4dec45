#include "http/html.hpp"

#include <gtest/gtest.h>

#include "http/amounts.hpp"

namespace http {
namespace {

TEST(Html, EscapesTextAndAttributesAndKeepsMarkup) {
    Html page;
    page.add("<p").attribute("title", "a \"b\" & 'c'").add(">").text("<b>杯</b>").add("</p>");
    EXPECT_EQ(page.str(),
              "<p title=\"a &quot;b&quot; &amp; &#39;c&#39;\">&lt;b&gt;杯&lt;/b&gt;</p>");
    Html other;
    other.element("h1", "big", "1 < 2").element("i", "", "");
    EXPECT_EQ(other.str(), "<h1 class=\"big\">1 &lt; 2</h1><i></i>");
}

TEST(Html, LetsNoDataEndItsScript) {
    Html page;
    page.data("application/ld+json", R"({"a":"</script><!--&"})");
    EXPECT_EQ(page.str(),
              "<script type=\"application/ld+json\">"
              "{\"a\":\"\\u003c/script\\u003e\\u003c!--\\u0026\"}</script>");
}

TEST(Amounts, HaveAsManyPlacesAsTheirCurrency) {
    EXPECT_EQ(amount_number({950, "GBP"}), "9.50");
    EXPECT_EQ(amount_number({5, "EUR"}), "0.05");
    EXPECT_EQ(amount_number({-5, "EUR"}), "-0.05");
    EXPECT_EQ(amount_number({0, "EUR"}), "0.00");
    EXPECT_EQ(amount_number({500, "JPY"}), "500");
    EXPECT_EQ(amount_words(Language::en, {123456789, "GBP"}), "£1,234,567.89");
    EXPECT_EQ(amount_words(Language::zh, {950, "CNY"}), "¥9.50");
    EXPECT_EQ(amount_words(Language::en, {500, "JPY"}), "¥500");
}

}  // namespace
}  // namespace http
