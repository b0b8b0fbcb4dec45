#include "shops/variants.hpp"

#include <gmock/gmock.h>

#include "shops/routes.hpp"
#include "shops/tests/shop.hpp"

namespace shops {
namespace {

using testing::ElementsAre;
using tests::Method;
using tests::Reply;

class Variants : public tests::WithShop<tests::RoutesTest> {
protected:
    Variants() : WithShop(tests::shop_modules(), members::authenticate) {
        add_routes(*router, {.currency = "GBP"});
    }
    void SetUp() override {
        WithShop::SetUp();
        as_ann = cookie_of(ann);
        first = put_up("M", std::nullopt, 2000);
    }

    static NewListing shirt(const std::string& variant, std::optional<ListingId> beside,
                            std::int64_t price) {
        NewListing goods{
            .title = "Shirt", .description = "Linen", .price = {price, "GBP"}, .stock = 2};
        goods.variant = variant;
        goods.beside = beside;
        return goods;
    }
    ListingId put_up(const std::string& variant, std::optional<ListingId> beside,
                     std::int64_t price = 2100) {
        return live(shirt(variant, beside, price));
    }
    std::string wrong(const std::string& variant, std::optional<ListingId> beside,
                      base::MemberId member) {
        const auto made =
            act([&](db::Tx& tx) { return list(tx, member, shirt(variant, beside, 1)); });
        if (made) return "done";
        const auto& error = made.error();
        if (error.fields().empty()) return std::string{error.code()};
        return error.fields()[0].field + " " + std::string{error.fields()[0].code};
    }
    static std::string path(ListingId id) { return "/api/v1/listings/" + std::to_string(id.value); }
    std::vector<std::string> shown(ListingId id, const std::string& cookie = "") {
        const Reply page = call(Method::get, path(id), "", cookie);
        std::vector<std::string> list;
        for (std::size_t i = 0; i < page.count("variants"); ++i) {
            const std::string one = "variants." + std::to_string(i);
            list.push_back(page.at(one + ".variant") + " " + page.at(one + ".price.minor"));
        }
        return list;
    }
    std::vector<std::string> window() {
        const Reply page =
            call(Method::get, "/api/v1/shops/" + std::to_string(shop.value) + "/listings");
        std::vector<std::string> list;
        for (std::size_t i = 0; i < page.count(); ++i) {
            list.push_back(page.at("items." + std::to_string(i) + ".variant"));
        }
        return list;
    }

    std::string as_ann;
    ListingId first;
};

TEST_P(Variants, MS_07_stand_together_each_with_its_price_and_stock) {
    EXPECT_THAT(shown(first), ElementsAre());
    const auto large = put_up("L", first);
    put_up("XL", large);
    EXPECT_THAT(shown(first), ElementsAre("M 2000", "L 2100", "XL 2100"));
    EXPECT_THAT(shown(large), ElementsAre("M 2000", "L 2100", "XL 2100"));
    EXPECT_THAT(window(), ElementsAre("M")) << "one stands for all";
    EXPECT_EQ(moments(), 1U);

    const auto bought = must([&](db::Tx& tx) { return reserve(tx, ben, {large, 1, 2}); });
    EXPECT_EQ(bought.title, "Shirt (L)");
    EXPECT_EQ(bought.price.minor, 2100);
    EXPECT_EQ(row(first).stock, 2) << "each has a stock of its own";
}

TEST_P(Variants, MS_07_go_on_without_the_first_one) {
    const auto large = put_up("L", first);
    do_as(ann, pause, first);
    EXPECT_EQ(moments(), 1U) << "the next one stands in the timeline";
    EXPECT_THAT(window(), ElementsAre("L"));
    EXPECT_THAT(shown(large), ElementsAre("L 2100"));
    EXPECT_THAT(shown(large, as_ann), ElementsAre("M 2000", "L 2100"));
    do_as(ann, resume, first);
    do_as(ann, end, first);
    EXPECT_THAT(window(), ElementsAre("L"));
    EXPECT_EQ(moments(), 1U);
    do_as(ann, end, large);
    EXPECT_EQ(moments(), 0U);
}

TEST_P(Variants, SayWhichFieldIsWrong) {
    EXPECT_EQ(wrong("", first, ann), "variant empty");
    EXPECT_EQ(wrong("M", first, ann), "variant taken");
    EXPECT_EQ(wrong("L", live(tests::mug()), ann), "beside variant_missing");
    EXPECT_EQ(wrong("L", ListingId{999}, ann), "no_such_listing");
    must([&](db::Tx& tx) { return open(tx, ben, "Ben's"); });
    EXPECT_EQ(wrong("L", first, ben), "no_such_listing") << "it is not theirs";
    const auto large = put_up("L", first);
    const auto code = [&](const std::string& variant) {
        const Reply reply = call(Method::patch, path(large),
                                 R"({"version":1,"variant":")" + variant + "\"}", as_ann);
        return reply.status == 200 ? reply.at("variant") : reply.at("fields.0.code");
    };
    EXPECT_EQ(code("M"), "taken");
    EXPECT_EQ(code(""), "empty");
    EXPECT_EQ(code("Large"), "Large");
    do_as(ann, end, first);
    EXPECT_EQ(wrong("S", first, ann), "beside listing_over");
}

TEST_P(Variants, AreAtMostForty) {
    for (std::size_t i = 1; i < variants_most; ++i) put_up("size " + std::to_string(i), first);
    EXPECT_EQ(wrong("one more", first, ann), "beside too_many");
}

ON_EVERY_DATABASE(Variants);

}  // namespace
}  // namespace shops
