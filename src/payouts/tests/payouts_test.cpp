// Payouts on both databases: money is set aside once, goes out or comes back once, and the books
// say so, whatever is asked, told or read how often.

#include <random>
#include <set>

#include "http/amounts.hpp"
#include "payouts/iban.hpp"
#include "payouts/leaving.hpp"
#include "payouts/tests/payouts.hpp"
#include "payouts/xml.hpp"

namespace payouts {
namespace {

class Payouts : public PayoutsTest {};
ON_EVERY_DATABASE(Payouts);

// ---- Accounts

TEST_P(Payouts, ES_11_a_changed_account_rests_and_its_member_is_told) {
    open_market();
    earn(ann, 5'000);
    EXPECT_EQ(ask(ann).error(), no_payout_account);
    name(ann);
    const auto refused = ask(ann);
    EXPECT_EQ(refused.error().code(), "payout_account_rests");
    now += days{3};
    EXPECT_TRUE(ask(ann));
    earn(ann, 5'000);
    name(ann, another_bank);
    EXPECT_EQ(ask(ann).error().code(), "payout_account_rests");
    const auto kinds = told();
    EXPECT_EQ(std::ranges::count(kinds, "payout_account_changed"), 2);
    name(ann, another_bank);  // Nothing new.
    EXPECT_EQ(std::ranges::count(told(), "payout_account_changed"), 2);
}

TEST_P(Payouts, ES_11_an_account_is_named_with_the_password_alone) {
    const auto signed_up =
        post("/members", R"({"handle":"dora","name":"Dora","password":"correct horse"})", "");
    ASSERT_EQ(signed_up.status, 201);
    const auto put = [&](const std::string& body) {
        return call(Method::put, "/api/v1/me/payouts/account", body, signed_up.cookie);
    };
    EXPECT_EQ(
        put(R"({"holder":"Dora","iban":"DE00","password":"correct horse"})").at("fields.0.field"),
        "iban");
    EXPECT_EQ(put(R"({"holder":"Dora","iban":"DE89 3704 0044 0532 0130 00","password":"no horse"})")
                  .code(),
              "password_wrong");
    const auto named =
        put(R"({"holder":"Dora","iban":"de89 3704 0044 0532 0130 00","password":"correct horse"})");
    ASSERT_EQ(named.status, 200);
    EXPECT_EQ(named.at("account.iban"), "DE89 •••• 3000");
    EXPECT_EQ(named.at("schedule"), "weekly");
    const auto chosen = call(Method::put, "/api/v1/me/payouts/schedule", R"({"schedule":"daily"})",
                             signed_up.cookie);
    EXPECT_EQ(chosen.at("schedule"), "daily");
    EXPECT_EQ(
        call(Method::put, "/api/v1/me/payouts/schedule", R"({"schedule":"daily"})", cookie_of(ben))
            .code(),
        "no_payout_account");
}

// ---- Asking

TEST_P(Payouts, ES_11_what_is_asked_for_is_set_aside_once) {
    ann_waits_for(5'000);
    const auto asked = ask(ann);
    ASSERT_TRUE(asked);
    EXPECT_EQ(asked->amount, 5'000);
    EXPECT_EQ(euros_of(ann, Holding::available), 0);
    EXPECT_EQ(euros_of(ann, Holding::payout), 5'000);
    EXPECT_EQ(ask(ann).error(), nothing_to_pay_out);
    expect_books();
}

TEST_P(Payouts, ES_11_below_the_minimum_only_who_leaves_is_paid) {
    ann_waits_for(999);
    EXPECT_EQ(ask(ann).error().code(), "payout_below_minimum");
    const auto order = paid_mug();
    EXPECT_EQ(ask(ann, Occasion::leaving).error().code(), "orders_open");
    must([&](db::Tx& tx) { return orders::cancel(tx, order, ann, std::nullopt); });
    EXPECT_TRUE(ask(ann, Occasion::leaving));
    const auto guarded = look([&](db::Snapshot& db) { return nothing_on_its_way(db, ann); });
    EXPECT_EQ(guarded.error(), payout_on_its_way);
}

TEST_P(Payouts, ES_11_nothing_is_paid_before_the_market_has_named_its_account) {
    name(ann);
    earn(ann, 5'000);
    now += days{4};
    EXPECT_EQ(ask(ann).error(), payout_market_not_ready);
    EXPECT_EQ(run_now().error(), payout_market_not_ready);
}

TEST_P(Payouts, ES_09_who_owes_the_market_is_paid_nothing_until_that_is_set_off) {
    ann_waits_for(5'000);
    earn(ann, -5'000);
    earn(ann, -1'000, Holding::debt);  // A refund of what she has spent.
    EXPECT_EQ(ask(ann).error(), payout_below_zero);
    EXPECT_EQ(run_now().error(), nothing_to_pay_out);
    const auto standing = get("/me/payouts/standing", cookie_of(ann));
    EXPECT_EQ(standing.at("hold.why"), "below_zero");
    EXPECT_EQ(standing.at("hold.amount.minor"), "-1000");
    earn(ann, 1'000, Holding::debt);
    earn(ann, 2'000);
    const auto paid = ask(ann);
    ASSERT_TRUE(run_now());
    earn(ann, -500, Holding::debt);
    ASSERT_TRUE(book(paid->id, News::returned, "AC04"));  // What comes back pays it first.
    EXPECT_EQ(euros_of(ann, Holding::available), 1'500);
}

// ---- Runs

TEST_P(Payouts, ES_11_the_program_pays_by_itself_when_the_day_has_come) {
    open_market();
    name(ann);
    name(ben);
    must([&](db::Tx& tx) { return choose_schedule(tx, ben, Schedule::daily); });
    earn(ann, 5'000);
    earn(ben, 6'000);
    must([&](db::Tx& tx) -> base::Result<base::Done> {
        plan(tx);
        plan(tx);
        return base::done;
    });
    EXPECT_EQ(number("select count(*) from jobs where kind = 'payout_night'"), 1);
    now += days{2};  // The first of January 2030 is a Tuesday; accounts rest for three days.
    run_due();
    EXPECT_EQ(number("select count(*) from payouts"), 0);
    now += days{2};
    run_due();
    EXPECT_EQ(euros_of(ben, Holding::payout), 6'000);
    EXPECT_EQ(euros_of(ann, Holding::payout), 0);
    now += days{2};  // Monday.
    run_due();
    EXPECT_EQ(euros_of(ann, Holding::payout), 5'000);
    EXPECT_EQ(number("select count(*) from payout_runs where payouts = 0"), 0);
    expect_books();
}

TEST_P(Payouts, ES_11_days_on_which_the_program_was_away_are_made_up_for) {
    open_market();
    name(ann);
    earn(ann, 5'000);
    must([&](db::Tx& tx) -> base::Result<base::Done> { return plan(tx), base::done; });
    now += days{9};  // A Thursday; the Monday before was missed.
    run_due();
    EXPECT_EQ(euros_of(ann, Holding::payout), 5'000);
}

TEST_P(Payouts, ES_11_the_operator_runs_at_once_and_a_second_run_finds_nothing) {
    ann_waits_for(5'000);
    const auto first = run_now();
    ASSERT_TRUE(first);
    EXPECT_EQ(first->payouts, 1);
    EXPECT_EQ(run_now().error(), nothing_to_pay_out);
    EXPECT_EQ(number("select count(*) from payout_runs"), 1);
    expect_books();
}

TEST_P(Payouts, ES_11_where_nobody_is_to_be_paid_the_operator_is_told_and_no_run_is_kept) {
    open_market();
    earn_many(510);  // More than one piece looks at, and none has named an account.
    const auto none = run_now();
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error(), nothing_to_pay_out);
    EXPECT_EQ(number("select count(*) from payout_runs"), 0);
    EXPECT_EQ(number("select count(*) from jobs where kind = 'payout_run'"), 0);
    name(MemberId{1'000'509});  // The last of them.
    now += days{3};
    const auto run = run_now();
    ASSERT_TRUE(run);
    EXPECT_EQ(run->payouts, 1);
    EXPECT_EQ(run->state, RunState::ready);
    expect_books();
}

TEST_P(Payouts, ES_11_a_run_goes_in_pieces_and_pays_nobody_twice) {
    open_market();
    std::vector<MemberId> sellers;
    for (int i = 0; i < 230; ++i) {
        sellers.push_back(join("seller" + std::to_string(i)));
        name(sellers.back());
        earn(sellers.back(), 1'000 + i);
    }
    now += days{3};
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(ask(sellers[static_cast<std::size_t>(i)]));
    const auto begun = run_now();
    ASSERT_TRUE(begun);
    EXPECT_EQ(begun->state, RunState::collecting);
    EXPECT_LE(begun->payouts, 2 * piece_payouts_max);
    EXPECT_EQ(run_now().error(), payout_run_going);
    run_due();
    const payouts::Run done = the_run(begun->id);
    EXPECT_EQ(done.state, RunState::ready);
    EXPECT_EQ(done.payouts, 230);
    EXPECT_EQ(number("select count(*) from (select member from payouts group by member "
                     "having count(*) > 1) as twice"),
              0);
    expect_books();
    must([&](db::Tx& tx) { return settle_run(tx, done.id, word()); });
    run_due();
    EXPECT_EQ(the_run(begun->id).open, 0);
    EXPECT_EQ(number("select cast(sum(balance) as bigint) from accounts where purpose = 'payout'"),
              0);
    EXPECT_EQ(act([&](db::Tx& tx) { return settle_run(tx, done.id, word()); }).error(), run_over);
    expect_books();
}

TEST_P(Payouts, ES_11_the_file_is_the_same_whenever_it_is_downloaded) {
    const Payout one = filed();
    const auto path = "/operator/payouts/runs/" + std::to_string(one.run->value) + "/file";
    const auto first = get(path, cookie);
    EXPECT_EQ(first.status, 200);
    name(ann, another_bank);
    must([&](db::Tx& tx) { return set_source(tx, {boss, "Other", another_bank}, "a test"); });
    now += days{5};
    must([&](db::Tx& tx) { return hand_over(tx, *one.run, word()); });
    must([&](db::Tx& tx) { return payouts::book(tx, one.id, News::paid, ""); });
    const auto second = get(path, cookie);
    EXPECT_EQ(first.response.bytes(), second.response.bytes());
    EXPECT_THAT(std::string{first.response.bytes()}, testing::HasSubstr(end_to_end(one.id)));
    EXPECT_THAT(std::string{first.response.bytes()},
                testing::HasSubstr("<CtrlSum>50.00</CtrlSum>"));
    EXPECT_EQ(get(path, cookie_of(ann)).status, 403);
    EXPECT_EQ(act([&](db::Tx& tx) { return hand_over(tx, *one.run, word()); }).error(), run_handed);
}

// ---- What the bank says

TEST_P(Payouts, ES_11_paid_money_leaves_and_returned_money_comes_back_with_its_reason) {
    const Payout one = filed();
    EXPECT_EQ(*book(one.id, News::paid), Booked::paid);
    EXPECT_EQ(euros_of(ann, Holding::payout), 0);
    EXPECT_EQ(*book(one.id, News::paid), Booked::nothing);
    EXPECT_EQ(*book(one.id, News::returned, "AC04"), Booked::returned);
    EXPECT_EQ(euros_of(ann, Holding::available), 5'000);
    EXPECT_EQ(payout(one.id).reason, "AC04");
    EXPECT_EQ(*book(one.id, News::paid), Booked::nothing) << "returned beats paid";
    EXPECT_EQ(ask(ann).error(), payout_account_refused) << "not to the same account again";
    name(ann);  // Named anew, it is tried again, after a rest.
    now += days{3};
    EXPECT_TRUE(ask(ann));
    expect_books();
}

TEST_P(Payouts, ES_11_the_operator_says_it_by_hand_and_only_once) {
    const Payout one = filed();
    const auto path = "/operator/payouts/" + std::to_string(one.id.value);
    EXPECT_EQ(post(path + "/paid", R"({"reason":"seen"})", cookie).at("payout.state"), "paid");
    EXPECT_EQ(post(path + "/paid", R"({"reason":"seen"})", cookie).code(), "payout_over");
    EXPECT_EQ(
        post(path + "/returned", R"({"reason":"account closed"})", cookie).at("payout.reason"),
        "account closed");
    EXPECT_EQ(post("/operator/payouts/1/paid", R"({"reason":"seen"})", cookie).code(),
              "no_such_payout");
    EXPECT_EQ(post(path + "/paid", R"({"reason":"seen"})", cookie_of(ann)).status, 403);
}

TEST_P(Payouts, ES_11_what_comes_back_to_who_has_left_waits_for_the_operator) {
    const Payout one = filed();
    must([&](db::Tx& tx) { return payouts::book(tx, one.id, News::paid, ""); });
    must([&](db::Tx& tx) -> base::Result<base::Done> {
        members::Leaving nothing;
        return members::leave(tx, nothing, ann);
    });
    EXPECT_EQ(*book(one.id, News::returned, "AC04"), Booked::kept);
    EXPECT_EQ(number("select balance from accounts where purpose = 'suspense' and asset = 'EUR'"),
              5'000);
}

TEST_P(Payouts, ES_10_a_seller_sees_why_money_waits_and_until_when) {
    open_market();
    earn(ann, 5'000);
    const auto standing = [&] { return get("/me/payouts/standing", cookie_of(ann)); };
    EXPECT_EQ(standing().at("hold.why"), "no_account");
    name(ann);
    const auto rests = standing();
    EXPECT_EQ(rests.at("hold.why"), "account_rests");
    EXPECT_EQ(rests.at("hold.amount.minor"), "5000");
    EXPECT_EQ(rests.at("hold.until"), base::to_iso(now + days{3}));
    EXPECT_EQ(rests.at("hold.policy"), "payout_rest_days");
    now += days{3};
    const auto waits = standing();
    EXPECT_EQ(waits.at("hold.why"), "not_yet");
    EXPECT_EQ(waits.at("may"), R"(["ask","choose"])");
    const auto asked = post("/me/payouts", "{}", cookie_of(ann));
    EXPECT_EQ(asked.status, 201);
    EXPECT_EQ(asked.at("state"), "waiting");
    EXPECT_EQ(standing().at("on_its_way.minor"), "5000");
    EXPECT_EQ(get("/me/payouts", cookie_of(ann)).count(), 1U);
    EXPECT_EQ(get("/me/payouts", cookie_of(ben)).count(), 0U);
}

/// All that decides is read once for the three occasions that the page shows.
TEST_P(Payouts, ES_11_a_sellers_page_reads_each_row_once) {
    ann_waits_for(500);  // Below the minimum: every occasion is asked about.
    constexpr int enough = 1'000;
    faults.next = enough;
    const auto chosen =
        call(Method::put, "/api/v1/me/payouts/schedule", R"({"schedule":"daily"})", cookie_of(ann));
    const int calls = enough - faults.next;
    faults.next = 0;
    EXPECT_EQ(chosen.at("may"), R"(["leave","choose"])");
    EXPECT_LE(calls, 25);
}

// ---- Files

/// A market whose bank takes 100 payouts in a file.
class PayoutFiles : public PayoutsTest {
protected:
    PayoutFiles() : PayoutsTest({"EUR", 100}) {}

    /// The runs in the order in which they were made.
    std::vector<payouts::Run> all_runs() {
        auto list = look([](db::Snapshot& db) { return runs(db, RunId{INT64_MAX}, 100); });
        std::ranges::reverse(list);
        return list;
    }
    void pay_many(std::int64_t sellers) {
        open_market();
        earn_many(sellers);
        name_many(sellers);
        now += days{3};
    }
};
ON_EVERY_DATABASE(PayoutFiles);

TEST_P(PayoutFiles, ES_11_a_run_is_cut_into_files_that_the_bank_takes) {
    pay_many(230);
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(ask(MemberId{1'000'100 + i}));
    ASSERT_TRUE(run_now());
    run_due();
    std::vector<std::size_t> sizes;
    std::set<std::string> names;
    for (const payouts::Run& run : all_runs()) {
        const auto file = *look([&](db::Snapshot& db) { return file_of(db, run.id, "Fair"); });
        const Xml xml = read_xml(file);
        const auto info = *xml.find(0, "CstmrCdtTrfInitn/PmtInf");
        const auto transfers = xml.children(info, "CdtTrfTxInf");
        sizes.push_back(transfers.size());
        EXPECT_EQ(xml.text(info, "NbOfTxs"), std::to_string(transfers.size()));
        EXPECT_EQ(xml.text(info, "CtrlSum"), http::amount_number({run.amount, "EUR"}));
        for (const std::size_t one : transfers) names.insert(xml.text(one, "PmtId/EndToEndId"));
    }
    EXPECT_EQ(sizes, (std::vector<std::size_t>{100, 100, 30}));
    EXPECT_EQ(names.size(), 230U) << "each once, in one file";
    EXPECT_EQ(number("select cast(sum(amount) as bigint) from payout_runs"), 256'335);
    expect_books();
}

TEST_P(PayoutFiles, ES_11_a_full_file_is_followed_by_no_empty_one) {
    pay_many(200);
    ASSERT_TRUE(run_now());
    run_due();
    EXPECT_EQ(all_runs().size(), 2U);
    EXPECT_EQ(number("select count(*) from payout_runs where payouts <> 100"), 0);
    EXPECT_EQ(number("select count(*) from payout_runs where state <> 'ready'"), 0);
    EXPECT_EQ(run_now().error(), nothing_to_pay_out);
}

// ---- By chance

/// Whatever sellers, the operator, the bank and the clock do in whatever order: the books are
/// right, nothing is below zero, and nobody is paid more than they earned.
TEST_P(Payouts, ES_11_keeps_the_books_right_whatever_happens) {
    open_market();
    std::set<std::string> seen;
    std::mt19937 chance(11);
    const std::array sellers{ann, ben, cem};
    std::map<std::int64_t, std::int64_t> earned;
    for (int i = 0; i < 300; ++i) {
        const MemberId who = sellers[chance() % 3];
        const auto some = look([&](db::Snapshot& db) {
            return db.all<PayoutId>("select id from payouts order by id desc limit 8");
        });
        const auto any = some.empty() ? PayoutId{1} : some[chance() % some.size()];
        switch (chance() % 7) {
            case 0: {
                const auto amount = static_cast<std::int64_t>(chance() % 3'000 + 1);
                earn(who, amount);
                earned[who.value] += amount;
                break;
            }
            case 1: name(who, chance() % 2 == 0 ? a_bank : another_bank); break;
            case 2: (void)ask(who, chance() % 4 == 0 ? Occasion::leaving : Occasion::asked); break;
            case 3: (void)run_now(); break;
            case 4: (void)book(any, News::paid); break;
            case 5: (void)book(any, News::returned, "AC04"); break;
            default: now += std::chrono::hours{chance() % 80};
        }
        run_due();
        if (i % 10 == 0) expect_books();
        for (const auto& state : look([](db::Snapshot& db) {
                 return db.all<std::string>("select distinct state from payouts");
             })) {
            seen.insert(state);
        }
    }
    expect_books();
    EXPECT_EQ(seen.size(), base::every<State>().size()) << "a state that never came";
    for (const MemberId who : sellers) {
        const std::int64_t paid = look([&](db::Snapshot& db) { return paid_to(db, who, "EUR"); });
        EXPECT_EQ(paid + euros_of(who, Holding::available) + euros_of(who, Holding::payout),
                  earned[who.value]);
    }
}

}  // namespace
}  // namespace payouts
