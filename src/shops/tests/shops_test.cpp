#include "shops/shops.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "shops/tests/shop.hpp"

namespace shops {
namespace {

using S = ListingState;
using tests::mug;

class Shops : public tests::WithShop<tests::MarketTest> {
protected:
    Shops() : WithShop(tests::shop_modules()) {}

    base::Result<Reserved> take(base::MemberId buyer, ListingId id, std::int64_t quantity = 1,
                                std::int64_t version = 1) {
        return act([&](db::Tx& tx) { return reserve(tx, buyer, {id, version, quantity}); });
    }
    std::string take_code(base::MemberId buyer, ListingId id, std::int64_t quantity = 1,
                          std::int64_t version = 1) {
        const auto result = take(buyer, id, quantity, version);
        return result ? "done" : std::string{result.error().code()};
    }
    void give_back(ListingId id, std::int64_t quantity) {
        must([&](db::Tx& tx) -> base::Result<base::Done> {
            put_back(tx, id, quantity, {ben, tx.now()});
            return base::done;
        });
    }
    std::string edit_code(base::MemberId who, ListingId id, const Edit& change) {
        return code_of([&](db::Tx& tx) { return edit(tx, who, id, change); });
    }
    std::string stock_code(base::MemberId who, ListingId id, std::int64_t left) {
        return code_of([&](db::Tx& tx) { return set_stock(tx, who, id, left); });
    }
    std::string act_code(base::MemberId who, Act what, ListingId id) {
        return code_of([&](db::Tx& tx) { return what(tx, who, id); });
    }
    std::vector<std::string> history(ListingId id) {
        return look([&](db::Snapshot& db) {
            return db.all<std::string>(
                "select act || ':' || from_state || '>' || to_state || ':' || actor "
                "from listing_steps where listing = $1 order by number",
                id);
        });
    }
};

TEST_P(Shops, AreOneForEachMember) {
    EXPECT_EQ(code_of([&](db::Tx& tx) { return open(tx, ann, "Another"); }), "shop_exists");
    EXPECT_EQ(code_of([&](db::Tx& tx) { return list(tx, ben, mug()); }), "no_shop_yet");
    EXPECT_EQ(code_of([&](db::Tx& tx) { return rename(tx, ben, shop, "Ben's"); }), "no_such_shop");
    EXPECT_EQ(code_of([&](db::Tx& tx) { return rename(tx, ann, shop, "Mugs"); }), "done");
    look([&](db::Snapshot& db) {
        EXPECT_EQ(shop_name(db, shop)->name, "Mugs");
        EXPECT_EQ(shop_name(db, shop)->owner, ann);
        EXPECT_EQ(shop_name(db, {99}).error(), no_such_shop);
        EXPECT_EQ(shop_of(db, ann)->id, shop);
        EXPECT_FALSE(shop_of(db, ben));
        EXPECT_EQ(shop_names(db, {shop, {99}}).size(), 1U);
        EXPECT_TRUE(shop_names(db, {}).empty());
        return 0;
    });
    EXPECT_EQ(count_of("shop_opened"), 1);
}

TEST_P(Shops, PublishThroughCheckingInOneTransaction) {
    const ListingId id = draft(mug());
    EXPECT_EQ(state(id), S::draft);
    EXPECT_EQ(take_code(ben, id), "no_such_listing");
    EXPECT_EQ(act_code(ben, publish, id), "no_such_listing");
    EXPECT_EQ(act_code(ann, publish, id), "done");
    EXPECT_EQ(state(id), S::live);
    EXPECT_EQ(history(id), (std::vector<std::string>{"submit:draft>checking:seller",
                                                     "pass:checking>live:market"}));
    EXPECT_EQ(count_of("listing_submitted"), 1);
    EXPECT_EQ(count_of("listing_published"), 1);
    EXPECT_EQ(act_code(ann, publish, id), "listing_state");
}

TEST_P(Shops, MS_02_a_live_listing_is_a_post_and_leaves_the_timeline_with_it) {
    const ListingId id = live(mug());
    EXPECT_EQ(moments(), 1U);
    do_as(ann, pause, id);
    EXPECT_EQ(moments(), 0U);
    EXPECT_EQ(take_code(ben, id), "not_for_sale");
    EXPECT_EQ(act_code(ann, pause, id), "listing_state");
    do_as(ann, resume, id);
    EXPECT_EQ(moments(), 1U);
    EXPECT_EQ(take_code(ben, id), "done");
    do_as(ann, end, id);
    EXPECT_EQ(moments(), 0U);
    EXPECT_EQ(act_code(ann, resume, id), "listing_state");
    EXPECT_EQ(act_code(ben, end, id), "no_such_listing");
    NewListing quiet = mug();
    quiet.posted = false;
    live(quiet);
    EXPECT_EQ(moments(), 0U);
}

TEST_P(Shops, AListenerMayHoldWhatIsSubmitted) {
    bool suspicious = true;
    hub.on("listing_submitted", [&](db::Tx& tx, const events::Event& event) {
        return suspicious ? hold(tx, {event.subject}, {"prohibited", 3, 77})
                          : base::Result<base::Done>{base::done};
    });
    const ListingId id = live(mug());
    EXPECT_EQ(state(id), S::held);
    EXPECT_EQ(moments(), 0U);
    EXPECT_EQ(count_of("listing_published"), 0);
    EXPECT_EQ(take_code(ben, id), "no_such_listing");
    EXPECT_EQ(look([&](db::Snapshot& db) {
                  return db.number(
                      "select count(*) from listing_steps where listing = $1 and "
                      "rule = 'prohibited' and rule_version = 3 and case_id = 77",
                      id);
              }),
              1);
    must([&](db::Tx& tx) { return release(tx, id, {"prohibited", 3, 77}); });
    EXPECT_EQ(state(id), S::live);
    EXPECT_EQ(moments(), 1U);
    suspicious = false;
    EXPECT_EQ(state(live(mug())), S::live);
}

TEST_P(Shops, AHoldEndsWhereItBegan) {
    const ListingId paused = live(mug());
    do_as(ann, pause, paused);
    const ListingId sold = live(mug(0));
    for (const ListingId id : {paused, sold}) {
        must([&](db::Tx& tx) { return hold(tx, id, {"rule", 1, 1}); });
        EXPECT_EQ(state(id), S::held);
        must([&](db::Tx& tx) { return release(tx, id, {"rule", 1, 1}); });
    }
    EXPECT_EQ(state(paused), S::paused);
    EXPECT_EQ(state(sold), S::sold_out);
    EXPECT_EQ(code_of([&](db::Tx& tx) { return release(tx, sold, {}); }), "listing_state");
    EXPECT_EQ(code_of([&](db::Tx& tx) { return hold(tx, {99}, {}); }), "no_such_listing");
}

TEST_P(Shops, AHoldTakesWhatIsLiveOutOfTheTimelineUntilItEnds) {
    const ListingId id = live(mug());
    EXPECT_EQ(moments(), 1U);
    must([&](db::Tx& tx) { return hold(tx, id, {"rule", 1, 1}); });
    EXPECT_EQ(moments(), 0U);
    EXPECT_EQ(count_of("listing_held"), 1);
    must([&](db::Tx& tx) { return release(tx, id, {"rule", 1, 1}); });
    EXPECT_EQ(state(id), S::live);
    EXPECT_EQ(moments(), 1U);
}

TEST_P(Shops, SellTheLastOneOnceAndTellIt) {
    const ListingId id = live(mug(3));
    const Reserved two = *take(ben, id, 2);
    EXPECT_EQ(two.title, "Mug");
    EXPECT_EQ(two.price, (base::Money{950, "GBP"}));
    EXPECT_EQ(two.shop, shop);
    EXPECT_EQ(two.owner, ann);
    EXPECT_EQ(two.quantity, 2);
    const auto refused = take(ben, id, 2);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), sold_out);
    EXPECT_EQ(refused.error().args()[0].second, "1");
    EXPECT_EQ(count_of("listing_sold_out"), 0);
    EXPECT_EQ(take_code(ben, id, 1), "done");
    EXPECT_EQ(state(id), S::sold_out);
    EXPECT_EQ(count_of("listing_sold_out"), 1);
    EXPECT_EQ(take(cem, id, 1).error().args()[0].second, "0");
    EXPECT_EQ(count_of("listing_sold_out"), 1);
    give_back(id, 1);
    EXPECT_EQ(state(id), S::live);
    EXPECT_EQ(count_of("listing_back"), 1);
    give_back(id, 1);
    EXPECT_EQ(count_of("listing_back"), 1);
    EXPECT_EQ(row(id).stock, 2);
}

