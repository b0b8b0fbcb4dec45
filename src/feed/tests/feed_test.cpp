#include "feed/feed.hpp"

#include <gtest/gtest.h>

#include "feed/routes.hpp"
#include "search/search.hpp"
#include "tests/people.hpp"
#include "tests/routes.hpp"

namespace feed {
namespace {

using tests::Method;
using tests::Reply;

class Feed : public tests::WithPeople<tests::RoutesTest> {
protected:
    Feed()
        : WithPeople({events::migrations(), search::migrations(), members::migrations(),
                      media::migrations(), circles::migrations(), shops::migrations()},
                     members::authenticate) {
        add_routes(*router, "GBP");
    }
    void SetUp() override {
        ann = join("ann");
        ben = join("ben");
        shop = must([&](db::Tx& tx) { return shops::open(tx, ann, "Ann's mugs"); });
        as_ann = cookie_of(ann);
        as_ben = cookie_of(ben);
    }
    shops::ListingId sell(circles::Audience audience) {
        return must([&](db::Tx& tx) -> base::Result<shops::ListingId> {
            const shops::NewListing goods{"Mug", "", {950, "GBP"}, 3, {}, audience, true};
            const auto id = TRY(shops::list(tx, ann, goods));
            TRY(shops::publish(tx, ann, id));
            return id;
        });
    }
    void say(base::MemberId who, const std::string& text) {
        must([&](db::Tx& tx) {
            return circles::post(tx, {who, circles::Audience::everybody, text});
        });
    }
    void befriend() {
        using circles::FriendAct;
        must([&](db::Tx& tx) { return circles::befriend(tx, ann, ben, FriendAct::befriend); });
        must([&](db::Tx& tx) { return circles::befriend(tx, ben, ann, FriendAct::accept); });
    }
    Reply get(const std::string& path, const std::string& cookie = "") {
        return call(Method::get, "/api/v1" + path, "", cookie);
    }

    base::MemberId ann, ben;
    shops::ShopId shop;
    std::string as_ann, as_ben;
};

TEST_P(Feed, MS_02_shows_listings_as_posts_with_the_price_of_now) {
    const shops::ListingId id = sell(circles::Audience::everybody);
    say(ben, "Good morning");
    Reply reply = get("/feed", as_ben);
    ASSERT_EQ(reply.count(), 2U);
    EXPECT_EQ(reply.at("items.0.text"), "Good morning");
    EXPECT_EQ(reply.at("items.0.author.handle"), "ben");
    EXPECT_EQ(reply.at("items.0.listing"), "null");
    EXPECT_EQ(reply.at("items.0.may"), R"(["delete"])");
    EXPECT_EQ(reply.at("items.1.listing.title"), "Mug");
    EXPECT_EQ(reply.at("items.1.listing.shop.name"), "Ann's mugs");
    EXPECT_EQ(reply.at("items.1.listing.may"), R"(["buy"])");
    EXPECT_EQ(reply.at("items.1.may"), "[]");
    EXPECT_EQ(get("/feed", as_ann).at("items.1.may"), "[]");
    must([&](db::Tx& tx) {
        return shops::edit(tx, ann, id, {1, "Big mug", {}, base::Money{1100, "GBP"}});
    });
    reply = get("/feed");
    EXPECT_EQ(reply.at("items.1.listing.price.minor"), "1100");
    EXPECT_EQ(reply.at("items.1.listing.title"), "Big mug");
    must([&](db::Tx& tx) { return shops::end(tx, ann, id); });
    EXPECT_EQ(get("/feed").count(), 1U);
}

TEST_P(Feed, ShowsGoodsForFriendsToFriendsOnly) {
    sell(circles::Audience::friends);
    EXPECT_EQ(get("/feed", as_ann).count(), 1U);
    EXPECT_EQ(get("/feed", as_ben).count(), 0U);
    EXPECT_EQ(get("/feed").count(), 0U);
    befriend();
    EXPECT_EQ(get("/feed", as_ben).count(), 1U);
}

TEST_P(Feed, IsPagedWithoutRepeatingOrLosingAnything) {
    for (int i = 0; i < 5; ++i) say(ann, std::to_string(i));
    std::string texts;
    std::string after;
    for (int page = 0; page < 3; ++page) {
        const Reply reply = get("/feed?limit=2" + after);
        for (std::size_t i = 0; i < reply.count(); ++i) {
            texts += reply.at("items." + std::to_string(i) + ".text");
        }
        if (page == 0) say(ben, "x");
        EXPECT_EQ(reply.at("next") == "null", page == 2);
        after = "&after=" + reply.at("next");
    }
    EXPECT_EQ(texts, "43210");
}

TEST_P(Feed, SaysWhoIsSignedInWithTheirShop) {
    EXPECT_EQ(get("/me").at("member"), "null");
    EXPECT_EQ(get("/me", as_ben).at("member.shop"), "null");
    const Reply reply = get("/me", as_ann);
    EXPECT_EQ(reply.at("member.handle"), "ann");
    EXPECT_EQ(reply.at("member.shop.name"), "Ann's mugs");
    EXPECT_EQ(reply.at("member.shop.id"), std::to_string(shop.value));
    const Reply changed =
        call(Method::patch, "/api/v1/me", R"({"name":"Anna","language":"zh"})", as_ann);
    EXPECT_EQ(changed.at("member.name"), "Anna");
    EXPECT_EQ(changed.at("member.language"), "zh");
    EXPECT_EQ(changed.at("member.shop.name"), "Ann's mugs");
    EXPECT_EQ(call(Method::patch, "/api/v1/me", R"({"name":"x"})").status, 401);
}

TEST_P(Feed, ShowsPeopleAsTheyStandToTheCaller) {
    EXPECT_EQ(get("/members/ann", as_ben).at("friendship"), "none");
    EXPECT_EQ(get("/members/ann", as_ben).at("may"), R"(["befriend"])");
    befriend();
    const Reply ann_page = get("/members/ann", as_ben);
    EXPECT_EQ(ann_page.at("friendship"), "friends");
    EXPECT_EQ(ann_page.at("may"), R"(["unfriend"])");
    EXPECT_EQ(ann_page.at("shop.name"), "Ann's mugs");
    EXPECT_EQ(get("/members/ben", as_ben).at("friendship"), "self");
    EXPECT_EQ(get("/members/ben", as_ben).at("shop"), "null");
    EXPECT_EQ(get("/members/nobody", as_ben).code(), "no_such_member");
    EXPECT_EQ(get("/members?q=an", as_ben).count(), 1U);
    EXPECT_EQ(get("/members?q=an", as_ben).at("items.0.friendship"), "friends");
    const Reply first = get("/members?limit=1", as_ben);
    EXPECT_EQ(first.at("items.0.handle"), "ann");
    EXPECT_EQ(get("/members?limit=1&after=" + first.at("next"), as_ben).at("items.0.handle"),
              "ben");
    EXPECT_EQ(get("/members").status, 401);
}

ON_EVERY_DATABASE(Feed);

}  // namespace
}  // namespace feed
