#include "shops/stall.hpp"

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include "shops/routes.hpp"
#include "shops/tests/shop.hpp"

namespace shops {
namespace {

using tests::Method;
using tests::mug;
using tests::Reply;

std::string field_of(const StallWords& words) {
    const auto result = checked(words);
    if (result) return "fine";
    const auto& field = result.error().fields().front();
    return field.field + " " + std::string{field.code};
}

TEST(StallRules, NameTheFieldThatMakesNoSense) {
    EXPECT_EQ(field_of({}), "fine");
    EXPECT_EQ(field_of({"We bake.", "Fri 4 to 6", "", "", false}), "fine");
    EXPECT_EQ(field_of({"", "", "By the library", "12 Mill Lane", true}), "fine");
    EXPECT_EQ(field_of({"", "", "", "12 Mill Lane", false}), "area empty");
    EXPECT_EQ(field_of({"", "", "By the library", "", true}), "place empty");
}

class Stalls : public tests::WithShop<tests::RoutesTest> {
protected:
    Stalls() : WithShop(tests::shop_modules(), members::authenticate) {
        add_routes(*router, {.currency = "GBP"});
    }
    void SetUp() override {
        WithShop::SetUp();
        as_ann = cookie_of(ann);
        as_ben = cookie_of(ben);
    }
    std::string path(const std::string& more = "") const {
        return "/api/v1/shops/" + std::to_string(shop.value) + more;
    }
    static std::string words(const std::string& place, const std::string& open,
                             const std::string& area = "By the library") {
        return R"({"words":"We throw mugs.","hours":"Fri 4 to 6 pm","area":")" + area +
               R"(","place":")" + place + R"(","open_place":)" + open + "}";
    }
    Reply say(const std::string& body, const std::string& cookie) {
        return call(Method::put, path("/words"), body, cookie);
    }
    Reply agree_on(const std::string& text, const std::string& cookie) {
        return call(Method::put, path("/conditions"), R"({"text":")" + text + R"("})", cookie);
    }
    Reply seen_by(const std::string& cookie) { return call(Method::get, path(), "", cookie); }

    std::string as_ann, as_ben;
};
ON_EVERY_DATABASE(Stalls);

TEST_P(Stalls, AB_05_say_who_they_are_and_keep_their_place_to_themselves) {
    EXPECT_EQ(seen_by("").at("stall"),
              R"({"words":"","hours":"","area":"","place":null,"open_place":false,)"
              R"("has_place":false,"conditions":null})");
    EXPECT_EQ(say(words("12 Mill Lane", "false"), as_ben).code(), "no_such_shop");
    const Reply said = say(words("12 Mill Lane", "false"), as_ann);
    EXPECT_EQ(said.status, 200);
    EXPECT_EQ(said.at("stall.place"), "12 Mill Lane") << "their own";
    for (const std::string& reader : {std::string{}, as_ben}) {
        const Reply seen = seen_by(reader);
        EXPECT_EQ(seen.at("stall.words"), "We throw mugs.");
        EXPECT_EQ(seen.at("stall.hours"), "Fri 4 to 6 pm");
        EXPECT_EQ(seen.at("stall.area"), "By the library");
        EXPECT_EQ(seen.at("stall.place"), "null");
        EXPECT_EQ(seen.at("stall.has_place"), "true");
        EXPECT_EQ(boost::json::serialize(seen.body).find("Mill Lane"), std::string::npos);
    }
    EXPECT_EQ(say(words("12 Mill Lane", "true"), as_ann).status, 200);
    EXPECT_EQ(seen_by("").at("stall.place"), "12 Mill Lane") << "its owner wants it so";
    EXPECT_EQ(say(words("12 Mill Lane", "true", ""), as_ann).at("fields.0.field"), "area");
    EXPECT_EQ(say(words("", "true"), as_ann).at("fields.0.field"), "place");
    EXPECT_EQ(say(words(std::string(301, 'x'), "false"), as_ann).at("fields.0.field"), "place");
    EXPECT_EQ(seen_by("").at("stall.place"), "12 Mill Lane") << "a refusal changes nothing";
}

TEST_P(Stalls, AB_05_goods_say_when_they_are_had_and_where_if_that_is_for_everybody) {
    auto goods = mug();
    goods.handover = Handover{Ways::pick_up, "By the library", "", {}, {}};
    const auto there = live(goods);
    goods.handover.area = "At the gate";
    const auto elsewhere = live(goods);
    const auto sent = live(mug());
    const auto open = [&](ListingId id) {
        return call(Method::get, "/api/v1/listings/" + std::to_string(id.value)).at("open_pickup");
    };
    EXPECT_EQ(open(there), R"({"hours":"","place":""})");
    say(words("12 Mill Lane", "false"), as_ann);
    EXPECT_EQ(open(there), R"({"hours":"Fri 4 to 6 pm","place":""})");
    EXPECT_EQ(open(sent), R"({"hours":"","place":""})");
    say(words("12 Mill Lane", "true"), as_ann);
    EXPECT_EQ(open(there), R"({"hours":"Fri 4 to 6 pm","place":"12 Mill Lane"})");
    EXPECT_EQ(open(elsewhere), R"({"hours":"Fri 4 to 6 pm","place":""})");
}

TEST_P(Stalls, SellOnConditionsInVersionsThatNeverChange) {
    const auto goods = live(mug());
    const auto on = [&] {
        return call(Method::get, "/api/v1/listings/" + std::to_string(goods.value))
            .at("conditions");
    };
    const auto text_of = [&](std::int64_t version) {
        return look([&](db::Snapshot& db) -> std::string {
            const auto found = conditions_in(db, shop, version);
            return found ? found->text : "none";
        });
    };
    EXPECT_EQ(on(), "0");
    EXPECT_EQ(agree_on("", as_ann).at("stall.conditions"), "null") << "none stays none";
    EXPECT_EQ(agree_on("Mine.", as_ben).code(), "no_such_shop");
    EXPECT_EQ(agree_on("Returns in 14 days.", as_ann).at("stall.conditions.version"), "1");
    EXPECT_EQ(agree_on("Returns in 14 days.", as_ann).at("stall.conditions.version"), "1")
        << "the same is no other version";
    now += std::chrono::days{1};
    EXPECT_EQ(agree_on("No returns.", as_ann).at("stall.conditions.version"), "2");
    EXPECT_EQ(on(), "2");
    EXPECT_EQ(seen_by("").at("stall.conditions.text"), "No returns.");
    EXPECT_EQ(agree_on("", as_ann).at("stall.conditions"), "null");
    EXPECT_EQ(on(), "0");
    EXPECT_EQ(agree_on("No returns.", as_ann).at("stall.conditions.version"), "4");
    EXPECT_EQ(text_of(1), "Returns in 14 days.");
    EXPECT_EQ(text_of(2), "No returns.");
    EXPECT_EQ(text_of(5), "none");
    EXPECT_EQ(agree_on(std::string(conditions_length_max + 1, 'x'), as_ann).at("fields.0.field"),
              "text");
}

}  // namespace
}  // namespace shops
