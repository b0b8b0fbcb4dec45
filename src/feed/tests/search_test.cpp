#include "feed/search.hpp"

#include <gtest/gtest.h>

#include "feed/routes.hpp"
#include "shops/folding.hpp"
#include "shops/tests/shop.hpp"

namespace feed {
namespace {

using tests::Method;
using tests::Reply;

class SearchPages : public tests::WithShop<tests::RoutesTest> {
protected:
    SearchPages() : WithShop(tests::shop_modules(), members::authenticate) {
        add_routes(*router, "GBP");
    }
    void SetUp() override {
        WithShop::SetUp();
        as_ann = cookie_of(ann);
        as_ben = cookie_of(ben);
        as_cem = cookie_of(cem);
    }
    shops::ListingId sell(std::string title, std::int64_t price = 950,
                          circles::Audience audience = circles::Audience::everybody) {
        return live({.title = std::move(title),
                     .description = "",
                     .price = {price, "GBP"},
                     .stock = 3,
                     .audience = audience});
    }
    Reply search(const std::string& query, const std::string& cookie = "") {
        return call(Method::get, "/api/v1/search?q=" + query, "", cookie);
    }
    std::string titles(const Reply& reply) {
        std::string all;
        for (std::size_t i = 0; i < reply.count(); ++i) {
            all += (i > 0 ? ", " : "") + reply.at("items." + std::to_string(i) + ".title");
        }
        return all;
    }

