#include <gtest/gtest.h>

#include "http/json.hpp"
#include "shops/routes.hpp"
#include "shops/tests/shop.hpp"
#include "shops/views.hpp"

namespace shops {
namespace {

using std::chrono::days;
using tests::Method;
using tests::mug;
using tests::Reply;

class Holidays : public tests::WithShop<tests::RoutesTest> {
protected:
    Holidays() : WithShop(tests::shop_modules(), members::authenticate) {
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
    static std::string path(ListingId id) { return "/api/v1/listings/" + std::to_string(id.value); }
    Reply close(const std::string& body) {
        return call(Method::put, path("/holiday"), body, as_ann);
    }
    std::string take(ListingId id) {
        const auto taken = act([&](db::Tx& tx) { return reserve(tx, ben, {id, 1, 1}); });
        return taken ? "done" : std::string{taken.error().code()};
    }

    std::string as_ann, as_ben;
};

TEST_P(Holidays, MS_08_show_the_goods_and_sell_none_until_they_are_over) {
    const auto id = live(mug());
    EXPECT_EQ(call(Method::get, path()).at("holiday"), "null");
    const Reply closed = close(R"({"until":"2030-01-08T00:00:00Z","note":" At the seaside. "})");
    EXPECT_EQ(closed.status, 200);
    EXPECT_EQ(closed.at("state"), "on_holiday");
    EXPECT_EQ(closed.at("holiday.from"), base::to_iso(now));
    EXPECT_EQ(closed.at("holiday.note"), "At the seaside.");
    EXPECT_EQ(take(id), "shop_on_holiday");
    const Reply shown = call(Method::get, path(id), "", as_ben);
    EXPECT_EQ(shown.at("state"), "live") << "it stays on show";
    EXPECT_EQ(shown.at("may"), "[]");
    EXPECT_EQ(shown.at("closed_until"), "2030-01-08T00:00:00.000000Z");
    const Reply window = call(Method::get, path("/listings"), "", as_ben);
    EXPECT_EQ(window.at("items.0.closed_until"), "2030-01-08T00:00:00.000000Z");
    EXPECT_EQ(call(Method::get, path(id), "", as_ann).at("may"),
              R"(["edit","pause","end","stock"])")
        << "the seller goes on";

    now += days{7};
    EXPECT_EQ(take(id), "done") << "nobody had to open it again";
    EXPECT_EQ(call(Method::get, path()).at("state"), "open");
    EXPECT_EQ(call(Method::get, path()).at("holiday"), "null");
    EXPECT_EQ(call(Method::get, path(id), "", as_ben).at("may"), R"(["buy"])");
}

TEST_P(Holidays, MS_08_begin_on_their_day_and_end_when_the_seller_says_so) {
    const auto id = live(mug());
    const Reply planned =
        close(R"({"from":"2030-01-03T00:00:00Z","until":"2030-01-09T00:00:00Z"})");
    EXPECT_EQ(planned.at("state"), "open");
    EXPECT_EQ(planned.at("holiday.until"), "2030-01-09T00:00:00.000000Z");
    EXPECT_EQ(call(Method::get, path()).at("holiday"), "null") << "nobody is told beforehand";
    EXPECT_EQ(take(id), "done");
    EXPECT_EQ(call(Method::get, path(id)).at("closed_until"), "null");
    now += days{2};
    EXPECT_EQ(take(id), "shop_on_holiday");
    EXPECT_EQ(call(Method::del, path("/holiday"), "", as_ben).code(), "no_such_shop");
    EXPECT_EQ(
        call(Method::put, path("/holiday"), R"({"until":"2030-02-01T00:00:00Z"})", as_ben).code(),
        "no_such_shop");
    EXPECT_EQ(call(Method::del, path("/holiday"), "", as_ann).at("state"), "open");
    EXPECT_EQ(take(id), "done");
}

TEST_P(Holidays, AreRefusedWhenTheirDaysMakeNoSense) {
    const auto refused = [&](const std::string& body) {
        const Reply reply = close(body);
        return reply.at("fields.0.field") + " " + reply.at("fields.0.code");
    };
    EXPECT_EQ(refused(R"({"from":"2030-01-09T00:00:00Z","until":"2030-01-09T00:00:00Z"})"),
              "until before_from");
    EXPECT_EQ(refused(R"({"from":"2029-01-01T00:00:00Z","until":"2029-02-01T00:00:00Z"})"),
              "until in_the_past");
    EXPECT_EQ(refused(R"({"until":"2032-01-01T00:00:00Z"})"), "until too_far");
    EXPECT_EQ(close(R"({"until":"tomorrow"})").at("fields.0.field"), "until");
    EXPECT_EQ(close(R"({"until":"2030-01-09T00:00:00Z","note":")" + std::string(201, 'x') + "\"}")
                  .at("fields.0.field"),
              "note");
    EXPECT_EQ(call(Method::get, path()).at("state"), "open");
}

class Prices : public Holidays {
protected:
    void cost(ListingId id, std::int64_t version, std::int64_t minor) {
        must([&](db::Tx& tx) {
            return edit(tx, ann, id, {version, {}, {}, base::Money{minor, "GBP"}});
        });
    }
    std::string before(ListingId id) {
        return call(Method::get, path(id)).at("price_before.minor");
    }
};

TEST_P(Prices, MS_13_a_price_at_which_nothing_was_on_sale_is_no_measure) {
    const auto id = draft(mug());
    now += days{1};
    must([&](db::Tx& tx) { return edit(tx, ann, id, {1, {}, {}, base::Money{500, "GBP"}}); });
    do_as(ann, publish, id);
    EXPECT_EQ(before(id), "(nothing)");
    now += days{1};
    must([&](db::Tx& tx) { return edit(tx, ann, id, {2, {}, {}, base::Money{400, "GBP"}}); });
    EXPECT_EQ(before(id), "500");
}

TEST_P(Prices, MS_13_beside_a_reduction_stands_the_lowest_price_of_the_30_days_before) {
    const auto id = live(mug());  // 9.50.
    EXPECT_EQ(before(id), "(nothing)");
    now += days{40};
    cost(id, 1, 1200);
    EXPECT_EQ(before(id), "(nothing)") << "it is dearer than it was";
    now += days{10};
    cost(id, 2, 1000);
    EXPECT_EQ(before(id), "(nothing)") << "it was 9.50 ten days ago: nothing is reduced";
    now += days{10};
    cost(id, 3, 900);
    EXPECT_EQ(before(id), "950") << "in force until 20 days ago";
    now += days{5};
    must([&](db::Tx& tx) { return edit(tx, ann, id, {4, "Mug, blue", {}, {}}); });
    EXPECT_EQ(before(id), "950") << "another text is no other price";
    now += days{25};
    EXPECT_EQ(before(id), "950");
    now += days{1};
    EXPECT_EQ(before(id), "(nothing)") << "after 30 days it is simply the price";
    cost(id, 5, 800);
    EXPECT_EQ(before(id), "900") << "9.50 and 10.00 are longer ago than 30 days";
}

ON_EVERY_DATABASE(Holidays);
ON_EVERY_DATABASE(Prices);

}  // namespace
}  // namespace shops