TEST_P(Shops, SayWhyNotInTheOrderInWhichPeopleAsk) {
    const ListingId id = live(mug(3));
    EXPECT_EQ(take_code(ann, id), "own_goods");
    EXPECT_EQ(take_code(ben, {99}), "no_such_listing");
    EXPECT_EQ(edit_code(ann, id, {1, {}, {}, base::Money{1000, "GBP"}}), "done");
    EXPECT_EQ(take_code(ben, id, 4, 1), "sold_out");
    const auto changed = take(ben, id, 1, 1);
    EXPECT_EQ(changed.error(), listing_changed);
    EXPECT_EQ(changed.error().args()[0].second, "2");
    EXPECT_EQ(take(ben, id, 1, 2)->price.minor, 1000);
}

TEST_P(Shops, ARefusedReservationHasWrittenNothing) {
    const ListingId id = live(mug(1));
    const bool wrote = must([&](db::Tx& tx) -> base::Result<bool> {
        EXPECT_FALSE(reserve(tx, ben, {id, 1, 2}));
        EXPECT_FALSE(reserve(tx, ben, {id, 7, 1}));
        return tx.wrote();
    });
    EXPECT_FALSE(wrote);
    EXPECT_EQ(row(id).stock, 1);
}

TEST_P(Shops, GoodsForFriendsExistForFriendsOnly) {
    NewListing goods = mug();
    goods.audience = circles::Audience::friends;
    const ListingId id = live(goods);
    befriend(ann, ben);
    EXPECT_EQ(take_code(ben, id), "done");
    EXPECT_EQ(take_code(cem, id), "no_such_listing");
    must([&](db::Tx& tx) { return circles::part(tx, ben, ann); });
    EXPECT_EQ(take_code(ben, id), "no_such_listing");
}

