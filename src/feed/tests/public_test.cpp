#include "feed/tests/public_pages.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "feed/card.hpp"
#include "media/media.hpp"
#include "media/store.hpp"
#include "shops/on_sale.hpp"

namespace feed {
namespace {

TEST_P(PublicPages, PX_01_show_the_first_photograph_where_there_is_one) {
    media::Store store(GetParam(), place.directory() / "pictures");
    const auto kept = store.put({{{320, 240}, "small"}, {{1280, 960}, "large"}});
    const auto picture = must([&](db::Tx& tx) {
        media::prepare(tx);
        return media::add(tx, ann, *kept, media::Quota{});
    });
    shops::NewListing goods{"Bowl", "", {950, "GBP"}, 3, {}, Audience::everybody, true};
    goods.pictures = {picture};
    const ListingId bowl = sell(goods);
    goods.audience = Audience::friends;
    const ListingId hidden = sell(goods);
    const ListingId mug = sell("Mug");
    const auto bytes = [&](ListingId id, media::Size size) {
        return look([&](db::Snapshot& snapshot) -> std::string {
            const auto first = listing_photograph(snapshot, id);
            return first ? *store.read(snapshot, *first, size) : "";
        });
    };
    EXPECT_EQ(bytes(bowl, media::Size::largest), "large");
    EXPECT_EQ(bytes(bowl, media::Size::smallest), "small");
    EXPECT_EQ(bytes(hidden, media::Size::largest), "") << "for friends only";
    EXPECT_EQ(bytes(mug, media::Size::largest), "") << "it has none";

    const std::string path = "/listings/" + std::to_string(bowl.value);
    const PublicPage page = listing_page(bowl);
    EXPECT_NE(page.head.str().find("og:image\" content=\"https://fair.example" + path +
                                   "/photograph.jpg?v=1\""),
              std::string::npos)
        << page.head.str();
    EXPECT_NE(page.body.str().find("src=\"" + path + "/photograph.jpg?v=1\""), std::string::npos);
    EXPECT_NE(listing_page(mug).body.str().find("/card.png?v=1\""), std::string::npos);
    EXPECT_NE(shop_page().body.str().find("src=\"" + path + "/thumbnail.jpg?v=1\""),
              std::string::npos);
    EXPECT_EQ(all_of(page).find("signature="), std::string::npos) << "no address that ends";
}

TEST_P(PublicPages, PX_01_begin_with_the_newest_goods_for_everybody_and_nothing_else) {
    EXPECT_EQ(home().body.str().find("goods-grid"), std::string::npos);
    now += FrontGoods::kept;
    sell("Old mug");
    sell("Mug for friends", Audience::friends);
    must([&](db::Tx& tx) { return circles::post(tx, {ann, Audience::everybody, "My news"}); });
    sell("New mug");
    const std::string body = home().body.str();
    const std::size_t fresh = body.find("New mug"), old = body.find("Old mug");
    EXPECT_NE(fresh, std::string::npos);
    EXPECT_LT(fresh, old);
    EXPECT_NE(old, std::string::npos);
    EXPECT_EQ(body.find("Mug for friends"), std::string::npos);
    EXPECT_EQ(body.find("My news"), std::string::npos);
    EXPECT_EQ(body.find("?from="), std::string::npos) << "no door that a purchase keeps";
}

TEST_P(PublicPages, MS_07_say_how_goods_are_had_and_keep_the_place_to_themselves) {
    shops::NewListing goods{"Bowl", "", {950, "GBP"}, 3, {}, Audience::everybody, true};
    goods.handover = {shops::Ways::both,
                      "By the gate",
                      "12 Mill Lane",
                      {"AT", "DE"},
                      now + std::chrono::days{20}};
    const PublicPage page = listing_page(sell(goods));
    const std::string body = page.body.str(), head = page.head.str();
    EXPECT_NE(body.find("Sent to you, or pick-up: By the gate"), std::string::npos);
    EXPECT_NE(body.find("Sends to Austria, Germany"), std::string::npos);
    EXPECT_NE(body.find("Ordered ahead: sent by 21 Jan 2030"), std::string::npos) << body;
    EXPECT_EQ(all_of(page).find("Mill Lane"), std::string::npos);
    for (const auto* said :
         {"https://schema.org/PreOrder", R"("availabilityStarts":"2030-01-21T12:00:00.000000Z")",
          R"("areaServed":[{"@type":"Country","name":"AT"},{"@type":"Country","name":"DE"}])",
          "https://schema.org/OnSitePickup", "https://schema.org/ParcelService"}) {
        EXPECT_NE(head.find(said), std::string::npos) << said << " in " << head;
    }
    EXPECT_EQ(listing_page(sell("Mug")).body.str().find("Sent to you"), std::string::npos)
        << "what is as usual need not be said";
}

TEST_P(PublicPages, ES_18_say_what_sending_costs) {
    must([&](db::Tx& tx) {
        return shops::set_postage(tx, ann, shop, {"GBP", {{"", 490, 5000}, {"AT", 690}}});
    });
    shops::NewListing goods{"Bowl", "", {950, "GBP"}, 3, {}, Audience::everybody, true};
    const PublicPage page = listing_page(sell(goods));
    const std::string body = page.body.str(), head = page.head.str();
    EXPECT_NE(body.find("Plus £4.90 for delivery, free from £50.00"), std::string::npos) << body;
    EXPECT_NE(body.find("To Austria: £6.90"), std::string::npos) << body;
    EXPECT_NE(shop_page().body.str().find("To Austria: £6.90"), std::string::npos);
    const json::object data = json::parse(between(head, "ld+json\">", "</script>")).as_object();
    const json::array& details = data.at("offers").at("shippingDetails").as_array();
    ASSERT_EQ(details.size(), 2U);
    EXPECT_EQ(details[0].at("shippingRate").at("value"), "4.90");
    EXPECT_EQ(details[0].as_object().count("shippingDestination"), 0U);
    EXPECT_EQ(details[1].at("shippingDestination").at("addressCountry"), "AT");
    goods.price.minor = 5000;
    goods.handover.regions = {"DE"};
    const std::string dear = listing_page(sell(goods)).head.str();
    EXPECT_NE(dear.find(R"("value":"0.00")"), std::string::npos) << dear;
    EXPECT_EQ(dear.find(R"("addressCountry":"AT")"), std::string::npos);
}

TEST_P(PublicPages, PX_01_say_what_it_is_what_it_costs_and_who_sells_it) {
    const ListingId mug = sell("Mug");
    const PublicPage page = listing_page(mug);
    EXPECT_EQ(page.status, 200);
    EXPECT_EQ(page.title, "Mug");
    const std::string path = "/listings/" + std::to_string(mug.value);
    EXPECT_NE(page.body.str().find("<h1 class=\"listing-title\">Mug</h1>"), std::string::npos);
    EXPECT_NE(page.body.str().find("£9.50"), std::string::npos);
    EXPECT_NE(page.body.str().find("Holds tea."), std::string::npos);
    EXPECT_NE(page.body.str().find("Ann &amp; sons"), std::string::npos);
    const std::string head = page.head.str();
    EXPECT_NE(head.find("<link rel=\"canonical\" href=\"https://fair.example" + path + "\">"),
              std::string::npos);
    EXPECT_NE(head.find("hreflang=\"zh-Hans\" href=\"https://fair.example" + path + "?lang=zh\""),
              std::string::npos);
    EXPECT_NE(head.find("<meta property=\"og:title\" content=\"Mug\">"), std::string::npos);
    EXPECT_NE(head.find("<meta property=\"product:price:amount\" content=\"9.50\">"),
              std::string::npos);
    const json::object data = json::parse(between(head, "ld+json\">", "</script>")).as_object();
    EXPECT_EQ(data.at("@type"), "Product");
    EXPECT_EQ(data.at("name"), "Mug");
    EXPECT_EQ(data.at("offers").at("price"), "9.50");
    EXPECT_EQ(data.at("offers").at("priceCurrency"), "GBP");
    EXPECT_EQ(data.at("offers").at("availability"), "https://schema.org/InStock");
    EXPECT_EQ(data.at("offers").at("seller").at("name"), "Ann & sons");

    const std::string picture =
        look([&](db::Snapshot& snapshot) { return listing_picture(snapshot, mug); });
    EXPECT_EQ(picture.substr(1, 3), "PNG");
    must([&](db::Tx& tx) { return shops::set_stock(tx, ann, mug, 0); });
    EXPECT_NE(listing_page(mug).head.str().find("OutOfStock"), std::string::npos);
    EXPECT_EQ(listing_page(mug).body.str().find("Sign in to buy"), std::string::npos);
}

TEST_P(PublicPages, PX_02_lead_to_a_purchase_that_knows_which_page_it_came_from) {
    const ListingId mug = sell("Mug"), bowl = sell("Bowl");
    const auto way = [](ListingId id, const std::string& from) {
        return "/sign-in?then=%2Flistings%2F" + std::to_string(id.value) + "%3Ffrom%3D" + from;
    };
    const std::string number = std::to_string(mug.value);
    EXPECT_NE(listing_page(mug).body.str().find(way(mug, "listing." + number)), std::string::npos);
    EXPECT_NE(listing_page(mug).body.str().find("/listings/" + std::to_string(bowl.value) +
                                                "?from=listing." + number),
              std::string::npos);
    EXPECT_NE(shop_page().body.str().find("/listings/" + number + "?from=shop." +
                                          std::to_string(shop.value)),
              std::string::npos);
    reader.from = "post.12";
    EXPECT_NE(listing_page(mug).body.str().find(way(mug, "post.12")), std::string::npos);
}

TEST_P(PublicPages, PX_01_speak_the_language_of_the_reader) {
    const ListingId mug = sell("Mug");
    reader.language = http::Language::zh;
    reader.chosen = true;
    const PublicPage page = listing_page(mug);
    EXPECT_NE(page.body.str().find("登录后购买"), std::string::npos) << page.body.str();
    EXPECT_NE(page.head.str().find("<link rel=\"canonical\" href=\"https://fair.example/listings/" +
                                   std::to_string(mug.value) + "?lang=zh\">"),
              std::string::npos);
    EXPECT_EQ(page.body.str().find("Sign in"), std::string::npos);
}

TEST_P(PublicPages, OfADemonstrationSayThatNothingIsReal) {
    const ListingId mug = sell("Mug");
    constexpr std::string_view said = "people, goods and money are made up";
    EXPECT_EQ(listing_page(mug).body.str().find(said), std::string::npos);
    reader.demo = true;
    EXPECT_NE(listing_page(mug).body.str().find(said), std::string::npos);
    EXPECT_NE(shop_page().body.str().find(said), std::string::npos);
    reader.language = http::Language::zh;
    EXPECT_NE(listing_page({999'999'999}).body.str().find("都是虚构的"), std::string::npos);
}

/// Every sort of goods that nobody may see, against what was never there.
TEST_P(PublicPages, PX_01_of_what_is_not_public_is_the_page_of_what_is_not_there) {
    const ListingId friends = sell("Secret", Audience::friends);
    const ListingId paused = sell("Paused"), ended = sell("Ended"), held = sell("Held");
    const ListingId draft = must([&](db::Tx& tx) {
        return shops::list(tx, ann, {"Draft", "", {1, "GBP"}, 1, {}, Audience::everybody, true});
    });
    must([&](db::Tx& tx) -> base::Result<base::Done> {
        TRY(shops::pause(tx, ann, paused));
        TRY(shops::end(tx, ann, ended));
        return shops::hold(tx, held, {"counterfeit", 1, 5});
    });
    for (const ListingId id : {friends, paused, ended, held, draft}) {
        const PublicPage page = listing_page(id);
        EXPECT_EQ(page.status, 404);
        EXPECT_EQ(all_of(page), nothing_at(id)) << id.value;
        EXPECT_EQ(look([&](db::Snapshot& snapshot) { return listing_picture(snapshot, id); }), "");
    }
    EXPECT_EQ(shop_page().status, 200);
    for (const char* title : {"Secret", "Paused", "Ended", "Held", "Draft"}) {
        EXPECT_EQ(all_of(shop_page()).find(title), std::string::npos) << title;
    }
}

/// Goods in random states and for random audiences; a buyer with an address, and talk in circles.
TEST_P(PublicPages, PX_01_hold_nothing_that_is_not_for_everybody) {
    std::mt19937_64 chance(20300101);
    const auto one_of = [&](int n) {
        return static_cast<int>(chance() % static_cast<unsigned>(n));
    };
    std::vector<std::pair<ListingId, bool>> all;
    std::string token = "tokenaaaa";
    std::vector<std::string> tokens;
    for (int i = 0; i < 60; ++i) {
        for (std::size_t at = token.size(); ++token[at - 1] > 'z'; --at) token[at - 1] = 'a';
        const auto audience = one_of(2) == 0 ? Audience::everybody : Audience::friends;
        const ListingId id =
            sell({token, token + "text", {100 + i, "GBP"}, 1 + one_of(3), token + "sku", audience});
        const int fate = one_of(5);
        must([&](db::Tx& tx) -> base::Result<base::Done> {
            if (fate == 0) return shops::pause(tx, ann, id);
            if (fate == 1) return shops::end(tx, ann, id);
            if (fate == 2) return shops::hold(tx, id, {"rule", 1, 5});
            if (fate == 3) return shops::set_stock(tx, ann, id, 0);
            return base::done;
        });
        all.emplace_back(id, audience == Audience::everybody && fate > 2);
        tokens.push_back(token);
    }
    must([&](db::Tx& tx) -> base::Result<base::Done> {
        TRY(circles::post(tx, {ann, Audience::friends, "circletalk"}));
        TRY(circles::befriend(tx, ann, ben, circles::FriendAct::befriend));
        return base::done;
    });
    const ListingId sold = sell("Sold");
    must([&](db::Tx& tx) {
        return orders::place(
            tx,
            {ben, {{sold, 1, 1}}, "Benbuyer", "1 Hiddenstreet", payments::Method::bank_transfer},
            {"GBP"});
    });

    std::string everything = all_of(shop_page()) + all_of(listing_page(sold));
    int shown = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& [id, is_public] = all[i];
        const PublicPage page = listing_page(id);
        EXPECT_EQ(page.status, is_public ? 200 : 404) << tokens[i];
        EXPECT_EQ(page.title == tokens[i], is_public);
        everything += all_of(page);
        shown += is_public ? 1 : 0;
    }
    EXPECT_GT(shown, 5);
    for (std::size_t i = 0; i < all.size(); ++i) {
        EXPECT_EQ(everything.find(tokens[i]) != std::string::npos, all[i].second) << tokens[i];
        EXPECT_EQ(everything.find(tokens[i] + "sku"), std::string::npos);
    }
    for (const char* secret : {"Benbuyer", "Hiddenstreet", "circletalk", ">ben<", "@ben"}) {
        EXPECT_EQ(everything.find(secret), std::string::npos) << secret;
    }
    const auto listed =
        look([&](db::Snapshot& snapshot) { return shops::goods_on_sale(snapshot, 0, 1000); });
    for (const auto& [id, is_public] : all) {
        const bool in = std::ranges::find(listed, id.value, &shops::OnSale::id) != listed.end();
        EXPECT_LE(in, is_public) << id.value;
    }
}

/// What a seller may write, made of what HTML and JSON read as markup.
TEST_P(PublicPages, PX_01_escape_whatever_a_seller_writes) {
    std::mt19937_64 chance(7);
    const std::vector<std::string> parts{"<script>alert(1)</script>",
                                         "</script>",
                                         "<!--",
                                         "\"",
                                         "'",
                                         "&",
                                         "&lt;",
                                         "]]>",
                                         "\\",
                                         "\\u003c",
                                         "<img src=x>",
                                         "杯",
                                         "{{x}}",
                                         "{n}",
                                         "%3C",
                                         "</title>",
                                         "`",
                                         "\xE2\x80\xA8"};
    for (int round = 0; round < 40; ++round) {
        std::string title, text;
        for (int i = 0; i < 4; ++i) title += parts[chance() % parts.size()];
        for (int i = 0; i < 30; ++i) text += parts[chance() % parts.size()];
        const ListingId id = sell({title, text, {950, "GBP"}, 1, {}, Audience::everybody});
        const PublicPage page = listing_page(id);
        std::string head = page.head.str();
        const std::string data = between(head, "ld+json\">", "</script>");
        const json::object said = json::parse(data).as_object();
        EXPECT_EQ(std::string(said.at("name").as_string()), title);
        EXPECT_EQ(std::string(said.at("description").as_string()), text);
        for (const std::string& html : {head, page.body.str()}) {
            EXPECT_EQ(html.find("<script>"), std::string::npos) << title;
            EXPECT_EQ(html.find("<img src=x>"), std::string::npos) << title;
            EXPECT_EQ(html.find("<!--"), std::string::npos) << title;
            EXPECT_EQ(html.find("</title>"), std::string::npos) << title;
        }
        EXPECT_EQ(std::ranges::count(head, '<') - std::ranges::count(head, '>'), 0);
        EXPECT_NE(
            page.body.str().find("<h1 class=\"listing-title\">" + http::escaped(title) + "</h1>"),
            std::string::npos);
        must([&](db::Tx& tx) { return shops::end(tx, ann, id); });
    }
}

TEST_P(PublicPages, PX_01_stay_below_100_kilobytes_with_the_longest_texts) {
    const auto repeated = [](std::string_view what, std::size_t times) {
        std::string out;
        for (std::size_t i = 0; i < times; ++i) out += what;
        return out;
    };
    constexpr std::size_t most = 100'000, frame = 3'000;
    ListingId last;
    for (const std::string_view letter : {"\"", "\U0001F36F"}) {
        must([&](db::Tx& tx) -> base::Result<base::Done> {
            TRY(shops::describe(tx, ann, shop,
                                {repeated(letter, shops::stall_words_length_max),
                                 repeated(letter, shops::hours_length_max),
                                 repeated(letter, shops::area_length_max),
                                 repeated(letter, shops::pickup_place_length_max), true}));
            return shops::set_conditions(tx, ann, shop,
                                         repeated(letter, shops::conditions_length_max));
        });
        for (int i = 0; i < 50; ++i) {
            last = sell({repeated(letter, shops::title_length_max),
                         repeated(letter, shops::description_length_max),
                         {base::money_minor_max, "GBP"},
                         1,
                         {},
                         Audience::everybody});
            must([&](db::Tx& tx) -> base::Result<base::Done> {
                shops::rate(tx, last, {0, 4});
                return base::done;
            });
        }
        EXPECT_LT(all_of(listing_page(last)).size(), most - frame);
        EXPECT_LT(all_of(shop_page()).size(), most - frame);
    }
    const std::string picture =
        look([&](db::Snapshot& snapshot) { return listing_picture(snapshot, last); });
    EXPECT_LT(picture.size(), most);
}

TEST_P(PublicPages, AreListedInPartsThatHoldEachOnce) {
    std::vector<std::int64_t> made;
    for (int i = 0; i < 7; ++i) made.push_back(sell("Mug " + std::to_string(i)).value);
    sell("Secret", Audience::friends);
    std::vector<std::int64_t> found;
    const auto begins =
        look([](db::Snapshot& snapshot) { return shops::goods_lists(snapshot, 3); });
    EXPECT_EQ(begins.size(), 3U);
    for (const std::int64_t from : begins) {
        const auto part =
            look([&](db::Snapshot& snapshot) { return shops::goods_on_sale(snapshot, from, 3); });
        for (const shops::OnSale& one : part) {
            found.push_back(one.id);
            EXPECT_EQ(one.changed, now);
        }
    }
    EXPECT_EQ(found, made);
    const auto stalls =
        look([](db::Snapshot& snapshot) { return shops::shops_lists(snapshot, 3); });
    EXPECT_EQ(stalls, std::vector{shop.value});
}

ON_EVERY_DATABASE(PublicPages);

TEST(PublicParts, ShortenTextsAtALetter) {
    EXPECT_EQ(shortened("  one \n two  ", 20), "one two");
    EXPECT_EQ(shortened("one two", 3), "one…");
    EXPECT_EQ(shortened("杯子杯子", 2), "杯子…");
    EXPECT_EQ(shortened("杯子", 2), "杯子");
    EXPECT_EQ(shortened("", 2), "");
    EXPECT_EQ(hundredths(435), "4.35");
    EXPECT_EQ(hundredths(500), "5.00");
}

TEST(CardPicture, IsAPictureOfItsSizeAndTheSameEachTime) {
    const std::string once = card_picture(5, "9.50 GBP");
    EXPECT_EQ(once.substr(0, 8), "\x89PNG\r\n\x1a\n");
    EXPECT_EQ(once.substr(16, 8), std::string("\0\0\4\xb0\0\0\2\x76", 8));
    EXPECT_EQ(once, card_picture(5, "9.50 GBP"));
    EXPECT_NE(once, card_picture(5, "9.51 GBP"));
    EXPECT_LT(once.size(), 20'000U);
}

}  // namespace
}  // namespace feed
