#include "reviews/reviews.hpp"

#include <map>
#include <random>

#include "reviews/tests/reviewed.hpp"

namespace reviews {
namespace {

class Reviews : public tests::ReviewTest {
protected:
    std::string refused(orders::OrderId order, base::MemberId who, std::int64_t line = 1) {
        return code_of([&](db::Tx& tx) { return write(tx, {order, line, who, 5, ""}); });
    }
    std::string edited(base::MemberId who, ReviewId id, std::int64_t stars) {
        return code_of([&](db::Tx& tx) { return edit(tx, who, id, stars, "Changed."); });
    }
    Review review(ReviewId id) {
        return *look([&](db::Snapshot& db) { return find(db, id); });
    }
    shops::Rating rating(const std::string& table, std::int64_t id) {
        return *look([&](db::Snapshot& db) {
            return db.one<shops::Rating>(
                "select stars, ratings as count from " + table + " where id = $1", id);
        });
    }
    /// Counted anew from the rows, by a way that shares nothing with rate().
    void expect_right_counters() {
        std::map<std::int64_t, shops::Rating> listings, shops;
        const auto rows = look([](db::Snapshot& db) {
            return db.all<Counted>("select listing, shop, stars from reviews where counted = 1");
        });
        for (const Counted& row : rows) {
            for (auto* rating : {&listings[row.listing], &shops[row.shop]}) {
                rating->stars += row.stars;
                ++rating->count;
            }
        }
        for (const auto* table : {"listings", "shops"}) {
            auto& wanted = std::string{table} == "shops" ? shops : listings;
            for (const std::int64_t id : look([&](db::Snapshot& db) {
                     return db.all<std::int64_t>("select id from " + std::string{table});
                 })) {
                EXPECT_EQ(rating(table, id).stars, wanted[id].stars) << table;
                EXPECT_EQ(rating(table, id).count, wanted[id].count) << table;
            }
        }
    }

private:
    struct Counted {
        std::int64_t listing = 0;
        std::int64_t shop = 0;
        std::int64_t stars = 0;
        BOOST_DESCRIBE_CLASS(Counted, (), (listing, shop, stars), (), ())
    };
};

TEST_P(Reviews, AB_04_are_written_by_who_paid_once_the_order_has_settled_and_once_a_line) {
    const auto mug = live(tests::mug());
    const auto placed = order_of(ben, mug);
    EXPECT_EQ(refused(placed.order.id, ben), "not_settled");
    pay(placed.payment);
    EXPECT_EQ(refused(placed.order.id, ben), "not_settled");
    must([&](db::Tx& tx) { return orders::ship(tx, placed.order.id, ann, std::nullopt); });
    EXPECT_EQ(refused(placed.order.id, ben), "not_settled");
    must([&](db::Tx& tx) { return orders::confirm(tx, placed.order.id, ben); });
    // Neither a stranger, nor the seller, nor of a line that is not there, nor of no order.
    EXPECT_EQ(refused(placed.order.id, cem), "no_such_order");
    EXPECT_EQ(refused(placed.order.id, ann), "no_such_order");
    EXPECT_EQ(refused(placed.order.id, ben, 2), "no_such_order");
    EXPECT_EQ(refused(orders::OrderId{987}, ben), "no_such_order");
    const auto id = reviewed(ben, placed.order.id, 4, "Holds tea.");
    EXPECT_EQ(refused(placed.order.id, ben), "reviewed_already");
    EXPECT_EQ(review(id).body, "Holds tea.");
    EXPECT_EQ(review(id).listing, mug);
    EXPECT_EQ(count_of("review_written"), 1);
    // A second order is a second purchase.
    reviewed(ben, settled(ben, mug), 2);
    EXPECT_EQ(rating("listings", mug.value).stars, 6);
    EXPECT_EQ(rating("shops", shop.value).count, 2);
}

TEST_P(Reviews, AB_04_nobody_can_buy_and_so_nobody_can_judge_their_own_goods) {
    const auto mug = live(tests::mug());
    EXPECT_EQ(code_of([&](db::Tx& tx) {
                  return orders::place(
                      tx, {ann, {{mug, 1, 1}}, "Ann", "1 Street", payments::Method::simulator},
                      settings);
              }),
              "own_goods");
}

TEST_P(Reviews, AreOfNoOrderThatWasCancelled) {
    const auto placed = one_mug();
    pay(placed.payment);
    must([&](db::Tx& tx) { return orders::cancel(tx, placed.order.id, ben, std::nullopt); });
    EXPECT_EQ(refused(placed.order.id, ben), "not_settled");
}

TEST_P(Reviews, CanBeChangedWhileTheTimeOfTheirDayRuns) {
    const auto mug = live(tests::mug());
    const auto id = reviewed(ben, settled(ben, mug), 2);
    must([&](db::Tx& tx) {
        return policies::set(tx, {"review_edit_days", 1, ann, "a new version moves no time"});
    });
    now += std::chrono::days{30} - base::Duration{1};
    EXPECT_EQ(edited(cem, id, 1), "no_such_review");
    EXPECT_EQ(edited(ann, id, 5), "no_such_review");
    EXPECT_EQ(edited(ben, id, 5), "done");
    EXPECT_EQ(review(id).stars, 5);
    EXPECT_EQ(review(id).edited, now);
    EXPECT_EQ(rating("listings", mug.value).stars, 5);
    EXPECT_EQ(rating("listings", mug.value).count, 1);
    now += base::Duration{1};
    EXPECT_EQ(edited(ben, id, 1), "review_closed");
    EXPECT_EQ(review(id).stars, 5);
}

TEST_P(Reviews, AreAnsweredOnceByTheSeller) {
    const auto id = reviewed(ben, settled(ben, live(tests::mug())), 2);
    const auto say = [&](base::MemberId who) {
        return code_of([&](db::Tx& tx) { return answer(tx, who, id, "Sorry."); });
    };
    EXPECT_EQ(say(cem), "no_such_review");
    EXPECT_EQ(say(ben), "no_such_review");
    EXPECT_EQ(say(ann), "done");
    EXPECT_EQ(say(ann), "answered_already");
    EXPECT_EQ(review(id).answer, "Sorry.");
    EXPECT_EQ(count_of("review_answered"), 1);
}

TEST_P(Reviews, CountAgainOnceWhatABankTookIsWonBack) {
    const auto mug = live(tests::mug());
    const auto id = settled(ben, mug);
    const auto said = reviewed(ben, id, 2);
    const auto payment = order(id).payment;
    const auto hears = [&](payments::Claim claim) {
        must([&](db::Tx& tx) {
            return orders::hear(tx, payments::ChargebackNews{"du 1", payment, 950, claim});
        });
    };
    hears(payments::Claim::taken);
    EXPECT_FALSE(review(said).counted);
    EXPECT_EQ(rating("listings", mug.value).count, 0);
    hears(payments::Claim::won);
    EXPECT_TRUE(review(said).counted);
    EXPECT_EQ(rating("listings", mug.value).stars, 2);
    EXPECT_EQ(rating("shops", shop.value).count, 1);
}

TEST_P(Reviews, CountNoMoreOnceTheMoneyWentBack) {
    const auto mug = live(tests::mug());
    const auto order = settled(ben, mug);
    const auto id = reviewed(ben, order, 1);
    reviewed(cem, settled(cem, mug), 5);
    const auto refund = [&] {
        must([&](db::Tx& tx) { return events::tell(tx, {"order_refunded", order.value}); });
    };
    must([&](db::Tx& tx) { return orders::refund(tx, order, ann, {{100, {}}}); });
    EXPECT_TRUE(review(id).counted) << "the rest is paid";
    must([&](db::Tx& tx) { return orders::refund(tx, order, ann, {}); });
    EXPECT_FALSE(review(id).counted);
    EXPECT_EQ(rating("listings", mug.value).stars, 5);
    EXPECT_EQ(rating("shops", shop.value).count, 1);
    refund();  // Told twice, taken out once.
    EXPECT_EQ(rating("listings", mug.value).count, 1);
    EXPECT_EQ(edited(ben, id, 5), "review_closed");
}

// Otherwise a seller could block away what a buyer has to say, and a buyer the answer to it.
TEST_P(Reviews, AreWrittenAndAnsweredThoughOneHasBlockedTheOther) {
    const auto mug = live(tests::mug());
    const auto order = settled(ben, mug);
    const auto earlier = reviewed(ben, settled(ben, mug), 3);
    must([&](db::Tx& tx) { return circles::block(tx, ben, ann); });
    EXPECT_EQ(edited(ben, earlier, 5), "done");
    EXPECT_EQ(code_of([&](db::Tx& tx) { return answer(tx, ann, earlier, "x"); }), "done");
    EXPECT_EQ(refused(order, ben), "done");
}

TEST_P(Reviews, HaveCountersThatARecountConfirmsAfterWhateverHappened) {
    std::vector<shops::ListingId> goods;
    for (int i = 0; i < 3; ++i) goods.push_back(live(tests::mug(1000)));
    std::vector<std::pair<orders::OrderId, base::MemberId>> open;
    std::vector<std::pair<ReviewId, base::MemberId>> written;
    std::mt19937 chance(7);
    std::size_t edits = 0, refunds = 0;
    for (int round = 0; round < 80; ++round) {
        const auto buyer = chance() % 2 == 0 ? ben : cem;
        const std::int64_t stars = 1 + static_cast<std::int64_t>(chance() % 5);
        switch (chance() % 4) {
            case 0: open.emplace_back(settled(buyer, goods[chance() % goods.size()]), buyer); break;
            case 1:
                if (open.empty()) break;
                written.emplace_back(reviewed(open.back().second, open.back().first, stars),
                                     open.back().second);
                open.pop_back();
                break;
            case 2: {
                if (written.empty()) break;
                const auto [id, author] = written[chance() % written.size()];
                edits += edited(author, id, stars) == "done";
                break;
            }
            default: {
                if (written.size() < 4) break;
                const auto order = review(written[chance() % written.size()].first).order_id;
                must([&](db::Tx& tx) { return discount(tx, order); });
                ++refunds;
            }
        }
    }
    expect_right_counters();
    EXPECT_GT(written.size(), 5U);
    EXPECT_GT(edits, 2U);
    EXPECT_GT(refunds, 2U);
}

TEST(RatingView, IsTheMeanToTheNearestHundredth) {
    const auto mean = [](std::int64_t stars, std::int64_t count) {
        return shops::view_of({stars, count}).hundredths;
    };
    EXPECT_EQ(mean(0, 0), 0);
    EXPECT_EQ(mean(5, 1), 500);
    EXPECT_EQ(mean(14, 3), 467);  // 4.666...
    EXPECT_EQ(mean(13, 3), 433);  // 4.333...
    EXPECT_EQ(mean(33, 8), 413);  // 4.125
}

ON_EVERY_DATABASE(Reviews);

}  // namespace
}  // namespace reviews