TEST_P(Shops, MS_03_a_version_never_changes_and_an_edit_makes_the_next) {
    const ListingId id = live(mug());
    const auto versions = [&] {
        return look([&](db::Snapshot& db) {
            return db.all<std::string>(
                "select v.version || ' ' || v.title || ' ' || v.price_minor || ' ' || d.body "
                "from listing_versions v join descriptions d on d.id = v.description "
                "where v.listing = $1 order by v.version",
                id);
        });
    };
    EXPECT_EQ(edit_code(ann, id, {1, {}, {}, base::Money{1000, "GBP"}}), "done");
    EXPECT_EQ(edit_code(ann, id, {2, "Big mug", "Red", {}}), "done");
    EXPECT_EQ(edit_code(ann, id, {3, "Big mug", "Red", base::Money{1000, "GBP"}}), "done");
    EXPECT_EQ(versions(),
              (std::vector<std::string>{"1 Mug 950 Blue, hand thrown",
                                        "2 Mug 1000 Blue, hand thrown", "3 Big mug 1000 Red"}));
    EXPECT_EQ(row(id).version, 3);
    EXPECT_EQ(state(id), S::live);
    EXPECT_EQ(count_of("listing_changed"), 2);
    EXPECT_EQ(
        look([&](db::Snapshot& db) { return db.number("select count(*) from descriptions"); }), 2);
    EXPECT_EQ(edit_code(ann, id, {2, "Late", {}, {}}), "listing_changed");
    EXPECT_EQ(edit_code(ben, id, {3, "Mine", {}, {}}), "no_such_listing");
    do_as(ann, end, id);
    EXPECT_EQ(edit_code(ann, id, {3, "Gone", {}, {}}), "listing_state");
}

