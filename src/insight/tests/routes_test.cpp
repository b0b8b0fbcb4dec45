#include "insight/routes.hpp"

#include <gtest/gtest.h>

#include "insight/insight.hpp"
#include "orders/fees.hpp"
#include "orders/tests/sale.hpp"
#include "payouts/payouts.hpp"

namespace insight {
namespace {

using tests::Method;
using tests::Reply;

tests::Migrations modules() {
    auto list = tests::sale_modules();
    list.push_back(payouts::migrations());
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
    Reply enter(const std::string& rows) {
        return call(Method::post, "/api/v1/operator/reports/rates",
                    R"({"source":"the central bank","rows":")" + rows + R"("})", cookie_of(cem));
    }
    /// A sale of 9.50 in another currency than the market's own, as a market has that was moved.
    orders::OrderId paid_in(const std::string& currency) {
        const std::string own = settings.currency;
        settings.currency = currency;
        auto goods = tests::mug();
        goods.price.currency = currency;
        const auto placed = order_of(ben, live(goods));
        pay(placed.payment);
        settings.currency = own;
        return placed.order.id;
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

TEST_P(ReportRoutes, RP_02_TheFirstThreeQuartersAreOneQuestionInAnyZone) {
    now = base::Time{std::chrono::sys_days{std::chrono::year{2030} / 9 / 30}} +
          std::chrono::hours{22} + std::chrono::minutes{30};  // 23:30 in London.
    paid_mug();
    const std::string asked = "from=2030-01-01&to=2030-09-30&step=quarter";
    for (const auto& [zone, paid] : {std::pair{"", "1"},
                                     {"&zone=Europe/London", "1"},
                                     {"&zone=America/Havana", "1"},
                                     {"&zone=Asia/Kolkata", "0"}}) {
        const Reply reply = turnover(asked + zone);
        ASSERT_EQ(reply.status, 200) << reply.code();
        EXPECT_EQ(reply.at("totals.orders_paid"), paid) << zone;
        EXPECT_EQ(reply.at("ledger.equal"), "true");
        EXPECT_EQ(orders("from=2030-01-01&to=2030-09-30&kind=paid" + std::string{zone}).count(),
                  *paid == '1' ? 1U : 0U);
    }
    EXPECT_EQ(turnover(asked + "&zone=Asia/Kolkata").at("zone"), "Asia/Kolkata");
    EXPECT_EQ(turnover(asked + "&zone=Europe/Atlantis").at("fields.0.code"), "not_a_zone");
}

TEST_P(ReportRoutes, RP_02_TheCategoriesAreTheWholeAndLeadToTheirOrders) {
    const auto order = paid_mug();
    const auto listing =
        look([&](db::Snapshot& db) { return orders::lines_of(db, order).at(0).listing; });
    paid_mug();
    must([&](db::Tx& tx) -> base::Result<base::Done> {
        orders::set_category(tx, listing, "mugs", cem);
        return base::done;
    });
    const Reply all = turnover("from=2030-01-01&to=2030-01-31");
    EXPECT_EQ(all.at("categories.0.category"), "");
    EXPECT_EQ(all.at("categories.0.figures.paid.minor"), "950");
    EXPECT_EQ(all.at("categories.1.category"), "mugs");
    EXPECT_EQ(all.at("categories.1.figures.paid.minor"), "950");
    EXPECT_EQ(all.at("totals.paid.minor"), "1900");
    const Reply one = turnover("from=2030-01-01&to=2030-01-31&category=mugs");
    EXPECT_EQ(one.at("totals.paid.minor"), "950");
    EXPECT_EQ(one.at("ledger"), "null") << "the books know no categories";
    const std::string days = "from=2030-01-01&to=2030-01-31&kind=paid";
    const Reply its = orders(days + "&category=mugs&dealing=ordinary");
    ASSERT_EQ(its.count(), 1U);
    EXPECT_EQ(its.at("items.0.order"), std::to_string(order.value));
    EXPECT_EQ(orders(days + "&category=").count(), 1U);
    EXPECT_EQ(orders(days + "&dealing=self_dealing").count(), 0U);
}

TEST_P(ReportRoutes, RP_01_TheTaxOnTheFeeIsInTheCommissionOrNot) {
    must([&](db::Tx& tx) {
        return policies::set(tx, {std::string{policies::fee_vat_ppm}, 200'000, cem, "law"});
    });
    const auto order = delivered_mug();
    must([&](db::Tx& tx) { return orders::confirm(tx, order, ben); });
    const Reply without = turnover("from=2030-01-01&to=2030-01-31");
    EXPECT_EQ(without.at("totals.commission.minor"), "48");
    EXPECT_EQ(without.at("totals.fee_tax.minor"), "10");
    EXPECT_EQ(without.at("tax"), "out");
    const Reply with = turnover("from=2030-01-01&to=2030-01-31&tax=in");
    EXPECT_EQ(with.at("totals.commission.minor"), "58");
    EXPECT_EQ(with.at("totals.settled.minor"), "950");
    EXPECT_EQ(with.at("ledger.equal"), "true");
}

TEST_P(ReportRoutes, RP_01_SelfDealingIsShownApart) {
    for (const auto who : {ann, ben}) {
        must([&](db::Tx& tx) {
            return payouts::name_account(tx, {who, "Ann A.", "DE89370400440532013000"});
        });
    }
    paid_mug();
    const Reply reply = turnover("from=2030-01-01&to=2030-01-31");
    EXPECT_EQ(reply.at("totals.paid.minor"), "0");
    EXPECT_EQ(reply.at("self_dealing.paid.minor"), "950");
    EXPECT_EQ(reply.count(), 0U);
    EXPECT_EQ(reply.at("ledger.equal"), "true") << "both together are in the books";
    EXPECT_EQ(orders("from=2030-01-01&to=2030-01-31&kind=paid&dealing=self_dealing").count(), 1U);
}

TEST_P(ReportRoutes, RP_05_CurrenciesAreNeverSummedUnlessTheyAreTurnedByADatedRate) {
    paid_mug();
    paid_in("EUR");
    paid_in("JPY");
    now += std::chrono::days{20};
    paid_in("EUR");
    const std::string days = "from=2030-01-01&to=2030-01-31";
    const Reply own = turnover(days);
    EXPECT_EQ(own.at("totals.paid.minor"), "950") << "pounds alone";
    EXPECT_EQ(own.at("turning"), "null");
    EXPECT_EQ(own.at("currencies.0.currency"), "EUR");
    EXPECT_EQ(own.at("currencies.0.figures.paid.minor"), "1900");
    EXPECT_EQ(own.at("currencies.2.currency"), "JPY");
    EXPECT_EQ(turnover(days + "&currency=EUR").at("totals.paid.minor"), "1900");
    EXPECT_EQ(turnover(days + "&currency=EUR").at("ledger.equal"), "true");
    EXPECT_EQ(orders(days + "&kind=paid&currency=EUR").at("items.0.amount.currency"), "EUR");

    EXPECT_EQ(enter("2029-12-31,EUR,GBP,0.8").at("entered"), "1");
    const Reply turned = turnover(days + "&into=GBP");
    EXPECT_EQ(turned.at("currency"), "GBP");
    EXPECT_EQ(turned.at("totals.paid.minor"), "1710") << "9.50 pounds and 7.60 for 9.50 euros";
    EXPECT_EQ(turned.at("turning.rates.0.rate"), "0.8");
    EXPECT_EQ(turned.at("turning.rates.0.day"), "2029-12-31");
    EXPECT_EQ(turned.at("turning.rates.0.source"), "the central bank");
    EXPECT_EQ(turned.at("turning.rates.0.to"), "2030-01-01");
    EXPECT_EQ(turned.at("turning.unrated.0.currency"), "EUR") << "20 days later it is too old";
    EXPECT_EQ(turned.at("turning.unrated.0.from"), "2030-01-21");
    EXPECT_EQ(turned.at("turning.unrated.0.figures.paid.minor"), "950");
    EXPECT_EQ(turned.at("turning.unrated.1.currency"), "JPY");
    EXPECT_EQ(turned.at("ledger.equal"), "true");

    enter("2030-01-21,GBP,EUR,1.25\\n2030-01-01,GBP,JPY,190");
    const Reply all = turnover(days + "&into=GBP&step=month");
    EXPECT_EQ(all.at("turning.unrated"), "[]");
    EXPECT_EQ(all.at("totals.paid.minor"), "2970") << "and 7.60, and 950 yen are 5.00";
    EXPECT_EQ(all.at("items.0.paid"), all.at("totals.paid"));
    EXPECT_EQ(all.at("categories.0.figures.paid"), all.at("totals.paid"));
    for (const char* wrong : {"into=EUX", "currency=eur"}) {
        EXPECT_EQ(turnover(days + "&" + wrong).at("fields.0.code"), "not_a_currency") << wrong;
    }
}

TEST_P(ReportRoutes, RP_05_RatesAreEnteredByTheOperatorAndListed) {
    const std::string path = "/api/v1/operator/reports/rates";
    EXPECT_EQ(call(Method::get, path, "", cookie_of(ann)).status, 403);
    EXPECT_EQ(
        call(Method::post, path, R"({"source":"x","rows":"2030-01-01,EUR,GBP,1"})", cookie_of(ann))
            .status,
        403);
    const Reply entered = enter(
        "day,base,quote,rate\\n2030-01-01,EUR,GBP,0.85\\n"
        "2030-01-02,EUR,GBP,0.86");
    EXPECT_EQ(entered.at("entered"), "2");
    const Reply again = enter("2030-01-02,EUR,GBP,0.86");
    EXPECT_EQ(again.at("entered"), "0");
    EXPECT_EQ(again.at("read"), "1");
    const Reply wrong = enter("2030-01-02,EUR,GBP,0,86");
    EXPECT_EQ(wrong.at("fields.0.field") + " " + wrong.at("fields.0.code"), "rows rate_row");
    const Reply list = call(Method::get, path + "?limit=1", "", cookie_of(cem));
    EXPECT_EQ(list.at("items.0.rate"), "0.86");
    EXPECT_EQ(list.at("items.0.day"), "2030-01-02");
    EXPECT_EQ(list.at("items.0.entered_by.name"), "Cem");
    const Reply next =
        call(Method::get, path + "?limit=1&after=" + list.at("next"), "", cookie_of(cem));
    EXPECT_EQ(next.at("items.0.rate"), "0.85");
    EXPECT_EQ(next.at("next"), "null");
}

ON_EVERY_DATABASE(ReportRoutes);

}  // namespace
}  // namespace insight
