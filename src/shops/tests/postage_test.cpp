#include "shops/postage.hpp"

#include <gtest/gtest.h>

#include <random>

#include "policies/limits.hpp"
#include "policies/policies.hpp"
#include "shops/tests/shop.hpp"
#include "shops/views.hpp"

namespace shops {
namespace {

using tests::Method;
using tests::Reply;

const Postage usual{"GBP", {{"", 490, 5000}, {"AT", 690}, {"CH", 1290, 20'000}}};

std::string field_of(const Postage& postage) {
    const auto result = checked(postage, 10'000);
    if (result) return "fine";
    const auto& field = result.error().fields().front();
    return field.field + " " + std::string{field.code};
}

std::int64_t to(const std::string& country, std::int64_t goods) {
    return *postage_for(usual, {Way::ship, country}, {goods, "GBP"});
}

TEST(PostageRules, MS_07_a_country_has_its_own_price_and_everywhere_else_the_first) {
    EXPECT_EQ(to("DE", 1000), 490);
    EXPECT_EQ(to("AT", 1000), 690);
    EXPECT_EQ(to("CH", 1000), 1290);
    EXPECT_EQ(*postage_for(usual, {Way::pick_up, ""}, {1000, "GBP"}), 0);
    EXPECT_EQ(*postage_for(usual, {Way::ship, "DE"}, {1000, "EUR"}), 0);
    EXPECT_EQ(*postage_for({}, {Way::ship, ""}, {1000, "EUR"}), 0);
    const Postage one{"GBP", {{"", 490}}};
    EXPECT_EQ(*postage_for(one, {Way::ship, ""}, {1000, "GBP"}), 490);
    const auto unsaid = postage_for(usual, {Way::ship, ""}, {1000, "GBP"});
    ASSERT_FALSE(unsaid) << "otherwise leaving the country out would be the cheapest one";
    EXPECT_EQ(unsaid.error().fields().front().field, "delivery.country");
}

TEST(PostageRules, MS_07_is_nothing_from_the_sum_of_its_country_on) {
    EXPECT_EQ(to("DE", 4999), 490);
    EXPECT_EQ(to("DE", 5000), 0);
    EXPECT_EQ(to("AT", base::money_minor_max), 690);
    EXPECT_EQ(to("CH", 19'999), 1290);
    EXPECT_EQ(to("CH", 20'000), 0);
}

TEST(PostageRules, MS_07_name_the_field_that_makes_no_sense) {
    EXPECT_EQ(field_of(usual), "fine");
    EXPECT_EQ(field_of({"GBP", {}}), "fine");
    EXPECT_EQ(field_of({"GBP", {{"", 10'000}}}), "fine");
    EXPECT_EQ(field_of({"GBP", {{"", 10'001}}}), "price.minor more_than_allowed");
    EXPECT_EQ(field_of({"GBP", {{"", 1, 0}}}), "free_from.minor too_small");
    EXPECT_EQ(field_of({"GBP", {{"", 1}, {"DE", 2}, {"AT", 10'001}}}),
              "countries.1.price.minor more_than_allowed");
    EXPECT_EQ(field_of({"GBP", {{"", 1}, {"DE", 2, 0}}}), "countries.0.free_from.minor too_small");
    EXPECT_EQ(field_of({"GBP", {{"", 1}, {"de", 2}}}), "countries not_a_country");
    EXPECT_EQ(field_of({"GBP", {{"", 1}, {"", 2}}}), "countries not_a_country");
    EXPECT_EQ(field_of({"GBP", {{"", 1}, {"DE", 2}, {"AT", 3}, {"DE", 4}}}), "countries twice");
    EXPECT_TRUE(checked({"GBP", {{"", 0}, {"AT", 0}}}, 10'000)->rates.empty())
        << "who asks for nothing anywhere asks nobody for their country";
}

TEST(PostageRules, MS_07_say_to_machines_what_one_thing_costs_where) {
    using To = std::vector<PostageTo>;
    EXPECT_EQ(postage_to(usual, {}, {950, "GBP"}), (To{{"", 490}, {"AT", 690}, {"CH", 1290}}));
    EXPECT_EQ(postage_to(usual, {}, {5000, "GBP"}), (To{{"", 0}, {"AT", 690}, {"CH", 1290}}));
    EXPECT_EQ(postage_to(usual, {"AT", "DE"}, {950, "GBP"}), (To{{"AT", 690}, {"DE", 490}}));
    EXPECT_TRUE(postage_to(usual, {}, {950, "EUR"}).empty());
}

// What is stored comes back, and the price is that of the one rate that fits, looked for in
// another way.
TEST(PostageRules, MS_07_what_is_stored_comes_back_and_one_rate_decides) {
    const std::vector<std::string> codes{"AT", "BE", "DE", "FR", "GB", "US"};
    for (unsigned seed = 1; seed <= 2000; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        std::mt19937 chance(seed);
        const auto rate = [&](std::string country) {
            PostageRate made{std::move(country), static_cast<std::int64_t>(chance() % 3 * 290)};
            if (chance() % 2 == 0) made.free_from = 1 + static_cast<std::int64_t>(chance() % 3000);
            return made;
        };
        Postage postage{"EUR", {rate("")}};
        for (const auto& code : codes) {
            if (chance() % 2 == 0) postage.rates.push_back(rate(code));
        }
        Postage shuffled = postage;
        std::shuffle(shuffled.rates.begin() + 1, shuffled.rates.end(), chance);
        const Postage kept = *checked(shuffled, 1000);
        if (!kept.rates.empty()) {
            ASSERT_EQ(kept, postage);
        }
        ASSERT_EQ(postage_in(text_of(kept)).rates, kept.rates);
        const std::string country = codes[chance() % codes.size()];
        const auto goods = static_cast<std::int64_t>(chance() % 4000);
        std::int64_t expected = -1;
        for (const PostageRate& one : postage.rates) {
            const bool fits = one.country == country || (one.country.empty() && expected == -1);
            if (fits) expected = one.free_from && goods >= *one.free_from ? 0 : one.price;
        }
        ASSERT_EQ(*postage_for(kept, {Way::ship, country}, {goods, "EUR"}), expected);
    }
}

class ShopPostage : public tests::WithShop<tests::RoutesTest> {
protected:
    ShopPostage() : WithShop(modules(), members::authenticate) {
        add_routes(*router, {.currency = "GBP", .origin = "https://m.example"});
    }
    static tests::Migrations modules() {
        tests::Migrations all = tests::shop_modules();
        all.push_back(policies::migrations());
        return all;
    }
    Reply set(const std::string& body, base::MemberId who) {
        return call(Method::put, "/api/v1/shops/" + std::to_string(shop.value) + "/postage", body,
                    cookie_of(who));
    }
    Reply get(const std::string& path) { return call(Method::get, "/api/v1" + path); }
    void set_usual() {
        must([&](db::Tx& tx) { return set_postage(tx, ann, shop, usual); });
    }
};
ON_EVERY_DATABASE(ShopPostage);

TEST_P(ShopPostage, MS_07_a_seller_says_what_sending_costs_and_everybody_reads_it) {
    const std::string mug = "/listings/" + std::to_string(live(tests::mug()).value);
    EXPECT_EQ(get(mug).at("postage"), "null");
    const std::string body =
        R"({"price":{"minor":490,"currency":"GBP"},"free_from":{"minor":5000,"currency":"GBP"},)"
        R"("countries":[{"country":"CH","price":{"minor":1290,"currency":"GBP"},"free_from":)"
        R"({"minor":20000,"currency":"GBP"}},{"country":"AT","price":{"minor":690,)"
        R"("currency":"GBP"}}]})";
    EXPECT_EQ(set(body, ben).status, 404);
    const Reply said = set(body, ann);
    EXPECT_EQ(said.status, 200);
    EXPECT_EQ(said.at("postage.countries.0.country"), "AT");
    EXPECT_NE(said.at("may").find("set_postage"), std::string::npos);
    EXPECT_EQ(look([&](db::Snapshot& db) { return postage_of(db, shop); }), usual);
    EXPECT_EQ(get(mug).at("postage.price.minor"), "490");
    EXPECT_EQ(get(mug).at("postage.free_from.minor"), "5000");
    EXPECT_EQ(get("/shops/" + std::to_string(shop.value)).at("postage.countries.1.price.minor"),
              "1290");
    EXPECT_EQ(set(R"({"price":{"minor":0,"currency":"GBP"}})", ann).at("postage"), "null");
    EXPECT_EQ(get(mug).at("postage"), "null");
}

TEST_P(ShopPostage, MS_07_what_is_picked_up_or_not_sent_there_does_not_speak_of_it) {
    set_usual();
    auto goods = tests::mug();
    goods.handover = {Ways::pick_up, "By the gate", "", {}, {}};
    EXPECT_EQ(get("/listings/" + std::to_string(live(goods).value)).at("postage"), "null");
    goods.handover = {Ways::ship, "", "", {"AT", "DE"}, {}};
    const Reply sent = get("/listings/" + std::to_string(live(goods).value));
    EXPECT_EQ(sent.at("postage.price.minor"), "490");
    EXPECT_EQ(sent.at("postage.countries.0.country"), "AT");
    EXPECT_EQ(sent.at("postage.countries.1"), "(nothing)");
}

TEST_P(ShopPostage, MS_07_is_in_the_markets_currency_and_no_more_than_the_market_allows) {
    const auto wrong = [&](const std::string& body) {
        const Reply reply = set(body, ann);
        return reply.at("fields.0.field") + " " + reply.at("fields.0.code");
    };
    EXPECT_EQ(wrong(R"({"price":{"minor":1,"currency":"EUR"}})"), "price.currency wrong_currency");
    EXPECT_EQ(wrong(R"({"price":{"minor":1,"currency":"GBP"},"countries":[{"country":"AT",)"
                    R"("price":{"minor":1,"currency":"GBP"},"free_from":)"
                    R"({"minor":1,"currency":"EUR"}}]})"),
              "countries.0.free_from.currency wrong_currency");
    EXPECT_EQ(wrong(R"({"price":{"minor":10001,"currency":"GBP"}})"),
              "price.minor more_than_allowed");
    must([&](db::Tx& tx) {
        return policies::set(tx, {std::string{policies::postage_most}, 10'001, ann, "a test"});
    });
    EXPECT_EQ(set(R"({"price":{"minor":10001,"currency":"GBP"}})", ann).status, 200);
}

TEST_P(ShopPostage, MS_07_goes_out_with_a_product_feed) {
    set_usual();
    live({.title = "Mug", .description = "", .price = {950, "GBP"}, .sku = "M"});
    const auto reply =
        call_with(Method::get, "/api/v1/me/catalogue.tsv", "", {{"cookie", cookie_of(ann)}});
    const std::string file{reply.response.bytes()};
    EXPECT_NE(file.find("\tshipping\r\n"), std::string::npos);
    EXPECT_NE(file.find("\t:::4.90 GBP,AT:::6.90 GBP,CH:::12.90 GBP\r\n"), std::string::npos)
        << file;
}

}  // namespace
}  // namespace shops