TEST_P(Shops, SetTheStockAndTheStateFollows) {
    const ListingId id = live(mug(3));
    EXPECT_EQ(stock_code(ann, id, 0), "done");
    EXPECT_EQ(state(id), S::sold_out);
    EXPECT_EQ(stock_code(ann, id, 5), "done");
    EXPECT_EQ(state(id), S::live);
    EXPECT_EQ(row(id).stock, 5);
    EXPECT_EQ(stock_code(ben, id, 1), "no_such_listing");
    do_as(ann, pause, id);
    EXPECT_EQ(stock_code(ann, id, 0), "done");
    EXPECT_EQ(state(id), S::paused);
    do_as(ann, resume, id);
    EXPECT_EQ(state(id), S::sold_out);
    do_as(ann, end, id);
    EXPECT_EQ(stock_code(ann, id, 1), "listing_state");
    EXPECT_EQ(count_of("stock_set"), 3);
}

TEST_P(Shops, ASkuIsUniqueByteForByteUntilItsListingEnds) {
    NewListing goods = mug();
    goods.sku = "85123A";
    const ListingId first = live(goods);
    EXPECT_EQ(code_of([&](db::Tx& tx) { return list(tx, ann, goods); }), "sku_taken");
    NewListing other = goods;
    other.sku = "85123a";
    EXPECT_EQ(code_of([&](db::Tx& tx) { return list(tx, ann, other); }), "done");
    do_as(ann, end, first);
    EXPECT_EQ(code_of([&](db::Tx& tx) { return list(tx, ann, goods); }), "done");
    must([&](db::Tx& tx) { return open(tx, ben, "Ben's"); });
    EXPECT_EQ(code_of([&](db::Tx& tx) { return list(tx, ben, goods); }), "done");
}

/// Buyers and the seller do anything at any time; after each act the rows keep their promises.
TEST_P(Shops, KeepTheirPromisesWhateverHappens) {
    std::set<S> seen;
    std::map<std::string, int> outcomes;
    for (std::uint32_t seed = 1; seed <= 3; ++seed) {
        std::mt19937 chance(seed);
        std::map<std::int64_t, std::int64_t> out;  // Set aside and not put back, by listing.
        std::vector<ListingId> ids;
        for (int move = 0; move < 150; ++move) {
            if (ids.size() < 4 && chance() % 8 == 0) ids.push_back(draft(mug(chance() % 3)));
            if (ids.empty()) continue;
            const ListingId id = ids[chance() % ids.size()];
            const std::int64_t before = row(id).stock;
            std::string code = "done";
            switch (chance() % 9) {
                case 0: code = act_code(ann, publish, id); break;
                case 1: code = act_code(ann, pause, id); break;
                case 2: code = act_code(ann, resume, id); break;
                case 3: code = chance() % 6 == 0 ? act_code(ann, end, id) : "done"; break;
                case 4: code = stock_code(ann, id, chance() % 4); break;
                case 5:
                    code = code_of([&](db::Tx& tx) { return hold(tx, id, {"r", 1, 1}); });
                    break;
                case 6: code = code_of([&](db::Tx& tx) { return release(tx, id, {}); }); break;
                case 7:
                    code = take_code(ben, id);
                    if (code == "done") {
                        ++out[id.value];
                        EXPECT_EQ(row(id).stock, before - 1);
                    }
                    break;
                default:
                    if (out[id.value] > 0) {
                        give_back(id, 1);
                        --out[id.value];
                        EXPECT_EQ(row(id).stock, before + 1);
                    }
            }
            ++outcomes[code];
            const ListingRow after = row(id);
            seen.insert(after.state);
            ASSERT_GE(after.stock, 0) << "seed " << seed;
            ASSERT_FALSE(after.state == S::live && after.stock == 0) << "seed " << seed;
            ASSERT_FALSE(after.state == S::sold_out && after.stock > 0) << "seed " << seed;
            const auto steps = history(id);
            const std::string last = steps.empty() ? ">draft:" : steps.back();
            ASSERT_NE(last.find(">" + std::string{base::name_of(after.state)} + ":"),
                      std::string::npos)
                << "seed " << seed << " " << last;
        }
    }
    for (const S state : {S::draft, S::live, S::paused, S::sold_out, S::held, S::ended}) {
        EXPECT_TRUE(seen.contains(state)) << base::name_of(state);
    }
    for (const char* code : {"done", "listing_state", "sold_out", "not_for_sale"}) {
        EXPECT_GT(outcomes[code], 0) << code;
    }
}

ON_EVERY_DATABASE(Shops);

}  // namespace
}  // namespace shops
