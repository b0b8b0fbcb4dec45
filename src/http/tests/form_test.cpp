#include "http/form.hpp"

#include <gtest/gtest.h>

namespace http {
namespace {

BOOST_DEFINE_ENUM_CLASS(Colour, red, blue)

struct Inner {
    Whole<1, 10> count;
};
BOOST_DESCRIBE_STRUCT(Inner, (), (count))

struct SampleForm {
    base::Id<struct SampleTag> id;
    Line<2, 5> title;
    Text<0, 9> body;
    Verbatim<2, 4> password;
    Whole<0, 100> stock;
    base::Money price;
    Colour colour{};
    Some<Inner, 1, 2> parts;
    std::optional<bool> open;
    std::optional<base::Time> since;
};
BOOST_DESCRIBE_STRUCT(SampleForm, (),
                      (id, title, body, password, stock, price, colour, parts, open, since))

using Parameters = std::vector<std::pair<std::string, std::string>>;

const std::string right =
    R"({"title":" Mug ","body":"a\nb","password":" x ","stock":3,)"
    R"("price":{"minor":950,"currency":"EUR"},"colour":"blue","parts":[{"count":1}]})";

/// "field code" of every problem, or the refusal's own code; "" when all is well.
std::string said(const std::string& body, const Parameters& parameters = {{"id", "7"}}) {
    const auto parts = gather(parameters, body);
    if (!parts) return std::string{parts.error().code()};
    const auto form = read_form<SampleForm>(*parts);
    if (form) return "";
    std::string words;
    for (const auto& problem : form.error().fields()) {
        if (!words.empty()) words += ", ";
        words += problem.field + " " + std::string{problem.code};
    }
    return words;
}

/// The same of the right form with one part written differently.
std::string with(const std::string& from, const std::string& to) {
    std::string body = right;
    const std::size_t at = body.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return said(body.replace(at, from.size(), to));
}

TEST(Forms, AreFilledFromPathQueryAndBodyByName) {
    const auto form = read_form<SampleForm>(*gather({{"id", "7"}, {"open", "true"}}, right));
    ASSERT_TRUE(form);
    EXPECT_EQ(form->id.value, 7);
    EXPECT_EQ(form->title.value, "Mug") << "trimmed";
    EXPECT_EQ(form->body.value, "a\nb");
    EXPECT_EQ(form->password.value, " x ") << "as it is";
    EXPECT_EQ(form->stock.value, 3);
    EXPECT_EQ(form->price, (base::Money{950, "EUR"}));
    EXPECT_EQ(form->colour, Colour::blue);
    EXPECT_EQ(form->parts.items.at(0).count.value, 1);
    EXPECT_EQ(form->open, true);
    EXPECT_EQ(form->since, std::nullopt);
}

TEST(Forms, NameEveryWrongFieldAtOnceAndTheOnesNobodyKnows) {
    EXPECT_EQ(said(R"({"title":"M","stock":101,"parts":[{"count":0},{"weight":1}],"size":1})"),
              "title too_short, body missing, password missing, stock too_large, price missing, "
              "colour missing, parts.0.count too_small, parts.1.count missing, "
              "parts.1.weight unknown_field, size unknown_field");
    EXPECT_EQ(with(R"("stock":3)", R"("stock":null)"), "stock missing");
}

TEST(Forms, CountCodePointsInWordsAndBytesInSecrets) {
    EXPECT_EQ(with(" Mug ", "杯子"), "");
    EXPECT_EQ(with(" Mug ", "杯子杯子杯子"), "title too_long");
    EXPECT_EQ(with(" Mug ", "  "), "title empty");
    EXPECT_EQ(with(" Mug ", R"(a\nb)"), "title control_characters") << "on one line";
    EXPECT_EQ(with(R"(a\nb)", R"(a\u0007b)"), "body control_characters");
    EXPECT_EQ(with(R"(" x ")", R"("杯子")"), "password too_long");
    EXPECT_EQ(with(R"(" x ")", R"("x")"), "password too_short");
    EXPECT_EQ(with(R"("a\nb")", "1"), "body not_a_text");
}

TEST(Forms, TakeWholeNumbersOnlyAndWithinTheirBounds) {
    EXPECT_EQ(with(":3", ":\"3\""), "") << "as a parameter comes";
    EXPECT_EQ(with(":3", ":3.0"), "stock not_a_whole_number");
    EXPECT_EQ(with(":3", ":-1"), "stock too_small");
    EXPECT_EQ(with(":3", ":18446744073709551615"), "stock too_large");
    EXPECT_EQ(said(right, {{"id", "-7"}}), "id not_an_id");
    EXPECT_EQ(with("{\"title\"", "{\"open\":\"yes\",\"title\""), "open not_true_or_false");
    EXPECT_EQ(with("{\"title\"", "{\"since\":\"today\",\"title\""), "since not_a_time");
    EXPECT_EQ(with("blue", "green"), "colour unknown_word");
}

TEST(Forms, TakeMoneyWithBothItsPartsAndNothingElse) {
    EXPECT_EQ(with("950", "-1"), "price.minor too_small");
    EXPECT_EQ(with("950", "9.5"), "price.minor not_a_whole_number");
    EXPECT_EQ(with("EUR", "eur"), "price.currency not_a_currency");
    EXPECT_EQ(with(R"("minor":950,)", ""), "price.minor missing");
    EXPECT_EQ(with(R"("minor":950,)", R"("minor":950,"tip":1,)"), "price unknown_field");
}

TEST(Forms, LimitTheirLists) {
    EXPECT_EQ(with(R"([{"count":1}])", "[]"), "parts too_few");
    EXPECT_EQ(with(R"([{"count":1}])", R"([{"count":1},{"count":1},{"count":1}])"),
              "parts too_many");
    EXPECT_EQ(with(R"([{"count":1}])", "{}"), "parts not_a_list");
    EXPECT_EQ(with(R"([{"count":1}])", "[1]"), "parts.0 not_an_object");
}

TEST(Forms, RefuseBodiesThatAreNoneAndNamesThatComeTwice) {
    EXPECT_EQ(said("{"), "body_not_json");
    EXPECT_EQ(said("[]"), "body_not_object");
    EXPECT_EQ(said("{\"id\":\"7\"," + right.substr(1)), "parameter_twice");
    const auto nested = [](std::size_t deep) {
        return std::string(deep, '[') + std::string(deep, ']');
    };
    EXPECT_EQ(said(nested(16)), "body_not_object");
    EXPECT_EQ(said(nested(17)), "body_not_json") << "too deep";
    EXPECT_TRUE(gather({}, ""));
}

}  // namespace
}  // namespace http
