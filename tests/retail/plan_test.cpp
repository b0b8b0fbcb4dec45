// Every rule of README.md on a few made-up rows.

#include "tests/retail/plan.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <stdexcept>

#include "base/describe.hpp"
#include "tests/databases.hpp"

namespace retail {
namespace {

/// A row as the file has it, of 2011-01 unless the time says more.
Row row(std::string_view invoice, std::string_view sku, int quantity, std::string_view time,
        std::string_view price, std::string_view customer = "7") {
    const std::string at = time.size() > 8 ? std::string{time} : "2011-01-" + std::string{time};
    return row_of(std::string{invoice} + "," + std::string{sku} + ",\"A THING, RED\"," +
                  std::to_string(quantity) + "," + at + ":00," + std::string{price} + "," +
                  (customer.empty() ? "" : std::string{customer} + ".0") + ",United Kingdom");
}

/// The lines of an order, with SKUs that can be read.
using Lines = std::vector<std::tuple<std::string, int, int>>;

Lines lines(const Plan& plan, std::size_t order) {
    Lines out;
    for (const Line& line : plan.orders.at(order).lines) {
        out.emplace_back(plan.catalogue[line.goods].sku, line.quantity, line.pence);
    }
    return out;
}

/// The fates that have rows.
std::map<Fate, std::int64_t> met(const Plan& plan) {
    std::map<Fate, std::int64_t> out;
    for (const auto& [fate, sum] : plan.fates) {
        if (sum.rows > 0) out[fate] = sum.rows;
    }
    return out;
}

base::Time utc(std::string_view iso) {
    return base::from_iso(iso).value();
}

// ---- Rows

TEST(RetailRows, london_is_an_hour_ahead_in_summer_only) {
    EXPECT_EQ(from_london("2011-01-03 10:00:00"), utc("2011-01-03T10:00:00Z"));
    EXPECT_EQ(from_london("2011-06-30 20:59:01"), utc("2011-06-30T19:59:01Z"));
    EXPECT_EQ(from_london("2011-03-26 23:59:59"), utc("2011-03-26T23:59:59Z"));
    EXPECT_EQ(from_london("2011-03-27 02:00:00"), utc("2011-03-27T01:00:00Z"));
    EXPECT_EQ(from_london("2011-10-30 00:30:00"), utc("2011-10-29T23:30:00Z"));
    EXPECT_EQ(from_london("2011-10-30 02:00:00"), utc("2011-10-30T02:00:00Z"));
    for (const auto* wrong :
         {"", "2011-01-03", "2011-02-29 10:00:00", "2011-01-03T10:00:00", "2011-01-0x 10:00:00"}) {
        EXPECT_THROW(from_london(wrong), std::invalid_argument) << wrong;
    }
}

TEST(RetailRows, prices_are_whole_mils_or_refused) {
    EXPECT_EQ(mils_of("2.55"), 2550);
    EXPECT_EQ(mils_of("0.1"), 100);
    EXPECT_EQ(mils_of("0.001"), 1);
    EXPECT_EQ(mils_of("3"), 3000);
    EXPECT_EQ(mils_of("3.5000"), 3500);
    EXPECT_EQ(mils_of("-11062.06"), -11062060);
    for (const auto* wrong : {"", ".", "1.0001", "1,5", "1.-5", "+1"}) {
        EXPECT_THROW(mils_of(wrong), std::invalid_argument) << wrong;
    }
}

TEST(RetailRows, fields_in_quotes_hold_commas_and_quotes) {
    EXPECT_EQ(fields_of(R"(1,"a, ""b""",,x)"),
              (std::vector<std::string>{"1", "a, \"b\"", "", "x"}));
    const Row known = row("536365", "85123A", 6, "03 08:26", "2.55", "17850");
    EXPECT_EQ(known.customer, "17850");
    EXPECT_EQ(known.description, "A THING, RED");
    EXPECT_EQ(row("536365", "85123A", 6, "03 08:26", "2.55", "").customer, "");
    EXPECT_THROW(row_of("1,2,3"), std::invalid_argument);
}

TEST(RetailRows, a_file_is_read_up_to_a_day) {
    const tests::Place place(db::Dialect::sqlite);
    const auto file = place.directory() / "rows.csv";
    std::ofstream(file) << "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,"
                           "CustomerID,Country\n"
                           "1,a,A,1,2011-01-03 23:59:00,1.00,7.0,X\n"
                           "2,a,A,1,2011-01-04 00:00:00,1.00,7.0,X\n";
    ASSERT_EQ(std::system(("xz -k '" + file.string() + "'").c_str()), 0);
    const std::filesystem::path packed = file.string() + ".xz";
    EXPECT_EQ(read_rows(packed).size(), 2U);
    ASSERT_EQ(read_rows(packed, "2011-01-04").size(), 1U);
    EXPECT_EQ(read_rows(packed, "2011-01-04")[0].invoice, "1");
    EXPECT_THROW(read_rows(file.string() + ".no"), std::runtime_error);
}

// ---- Orders

TEST(RetailPlan, rows_of_one_sku_and_price_become_one_line) {
    const Plan plan =
        make_plan({row("1", "a", 2, "03 10:00", "1.50"), row("1", "b", 1, "03 10:00", "0.1"),
                   row("1", "a", 3, "03 10:00", "1.5")});
    ASSERT_EQ(plan.orders.size(), 1U);
    EXPECT_EQ(lines(plan, 0), (Lines{{"a", 5, 150}, {"b", 1, 10}}));
    EXPECT_EQ(plan.counts.units, 6);
}

TEST(RetailPlan, the_nth_price_of_a_sku_goes_into_the_nth_order) {
    const Plan plan =
        make_plan({row("1", "a", 1, "03 10:00", "3.00"), row("1", "b", 1, "03 10:00", "1.00"),
                   row("1", "a", 1, "03 10:00", "3.00"), row("1", "a", 1, "03 10:00", "2.00"),
                   row("1", "b", 1, "03 10:00", "9.00"), row("1", "a", 1, "03 10:00", "1.00"),
                   row("1", "a", 4, "03 10:00", "3.00")});
    ASSERT_EQ(plan.orders.size(), 3U);
    EXPECT_EQ(lines(plan, 0), (Lines{{"a", 6, 300}, {"b", 1, 100}}));
    EXPECT_EQ(lines(plan, 1), (Lines{{"a", 1, 200}, {"b", 1, 900}}));
    EXPECT_EQ(lines(plan, 2), (Lines{{"a", 1, 100}}));
    EXPECT_EQ(plan.counts.split_invoices, 1);
    EXPECT_EQ(plan.counts.invoices_sold, 1);
}

TEST(RetailPlan, the_catalogue_has_first_prices_and_only_others_are_changes) {
    const Plan plan =
        make_plan({row("1", "a", 1, "03 10:00", "3.00"), row("2", "a", 1, "04 10:00", "3.00"),
                   row("3", "a", 1, "05 10:00", "2.00"), row("4", "a", 1, "06 10:00", "3.00", ""),
                   row("4", "b", 1, "06 10:00", "4.00", "")});
    ASSERT_EQ(plan.catalogue.size(), 2U);
    EXPECT_EQ(plan.catalogue[0].pence, 300);
    EXPECT_EQ(plan.catalogue[0].units, 4);
    EXPECT_EQ(plan.catalogue[1].pence, 400);
    EXPECT_EQ(plan.counts.price_changes, 2);
}

TEST(RetailPlan, letters_of_another_case_are_another_sku) {
    const Plan plan = make_plan(
        {row("1", "85123A", 1, "03 10:00", "3.00"), row("1", "85123a", 1, "03 10:00", "4.00")});
    EXPECT_EQ(lines(plan, 0), (Lines{{"85123A", 1, 300}, {"85123a", 1, 400}}));
}

TEST(RetailPlan, invoices_go_by_their_earliest_row_and_then_by_the_file) {
    const Plan plan =
        make_plan({row("3", "a", 1, "03 10:02", "3.00"), row("2", "a", 1, "03 10:02", "3.00"),
                   row("1", "a", 1, "03 10:01", "4.00"), row("2", "b", 1, "03 10:00", "3.00")});
    ASSERT_EQ(plan.orders.size(), 3U);
    EXPECT_EQ(plan.orders[0].invoice, "2");
    EXPECT_EQ(plan.orders[0].at, utc("2011-01-03T10:00:00Z"));
    EXPECT_EQ(plan.orders[1].invoice, "1");
    EXPECT_EQ(plan.orders[2].invoice, "3");
    // So the price of what "2" sold first is the catalogue's.
    EXPECT_EQ(plan.counts.price_changes, 2);
}

TEST(RetailPlan, nobody_in_particular_is_the_till) {
    const Plan plan = make_plan({row("1", "a", 1, "03 10:00", "3.00", ""),
                                 row("2", "a", 1, "03 10:01", "3.00", "12"),
                                 row("3", "a", 1, "03 10:02", "3.00", "12")});
    EXPECT_EQ(plan.orders[0].customer, till);
    EXPECT_EQ(plan.customers, std::vector<std::string>{"12"});
    EXPECT_THROW(make_plan({row("1", "a", 1, "03 10:00", "3.00", "1"),
                            row("1", "b", 1, "03 10:00", "3.00", "2")}),
                 std::invalid_argument);
}

// ---- Fates

TEST(RetailPlan, what_is_no_sale_is_listed_under_one_reason) {
    const Plan plan = make_plan(
        {row("A1", "a", 1, "03 10:00", "11062.06", ""), row("2", "B", 1, "03 10:01", "1.00"),
         row("2", "POST", 1, "03 10:01", "18.00"), row("2", "DOT", 1, "03 10:01", "0.00"),
         row("2", "23444", 1, "03 10:01", "15.00"), row("2", "m", 1, "03 10:01", "2.55"),
         row("C3", "S", -1, "03 10:02", "5.00", ""), row("C3", "D", -1, "03 10:02", "5.00", ""),
         row("C3", "BANK CHARGES", -1, "03 10:02", "5.00", ""),
         row("4", "gift_0001_20", 1, "03 10:03", "16.67", ""),
         row("4", "a", -2, "03 10:03", "0.00", ""), row("4", "a", 2, "03 10:03", "0.00", ""),
         row("4", "a", 1, "03 10:03", "0.001", ""), row("4", "a", 1, "03 10:03", "0.01", "")});
    EXPECT_EQ(met(plan), (std::map<Fate, std::int64_t>{{Fate::bad_debt, 2},
                                                       {Fate::postage, 3},
                                                       {Fate::manual, 1},
                                                       {Fate::sample, 1},
                                                       {Fate::discount, 1},
                                                       {Fate::fee, 1},
                                                       {Fate::gift_voucher, 1},
                                                       {Fate::negative_without_c, 1},
                                                       {Fate::zero_price, 1},
                                                       {Fate::below_a_penny, 1},
                                                       {Fate::sale, 1}}));
    EXPECT_EQ(plan.fates.size(), base::every<Fate>().size());
    EXPECT_EQ(plan.fates.at(Fate::fee).mils, -5000);
    EXPECT_EQ(plan.cancellations.without_goods, 1);
    EXPECT_EQ(plan.orders.size(), 1U);
}

// ---- Cancellations

TEST(RetailPlan, a_whole_cancellation_refunds_all_orders_of_its_invoice) {
    const Plan plan = make_plan(
        {row("1", "a", 2, "03 10:00", "3.00"), row("1", "a", 1, "03 10:00", "2.00"),
         row("1", "POST", 1, "03 10:00", "9.00"), row("C2", "POST", -1, "09 10:00", "9.00"),
         row("C2", "a", -1, "09 10:00", "2.00"), row("C2", "a", -2, "09 10:00", "3.00")});
    ASSERT_EQ(plan.orders.size(), 2U);
    EXPECT_EQ(plan.orders[0].refunded, utc("2011-01-09T10:00:00Z"));
    EXPECT_EQ(plan.orders[1].refunded, utc("2011-01-09T10:00:00Z"));
    EXPECT_EQ(plan.cancellations.whole_refunded, 1);
    EXPECT_EQ(plan.catalogue[0].back, 3);
    EXPECT_EQ(plan.fates.at(Fate::refund), (FateSum{2, -8000}));
}

TEST(RetailPlan, whole_means_the_same_customer_quantities_prices_and_postage) {
    const std::vector<Row> sold{row("1", "a", 2, "03 10:00", "3.00"),
                                row("1", "POST", 1, "03 10:00", "9.00")};
    const std::vector<std::vector<Row>> partial{
        {row("C2", "a", -2, "09 10:00", "3.00")},
        {row("C2", "a", -1, "09 10:00", "3.00"), row("C2", "POST", -1, "09 10:00", "9.00")},
        {row("C2", "a", -2, "09 10:00", "2.00"), row("C2", "POST", -1, "09 10:00", "9.00")},
        {row("C2", "a", -2, "09 10:00", "3.00", "8"),
         row("C2", "POST", -1, "09 10:00", "9.00", "8")}};
    for (const auto& cancelling : partial) {
        std::vector<Row> rows = sold;
        rows.insert(rows.end(), cancelling.begin(), cancelling.end());
        const Plan plan = make_plan(rows);
        EXPECT_EQ(plan.cancellations.partial, 1);
        EXPECT_EQ(plan.cancellations.whole, 0);
        EXPECT_FALSE(plan.orders[0].refunded);
    }
}

TEST(RetailPlan, a_partial_one_gives_back_the_latest_line_with_as_many_left_at_its_price) {
    const Plan plan =
        make_plan({row("1", "a", 5, "03 10:00", "3.00"), row("1", "b", 1, "03 10:00", "4.00"),
                   row("2", "a", 2, "04 10:00", "2.50"), row("C3", "a", -2, "20 10:00", "9.99"),
                   row("C4", "a", -3, "21 10:00", "9.99"), row("C4", "b", -1, "21 10:00", "4.00"),
                   row("C5", "a", -3, "22 10:00", "9.99")});
    ASSERT_EQ(plan.returns.size(), 2U);
    EXPECT_EQ(plan.returns[0].order, 1U);
    EXPECT_EQ(plan.returns[1].order, 0U);
    EXPECT_EQ(plan.returns[1].parts.size(), 2U) << "one refund for one C invoice and order";
    EXPECT_EQ(plan.cancellations.partial_refunded, 500 + 900 + 400);
    EXPECT_EQ(plan.fates.at(Fate::partial_refund).rows, 3);
    EXPECT_EQ(plan.fates.at(Fate::partial_cancellation).rows, 1);
}

TEST(RetailPlan, an_order_of_which_all_went_back_is_not_confirmed) {
    const auto plan = [](const std::string& second) {
        return make_plan({row("1", "a", 2, "04 10:00", "2.50"),
                          row("C2", "a", -1, "05 10:00", "2.50"), row("C3", "a", -1, second, "2")});
    };
    EXPECT_TRUE(plan("07 09:59").orders[0].ends_early);
    EXPECT_FALSE(plan("07 10:00").orders[0].ends_early);
}

TEST(RetailPlan, without_a_customer_nothing_is_whole) {
    const Plan plan = make_plan(
        {row("1", "a", 2, "03 10:00", "3.00", ""), row("C2", "a", -2, "09 10:00", "3.00", "")});
    EXPECT_EQ(plan.cancellations.whole, 0);
    EXPECT_EQ(plan.cancellations.partial, 1);
}

TEST(RetailPlan, one_written_before_its_invoice_is_listed_and_refunds_nothing) {
    const Plan plan =
        make_plan({row("C1", "a", -2, "03 10:00", "3.00"), row("2", "a", 2, "03 10:01", "3.00")});
    EXPECT_EQ(met(plan), (std::map<Fate, std::int64_t>{
                             {Fate::whole_cancellation_before_its_invoice, 1}, {Fate::sale, 1}}));
    EXPECT_EQ(plan.cancellations.whole_before_its_invoice, 1);
    EXPECT_FALSE(plan.orders[0].refunded);
}

TEST(RetailPlan, one_of_the_same_minute_refunds) {
    const Plan plan =
        make_plan({row("C1", "a", -2, "03 10:00", "3.00"), row("2", "a", 2, "03 10:00", "3.00")});
    EXPECT_EQ(plan.orders[0].refunded, plan.orders[0].at);
}

TEST(RetailPlan, the_latest_twin_is_refunded_and_each_only_once) {
    const Plan plan =
        make_plan({row("1", "a", 2, "03 10:00", "3.00"), row("2", "a", 2, "04 10:00", "3.00"),
                   row("3", "a", 2, "09 10:00", "3.00"), row("C4", "a", -2, "05 10:00", "3.00"),
                   row("C5", "a", -2, "06 10:00", "3.00"), row("C6", "a", -2, "07 10:00", "3.00")});
    ASSERT_EQ(plan.orders.size(), 3U);
    EXPECT_EQ(plan.orders[0].refunded, utc("2011-01-06T10:00:00Z"));
    EXPECT_EQ(plan.orders[1].refunded, utc("2011-01-05T10:00:00Z"));
    EXPECT_FALSE(plan.orders[2].refunded);
    EXPECT_EQ(plan.cancellations.whole, 3);
    EXPECT_EQ(plan.cancellations.whole_before_its_invoice, 1);
}

TEST(RetailPlan, one_of_an_invoice_without_orders_refunds_nothing) {
    const Plan plan =
        make_plan({row("1", "M", 1, "03 10:00", "3.00"), row("C2", "M", -1, "03 10:05", "3.00")});
    EXPECT_EQ(plan.cancellations.whole, 1);
    EXPECT_EQ(plan.cancellations.whole_without_order, 1);
    EXPECT_EQ(met(plan), (std::map<Fate, std::int64_t>{{Fate::manual, 2}}));
}

}  // namespace
}  // namespace retail
