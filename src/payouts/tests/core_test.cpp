// The pure parts: account numbers, who is paid when, and what the bank's word makes of a payout.

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "payouts/decide.hpp"
#include "payouts/iban.hpp"

namespace payouts {
namespace {

using std::chrono::days;
using std::chrono::hours;

base::Time at(int year, unsigned month, unsigned day, int hour = 0) {
    return std::chrono::sys_days{std::chrono::year{year} / month / day} + hours{hour};
}

TEST(Iban, ES_11_takes_what_people_write) {
    EXPECT_EQ(read_iban(" de89 3704 0044 0532 0130 00 "), "DE89370400440532013000");
    EXPECT_EQ(read_iban("GB82WEST12345698765432"), "GB82WEST12345698765432");
    EXPECT_EQ(read_iban("NO9386011117947"), "NO9386011117947");
    EXPECT_EQ(read_iban("MT84MALT011000012345MTLCAST001S"), "MT84MALT011000012345MTLCAST001S");
}

TEST(Iban, ES_11_refuses_what_is_none) {
    for (const char* wrong :
         {"", "DE", "DE89", "DE89370400440532013001", "DE8937040044053201300",
          "XX89370400440532013000", "DE89370400440532013000 0", "DE8937040044053201300Ö",
          "89DE370400440532013000", "DE8937040044053201-3000", "DEA9370400440532013000"}) {
        EXPECT_FALSE(read_iban(wrong)) << wrong;
    }
}

TEST(Iban, ES_11_every_single_slip_and_every_swap_is_found) {
    const std::string iban = "DE89370400440532013000";
    for (std::size_t i = 0; i < iban.size(); ++i) {
        const bool letter = i < 2;
        for (const char c : std::string{letter ? "ABCDEFGHIJKLMNOPQRSTUVWXYZ" : "0123456789"}) {
            std::string slip = iban;
            slip[i] = c;
            if (slip != iban) {
                EXPECT_FALSE(read_iban(slip)) << slip;
            }
        }
        std::string swap = iban;
        if (i + 1 < iban.size()) std::swap(swap[i], swap[i + 1]);
        if (swap != iban) {
            EXPECT_FALSE(read_iban(swap)) << swap;
        }
    }
}

TEST(Iban, hides_the_middle) {
    EXPECT_EQ(masked("DE89370400440532013000"), "DE89 •••• 3000");
}

TEST(Schedules, ES_11_runs_are_made_once_a_day_and_schedules_say_on_which) {
    EXPECT_EQ(next_run(at(2030, 1, 1, 1)), at(2030, 1, 1, 2));
    EXPECT_EQ(next_run(at(2030, 1, 1, 2)), at(2030, 1, 2, 2));
    EXPECT_TRUE(is_due(Schedule::weekly, at(2030, 1, 7, 2)));  // A Monday.
    EXPECT_FALSE(is_due(Schedule::weekly, at(2030, 1, 8, 2)));
    EXPECT_TRUE(is_due(Schedule::monthly, at(2030, 2, 1, 2)));
    EXPECT_FALSE(is_due(Schedule::monthly, at(2030, 1, 31, 2)));
    EXPECT_EQ(next_due(Schedule::monthly, at(2030, 1, 1, 2)), at(2030, 2, 1, 2));
    EXPECT_EQ(usual_schedule(1), Schedule::daily);
    EXPECT_EQ(usual_schedule(7), Schedule::weekly);
    EXPECT_EQ(usual_schedule(8), Schedule::monthly);
}

TEST(Schedules, ES_11_in_any_year_each_pays_as_often_as_it_says) {
    std::map<Schedule, int> times;
    base::Time run = at(2032, 1, 1, 2);
    for (; run < at(2033, 1, 1); run = next_run(run)) {
        for (const Schedule one : base::every<Schedule>()) times[one] += is_due(one, run) ? 1 : 0;
    }
    EXPECT_EQ(times[Schedule::daily], 366);
    EXPECT_EQ(times[Schedule::weekly], 52);
    EXPECT_EQ(times[Schedule::monthly], 12);
}

Situation well() {
    Situation is;
    is.balance = 1'000;
    is.minimum = 1'000;
    is.market_ready = true;
    is.named = Named{at(2030, 1, 1), false, Schedule::weekly};
    is.now = at(2030, 1, 7, 2);
    is.run = at(2030, 1, 7, 2);
    return is;
}

TEST(Judging, ES_11_pays_from_the_minimum_on_and_the_leaving_whatever_it_is) {
    EXPECT_EQ(judge(well(), Occasion::scheduled).why, PayoutWhy::nothing);
    Situation less = well();
    less.balance = 999;
    EXPECT_EQ(judge(less, Occasion::scheduled).why, PayoutWhy::below_minimum);
    EXPECT_EQ(judge(less, Occasion::asked).why, PayoutWhy::below_minimum);
    EXPECT_EQ(judge(less, Occasion::leaving).why, PayoutWhy::nothing);
}

TEST(Judging, ES_10_a_new_account_rests_and_says_until_when) {
    Situation fresh = well();
    fresh.named->rests_until = fresh.now + base::Duration{1};
    for (const Occasion occasion : base::every<Occasion>()) {
        const Verdict verdict = judge(fresh, occasion);
        EXPECT_EQ(verdict.why, PayoutWhy::account_rests);
        EXPECT_EQ(verdict.until, fresh.named->rests_until);
    }
    fresh.named->rests_until = fresh.now;
    EXPECT_EQ(judge(fresh, Occasion::asked).why, PayoutWhy::nothing);
}

TEST(Judging, ES_09_a_balance_below_zero_is_never_paid_out) {
    Situation owing = well();
    owing.balance = -1;
    for (const Occasion occasion : base::every<Occasion>()) {
        EXPECT_EQ(judge(owing, occasion).why, PayoutWhy::below_zero);
    }
}

TEST(Judging, ES_11_only_the_schedule_waits_for_its_day) {
    Situation early = well();
    early.run = at(2030, 1, 8, 2);
    const Verdict verdict = judge(early, Occasion::scheduled);
    EXPECT_EQ(verdict.why, PayoutWhy::not_yet);
    EXPECT_EQ(verdict.until, at(2030, 1, 14, 2));
    EXPECT_EQ(judge(early, Occasion::by_hand).why, PayoutWhy::nothing);
    EXPECT_EQ(judge(early, Occasion::asked).why, PayoutWhy::nothing);
}

TEST(Judging, ES_10_whatever_the_situation_money_goes_only_to_a_good_account) {
    std::mt19937 chance(7);
    const auto coin = [&] { return chance() % 2 == 0; };
    std::map<PayoutWhy, int> seen;
    for (int i = 0; i < 20'000; ++i) {
        Situation is = well();
        is.balance = static_cast<std::int64_t>(chance() % 8) * 300 - 300;
        is.market_ready = chance() % 8 != 0;
        if (chance() % 8 == 0) is.named.reset();
        if (is.named) {
            is.named->refused = chance() % 8 == 0;
            if (coin()) is.named->rests_until = is.now + hours{static_cast<int>(chance() % 3) - 1};
            is.named->schedule = static_cast<Schedule>(chance() % 3);
        }
        is.run += days{chance() % 30};
        const auto occasion = static_cast<Occasion>(chance() % 4);
        const Verdict verdict = judge(is, occasion);
        ++seen[verdict.why];
        if (verdict.why != PayoutWhy::nothing) continue;
        ASSERT_GT(is.balance, 0);
        ASSERT_TRUE(is.market_ready && is.named && !is.named->refused);
        ASSERT_LE(is.named->rests_until, is.now);
        ASSERT_TRUE(is.balance >= is.minimum || occasion == Occasion::leaving);
    }
    EXPECT_EQ(seen.size(), base::every<PayoutWhy>().size()) << "a reason that never came";
}

// ---- The bank's word

/// What lies where, of one payout of 100.
struct Where {
    std::int64_t seller = 0, transit = 100, outside = 0;
};

void move(Where& where, Flow flow) {
    if (flow == Flow::transit_to_outside) where.transit -= 100, where.outside += 100;
    if (flow == Flow::transit_to_seller) where.transit -= 100, where.seller += 100;
    if (flow == Flow::outside_to_seller) where.outside -= 100, where.seller += 100;
}

TEST(BanksWord, ES_03_ends_the_same_in_whatever_order_and_however_often_it_comes) {
    for (int length = 1; length <= 6; ++length) {
        for (int bits = 0; bits < 1 << length; ++bits) {
            State state = State::filed;
            Where where;
            bool returned = false;
            for (int i = 0; i < length; ++i) {
                const News news = (bits >> i) % 2 == 0 ? News::paid : News::returned;
                returned = returned || news == News::returned;
                const auto step = next(state, news);
                ASSERT_TRUE(step);
                state = step->to;
                move(where, step->flow);
                ASSERT_EQ(where.seller + where.transit + where.outside, 100);
                ASSERT_TRUE(where.seller >= 0 && where.transit >= 0 && where.outside >= 0);
            }
            EXPECT_EQ(state, returned ? State::returned : State::paid);
            EXPECT_EQ(where.transit, 0);
            EXPECT_EQ(where.seller, returned ? 100 : 0);
        }
    }
}

TEST(BanksWord, ES_11_no_bank_knows_of_what_is_in_no_file) {
    for (const News news : base::every<News>()) {
        const auto step = next(State::waiting, news);
        ASSERT_FALSE(step);
        EXPECT_EQ(step.error(), payout_not_sent);
    }
}

}  // namespace
}  // namespace payouts