    std::string as_ann, as_ben, as_cem;
};

constexpr const char* mask = "%E9%9D%A2%E8%86%9C";

TEST_P(SearchPages, MS_14_find_a_mask_inside_a_title_without_spaces) {
    sell("韩国补水面膜正品");
    sell("Mug");
    const Reply reply = search(mask);
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(titles(reply), "韩国补水面膜正品");
    EXPECT_EQ(reply.at("items.0.price.minor"), "950");
    EXPECT_EQ(reply.at("count"), R"({"count":1,"more":false})");
    EXPECT_EQ(reply.at("next"), "null");
}

TEST_P(SearchPages, FollowEveryStateOfAListing) {
    const auto id = sell("Blue mug");
    const auto found = [&] { return titles(search("mug")); };
    EXPECT_EQ(found(), "Blue mug");
    must([&](db::Tx& tx) { return shops::edit(tx, ann, id, {1, "Red bowl", {}, {}}); });
    EXPECT_EQ(found(), "");
    EXPECT_EQ(titles(search("bowl")), "Red bowl");
    must([&](db::Tx& tx) {
        return shops::edit(tx, ann, id, {2, "Green mug", {}, base::Money{2000, "GBP"}});
    });
    EXPECT_EQ(found(), "Green mug");
    EXPECT_EQ(titles(search("mug&price_max=1999")), "");
    do_as(ann, shops::pause, id);
    EXPECT_EQ(found(), "");
    do_as(ann, shops::resume, id);
    EXPECT_EQ(found(), "Green mug");
    must([&](db::Tx& tx) { return shops::set_stock(tx, ann, id, 0); });
    EXPECT_EQ(found(), "Green mug");  // As in the feed: it may come again.
    EXPECT_EQ(titles(search("mug&in_stock=true")), "");
    must([&](db::Tx& tx) { return shops::set_stock(tx, ann, id, 2); });
    EXPECT_EQ(titles(search("mug&in_stock=true")), "Green mug");
    must([&](db::Tx& tx) { return shops::hold(tx, id, {"fakes", 1, 7}); });
    EXPECT_EQ(found(), "");
    EXPECT_EQ(titles(search("mug", as_ann)), "");
    must([&](db::Tx& tx) { return shops::release(tx, id, {"fakes", 1, 7}); });
    EXPECT_EQ(found(), "Green mug");
    do_as(ann, shops::end, id);
    EXPECT_EQ(found(), "");
    draft({.title = "Mug of a draft", .price = {100, "GBP"}});
    EXPECT_EQ(titles(search("mug", as_ann)), "");
}

TEST_P(SearchPages, MS_07_narrow_down_to_what_is_sent_or_picked_up) {
    sell("Mug by post");
    const auto both = sell("Mug at the gate");
    shops::Edit edit{1, {}, {}, {}};
    edit.handover = shops::Handover{shops::Ways::both, "By the gate", "", {}};
    must([&](db::Tx& tx) { return shops::edit(tx, ann, both, edit); });
    const Reply reply = search("mug");
    EXPECT_EQ(reply.at("facets.ship"), "2");
    EXPECT_EQ(reply.at("facets.pick_up"), "1");
    EXPECT_EQ(titles(search("mug&way=pick_up")), "Mug at the gate");
    edit = {2, {}, {}, {}};
    edit.handover = shops::Handover{shops::Ways::pick_up, "By the gate", "", {}};
    must([&](db::Tx& tx) { return shops::edit(tx, ann, both, edit); });
    EXPECT_EQ(titles(search("mug&way=ship")), "Mug by post");
    EXPECT_EQ(titles(search("mug&way=pick_up")), "Mug at the gate");
    EXPECT_EQ(search("bowl&way=pick_up").at("instead"), "[]");
}

TEST_P(SearchPages, CI_04_show_and_count_what_the_viewer_may_see_from_the_very_next_look) {
    sell("Mug for all");
    sell("Mug for friends", 950, circles::Audience::friends);
    const auto seen = [&](const std::string& cookie) {
        const Reply reply = search("mug&sort=newest", cookie);
        EXPECT_EQ(reply.at("count.count"), std::to_string(reply.count()));
        return titles(reply);
    };
    const std::string both = "Mug for friends, Mug for all";
    EXPECT_EQ(seen(""), "Mug for all");
    EXPECT_EQ(seen(as_ann), both);
    EXPECT_EQ(seen(as_ben), "Mug for all");
    befriend(ann, ben);
    EXPECT_EQ(seen(as_ben), both);
    EXPECT_EQ(seen(as_cem), "Mug for all");
    EXPECT_EQ(search("mug", as_ben).at("facets.friends"), "1");
    EXPECT_EQ(search("mug", as_cem).at("facets.friends"), "0");
    EXPECT_EQ(titles(search("mug&audience=friends", as_ben)), "Mug for friends");
    must([&](db::Tx& tx) { return circles::block(tx, ann, ben); });
    EXPECT_EQ(seen(as_ben), "");
    EXPECT_EQ(search("mug", as_ben).at("facets.shops"), "[]");
    EXPECT_EQ(seen(as_cem), "Mug for all");
    must([&](db::Tx& tx) { return circles::unblock(tx, ann, ben); });
    EXPECT_EQ(seen(as_ben), "Mug for all");
}

TEST_P(SearchPages, SortFilterAndCount) {
    for (int i = 1; i <= 9; ++i) sell("Mug " + std::to_string(i), 100 * i);
    EXPECT_EQ(titles(search("mug&sort=price_up&limit=3")), "Mug 1, Mug 2, Mug 3");
    EXPECT_EQ(titles(search("mug&sort=price_down&limit=2")), "Mug 9, Mug 8");
    EXPECT_EQ(titles(search("mug&sort=newest&limit=2")), "Mug 9, Mug 8");
    EXPECT_EQ(titles(search("mug&sort=price_up&price_min=300&price_max=400")), "Mug 3, Mug 4");
    const std::string of_shop = "mug&limit=1&shop=" + std::to_string(shop.value);
    EXPECT_EQ(search(of_shop).at("count.count"), "9");
    EXPECT_EQ(search("mug&shop=987654").count(), 0U);
    const Reply reply = search("mug");
    EXPECT_EQ(reply.at("facets.in_stock"), "9");
    EXPECT_EQ(reply.at("facets.shops.0.shop.name"), "Ann's mugs");
    EXPECT_EQ(reply.at("facets.shops.0.count"), "9");
    EXPECT_EQ(reply.at("facets.prices.0.from"), R"({"minor":0,"currency":"GBP"})");
    std::string seen, after;
    for (int page = 0; page < 3; ++page) {
        const Reply part = search("mug&sort=price_up&limit=4" + after);
        seen += titles(part) + ";";
        EXPECT_EQ(part.at("next") == "null", page == 2);
        EXPECT_EQ(part.at("count") == "null", page > 0);
        EXPECT_EQ(part.at("facets") == "null", page > 0);
        after = "&after=" + part.at("next");
    }
    EXPECT_EQ(seen, "Mug 1, Mug 2, Mug 3, Mug 4;Mug 5, Mug 6, Mug 7, Mug 8;Mug 9;");
}

TEST_P(SearchPages, OfferOtherWordsWhereNothingIsFound) {
    sell("韩国补水面膜正品");
    sell("Blue mug", 950, circles::Audience::friends);
    // 韩国面膜, which nothing has in one.
    Reply reply = search("%E9%9F%A9%E5%9B%BD%E9%9D%A2%E8%86%9C");
    EXPECT_EQ(reply.count(), 0U);
    EXPECT_EQ(reply.at("instead.0.q"), "韩国 面膜");
    EXPECT_EQ(reply.at("instead.0.count.count"), "1");
    reply = search("blue%20saucer", as_ann);
    EXPECT_EQ(reply.at("instead.0.q"), "blue");
    // What others cannot see is no hint to them that it is there.
    EXPECT_EQ(search("blue%20saucer", as_ben).at("instead"), "[]");
    EXPECT_EQ(search("mug").at("instead"), "[]");
}

TEST_P(SearchPages, RefuseWhatCannotBeLookedFor) {
    const auto wrong = [&](const std::string& query) {
        const Reply reply = search(query);
        EXPECT_EQ(reply.status, 422) << query;
        return reply.at("fields.0.field") + " " + reply.at("fields.0.code");
    };
    EXPECT_EQ(wrong("%F0%9F%8E%89"), "q nothing_to_look_for");
    EXPECT_EQ(wrong(std::string(101, 'a')), "q too_long");
    EXPECT_EQ(wrong("%21%3F"), "q nothing_to_look_for");
    EXPECT_EQ(wrong("mug&sort=best"), "sort unknown_word");
    EXPECT_EQ(wrong("mug&after=x"), "after cursor_malformed");
    EXPECT_EQ(wrong("mug&price_min=-1"), "price_min too_small");
}

TEST_P(SearchPages, ListWhatThereIsWhereNothingIsLookedFor) {
    for (int i = 1; i <= 9; ++i) sell("Mug " + std::to_string(i), 1000 - 100 * i);
    sell("Bowl for friends", 5, circles::Audience::friends);
    const auto look_around = [&](const std::string& query, const std::string& cookie = "") {
        return call(Method::get, "/api/v1/search" + query, "", cookie);
    };
    EXPECT_EQ(titles(look_around("?limit=2")), "Mug 9, Mug 8");
    EXPECT_EQ(titles(look_around("?q=&sort=relevance&limit=2")), "Mug 9, Mug 8");
    EXPECT_EQ(titles(look_around("?sort=price_down&limit=2")), "Mug 1, Mug 2");
    EXPECT_EQ(titles(look_around("?sort=price_up&price_min=200&limit=2")), "Mug 8, Mug 7");
    const Reply first = look_around("?limit=5");
    EXPECT_EQ(first.at("count"), R"({"count":9,"more":false})");
    EXPECT_EQ(first.at("facets.in_stock"), "9");
    EXPECT_EQ(first.at("facets.friends"), "0");
    EXPECT_EQ(titles(look_around("?limit=5&after=" + first.at("next"))),
              "Mug 4, Mug 3, Mug 2, Mug 1");
    EXPECT_EQ(titles(look_around("?limit=1", as_ben)), "Mug 9");
    befriend(ann, ben);
    EXPECT_EQ(titles(look_around("?limit=1", as_ben)), "Bowl for friends");
    EXPECT_EQ(titles(look_around("?sort=price_up&limit=1", as_ben)), "Bowl for friends");
    must([&](db::Tx& tx) { return circles::block(tx, ann, ben); });
    EXPECT_EQ(look_around("", as_ben).count(), 0U);
    EXPECT_EQ(look_around("", as_ben).at("instead"), "[]");
    EXPECT_EQ(look_around("?shop=" + std::to_string(shop.value), as_cem).at("count.count"), "9");
}

TEST_P(SearchPages, KnowGoodsThatWereListedBeforeThereWasASearch) {
    for (int i = 1; i <= 60; ++i) sell("Mug " + std::to_string(i));
    must([&](db::Tx& tx) -> base::Result<base::Done> {
        tx.run("delete from search_grams");
        tx.run("delete from search_goods");
        shops::plan_folding(tx);
        shops::plan_folding(tx);
        return base::done;
    });
    EXPECT_EQ(search("mug").count(), 0U);
    now += std::chrono::minutes{1};
    run_jobs();
    now += std::chrono::minutes{1};
    EXPECT_GE(run_jobs(), 1);
    now += std::chrono::minutes{1};
    EXPECT_EQ(run_jobs(), 1);
    EXPECT_EQ(search("mug").at("count.count"), "60");
    must([&](db::Tx& tx) -> base::Result<base::Done> {
        shops::plan_folding(tx);  // There is nothing to do any more.
        return base::done;
    });
    EXPECT_EQ(run_jobs(), 0);
}

ON_EVERY_DATABASE(SearchPages);

}  // namespace
}  // namespace feed
