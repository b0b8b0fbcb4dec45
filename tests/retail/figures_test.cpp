#include "tests/retail/figures.hpp"

#include <gtest/gtest.h>

namespace retail {
namespace {

namespace json = boost::json;

constexpr std::string_view expected = R"({"days": {"2011-01-31": {
    "placed": 600, "paid": 600, "settled": 0, "refunded": 0, "net": 600,
    "orders_placed": 2, "orders_paid": 2, "orders_settled": 0, "orders_refunded": 0}}})";

json::object reported(std::string_view paid) {
    return json::parse(R"({"items": [{"from": "2011-01-31", "to": "2011-01-31",
        "placed": {"minor": 600, "currency": "GBP"}, "paid": {"minor": )" +
                       std::string{paid} + R"(},
        "settled": {"minor": 0}, "refunded": {"minor": 0}, "net": {"minor": 600},
        "orders_placed": 2, "orders_paid": 2, "orders_settled": 0, "orders_refunded": 0}]})")
        .as_object();
}

Periods days(std::string_view text) {
    return expected_days(json::parse(std::string{text}).as_object());
}

TEST(RetailFigures, the_same_is_no_difference) {
    EXPECT_TRUE(differences(days(expected), reported_days(reported("600"))).empty());
}

TEST(RetailFigures, a_penny_shows_in_its_day_in_its_month_and_in_all) {
    const auto lines = differences(days(expected), reported_days(reported("601")));
    EXPECT_EQ(lines, (std::vector<std::string>{"2011-01-31 paid: 600 expected, 601 reported",
                                               "2011-01 paid: 600 expected, 601 reported",
                                               "all paid: 600 expected, 601 reported"}));
}

TEST(RetailFigures, a_day_that_only_one_of_them_knows_is_a_difference) {
    EXPECT_FALSE(differences(days(expected), {}).empty());
    EXPECT_FALSE(differences({}, reported_days(reported("600"))).empty());
    EXPECT_TRUE(differences({}, {{"2011-01-31", {}}}).empty());
}

TEST(RetailFigures, days_add_up_to_months) {
    const Periods months = by({{"2011-01-31", {.placed = 1, .orders_paid = 2}},
                               {"2011-01-30", {.placed = 3, .orders_paid = 4}},
                               {"2011-02-01", {.placed = 5}}},
                              7);
    EXPECT_EQ(months,
              (Periods{{"2011-01", {.placed = 4, .orders_paid = 6}}, {"2011-02", {.placed = 5}}}));
}

TEST(RetailFigures, the_table_tells_how_far_a_month_is_off) {
    const std::string text = table(days(expected), reported_days(reported("602")));
    EXPECT_NE(text.find("0.02"), std::string::npos) << text;
    EXPECT_EQ(table(days(expected), reported_days(reported("600"))).find("0.02"),
              std::string::npos);
}

TEST(RetailFigures, both_plans_count_the_same_in_the_whole_file) {
    const auto file = data_file();
    if (!file) GTEST_SKIP() << "no retail data in FAIRGROUND_DATA or ../shared/data";
    EXPECT_EQ(plan_differences(run_expected(""), make_plan(read_rows(*file))),
              std::vector<std::string>{});
}

TEST(RetailFigures, amounts_are_written_with_two_decimals) {
    EXPECT_EQ(pounds(464600617), "4646006.17");
    EXPECT_EQ(pounds(-5), "-0.05");
}

}  // namespace
}  // namespace retail
