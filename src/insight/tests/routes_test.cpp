#include "insight/routes.hpp"

#include <gtest/gtest.h>

#include "insight/insight.hpp"
#include "orders/tests/sale.hpp"

namespace insight {
namespace {

using tests::Method;
using tests::Reply;

tests::Migrations modules() {
    auto list = tests::sale_modules();
    list.push_back(migrations());
    return list;
}

class ReportRoutes : public tests::SaleTest {
protected:
    ReportRoutes() : SaleTest(modules()) { add_routes(*router, {"GBP", "Europe/London"}); }
    void SetUp() override {
        SaleTest::SetUp();
        make_operator(cem);
    }

    Reply turnover(const std::string& query) {
        return call(Method::get, "/api/v1/operator/reports/turnover?" + query, "", cookie_of(cem));
    }
    Reply orders(const std::string& query) {
        return call(Method::get, "/api/v1/operator/reports/orders?" + query, "", cookie_of(cem));
    }
};

TEST_P(ReportRoutes, RP_02_SumDaysToWeeksMonthsQuartersAndYears) {
    paid_mug();  // On 2030-01-01, a Tuesday.
    now += std::chrono::days{40};
    paid_mug();
    for (const auto& [step, periods] :
         {std::pair{"day", 2U}, {"week", 2U}, {"month", 2U}, {"quarter", 1U}, {"year", 1U}}) {
        const Reply reply =
            turnover("from=2030-01-01&to=2030-12-31" + (std::string{"&step="} + step));
        ASSERT_EQ(reply.status, 200) << reply.code();
        EXPECT_EQ(reply.count(), periods) << step;
        EXPECT_EQ(reply.at("totals.orders_paid"), "2");
        EXPECT_EQ(reply.at("ledger.equal"), "true");
        EXPECT_EQ(reply.at("step"), step);
    }
    const Reply weeks = turnover("from=2030-01-01&to=2030-02-28&step=week");
    EXPECT_EQ(weeks.at("items.0.from"), "2030-01-01") << "cut to what was asked for";
    EXPECT_EQ(weeks.at("items.0.to"), "2030-01-06");
    EXPECT_EQ(weeks.at("items.0.orders_placed"), "1");
}

TEST_P(ReportRoutes, RP_03_SayNothingOfTheLedgerWhereOrdersGiveTheDay) {
    const auto order = paid_mug();
    now += std::chrono::days{3};
    must([&](db::Tx& tx) { return orders::cancel(tx, order, ann, "Out of it."); });
    const Reply books = turnover("from=2030-01-01&to=2030-01-31");
    EXPECT_EQ(books.count(), 2U);
    EXPECT_EQ(books.at("items.1.orders_refunded"), "1");
    const Reply placed = turnover("from=2030-01-01&to=2030-01-31&by=order");
    ASSERT_EQ(placed.count(), 1U);
    EXPECT_EQ(placed.at("items.0.net.minor"), "0");
    EXPECT_EQ(placed.at("ledger"), "null");
    EXPECT_EQ(placed.at("totals"), books.at("totals"));
}

TEST_P(ReportRoutes, RP_04_LeadFromAFigureToItsOrders) {
    std::vector<std::string> expected;
    for (int i = 0; i < 3; ++i) {
        expected.insert(expected.begin(), std::to_string(paid_mug().value));
        now += std::chrono::minutes{1};
    }
    one_mug();
    const std::string days = "from=2030-01-01&to=2030-01-31";
    EXPECT_EQ(orders(days + "&kind=placed").count(), 4U);
    EXPECT_EQ(orders(days + "&kind=settled").count(), 0U);
    std::vector<std::string> seen;
    std::string after;
    do {
        const Reply page = orders(days + "&kind=paid&limit=2" + after);
        ASSERT_EQ(page.status, 200) << page.code();
        for (std::size_t i = 0; i < page.count(); ++i) {
            const std::string item = "items." + std::to_string(i);
            seen.push_back(page.at(item + ".order"));
            EXPECT_EQ(page.at(item + ".buyer"), "Ben");
            EXPECT_EQ(page.at(item + ".shop"), "Ann's mugs");
        }
        after = page.at("next") == "null" ? "" : "&after=" + page.at("next");
    } while (!after.empty());
    EXPECT_EQ(seen, expected);
    for (const char* wrong : {"1", "1.", ".1", "x.y", "1.2.3"}) {
        EXPECT_EQ(orders(days + "&kind=paid&after=" + wrong).at("fields.0.field"), "after");
    }
}

TEST_P(ReportRoutes, AreForTheOperatorAndRefuseDaysThatAreNone) {
    const std::string path = "/api/v1/operator/reports/turnover?from=2030-01-01&to=2030-01-31";
    EXPECT_EQ(call(Method::get, path).code(), "not_signed_in");
    EXPECT_EQ(call(Method::get, path, "", cookie_of(ann)).status, 403);
    const auto refused = [&](const std::string& query) {
        const Reply reply = turnover(query);
        return reply.at("fields.0.field") + " " + reply.at("fields.0.code");
    };
    EXPECT_EQ(refused("from=2030-02-30&to=2030-03-01"), "from not_a_day");
    EXPECT_EQ(refused("from=2030-02-01&to=2030-02-99"), "to not_a_day");
    EXPECT_EQ(refused("from=2030-02-02&to=2030-02-01"), "to before_from");
    EXPECT_EQ(refused("from=2030-01-01&to=2031-01-02"), "to too_far");
    EXPECT_EQ(refused("from=2030-01-01&to=2045-01-01&step=month"), "to too_far");
    EXPECT_EQ(turnover("from=2030-01-01&to=2039-01-01&step=month").status, 200);
    EXPECT_EQ(turnover("from=2030-01-01&to=2030-01-02&step=decade").at("fields.0.field"), "step");
}

ON_EVERY_DATABASE(ReportRoutes);

}  // namespace
}  // namespace insight
