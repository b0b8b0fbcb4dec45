// The front page, and what a stall says of itself there and on its own.

#include <gtest/gtest.h>

#include "feed/tests/public_pages.hpp"

namespace feed {
namespace {

class PublicStalls : public PublicPages {};
ON_EVERY_DATABASE(PublicStalls);

TEST_P(PublicStalls, PX_01_look_for_the_front_pages_goods_once_and_at_each_of_them_for_every_page) {
    const ListingId mug = sell("Old mug");
    EXPECT_TRUE(at_home("Old mug"));
    const ListingId bowl = sell("New bowl");
    EXPECT_FALSE(at_home("New bowl")) << "looked for a moment ago";
    now += FrontGoods::kept - base::Duration{1};
    EXPECT_FALSE(at_home("New bowl"));
    now += base::Duration{1};
    EXPECT_TRUE(at_home("New bowl"));
    // Who may see what, and what it costs, is never that of a moment ago.
    must([&](db::Tx& tx) {
        return shops::edit(tx, ann, bowl, {1, "Blue bowl", {}, base::Money{1234, "GBP"}});
    });
    EXPECT_TRUE(at_home("Blue bowl"));
    EXPECT_TRUE(at_home("12.34"));
    must([&](db::Tx& tx) { return shops::pause(tx, ann, bowl); });
    EXPECT_FALSE(at_home("Blue bowl"));
    must([&](db::Tx& tx) { return shops::hold(tx, mug, {"fakes", 1, 7}); });
    EXPECT_FALSE(at_home("Old mug"));
    now -= std::chrono::hours{1};  // A clock that was set back keeps nothing longer.
    sell("Newest jug");
    EXPECT_TRUE(at_home("Newest jug"));
}

TEST_P(PublicStalls, AB_04_say_of_how_many_a_rating_is_and_how_sure) {
    const ListingId mug = sell("Mug");
    EXPECT_EQ(all_of(listing_page(mug)).find("ggregateRating"), std::string::npos);
    must([&](db::Tx& tx) -> base::Result<base::Done> {
        for (const std::int64_t stars : {5, 5, 4}) shops::rate(tx, mug, {0, stars});
        return base::done;
    });
    for (const PublicPage& page : {listing_page(mug), shop_page()}) {
        EXPECT_NE(page.body.str().find("4.7 of 5 stars, from 3 reviews; likely between 2.7 and 5"),
                  std::string::npos)
            << page.body.str();
        const auto data = json::parse(between(page.head.str(), "ld+json\">", "</script>"));
        const auto& rating = data.at("aggregateRating").as_object();
        EXPECT_EQ(rating.at("ratingValue").as_string(), "4.67");
        EXPECT_EQ(rating.at("reviewCount").as_int64(), 3);
        EXPECT_EQ(rating.at("bestRating").as_int64(), 5);
        EXPECT_NE(rating.at("ratingExplanation").as_string().find("likely between"),
                  std::string::npos);
    }
    EXPECT_NE(shop_page().body.str().find("<span>(3)</span>"), std::string::npos) << "on its card";
    EXPECT_TRUE(at_home("<span>(3)</span>"));
}

TEST_P(PublicStalls, AB_05_say_who_a_stall_is_and_keep_its_place_to_itself) {
    must([&](db::Tx& tx) {
        return shops::describe(tx, ann, shop,
                               {"We throw <mugs>.", "Fri 4 to 6", "By the mill", "12 Lane", false});
    });
    must([&](db::Tx& tx) { return shops::set_conditions(tx, ann, shop, "Returns & faults."); });
    shops::NewListing goods{"Bowl", "", {950, "GBP"}, 3, {}, Audience::everybody, true};
    goods.handover = {shops::Ways::pick_up, "By the mill", "", {}, {}};
    const ListingId bowl = sell(goods);
    const std::string closed = all_of(shop_page());
    for (const std::string text : {"We throw &lt;mugs&gt;.", "Fri 4 to 6", "By the mill",
                                   "Returns &amp; faults.", "id=\"conditions\""}) {
        EXPECT_NE(closed.find(text), std::string::npos) << text;
    }
    EXPECT_EQ(closed.find("12 Lane"), std::string::npos);
    EXPECT_EQ(all_of(listing_page(bowl)).find("12 Lane"), std::string::npos);
    EXPECT_NE(all_of(listing_page(bowl)).find("Fri 4 to 6"), std::string::npos);
    EXPECT_NE(all_of(listing_page(bowl)).find("#conditions"), std::string::npos);
    must([&](db::Tx& tx) {
        return shops::describe(tx, ann, shop,
                               {"We throw <mugs>.", "Fri 4 to 6", "By the mill", "12 Lane", true});
    });
    const auto data =
        json::parse(between(shop_page().head.str(), "ld+json\">", "</script>")).as_object();
    EXPECT_EQ(data.at("description").as_string(), "We throw <mugs>.");
    EXPECT_EQ(data.at("location").at("address").as_string(), "12 Lane");
    EXPECT_NE(all_of(listing_page(bowl)).find("12 Lane"), std::string::npos);
}

}  // namespace
}  // namespace feed
