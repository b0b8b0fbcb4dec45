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
    /// What is kept of a listing or a shop; that its sum and number are those of its counts.
    shops::Rating rating(const std::string& table, std::int64_t id) {
        const auto sums = *look([&](db::Snapshot& db) {
            return db.one<Sums>("select stars, ratings from " + table + " where id = $1", id);
        });
        const auto kept = *look([&](db::Snapshot& db) {
            return db.one<shops::Rating>(
                "select rated_one as one, rated_two as two, rated_three as three, "
                "rated_four as four, rated_five as five from " +
                    table + " where id = $1",
                id);
        });
        EXPECT_EQ(kept.stars(), sums.stars);
        EXPECT_EQ(kept.count(), sums.ratings);
        return kept;
    }
    /// What the search finds the best by.
    std::int64_t found_by(shops::ListingId listing) {
        return look([&](db::Snapshot& db) {
            return db.number("select rating from search_goods where listing = $1", listing);
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
                std::int64_t* const counts[] = {&rating->one, &rating->two, &rating->three,
                                                &rating->four, &rating->five};
                ++*counts[row.stars - 1];
            }
        }
        for (const auto* table : {"listings", "shops"}) {
            auto& wanted = std::string{table} == "shops" ? shops : listings;
            for (const std::int64_t id : look([&](db::Snapshot& db) {
                     return db.all<std::int64_t>("select id from " + std::string{table});
                 })) {
                EXPECT_EQ(rating(table, id), wanted[id]) << table;
            }
        }
        for (const auto& [id, wanted] : listings) {
            EXPECT_EQ(found_by({id}), shops::view_of(wanted).low);
        }
    }

private:
    struct Sums {
        std::int64_t stars = 0;
        std::int64_t ratings = 0;
        BOOST_DESCRIBE_CLASS(Sums, (), (stars, ratings), (), ())
    };
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
    EXPECT_EQ(rating("listings", mug.value).stars(), 6);
    EXPECT_EQ(rating("shops", shop.value).count(), 2);
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
    EXPECT_EQ(rating("listings", mug.value).stars(), 5);
    EXPECT_EQ(rating("listings", mug.value).count(), 1);
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
    EXPECT_EQ(rating("listings", mug.value).count(), 0);
    hears(payments::Claim::won);
    EXPECT_TRUE(review(said).counted);
    EXPECT_EQ(rating("listings", mug.value).stars(), 2);
    EXPECT_EQ(rating("shops", shop.value).count(), 1);
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
    EXPECT_EQ(rating("listings", mug.value).stars(), 5);
    EXPECT_EQ(rating("shops", shop.value).count(), 1);
    refund();  // Told twice, taken out once.
    EXPECT_EQ(rating("listings", mug.value).count(), 1);
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

TEST_P(Reviews, AB_04_that_were_there_before_stars_were_counted_are_counted_by_the_step) {
    const auto mug = live(tests::mug(1000)), bowl = live(tests::mug(1000));
    live(tests::mug(1000));  // Nobody judges it.
    for (const std::int64_t stars : {5, 5, 4, 1}) reviewed(ben, settled(ben, mug), stars);
    const auto back = settled(cem, mug);
    reviewed(cem, back, 2);
    must([&](db::Tx& tx) { return orders::refund(tx, back, ann, {}); });
    reviewed(cem, settled(cem, bowl), 3);
    const auto step = std::ranges::find(migrations(), 3, &db::Migration::number);
    ASSERT_NE(step, migrations().end());
    must([&](db::Tx& tx) -> base::Result<base::Done> {
        for (const auto* table : {"listings", "shops"}) {
            tx.run("update " + std::string{table} +
                   " set rated_one = 0, rated_two = 0, rated_three = 0, rated_four = 0, "
                   "rated_five = 0");
        }
        // The step is two statements and its comment.
        const std::string_view sql = step->sql;
        const std::size_t first = sql.find("update "), second = sql.find("update ", first + 1);
        tx.run(std::string{sql.substr(first, sql.find(';', first) - first)});
        tx.run(std::string{sql.substr(second, sql.find(';', second) - second)});
        return base::done;
    });
    EXPECT_EQ(rating("listings", mug.value), (shops::Rating{1, 0, 0, 1, 2}));
    EXPECT_EQ(rating("shops", shop.value), (shops::Rating{1, 0, 1, 1, 2}));
    expect_right_counters();
}

TEST_P(Reviews, AB_04_nobody_judges_their_own_goods_by_a_basket_of_several_shops_either) {
    const auto mug = live(tests::mug());
    const auto others = must([&](db::Tx& tx) { return shops::open(tx, cem, "Cem's"); });
    ASSERT_NE(others, shop);
    const auto bowl = must([&](db::Tx& tx) -> base::Result<shops::ListingId> {
        const auto id = TRY(shops::list(tx, cem, tests::mug()));
        TRY(shops::publish(tx, cem, id));
        return id;
    });
    EXPECT_EQ(
        code_of([&](db::Tx& tx) {
            return orders::place_all(
                tx,
                {ann, {{bowl, 1, 1}, {mug, 1, 1}}, "Ann", "1 Street", payments::Method::simulator},
                {}, settings);
        }),
        "own_goods");
    EXPECT_EQ(look([](db::Snapshot& db) { return db.number("select count(*) from orders"); }), 0);
}

ON_EVERY_DATABASE(Reviews);

}  // namespace
}  // namespace reviews
