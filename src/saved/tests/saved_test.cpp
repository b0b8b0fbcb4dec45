#include "saved/saved.hpp"

#include <gtest/gtest.h>

#include "saved/routes.hpp"
#include "shops/tests/shop.hpp"

namespace saved {
namespace {

using tests::Method;
using tests::Reply;

tests::Migrations modules() {
    tests::Migrations all = tests::shop_modules();
    all.push_back(saved::migrations());
    return all;
}

constexpr std::int64_t nothing = 1'000'000;  // From here on no goods have these ids.

class SavedGoods : public tests::WithShop<tests::RoutesTest> {
protected:
    SavedGoods() : WithShop(modules(), members::authenticate) { saved::add_routes(*router); }
    void SetUp() override {
        WithShop::SetUp();
        as_ann = cookie_of(ann);
        as_ben = cookie_of(ben);
        as_cem = cookie_of(cem);
    }
    shops::ListingId sell(std::string title,
                          circles::Audience audience = circles::Audience::everybody) {
        return live({.title = std::move(title),
                     .description = "",
                     .price = {950, "GBP"},
                     .stock = 3,
                     .audience = audience});
    }
    static std::string path_of(shops::ListingId id) {
        return "/api/v1/listings/" + std::to_string(id.value) + "/saved";
    }
    Reply save(shops::ListingId id, const std::string& cookie) {
        return call(Method::put, path_of(id), "", cookie);
    }
    Reply list(const std::string& cookie, const std::string& query = "") {
        return call(Method::get, "/api/v1/me/saved" + query, "", cookie);
    }
    std::string titles(const Reply& reply) {
        std::string all;
        for (std::size_t i = 0; i < reply.count(); ++i) {
            all += (i > 0 ? ", " : "") + reply.at("items." + std::to_string(i) + ".listing.title");
        }
        return all;
    }

    /// Fills a list from its place `from` on with ids that stand for nothing.
    void fill(MemberId member, std::int64_t from) {
        must([&](db::Tx& tx) -> base::Result<base::Done> {
            for (std::int64_t i = from; i <= saved_most; ++i) {
                tx.run(
                    "insert into saved_listings (member, listing, seq, at, price_minor, "
                    "price_currency) values ($1, $2, $3, 0, 1, 'GBP')",
                    member, nothing + i, i);
            }
            return base::done;
        });
    }
    std::int64_t kept(MemberId member) {
        return look([&](db::Snapshot& db) { return std::ssize(saved::all(db, member)); });
    }
    bool is_kept(MemberId member, ListingId id) {
        return look([&](db::Snapshot& db) { return is_saved(db, member, id); });
    }

