#include <gtest/gtest.h>

#include "orders/leaving.hpp"
#include "policies/choices.hpp"
#include "policies/fees.hpp"
#include "promoters/tests/promoting.hpp"

namespace promoters {
namespace {

using namespace std::chrono_literals;
using orders::OrderId;

class Promoters : public tests::PromoterTest {
protected:
    void SetUp() override {
        PromoterTest::SetUp();
        promoter(eve);
        promoter(dora, eve);
        goods = live(tests::mug(500));
        rate(goods, 100'000, 20'000);
        token = link_of(dora, goods);
    }
    void policy(std::string_view name, std::int64_t value) {
        must([&](db::Tx& tx) {
            return policies::set(tx, {std::string{name}, value, eve, "for a test"});
        });
    }
    void account(base::MemberId member, const std::string& number) {
        must([&](db::Tx& tx) { return payouts::name_account(tx, {member, "Somebody", number}); });
    }

    shops::ListingId goods;
    std::string token;
    const std::string iban = "DE89370400440532013000", iban_too = "GB29NWBK60161331926819";
};

TEST_P(Promoters, SH_02_earn_on_two_levels_by_a_sale_that_is_settled) {
    const auto placed = buy(ben, goods, token, 2);
    const OrderId id = placed.order.id;
    EXPECT_EQ(first(id), 190);
    EXPECT_EQ(second(id), 38);
    EXPECT_EQ(placed.shares.size(), 4U) << "the answer of the checkout shows them";
    EXPECT_EQ(state_for(dora), Earning::pending);
    settled(placed);
    EXPECT_EQ(frozen(dora), 190);
    EXPECT_EQ(available(dora), 0);
    EXPECT_EQ(state_for(dora), Earning::frozen);
    EXPECT_EQ(available(ann), 1900 - 95 - 190 - 38);
    now += std::chrono::days{14} + 1s;
    run_due();
    EXPECT_EQ(available(dora), 190);
    EXPECT_EQ(available(eve), 38);
    EXPECT_EQ(frozen(dora) + frozen(eve), 0);
    EXPECT_EQ(state_for(dora), Earning::payable);
    EXPECT_EQ(count_of("promotion_payable"), 2);
    EXPECT_EQ(run_due(), 0);
    expect_right_shares();
}

TEST_P(Promoters, SH_04_wait_for_no_time_to_inspect_that_a_clock_has_let_pass) {
    const auto id = sent(buy(ben, goods, token));
    now += std::chrono::days{14} + 1s;
    run_due();
    EXPECT_EQ(order(id).state, orders::State::completed);
    EXPECT_EQ(available(dora), 95);
    expect_right_shares();
}

TEST_P(Promoters, SH_02_earn_nothing_by_the_third_level_nor_by_bringing_anybody) {
    promoter(cem, dora);  // Eve brought Dora, who brought Cem.
    EXPECT_EQ(available(dora) + available(eve) + frozen(dora) + frozen(eve), 0);
    const auto id = settled(buy(ben, goods, link_of(cem, goods)));
    EXPECT_EQ(first(id), 95);
    EXPECT_EQ(frozen(cem), 95);
    EXPECT_EQ(frozen(dora), 19);
    EXPECT_EQ(frozen(eve), 0);
    EXPECT_EQ(code_of([&](db::Tx& tx) {
                  return promoters::join(tx, cem, rules_version, invite(tx, eve)->token);
              }),
              "promoter_already")
        << "who brought somebody never changes";
}

TEST_P(Promoters, SH_01_earn_nothing_by_a_token_that_was_changed_or_is_too_old) {
    const auto changed = buy(ben, goods, token + "x");
    const auto none = buy(ben, goods, "");
    EXPECT_EQ(first(changed.order.id) + first(none.order.id), 0);
    EXPECT_EQ(why(changed.order.id), "(none)");
    now += std::chrono::days{30} + 1s;
    EXPECT_EQ(look([&](db::Snapshot& db) { return look_at(db, token); }), TokenLook::expired);
    EXPECT_EQ(first(buy(ben, goods, token).order.id), 0);
}

TEST_P(Promoters, SH_03_earn_nothing_by_themselves) {
    EXPECT_EQ(first(buy(dora, {{goods, 1, 1}}, token, "7 Mill Lane, York").order.id), 0);
    const auto by_eve = buy(eve, goods, token);
    EXPECT_EQ(why(by_eve.order.id), "recruits");
    EXPECT_EQ(first(by_eve.order.id) + second(by_eve.order.id), 0);
    EXPECT_EQ(why(buy(ben, goods, token, 21).order.id), "stock");
    account(dora, iban);
    account(ben, iban);
    EXPECT_EQ(why(buy(ben, goods, token).order.id), "same_account");
    account(ben, iban_too);
    EXPECT_EQ(why(buy(ben, goods, token).order.id), "earns");
    account(ann, iban);
    EXPECT_EQ(why(buy(ben, goods, token).order.id), "same_account");
    EXPECT_EQ(code_of([&](db::Tx& tx) { return share(tx, ann, goods); }), "not_a_promoter");
    promoter(ann);
    EXPECT_EQ(code_of([&](db::Tx& tx) { return share(tx, ann, goods); }), "nothing_to_earn");
}

TEST_P(Promoters, SH_03_earn_nothing_by_what_goes_to_their_own_address) {
    buy(dora, {{goods, 1, 1}}, "", "7 Mill Lane, York");
    const auto home = buy(ben, {{goods, 1, 1}}, token, "7, MILL LANE -- york");
    EXPECT_EQ(why(home.order.id), "same_household");
    EXPECT_EQ(first(home.order.id) + second(home.order.id), 0);
    EXPECT_EQ(why(buy(ben, {{goods, 1, 1}}, token, "8 Mill Lane, York").order.id), "earns");
    buy(dora, {{goods, 1, 1}}, "", "7 Mill Lane, York");
    buy(dora, {{goods, 1, 1}}, "", "9 Hill Road, Leeds");
    EXPECT_EQ(why(buy(ben, {{goods, 1, 1}}, token, "9 Hill Road, Leeds").order.id), "earns")
        << "a present that was sent once makes no household";
}

TEST_P(Promoters, SH_03_keep_what_they_earned_by_who_joined_them_afterwards) {
    const auto id = sent(buy(ben, goods, token));
    promoter(ben, dora);
    must([&](db::Tx& tx) { return orders::confirm(tx, id, ben); });
    EXPECT_EQ(frozen(dora), 95);
    EXPECT_EQ(why(buy(ben, goods, token).order.id), "recruits");
    EXPECT_EQ(earned(dora).size(), 1U) << "what earns nothing is on no list";
}

TEST_P(Promoters, SH_03_the_second_level_alone_earns_nothing_where_only_it_is_too_close) {
    account(eve, iban);
    account(dora, iban);
    const auto id = buy(ben, goods, token).order.id;
    EXPECT_EQ(first(id), 95);
    EXPECT_EQ(second(id), 0) << "who brought themselves under another name";
    EXPECT_EQ(earns(id, "seller"), 950 - 48 - 95) << "the seller keeps what nobody earns";
}

TEST_P(Promoters, SH_05_earn_nothing_from_the_moment_they_are_suspended) {
    const auto earlier = settled(buy(ben, goods, token));
    const auto waits = sent(buy(ben, goods, token));
    const auto partly = sent(buy(ben, goods, token));
    give_back(partly, 333);
    must([&](db::Tx& tx) { return suspend(tx, dora, {eve, "A trial"}); });
    EXPECT_EQ(look([&](db::Snapshot& db) { return look_at(db, token); }), TokenLook::over);
    EXPECT_EQ(why(buy(ben, goods, token).order.id), "not_promoting");
    const auto before = available(ann);
    must([&](db::Tx& tx) { return orders::confirm(tx, waits, ben); });
    must([&](db::Tx& tx) { return orders::confirm(tx, partly, ben); });
    EXPECT_EQ(first(waits) + first(partly), 0);
    EXPECT_EQ(second(waits), 19) << "who brought them did nothing wrong";
    EXPECT_EQ(available(ann) - before, (950 - 48 - 19) + earns(partly, "seller"));
    EXPECT_EQ(frozen(dora), 95) << "what was settled before was earned";
    expect_right_shares();
    must([&](db::Tx& tx) { return reinstate(tx, dora, {eve, "It was a mistake"}); });
    EXPECT_EQ(first(buy(ben, goods, token).order.id), 95);
    EXPECT_EQ(code_of([&](db::Tx& tx) {
                  return reinstate(tx, dora, {eve, "x"});
              }),
              "not_suspended");
    now += std::chrono::days{20};
    run_due();
    EXPECT_EQ(available(dora), 95);
    EXPECT_EQ(first(earlier), 95);
    expect_right_shares();
}

TEST_P(Promoters, SH_05_earn_nothing_once_the_seller_has_blocked_them) {
    const auto id = sent(buy(ben, goods, token));
    must([&](db::Tx& tx) { return circles::block(tx, ann, dora); });
    must([&](db::Tx& tx) { return orders::confirm(tx, id, ben); });
    EXPECT_EQ(first(id), 0);
    EXPECT_EQ(why(id), "apart");
    EXPECT_EQ(earned(dora).front().loss, Loss::not_counted);
    EXPECT_EQ(first(buy(ben, goods, token).order.id), 0);
    expect_right_shares();
}

TEST_P(Promoters, SH_04_give_back_in_proportion_and_owe_what_they_were_paid) {
    const auto frozen_one = settled(buy(ben, goods, token, 2));
    give_back(frozen_one, 950);
    EXPECT_EQ(frozen(dora), 95) << "out of what is frozen";
    now += std::chrono::days{15};
    run_due();
    EXPECT_EQ(available(dora), 95);
    const auto id = settled(buy(ben, goods, token));
    now += std::chrono::days{15};
    run_due();
    EXPECT_EQ(available(dora), 190);
    must([&](db::Tx& tx) -> base::Result<base::Done> {  // All of it goes to her bank.
        return ledger::book(
            tx, {tx.fresh<ledger::TransferId>(), ledger::Purpose::payout, "GBP", 0},
            std::array{
                ledger::Part{ledger::account_of(tx, dora.value, ledger::Holding::available, "GBP"),
                             -190},
                ledger::Part{ledger::account_of(tx, 0, ledger::Holding::outside, "GBP"), 190}});
    });
    give_back(id, 950);
    EXPECT_EQ(balance(dora.value, ledger::Holding::debt), -95);
    EXPECT_EQ(state_for(dora), Earning::reversed);
    EXPECT_EQ(earned(dora).front().loss, Loss::given_back);
    settled(buy(ben, goods, link_of(dora, goods), 2));
    now += std::chrono::days{15};
    run_due();
    EXPECT_EQ(balance(dora.value, ledger::Holding::debt), 0) << "what is earned next pays it";
    EXPECT_EQ(available(dora), 95);
    expect_right_shares();
}

TEST_P(Promoters, SH_02_a_line_that_goes_back_takes_its_own_share_along) {
    const auto plain = live(tests::mug(50));
    rate(plain, 0);
    const auto id = settled(buy(ben, {{goods, 1, 1}, {plain, 1, 1}}, token));
    EXPECT_EQ(frozen(dora), 95);
    must([&](db::Tx& tx) {
        orders::RefundWish wish;
        wish.wish.lines = {{2, 1, 0}};
        return orders::refund(tx, id, ann, wish);
    });
    EXPECT_EQ(frozen(dora), 95) << "what nobody shares for went back";
    must([&](db::Tx& tx) {
        orders::RefundWish wish;
        wish.wish.lines = {{1, 1, 0}};
        return orders::refund(tx, id, ann, wish);
    });
    EXPECT_EQ(frozen(dora), 0);
    expect_right_shares();
}

TEST_P(Promoters, SH_04_have_what_a_bank_took_and_gave_back_though_nothing_was_left_to_thaw) {
    const auto placed = buy(ben, goods, token);
    settled(placed);
    const auto tell = [&](payments::Claim claim) {
        must([&](db::Tx& tx) {
            return orders::hear(
                tx, payments::ChargebackNews{"du_1", placed.payment.id, placed.order.total, claim});
        });
    };
    tell(payments::Claim::taken);
    EXPECT_EQ(frozen(dora), 0);
    EXPECT_GT(count_of("promotion_reversed"), 0);
    now += std::chrono::days{15};
    run_due();
    tell(payments::Claim::won);
    EXPECT_EQ(frozen(dora), 95);
    run_due();
    EXPECT_EQ(frozen(dora), 0) << "nothing hangs";
    EXPECT_EQ(available(dora), 95);
    expect_right_shares();
}

TEST_P(Promoters, AnswerAQuoteOfAnySize) {
    const auto priced = [&](int lines) {
        return look([&](db::Snapshot& db) {
            const std::vector<Wanted> wanted(static_cast<std::size_t>(lines),
                                             Wanted{goods, 100'000, base::money_minor_max});
            return quote(db, ben, shops::ShopName{row(goods).shop, "Ann's", ann}, wanted, token);
        });
    };
    EXPECT_EQ(priced(100).why, Why::no_room);
}

TEST_P(Promoters, SH_04_wait_while_something_is_asked_for) {
    const auto id = settled(buy(ben, goods, token));
    now += std::chrono::days{13};
    must([&](db::Tx& tx) {
        orders::RefundWish wish;
        wish.wish.amount = 100;
        return orders::ask_refund(tx, id, ben, wish);
    });
    now += std::chrono::days{2};
    run_due("promotion_thaw");
    EXPECT_EQ(frozen(dora), 95);
    run_due("order_answer_by");
    now += std::chrono::days{2};
    run_due();
    EXPECT_EQ(frozen(dora), 0);
    EXPECT_EQ(available(dora), 95);
}

TEST_P(Promoters, ES_08_keep_the_rate_of_the_placement) {
    const auto id = buy(ben, goods, token).order.id;
    rate(goods, 10'000);
    policy(policies::promoter_ppm_most, 0);
    EXPECT_EQ(first(id), 95);
    for (const auto& share : shares(id)) {
        if (share.purpose != first_purpose) continue;
        EXPECT_EQ(share.rate_ppm, 100'000);
        EXPECT_EQ(share.policy_version, 1);
    }
    EXPECT_EQ(why(buy(ben, goods, token).order.id), "no_rate") << "the market allows none now";
}

TEST_P(Promoters, SetWhatTheyGiveWithinWhatTheMarketAllows) {
    const auto refused = [&](const Setting& setting) {
        const auto result = act([&](db::Tx& tx) { return set_rate(tx, ann, setting); });
        return result ? "done" : result.error().fields().front().field;
    };
    EXPECT_EQ(refused({goods, 200'001, 0}), "first_ppm");
    EXPECT_EQ(refused({goods, 150'000, 50'001}), "second_ppm");
    EXPECT_EQ(refused({goods, 10'000, 10'001}), "second_ppm") << "never more to the second level";
    EXPECT_EQ(refused({std::nullopt, std::nullopt, 0}), "first_ppm");
    rate(std::nullopt, 30'000);
    const auto of = [&] {
        return look([&](db::Snapshot& db) { return rate_of(db, shop, goods); }).first_ppm;
    };
    EXPECT_EQ(of(), 100'000);
    must([&](db::Tx& tx) { return set_rate(tx, ann, {goods, std::nullopt, 0}); });
    EXPECT_EQ(of(), 30'000);
    EXPECT_EQ(code_of([&](db::Tx& tx) { return set_rate(tx, ben, {goods, 1, 0}); }), "no_shop_yet");
}

TEST_P(Promoters, ShareNothingThatTheyMayNotSee) {
    auto hidden = tests::mug(5);
    hidden.audience = circles::Audience::friends;
    const auto secret = live(hidden);
    rate(std::nullopt, 30'000);
    EXPECT_EQ(code_of([&](db::Tx& tx) { return share(tx, dora, secret); }), "no_such_listing");
    befriend(ann, dora);
    const auto link = link_of(dora, secret);
    const auto result = act([&](db::Tx& tx) {
        orders::Basket basket{ben, {{secret, 1, 1}}, "Ben", "x", payments::Method::simulator};
        basket.share = link;
        return orders::place(tx, basket, settings);
    });
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code(), "no_such_listing") << "the token opens nothing";
}

TEST_P(Promoters, GiveTheSameLinkAgainAndLeaveWithNothingFrozen) {
    EXPECT_EQ(link_of(dora, goods), token);
    now += std::chrono::days{16};
    EXPECT_NE(link_of(dora, goods), token);
    settled(buy(ben, goods, token));
    EXPECT_FALSE(look([&](db::Snapshot& db) { return orders::nothing_owed(db, dora); }));
}

TEST_P(Promoters, SH_03_the_second_level_earns_nothing_once_it_is_paid_to_the_same_account) {
    const auto id = sent(buy(ben, goods, token));
    EXPECT_EQ(second(id), 19);
    account(eve, iban);
    account(dora, iban);
    must([&](db::Tx& tx) { return orders::confirm(tx, id, ben); });
    EXPECT_EQ(first(id), 95);
    EXPECT_EQ(second(id), 0) << "who turns out to have brought themselves";
    EXPECT_EQ(frozen(eve), 0);
    EXPECT_EQ(why(id), "earns");
    expect_right_shares();
}

TEST_P(Promoters, SH_04_are_told_each_time_of_what_more_went_back) {
    const auto told = [&](base::MemberId member) {
        std::vector<std::int64_t> amounts;
        const auto events = look([](db::Snapshot& db) { return events::after(db, 0, 10'000); });
        for (const events::Event& event : events) {
            if (event.kind != "promotion_reversed") continue;
            const auto said = promoters::told(event);
            if (said.member == member) amounts.push_back(said.amount.minor);
        }
        return amounts;
    };
    const auto placed = buy(ben, goods, token);
    const auto id = settled(placed);
    give_back(id, 190);
    give_back(id, 380);
    EXPECT_EQ(told(dora), (std::vector<std::int64_t>{19, 38}));
    EXPECT_EQ(told(eve), (std::vector<std::int64_t>{4, 7}));
    const auto tell = [&](payments::Claim claim) {
        must([&](db::Tx& tx) {
            return orders::hear(
                tx, payments::ChargebackNews{"du_1", placed.payment.id, placed.order.total, claim});
        });
    };
    tell(payments::Claim::taken);
    EXPECT_EQ(told(dora), (std::vector<std::int64_t>{19, 38, 38}));
    tell(payments::Claim::won);
    give_back(id, 380);
    EXPECT_EQ(told(dora), (std::vector<std::int64_t>{19, 38, 38, 38}));

    // Of a line that went back, whoever earned by another one hears nothing.
    const auto other = live(tests::mug(50));
    rate(other, 0);
    const auto both = settled(buy(ben, {{goods, 1, 1}, {other, 1, 1}}, token));
    const std::size_t before = told(dora).size();
    must([&](db::Tx& tx) {
        orders::RefundWish wish;
        wish.wish.lines.push_back({2, 1, 0});
        return orders::refund(tx, both, ann, wish);
    });
    EXPECT_EQ(told(dora).size(), before);
}

// An order of which a part had gone back before programs kept how much of that was told.
TEST_P(Promoters, SH_04_are_not_told_again_of_what_went_back_before_that_was_kept) {
    const auto told = [&](base::MemberId member) {
        std::int64_t sum = 0;
        const auto events = look([](db::Snapshot& db) { return events::after(db, 0, 10'000); });
        for (const events::Event& event : events) {
            if (event.kind != "promotion_reversed") continue;
            const auto said = promoters::told(event);
            if (said.member == member) sum += said.amount.minor;
        }
        return sum;
    };
    const auto id = settled(buy(ben, goods, token));
    const auto later = settled(buy(ben, goods, token));
    give_back(id, 190);
    EXPECT_EQ(told(dora), 19);
    must([&](db::Tx& tx) -> base::Result<base::Done> {
        tx.run("update promoted_orders set first_told = 0, second_told = 0");
        for (const db::Migration& step : promoters::migrations()) {
            if (step.number == 3) tx.run(db::in_dialect(step.sql, GetParam()));
        }
        return base::done;
    });
    give_back(id, 380);
    give_back(later, 190);
    EXPECT_EQ(told(dora), 19 + 38 + 19);
    EXPECT_EQ(told(eve), 4 + 7 + 4);
}

TEST_P(Promoters, ES_08_a_quote_leaves_the_seller_what_an_order_does) {
    must([&](db::Tx& tx) {
        return policies::set_fees(tx, {{{"", "", 333'333, 70, {}}}, tx.now(), eve, "a test"});
    });
    policy(policies::fee_vat_ppm, 190'000);
    const auto placed = buy(ben, goods, "", 3);
    const auto left =
        look([&](db::Snapshot& db) { return orders::left_to_seller(db, ann, placed.lines); });
    EXPECT_EQ(left, earns(placed.order.id, "seller"));
    EXPECT_LT(left, placed.order.total * 62 / 100);
}

TEST_P(Promoters, AnInvitationLeadsToNoGoodsAndGoodsToNoInvitation) {
    const auto invitation = must([&](db::Tx& tx) { return invite(tx, dora); }).token;
    const auto looks = [&](const std::string& share, LinkTo to) {
        return look([&](db::Snapshot& db) { return look_at(db, share, to); });
    };
    EXPECT_EQ(looks(invitation, LinkTo::market), TokenLook::good);
    EXPECT_EQ(looks(token, LinkTo::market), TokenLook::over);
    EXPECT_EQ(looks(token, LinkTo::goods), TokenLook::good);
    EXPECT_EQ(looks(invitation, LinkTo::goods), TokenLook::over);
    const auto cookie = cookie_of(ben);
    const auto asked = [&](const std::string& share) {
        return call(tests::Method::get, "/api/v1/me/promoting/invitation?invitation=" + share, "",
                    cookie)
            .at("link");
    };
    EXPECT_EQ(asked(invitation), "good");
    EXPECT_EQ(asked(token), "over");
}

TEST_P(Promoters, HaveTheSamePagesWhateverTheirSize) {
    promoter(cem, dora);
    const auto of_cem = link_of(cem, goods);
    for (int i = 0; i < 7; ++i) buy(ben, goods, i % 2 == 0 ? token : of_cem);
    const auto all = earned(dora);
    ASSERT_EQ(all.size(), 7U) << "some as who shared, some as who brought Cem";
    std::vector<orders::OrderId> paged;
    for (orders::OrderId before{INT64_MAX};;) {
        const auto page =
            look([&](db::Snapshot& db) { return promoters::earned(db, dora, before, 2); });
        for (const auto& one : page) paged.push_back(one.id);
        if (page.size() < 2) break;
        before = page.back().id;
    }
    ASSERT_EQ(paged.size(), all.size());
    for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(paged[i], all[i].id);
}

TEST_P(Promoters, EarnByNoMoreLinesThanAnOrderHasRowsFor) {
    for (const auto& policy : policies::definitions()) {
        if (policy.name != policies::promoter_units_most) continue;
        EXPECT_LE(policy.max, static_cast<std::int64_t>(orders::promoted_lines_most));
    }
}

TEST_P(Promoters, MayBeForbiddenByTheMarket) {
    policy(policies::promoting, 0);
    EXPECT_EQ(code_of([&](db::Tx& tx) { return promoters::join(tx, cem, rules_version); }),
              "promoting_closed");
    EXPECT_EQ(code_of([&](db::Tx& tx) { return share(tx, dora, goods); }), "promoting_closed");
    EXPECT_EQ(why(buy(ben, goods, token).order.id), "closed");
    EXPECT_EQ(code_of([&](db::Tx& tx) { return promoters::join(tx, cem, 99); }),
              "promoting_closed");
    policy(policies::promoting, 1);
    EXPECT_EQ(code_of([&](db::Tx& tx) { return promoters::join(tx, cem, 99); }), "rules_changed");
}

ON_EVERY_DATABASE(Promoters);

}  // namespace
}  // namespace promoters
