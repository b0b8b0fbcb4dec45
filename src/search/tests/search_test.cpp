#include "search/search.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "tests/market.hpp"

namespace search {
namespace {

const Allowed everything = [](std::vector<Hit>&) {};

class Search : public tests::MarketTest {
protected:
    Search() : MarketTest({events::migrations(), search::migrations()}) {}

    Goods goods(std::int64_t listing, std::string title, std::int64_t price = 100) {
        return {listing, 1,     base::MemberId{1}, false, true,
                true,    price, std::move(title),  true,  false};
    }
    void save(const Goods& one) {
        must([&](db::Tx& tx) -> base::Result<base::Done> {
            put(tx, one);
            return base::done;
        });
    }
    void save_all(const std::vector<Goods>& all) {
        must([&](db::Tx& tx) -> base::Result<base::Done> {
            for (const Goods& one : all) put(tx, one);
            return base::done;
        });
    }
    void take_out(std::int64_t listing) {
        must([&](db::Tx& tx) -> base::Result<base::Done> {
            remove(tx, listing);
            return base::done;
        });
    }
    Wanted words(std::string_view text) { return {pieces_of(fold(text))}; }
    Found page(const Wanted& wanted, const Allowed& allowed = everything) {
        auto found = look([&](db::Snapshot& db) { return find(db, wanted, allowed); });
        EXPECT_TRUE(found);
        return *std::move(found);
    }
    std::vector<std::int64_t> listings(const Wanted& wanted, const Allowed& allowed = everything) {
        std::vector<std::int64_t> ids;
        for (const Hit& hit : page(wanted, allowed).hits) ids.push_back(hit.listing);
        return ids;
    }
    /// All pages one after another; `between` runs after the first.
    std::vector<std::int64_t> read_on(
        Wanted wanted, const std::function<void()>& between = [] {}) {
        std::vector<std::int64_t> ids;
        for (int pages = 0; pages < 1000; ++pages) {
            const Found found = page(wanted);
            for (const Hit& hit : found.hits) ids.push_back(hit.listing);
            if (!found.next) return ids;
            wanted.after = *found.next;
            if (pages == 0) between();
        }
        ADD_FAILURE() << "the pages do not end";
        return ids;
    }
    std::int64_t rows(std::string_view table) {
        return look([&](db::Snapshot& db) {
            return db.number("select count(*) as many from " + std::string{table});
        });
    }
};

using Ids = std::vector<std::int64_t>;

TEST_P(Search, MS_14_finds_a_mask_inside_a_title_without_spaces) {
    save(goods(1, "韩国补水面膜正品"));
    save(goods(2, "日本面包机"));
    EXPECT_EQ(listings(words("面膜")), Ids{1});
    EXPECT_EQ(listings(words("面")), (Ids{2, 1}));
    EXPECT_EQ(listings(words("韓國 面膜")), Ids{1});
    EXPECT_EQ(listings(words("膜面")), Ids{});
}

TEST_P(Search, FindsGoodsAsTheyAreNow) {
    save(goods(1, "Blue mug"));
    EXPECT_EQ(listings(words("mug")), Ids{1});
    save(goods(1, "Red bowl"));
    EXPECT_EQ(listings(words("mug")), Ids{});
    EXPECT_EQ(listings(words("red")), Ids{1});
    Goods hidden = goods(1, "Red bowl");
    hidden.shown = false;
    save(hidden);
    EXPECT_EQ(listings(words("red")), Ids{});
    save(goods(1, "Red bowl"));
    EXPECT_EQ(listings(words("red")), Ids{1});
    take_out(1);
    EXPECT_EQ(listings(words("red")), Ids{});
    EXPECT_EQ(rows("search_grams"), 0);
    take_out(1);
}

TEST_P(Search, PutsTheBestFirstAndWhatIsGoneLast) {
    save(goods(1, "Mug"));
    save(goods(2, "Blue mugs"));
    Goods gone = goods(3, "Mug");
    gone.for_sale = false;
    save(gone);
    save(goods(4, "Blue mugs"));
    EXPECT_EQ(listings(words("mug")), (Ids{1, 4, 2, 3}));
    Wanted wanted = words("mug");
    wanted.order = Order::newest;
    EXPECT_EQ(listings(wanted), (Ids{4, 3, 2, 1}));
    wanted.filter.for_sale = true;
    EXPECT_EQ(listings(wanted), (Ids{4, 2, 1}));
}

TEST_P(Search, ShowsOnlyWhatIsAllowedAndCountsOnlyThat) {
    for (std::int64_t i = 1; i <= 6; ++i) {
        Goods one = goods(i, "Mug");
        one.near = i % 2 == 0;
        one.owner = base::MemberId{i};
        save(one);
    }
    const Allowed not_of_five = [](std::vector<Hit>& hits) {
        std::erase_if(hits, [](const Hit& hit) { return hit.owner.value == 5; });
    };
    Wanted wanted = words("mug");
    EXPECT_EQ(listings(wanted, not_of_five), (Ids{6, 4, 3, 2, 1}));
    EXPECT_EQ(page(wanted, not_of_five).count->count, 5);
    EXPECT_EQ(page(wanted, not_of_five).facets.everybodys, 2);
    wanted.near = false;
    EXPECT_EQ(listings(wanted, not_of_five), (Ids{3, 1}));
    wanted.near = true;
    wanted.filter.near = true;
    EXPECT_EQ(listings(wanted), (Ids{6, 4, 2}));
}

TEST_P(Search, CountsWhatAnotherChoiceOfOneThingWouldFind) {
    for (std::int64_t i = 1; i <= 12; ++i) {
        Goods one = goods(i, "Mug", 100 * i);
        one.shop = i % 3;
        one.for_sale = i % 4 != 0;
        save(one);
    }
    Wanted wanted = words("mug");
    wanted.filter.price_max = 600;
    wanted.filter.for_sale = true;
    const Found found = page(wanted);
    EXPECT_EQ(found.count->count, 5);
    EXPECT_FALSE(found.count->more);
    EXPECT_EQ(found.facets.for_sale, 5);
    std::int64_t in_ranges = 0, in_shops = 0, last = -1;
    for (const PriceRange& range : found.facets.prices) {
        EXPECT_EQ(range.from, last + 1);
        last = range.to.value_or(-2);
        in_ranges += range.count;
    }
    EXPECT_EQ(last, -2);
    EXPECT_EQ(in_ranges, 9);  // Also those above the price that is chosen now.
    for (const ShopCount& shop : found.facets.shops) in_shops += shop.count;
    EXPECT_EQ(in_shops, 5);
    wanted.filter.shop = 1;
    EXPECT_EQ(listings(wanted), Ids{1});
}

TEST_P(Search, CountsAndFindsByHowGoodsReachTheirBuyer) {
    for (std::int64_t i = 1; i <= 6; ++i) {
        Goods one = goods(i, "Mug", 100 * i);
        one.sent = i <= 4;
        one.picked_up = i >= 4;
        save(one);
    }
    Wanted wanted = words("mug");
    wanted.filter.reach = Reach::picked_up;
    EXPECT_EQ(listings(wanted), (Ids{6, 5, 4}));
    wanted.order = Order::price_up;
    EXPECT_EQ(listings(wanted), (Ids{4, 5, 6}));
    wanted.filter.price_max = 400;
    const Found found = page(wanted);
    EXPECT_EQ(found.count->count, 1);
    EXPECT_EQ(found.facets.sent, 4);
    EXPECT_EQ(found.facets.picked_up, 1);
    EXPECT_EQ(found.facets.for_sale, 1);
    wanted.filter.reach = Reach::sent;
    EXPECT_EQ(listings(wanted), (Ids{1, 2, 3, 4}));
    Goods moved = goods(1, "Mug");
    moved.sent = false;
    moved.picked_up = true;
    save(moved);
    EXPECT_EQ(listings(wanted), (Ids{2, 3, 4}));
}

TEST_P(Search, RefusesACursorOfAnotherOrder) {
    for (int i = 1; i <= 3; ++i) save(goods(i, "Mug"));
    Wanted wanted = words("mug");
    wanted.limit = 1;
    wanted.after = *page(wanted).next;
    wanted.order = Order::price_up;
    for (const std::string& after :
         {wanted.after, std::string{"u"}, std::string{"u.1"}, std::string{"u.x.1"},
          std::string{"u.1.1.1"}, std::string{"u.99999999999999999999.1"}, std::string{"\xC3"}}) {
        wanted.after = after;
        const auto found = look([&](db::Snapshot& db) { return find(db, wanted, everything); });
        ASSERT_FALSE(found) << after;
        EXPECT_EQ(found.error().fields().at(0).field, "after");
    }
}

TEST_P(Search, AB_04_find_the_best_rated_first_as_they_are_rated_now) {
    for (std::int64_t i = 1; i <= 3; ++i) save(goods(i, "Mug"));
    const auto rated = [&](std::int64_t listing, std::int64_t rating) {
        must([&](db::Tx& tx) -> base::Result<base::Done> {
            rate(tx, listing, rating);
            return base::done;
        });
    };
    rated(1, 456);
    rated(3, 182);
    rated(99, 500);  // It is not there.
    Wanted best = words("mug");
    best.order = Order::best_rated;
    EXPECT_EQ(listings(best), (std::vector<std::int64_t>{1, 3, 2}));
    Goods edited = goods(1, "Blue mug");
    edited.rating = 456;
    save(edited);
    EXPECT_EQ(listings(best), (std::vector<std::int64_t>{1, 3, 2})) << "an edit takes nothing";
    rated(1, 0);
    EXPECT_EQ(listings(best), (std::vector<std::int64_t>{3, 2, 1}));
}

/// More goods with one word than a window holds, of which every second has another one.
class ManyGoods : public Search {
protected:
    static constexpr std::int64_t many = 2600;