    std::string as_ann, as_ben, as_cem;
};

TEST_P(SavedGoods, AreTheirMembersAloneTheLatestFirst) {
    const auto mug = sell("Mug"), bowl = sell("Bowl");
    EXPECT_EQ(save(mug, as_ben).at("saved"), "true");
    EXPECT_EQ(save(bowl, as_ben).status, 200);
    EXPECT_EQ(save(mug, as_ben).status, 200);  // Once more changes nothing.
    EXPECT_EQ(titles(list(as_ben)), "Bowl, Mug");
    EXPECT_EQ(titles(list(as_cem)), "");
    EXPECT_EQ(titles(list(as_ann)), "");
    EXPECT_EQ(call(Method::get, "/api/v1/me/saved/ids", "", as_ben).count(), 2U);
    EXPECT_EQ(call(Method::get, "/api/v1/me/saved/ids", "", as_cem).count(), 0U);
    for (const std::string path : {"/api/v1/me/saved", "/api/v1/me/saved/ids"}) {
        EXPECT_EQ(call(Method::get, path, "", "").status, 401) << path;
    }
    EXPECT_EQ(save(mug, "").status, 401);
    for (int twice = 0; twice < 2; ++twice) {
        EXPECT_EQ(call(Method::del, path_of(bowl), "", as_ben).at("saved"), "false");
    }
    EXPECT_EQ(titles(list(as_ben)), "Mug");
}

TEST_P(SavedGoods, SayWhatTheyCostThenAndWhetherTheyCanBeBought) {
    const auto mug = sell("Mug");
    save(mug, as_ben);
    must([&](db::Tx& tx) {
        return shops::edit(tx, ann, mug, {1, "Blue mug", {}, base::Money{700, "GBP"}});
    });
    must([&](db::Tx& tx) { return shops::set_stock(tx, ann, mug, 0); });
    save(mug, as_ben);
    const Reply reply = list(as_ben);
    EXPECT_EQ(titles(reply), "Blue mug");
    EXPECT_EQ(reply.at("items.0.id"), std::to_string(mug.value));
    EXPECT_EQ(reply.at("items.0.price_then.minor"), "950");
    EXPECT_EQ(reply.at("items.0.listing.price.minor"), "700");
    EXPECT_EQ(reply.at("items.0.listing.state"), "sold_out");
    do_as(ann, shops::end, mug);
    EXPECT_EQ(list(as_ben).at("items.0.listing.state"), "ended");
}

TEST_P(SavedGoods, CI_04_AreNotShownWhileTheyMayNotBeSeen) {
    const auto secret = sell("For friends", circles::Audience::friends), mug = sell("Mug");
    EXPECT_EQ(save(secret, as_ben).code(), "no_such_listing");
    EXPECT_EQ(save({12345}, as_ben).code(), "no_such_listing");
    befriend(ann, ben);
    save(secret, as_ben);
    save(mug, as_ben);
    EXPECT_EQ(titles(list(as_ben)), "Mug, For friends");
    must([&](db::Tx& tx) { return circles::block(tx, ann, ben); });
    EXPECT_EQ(titles(list(as_ben)), "");
    must([&](db::Tx& tx) { return circles::unblock(tx, ann, ben); });
    EXPECT_EQ(titles(list(as_ben)), "Mug");
    befriend(ann, ben);
    EXPECT_EQ(titles(list(as_ben)), "Mug, For friends");
}

TEST_P(SavedGoods, CI_04_AreNotShownOnceTheyAreHeldTakenDownOrTheirSellerIsNoFriend) {
    const auto secret = sell("For friends", circles::Audience::friends), mug = sell("Mug"),
               bowl = sell("Bowl"), cup = sell("Cup");
    befriend(ann, ben);
    for (const auto id : {secret, mug, bowl, cup}) save(id, as_ben);
    const shops::Hold by{"spam", 1, 7};
    must([&](db::Tx& tx) { return circles::befriend(tx, ann, ben, circles::FriendAct::unfriend); });
    must([&](db::Tx& tx) { return shops::hold(tx, mug, by); });
    must([&](db::Tx& tx) { return shops::remove(tx, bowl, by); });
    const Reply reply = list(as_ben);
    EXPECT_EQ(titles(reply), "Cup");
    const std::string said = boost::json::serialize(reply.body);
    for (const char* title : {"For friends", "Mug", "Bowl"}) {
        EXPECT_EQ(said.find(title), std::string::npos) << title;
    }
    must([&](db::Tx& tx) { return shops::release(tx, mug, by); });
    EXPECT_EQ(titles(list(as_ben)), "Cup, Mug");
    // What is not shown can be taken back all the same.
    EXPECT_EQ(call(Method::del, path_of(secret), "", as_ben).at("saved"), "false");
    EXPECT_FALSE(is_kept(ben, secret));
}

TEST_P(SavedGoods, ComeInPages) {
    std::vector<shops::ListingId> all;
    for (int i = 0; i < 5; ++i) {
        all.push_back(sell("Mug " + std::to_string(i)));
        save(all.back(), as_ben);
    }
    const Reply first = list(as_ben, "?limit=3");
    EXPECT_EQ(titles(first), "Mug 4, Mug 3, Mug 2");
    const Reply second = list(as_ben, "?limit=3&after=" + first.at("next"));
    EXPECT_EQ(titles(second), "Mug 1, Mug 0");
    EXPECT_EQ(second.at("next"), "null");
}

TEST_P(SavedGoods, HaveAnEndWhereWhatIsGoneMakesRoom) {
    const auto first = sell("First"), second = sell("Second"), more = sell("One more");
    save(first, as_ben);
    save(second, as_ben);
    fill(ben, 3);
    EXPECT_EQ(save(more, as_ben).status, 200);
    EXPECT_EQ(kept(ben), saved_most);
    EXPECT_FALSE(is_kept(ben, {nothing + 3}));  // The longest saved, and only that.
    EXPECT_TRUE(is_kept(ben, {nothing + 4}));
    EXPECT_EQ(titles(list(as_ben, "?limit=1")), "One more");
}

TEST_P(SavedGoods, AreRefusedWhereNothingIsGone) {
    const auto more = sell("One more");
    std::vector<shops::ListingId> all;
    must([&](db::Tx& tx) -> base::Result<base::Done> {
        for (std::int64_t i = 0; i < saved_most; ++i) {
            shops::NewListing goods = tests::mug();
            goods.title += " " + std::to_string(i);
            all.push_back(TRY(shops::list(tx, ann, goods)));
            TRY(shops::publish(tx, ann, all.back()));
            TRY(saved::save(tx, ben, all.back()));
        }
        return base::done;
    });
    const Reply refused = save(more, as_ben);
    EXPECT_EQ(refused.code(), "too_many_saved");
    EXPECT_EQ(refused.at("args.max"), std::to_string(saved_most));
    EXPECT_EQ(save(all[0], as_ben).status, 200);  // What is saved already needs no room.
    call(Method::del, path_of(all[0]), "", as_ben);
    EXPECT_EQ(save(more, as_ben).status, 200);
    EXPECT_EQ(save(more, as_cem).status, 200);  // The end is each member's own.
}

ON_EVERY_DATABASE(SavedGoods);

}  // namespace
}  // namespace saved
