#include "reviews/routes.hpp"

#include <gtest/gtest.h>

#include "reviews/tests/reviewed.hpp"

namespace reviews {
namespace {

using tests::Method;
using tests::Reply;

class ReviewRoutes : public tests::ReviewTest {
protected:
    void SetUp() override {
        ReviewTest::SetUp();
        as_ann = cookie_of(ann);
        as_ben = cookie_of(ben);
        as_cem = cookie_of(cem);
    }
    std::string as_ann, as_ben, as_cem;
};

TEST_P(ReviewRoutes, WriteChangeAnswerAndShowAReview) {
    const auto mug = live(tests::mug());
    const auto order = settled(ben, mug);
    Reply lines = get(path_of(order, "/reviews"), as_ben);
    ASSERT_EQ(lines.count(), 1U);
    EXPECT_EQ(lines.at("items.0.writable"), "true");
    EXPECT_EQ(lines.at("items.0.review"), "null");
    EXPECT_EQ(lines.at("items.0.listing.title"), "Mug");
    EXPECT_EQ(get(path_of(order, "/reviews"), as_ann).at("items.0.writable"), "false");
    EXPECT_EQ(get(path_of(order, "/reviews"), as_cem).code(), "no_such_order");

    const Reply made =
        post(path_of(order, "/reviews"), R"({"line":1,"stars":4,"text":"Holds tea."})", as_ben);
    EXPECT_EQ(made.status, 201);
    EXPECT_EQ(made.at("author.handle"), "ben");
    EXPECT_EQ(made.at("may"), R"(["edit"])");
    EXPECT_EQ(made.at("editable_until"), "2030-01-31T12:00:00.000000Z");
    const std::string path = "/api/v1/reviews/" + made.at("id");
    EXPECT_EQ(call(Method::patch, path, R"({"stars":3,"text":"Leaks."})", as_ben).at("stars"), "3");
    EXPECT_EQ(call(Method::patch, path, R"({"stars":6,"text":""})", as_ben).at("fields.0.field"),
              "stars");
    EXPECT_EQ(post(path + "/answer", R"({"text":"Sorry!"})", as_ann).at("answer.text"), "Sorry!");

    const Reply list = get(path_of(mug, "/reviews"));
    ASSERT_EQ(list.count(), 1U);
    EXPECT_EQ(list.at("items.0.text"), "Leaks.");
    EXPECT_EQ(list.at("items.0.stars"), "3");
    EXPECT_EQ(list.at("items.0.counted"), "true");
    EXPECT_EQ(list.at("items.0.editable_until"), "null");
    EXPECT_EQ(list.at("items.0.answer.text"), "Sorry!");
    EXPECT_EQ(list.at("items.0.may"), "[]");
    const std::string of_shop = "/api/v1/shops/" + std::to_string(shop.value) + "/reviews";
    EXPECT_EQ(get(of_shop).at("items.0.listing.title"), "Mug");
    lines = get(path_of(order, "/reviews"), as_ben);
    EXPECT_EQ(lines.at("items.0.writable"), "false");
    EXPECT_EQ(lines.at("items.0.review.text"), "Leaks.");
}

TEST_P(ReviewRoutes, RP_04_show_an_operator_what_was_said_of_every_order) {
    const auto order = settled(ben, live(tests::mug()));
    reviewed(ben, order, 4, "Holds tea.");
    const auto olga = join("olga");
    make_operator(olga);
    const Reply lines = get(path_of(order, "/reviews"), cookie_of(olga));
    ASSERT_EQ(lines.status, 200) << lines.body;
    EXPECT_EQ(lines.at("items.0.review.text"), "Holds tea.");
    EXPECT_EQ(lines.at("items.0.review.may"), "[]");
    EXPECT_EQ(lines.at("items.0.writable"), "false");
    EXPECT_EQ(get("/api/v1/orders/77/reviews", cookie_of(olga)).code(), "no_such_order");
    EXPECT_EQ(post(path_of(order, "/reviews"), R"({"line":1,"stars":1,"text":""})", cookie_of(olga))
                  .code(),
              "no_such_order");
}

TEST_P(ReviewRoutes, ShowTheMeanOnListingShopAndCard) {
    shops::add_routes(*router, {"GBP"});
    const auto mug = live(tests::mug());
    EXPECT_EQ(get(path_of(mug)).at("rating"), R"({"count":0,"hundredths":0,"low":0,"high":0})");
    reviewed(ben, settled(ben, mug), 4);
    reviewed(cem, settled(cem, mug), 5);
    reviewed(cem, settled(cem, mug), 5);
    const std::string mean = R"({"count":3,"hundredths":467,"low":273,"high":498})";
    EXPECT_EQ(get(path_of(mug)).at("rating"), mean);
    const std::string of_shop = "/api/v1/shops/" + std::to_string(shop.value);
    EXPECT_EQ(get(of_shop).at("rating"), mean);
    EXPECT_EQ(get(of_shop + "/listings").at("items.0.rating"), mean);
}

TEST_P(ReviewRoutes, PageThroughReviewsWithoutGapsWhileOthersWrite) {
    const auto mug = live(tests::mug(20));
    for (int stars = 1; stars <= 5; ++stars) reviewed(ben, settled(ben, mug), stars);
    std::string seen, after;
    for (int page = 0; page < 3; ++page) {
        const Reply list = get(path_of(mug, "/reviews?limit=2") + after);
        for (std::size_t i = 0; i < list.count(); ++i) {
            seen += list.at("items." + std::to_string(i) + ".stars");
        }
        if (page == 0) reviewed(cem, settled(cem, mug), 1);
        EXPECT_EQ(list.at("next") == "null", page == 2);
        after = "&after=" + list.at("next");
    }
    EXPECT_EQ(seen, "54321");
}

TEST_P(ReviewRoutes, KeepReviewsOfGoodsForFriendsAmongThem) {
    auto goods = tests::mug();
    goods.audience = circles::Audience::friends;
    befriend(ann, ben);
    const auto mug = live(goods);
    reviewed(ben, settled(ben, mug), 5);
    const std::string of_shop = "/api/v1/shops/" + std::to_string(shop.value) + "/reviews";
    EXPECT_EQ(get(of_shop, as_ben).count(), 1U);
    EXPECT_EQ(get(of_shop, as_cem).count(), 0U);
    EXPECT_EQ(get(path_of(mug, "/reviews"), as_cem).code(), "no_such_listing");
    EXPECT_EQ(get(path_of(mug, "/questions")).code(), "no_such_listing");
    EXPECT_EQ(post(path_of(mug, "/questions"), R"({"text":"?"})", as_cem).code(),
              "no_such_listing");
}

TEST_P(ReviewRoutes, AskAndAnswerUnderAListing) {
    const auto mug = live(tests::mug());
    const Reply asked = post(path_of(mug, "/questions"), R"({"text":"How big?"})", as_ben);
    EXPECT_EQ(asked.status, 201);
    EXPECT_EQ(asked.at("asker.handle"), "ben");
    EXPECT_EQ(asked.at("may"), "[]");
    EXPECT_EQ(get(path_of(mug, "/questions"), as_ann).at("items.0.may"), R"(["answer"])");
    const std::string path = "/api/v1/questions/" + asked.at("id") + "/answer";
    EXPECT_EQ(post(path, R"({"text":"8 cm"})", as_cem).code(), "no_such_question");
    EXPECT_EQ(post(path, R"({"text":"8 cm"})", as_ann).at("answer.text"), "8 cm");
    EXPECT_EQ(post(path, R"({"text":"9 cm"})", as_ann).code(), "answered_already");
    const Reply list = get(path_of(mug, "/questions"));
    ASSERT_EQ(list.count(), 1U);
    EXPECT_EQ(list.at("items.0.text"), "How big?");
    EXPECT_EQ(list.at("items.0.answer.text"), "8 cm");
    EXPECT_EQ(post(path_of(mug, "/questions"), R"({"text":"?"})", as_ann).code(), "own_question");
    EXPECT_EQ(post(path_of(mug, "/questions"), R"({"text":"?"})", "").status, 401);
    EXPECT_EQ(count_of("question_asked"), 1);
    EXPECT_EQ(count_of("question_answered"), 1);
}

TEST_P(ReviewRoutes, TakeSoManyQuestionsADay) {
    must([&](db::Tx& tx) { return policies::set(tx, {"questions_per_day", 2, ann, "test"}); });
    const auto mug = live(tests::mug());
    const auto ask = [&](const std::string& cookie) {
        return post(path_of(mug, "/questions"), R"({"text":"?"})", cookie);
    };
    EXPECT_EQ(ask(as_ben).status, 201);
    now += std::chrono::hours{1};
    EXPECT_EQ(ask(as_ben).status, 201);
    const Reply third = ask(as_ben);
    EXPECT_EQ(third.status, 429);
    EXPECT_EQ(third.code(), "too_many_questions");
    EXPECT_EQ(ask(as_cem).status, 201);
    now += std::chrono::hours{23};  // The first is a day old.
    EXPECT_EQ(ask(as_ben).status, 201);
    EXPECT_EQ(ask(as_ben).status, 429);
}

TEST_P(ReviewRoutes, CI_04_a_block_hides_each_from_the_other_on_every_way_and_from_nobody_else) {
    shops::add_routes(*router, {"GBP"});
    const auto mug = live(tests::mug());
    reviewed(ben, settled(ben, mug), 4);
    reviewed(cem, settled(cem, mug), 5);
    const std::string of_shop = "/api/v1/shops/" + std::to_string(shop.value);
    const std::vector<std::string> paths{path_of(mug),
                                         path_of(mug, "/versions"),
                                         path_of(mug, "/reviews"),
                                         path_of(mug, "/questions"),
                                         of_shop,
                                         of_shop + "/listings",
                                         of_shop + "/reviews"};
    const auto status_for = [&](const std::string& cookie, int wanted) {
        for (const std::string& path : paths) EXPECT_EQ(get(path, cookie).status, wanted) << path;
    };
    for (const auto& cookie : {as_ann, as_ben, as_cem, std::string{}}) status_for(cookie, 200);
    must([&](db::Tx& tx) { return circles::block(tx, ann, ben); });
    status_for(as_ben, 404);
    for (const auto& cookie : {as_ann, as_cem, std::string{}}) status_for(cookie, 200);
    EXPECT_EQ(get(path_of(mug, "/reviews"), as_ann).count(), 1U);  // Not what Ben wrote.
    EXPECT_EQ(get(path_of(mug, "/reviews"), as_cem).count(), 2U);
    const Reply hidden = get(path_of(mug), as_ben);
    const Reply unknown = get(path_of(shops::ListingId{987'654}), as_ben);
    EXPECT_EQ(hidden.code(), unknown.code());
    EXPECT_EQ(hidden.at("title"), unknown.at("title"));
    EXPECT_EQ(post(path_of(mug, "/questions"), R"({"text":"?"})", as_ben).code(),
              "no_such_listing");
    EXPECT_EQ(code_of([&](db::Tx& tx) {
                  return orders::place(
                      tx, {ben, {{mug, 1, 1}}, "Ben", "1 Street", payments::Method::simulator},
                      settings);
              }),
              "no_such_listing");
    must([&](db::Tx& tx) { return circles::unblock(tx, ann, ben); });
    status_for(as_ben, 200);
}

ON_EVERY_DATABASE(ReviewRoutes);

}  // namespace
}  // namespace reviews