    void SetUp() override {
        std::vector<Goods> all;
        std::mt19937 chance(8);
        for (std::int64_t i = 1; i <= many; ++i) {
            Goods one = goods(i, i % 2 == 0 ? "Blue mug" : "Mug of clay",
                              1 + static_cast<std::int64_t>(chance() % 500));
            one.near = chance() % 3 == 0;
            one.shop = static_cast<std::int64_t>(chance() % 5);
            one.for_sale = chance() % 5 != 0;
            one.rating = chance() % 2 == 0 ? 0 : 100 + static_cast<std::int64_t>(chance() % 400);
            prices[i] = one.price;
            ratings[i] = one.rating;
            all.push_back(std::move(one));
            if (all.size() == 40 || i == many) {
                save_all(all);
                all.clear();
            }
        }
    }
    /// By a word and by none, in every order.
    static std::vector<std::pair<std::string, Order>> every_reading() {
        std::vector<std::pair<std::string, Order>> all;
        for (const std::string text : {"mug", ""}) {
            for (const Order order : base::every<Order>()) all.emplace_back(text, order);
        }
        return all;
    }
    std::map<std::int64_t, std::int64_t> prices, ratings;
};

TEST_P(ManyGoods, ArePagedInEveryOrderWithoutGapsOrDoublesWhileOthersCome) {
    std::int64_t fresh = many;
    for (const auto& [text, order] : every_reading()) {
        SCOPED_TRACE(text + " " + std::string{base::name_of(order)});
        Wanted wanted = words(text);
        wanted.order = order;
        wanted.limit = 70;
        std::set<std::int64_t> expected;
        for (const auto& [id, price] : prices) expected.insert(id);
        const auto read = read_on(wanted, [&] {
            for (int i = 0; i < 5; ++i) {
                save(goods(++fresh, "Mug", 250));
                prices[fresh] = 250;
            }
        });
        std::set<std::int64_t> seen(read.begin(), read.end());
        EXPECT_EQ(seen.size(), read.size()) << "something came twice";
        for (const std::int64_t id : expected) EXPECT_TRUE(seen.contains(id)) << id;
        for (std::size_t i = 0; i + 1 < read.size(); ++i) {
            const std::int64_t here = prices[read[i]], next = prices[read[i + 1]];
            if (order == Order::price_up) ASSERT_LE(here, next);
            if (order == Order::price_down) ASSERT_GE(here, next);
            if (order == Order::newest) ASSERT_GT(read[i], read[i + 1]);
            if (order == Order::best_rated) {
                ASSERT_GE((std::pair{ratings[read[i]], read[i]}),
                          (std::pair{ratings[read[i + 1]], read[i + 1]}));
            }
        }
    }
}

TEST_P(ManyGoods, AreAllReachedThroughAFilterThatLeavesFew) {
    for (const Order order : base::every<Order>()) {
        SCOPED_TRACE(base::name_of(order));
        Wanted wanted = words("blue mug");
        wanted.order = order;
        wanted.filter = {100, 120, {}, false, true};
        const auto read = read_on(wanted);
        EXPECT_GT(read.size(), 10U);
        std::size_t wrong = 0;
        for (const std::int64_t id : read) wrong += prices[id] < 100 || prices[id] > 120 || id % 2;
        EXPECT_EQ(wrong, 0U);
        wanted.filter.shop = 3;
        const auto of_shop = read_on(wanted);
        EXPECT_LT(of_shop.size(), read.size());
        for (const std::int64_t id : of_shop) {
            EXPECT_NE(std::find(read.begin(), read.end(), id), read.end());
        }
    }
}

TEST_P(ManyGoods, AreListedWithoutAWordAsTheyAreFoundWithOneThatAllHave) {
    for (const Order order :
         {Order::newest, Order::price_up, Order::price_down, Order::best_rated}) {
        SCOPED_TRACE(base::name_of(order));
        Wanted found = words("mug"), listed = words("");
        found.order = listed.order = order;
        for (const bool near : {true, false}) {
            found.near = listed.near = near;
            found.filter = listed.filter = {100, 300, {}, false, true};
            EXPECT_EQ(read_on(listed), read_on(found));
            found.filter.shop = listed.filter.shop = 3;
            EXPECT_EQ(read_on(listed), read_on(found));
        }
    }
    EXPECT_TRUE(page(words("")).count->more);
    Wanted strangers = words("");
    strangers.near = false;
    for (const Hit& hit : page(strangers).hits) EXPECT_FALSE(hit.near);
}

TEST_P(ManyGoods, AreCountedToTheEndOfAWindowOnly) {
    const Found found = page(words("mug"));
    EXPECT_TRUE(found.count->more);
    EXPECT_GE(found.count->count, 1000);
    EXPECT_LT(found.count->count, many);
    Wanted wanted = words("clay");
    wanted.filter.shop = 2;
    EXPECT_FALSE(page(wanted).count->more);
}

TEST_P(Search, KnowsUpToWhereTitlesWereFolded) {
    const auto reached = [&] { return look([](db::Snapshot& db) { return to_fold(db); }); };
    const auto note = [&](std::int64_t listing, bool done) {
        must([&](db::Tx& tx) -> base::Result<base::Done> {
            note_folded(tx, listing, done);
            return base::done;
        });
    };
    EXPECT_EQ(reached(), 0);
    note(25, false);
    EXPECT_EQ(reached(), 25);
    note(40, true);
    EXPECT_EQ(reached(), std::nullopt);
}

ON_EVERY_DATABASE(Search);
ON_EVERY_DATABASE(ManyGoods);

}  // namespace
}  // namespace search
