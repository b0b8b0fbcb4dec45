#include "insight/rates.hpp"

#include <gtest/gtest.h>

#include <random>

#include "insight/tests/trade.hpp"

namespace insight {
namespace {

TEST(Rates, AreReadAndWrittenToTheLastDecimal) {
    EXPECT_EQ(billionths_from("1.0812"), 1'081'200'000);
    EXPECT_EQ(billionths_from("0.000000001"), 1);
    EXPECT_EQ(billionths_from("1000000"), 1'000'000'000'000'000);
    for (const char* wrong : {"", "0", "0.0", "-1", "1,5", "1.", ".5", "1.0000000001", "1000000.1",
                              "12345678", "1e3", "1.2.3", " 1"}) {
        EXPECT_FALSE(billionths_from(wrong)) << wrong;
    }
    for (const char* text : {"1.0812", "0.000000001", "1000000", "162.5"}) {
        EXPECT_EQ(billionths_text(*billionths_from(text)), text);
    }
}

TEST(Rates, KnowTheDecimalsOfCurrencies) {
    EXPECT_EQ(currency_digits("EUR"), 2);
    EXPECT_EQ(currency_digits("JPY"), 0);
    EXPECT_EQ(currency_digits("KWD"), 3);
    EXPECT_FALSE(currency_digits("EUX"));
    EXPECT_FALSE(currency_digits("eur"));
    EXPECT_FALSE(currency_digits("EURO"));
}

TEST(Rates, RP_05_TurnAmountsToTheMinorUnit) {
    const auto rate = [](const char* text) { return *billionths_from(text); };
    EXPECT_EQ(turned(10'000, {rate("162.5"), false, 2, 0}), 16'250);  // 100 EUR in JPY.
    EXPECT_EQ(turned(16'250, {rate("162.5"), true, 0, 2}), 10'000);   // And back.
    EXPECT_EQ(turned(1, {rate("0.5"), false, 2, 2}), 1) << "halves away from zero";
    EXPECT_EQ(turned(-1, {rate("0.5"), false, 2, 2}), -1);
    EXPECT_EQ(turned(1'000, {rate("0.333"), false, 2, 3}), 3'330);
    EXPECT_EQ(turned(0, {rate("7"), false, 2, 2}), 0);
    EXPECT_FALSE(turned(base::money_minor_max, {rate("1000000"), false, 2, 3})) << "no such money";
}

TEST(Rates, RP_05_TurnedThereAndBackAnAmountIsOffByLessThanHalfAUnitOfEither) {
    std::mt19937_64 chance(3);
    for (int i = 0; i < 10'000; ++i) {
        const auto minor = static_cast<std::int64_t>(chance() % 1'000'000'000);
        const auto billionths = static_cast<std::int64_t>(1 + chance() % 100'000'000'000);
        const auto there = turned(minor, {billionths, false, 2, 2});
        ASSERT_TRUE(there);
        const auto back = turned(*there, {billionths, true, 2, 2});
        ASSERT_TRUE(back);
        // Half a unit there is worth this much here, and half a unit here comes on top.
        const std::int64_t most = 500'000'000 / billionths + 1;
        ASSERT_LE(std::abs(*back - minor), most) << minor << " by " << billionths;
    }
}

TEST(Rates, SayWhichRowIsWrong) {
    const auto refused = [](const std::string& text) {
        const auto rates = rates_from(text);
        if (rates) return std::string{"read"};
        const auto& field = rates.error().fields().at(0);
        return std::string{field.code} + " " + field.args.at(0).second;
    };
    const std::string good = "2030-01-15,EUR,USD,1.0812\n";
    EXPECT_EQ(refused(good), "read");
    EXPECT_EQ(refused("day,base,quote,rate\r\n" + good + "\r\n"), "read");
    EXPECT_EQ(refused(good + "2030-01-15,EUR,USD"), "rate_row 2");
    EXPECT_EQ(refused("2030-02-30,EUR,USD,1"), "rate_day 1");
    EXPECT_EQ(refused(good + good + "2030-01-15,EUR,UXD,1"), "rate_currency 3");
    EXPECT_EQ(refused("2030-01-15,EUR,EUR,1"), "rate_same_currency 1");
    EXPECT_EQ(refused("2030-01-15,EUR,USD,1,08"), "rate_row 1");
    EXPECT_EQ(refused("2030-01-15,EUR,USD,0"), "not_a_rate 1");
    EXPECT_EQ(refused("\n"), "rate_row 1");
    std::string many;
    for (std::size_t i = 0; i < rates_most; ++i) many += good;
    EXPECT_EQ(refused(many), "read");
    EXPECT_EQ(refused(many + good), "too_many_rates 500");
}

class DatedRates : public tests::TradeTest {
protected:
    void enter(const std::string& rows) {
        must([&](db::Tx& tx) -> base::Result<base::Done> {
            enter_rates(tx, TRY(rates_from(rows)), ann, "the central bank");
            return base::done;
        });
    }
    /// "1.08 2030-01-15": what turns pounds into euros on a day.
    std::string on(const char* day) {
        return look([&](db::Snapshot& db) {
            const Period all{*day_from("2030-01-01"), *day_from("2030-12-31")};
            const Rates rates(db, "GBP", "EUR", all);
            const auto found = rates.on(day_from(day)->time_since_epoch().count());
            if (!found) return std::string{"none"};
            return billionths_text(found->rate->billionths) + (found->inverse ? " inverse " : " ") +
                   to_text(Day{std::chrono::days{found->rate->day}});
        });
    }
};
ON_EVERY_DATABASE(DatedRates);

TEST_P(DatedRates, RP_05_an_amount_has_the_last_rate_of_its_day_or_of_the_days_before) {
    enter("2030-01-15,GBP,EUR,1.15\n2030-01-18,GBP,EUR,1.2");
    EXPECT_EQ(on("2030-01-14"), "none") << "nobody knows what comes";
    EXPECT_EQ(on("2030-01-15"), "1.15 2030-01-15");
    EXPECT_EQ(on("2030-01-17"), "1.15 2030-01-15");
    EXPECT_EQ(on("2030-01-28"), "1.2 2030-01-18");
    EXPECT_EQ(on("2030-01-29"), "none") << "that is too old";
    enter("2030-01-18,GBP,EUR,1.21");
    EXPECT_EQ(on("2030-01-18"), "1.21 2030-01-18") << "the last word counts";
    enter("2030-01-18,EUR,GBP,0.8");
    EXPECT_EQ(on("2030-01-18"), "1.21 2030-01-18") << "not turned round where there is one";
    enter("2030-01-20,EUR,GBP,0.9");
    EXPECT_EQ(on("2030-01-20"), "0.9 inverse 2030-01-20");
}

TEST_P(DatedRates, ThatAreKnownAlreadyAreNotKeptAgain) {
    enter("2030-01-15,GBP,EUR,1.15");
    enter("2030-01-15,GBP,EUR,1.15");
    EXPECT_EQ(number("select count(*) from exchange_rates"), 1);
    enter("2030-01-15,GBP,EUR,1.16");
    enter("2030-01-15,GBP,EUR,1.15");
    EXPECT_EQ(number("select count(*) from exchange_rates"), 3) << "what was said stays on record";
    EXPECT_EQ(on("2030-01-15"), "1.15 2030-01-15");
    EXPECT_EQ(number("select count(*) from audit where act = 'enter_rates'"), 3);
}

}  // namespace
}  // namespace insight
