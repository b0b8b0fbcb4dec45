#include "app/telling.hpp"

#include <gtest/gtest.h>

#include "cases/cases.hpp"
#include "events/cursors.hpp"
#include "members/mail.hpp"
#include "moderation/moderation.hpp"
#include "notices/routes.hpp"
#include "offers/offers.hpp"
#include "orders/tests/sale.hpp"
#include "reviews/reviews.hpp"

namespace app {
namespace {

using notices::NoticeKind;
using tests::Method;
using tests::mug;
using tests::Reply;
using Kinds = std::vector<std::string>;

tests::Migrations modules() {
    tests::Migrations list = tests::sale_modules();
    for (const auto& module :
         {reviews::migrations(), notices::migrations(), offers::migrations()}) {
        list.push_back(module);
    }
    return list;
}

/// Ann sells, Ben and Cem buy; Mia and Ned are moderators.
class Telling : public tests::SaleTest {
protected:
    Telling() : SaleTest(modules()) {
        notices::add_listeners(hub);
        notices::add_routes(*router, describe);
        reviews::add_listeners(hub);
        moderation::add_listeners(hub);
    }
    void SetUp() override {
        SaleTest::SetUp();
        mia = join("mia");
        ned = join("ned");
        for (const auto one : {mia, ned}) {
            must([&](db::Tx& tx) {
                return members::set_permissions(tx, {one, {"moderator"}, {}, "a test"});
            });
        }
        follow();
    }
    /// As the follower does after each batch.
    void follow() {
        while (true) {
            const bool more = must([&](db::Tx& tx) -> base::Result<bool> {
                const auto list = events::after(tx, events::cursor(tx, telling_name), 500);
                if (list.empty()) return false;
                TRY(tell_of(tx, list));
                events::move_cursor(tx, telling_name, list.back().seq);
                return true;
            });
            if (!more) return;
        }
    }
    Reply get(const std::string& path, base::MemberId who) {
        return call(Method::get, "/api/v1" + path, "", cookie_of(who));
    }
    /// The kinds of what a member was told, the latest first.
    Kinds heard(base::MemberId who) {
        follow();
        const Reply list = get("/notices", who);
        Kinds kinds;
        for (std::size_t i = 0; i < list.count(); ++i) {
            kinds.push_back(list.at("items." + std::to_string(i) + ".kind"));
        }
        return kinds;
    }
    std::string latest(base::MemberId who, const std::string& what) {
        follow();
        return get("/notices", who).at("items.0." + what);
    }
    std::int64_t rows_of(const std::string& table) {
        return look([&](db::Snapshot& db) { return db.number("select count(*) from " + table); });
    }
    std::int64_t mails_of(base::MemberId who) {
        return look([&](db::Snapshot& db) {
            return db.number(
                "select count(*) from outbox where member = $1 and kind <> 'mail_wanted'", who);
        });
    }
    void have_mail(base::MemberId who, const std::string& address) {
        must([&](db::Tx& tx) { return members::set_mail(tx, who, address); });
        const auto token = must([&](db::Tx& tx) -> base::Result<std::string> {
            return members::mint(tx, who, members::Purpose::confirm);
        });
        must([&](db::Tx& tx) { return members::confirm_mail(tx, token); });
    }
    Reply choose(base::MemberId who, const std::string& kind, const std::string& in_app,
                 const std::string& mail) {
        return call(Method::put, "/api/v1/notices/choices",
                    R"({"kind":")" + kind + R"(","in_app":)" + in_app + R"(,"mail":)" + mail + "}",
                    cookie_of(who));
    }
    cases::CaseId reported(shops::ListingId goods) {
        return must([&](db::Tx& tx) -> base::Result<cases::CaseId> {
            const cases::SubjectId id{goods.value};
            auto thing = TRY(moderation::subject(tx, ben, cases::SubjectKind::listing, id));
            const auto said = TRY(cases::report(tx, {ben, std::move(thing), "spam", "!"}));
            return TRY(cases::find_report(tx, ben, said)).case_id;
        });
    }
    void decided(cases::CaseId id, cases::Measure measure) {
        must([&](db::Tx& tx) { return cases::take(tx, mia, id); });
        must([&](db::Tx& tx) { return cases::decide(tx, id, {mia, measure, "spam", "!"}); });
    }

    base::MemberId mia, ned;
};

TEST_P(Telling, EachSideOfAnOrderHearsWhatTheOtherDid) {
    const auto id = delivered_mug();
    EXPECT_EQ(heard(ann), (Kinds{"order_paid"}));
    EXPECT_EQ(latest(ann, "text"), "Ben bought “Mug”");
    EXPECT_EQ(latest(ann, "path"), "/orders/" + std::to_string(id.value));
    EXPECT_EQ(heard(ben), (Kinds{"order_delivered", "order_shipped"}));
    must([&](db::Tx& tx) { return orders::confirm(tx, id, ben); });
    EXPECT_EQ(heard(ann), (Kinds{"order_settled", "order_paid"}));
    EXPECT_EQ(heard(cem), Kinds{});
    const auto back = paid_mug();
    must([&](db::Tx& tx) { return orders::cancel(tx, back, ann, std::nullopt); });
    EXPECT_EQ(heard(ben).front(), "order_refunded");
    EXPECT_EQ(heard(ann).front(), "order_paid") << "who called it off knows";
}

TEST_P(Telling, BothSidesHearOfARefundThatIsAskedForAndWhatBecameOfIt) {
    const auto id = delivered_mug();
    const auto ask = [&](std::int64_t amount) {
        must([&](db::Tx& tx) {
            return orders::ask_refund(tx, id, ben,
                                      {{amount, {}}, orders::RefundCause::damaged, "A crack."});
        });
    };
    ask(100);
    EXPECT_EQ(heard(ann).front(), "refund_asked");
    EXPECT_EQ(latest(ann, "text"), "Ben asks for money back for “Mug”");
    must([&](db::Tx& tx) { return orders::agree_refund(tx, id, ann, {}); });
    const auto agreed = heard(ben);
    EXPECT_EQ((Kinds{agreed[0], agreed[1]}), (Kinds{"order_refunded", "refund_agreed"}));
    EXPECT_EQ(heard(ann).front(), "refund_asked") << "who agreed knows";
    ask(200);
    must([&](db::Tx& tx) { return orders::refuse_refund(tx, id, ann, "It was whole."); });
    EXPECT_EQ(heard(ben).front(), "refund_refused");
    ask(300);
    now += std::chrono::hours{72};
    run_due("order_answer_by");
    EXPECT_EQ(heard(ann).front(), "refund_unanswered");
    EXPECT_EQ(heard(ben).front(), "order_refunded");
}

TEST_P(Telling, ES_06_both_sides_hear_of_every_step_of_a_dispute_and_not_who_decided) {
    const auto id = delivered_mug();
    must([&](db::Tx& tx) {
        return orders::ask_refund(tx, id, ben,
                                  {{500, {}}, orders::RefundCause::damaged, "A crack."});
    });
    must([&](db::Tx& tx) { return orders::refuse_refund(tx, id, ann, "It was whole."); });
    must([&](db::Tx& tx) { return orders::open_dispute(tx, id, ben, {"Look.", {}}); });
    EXPECT_EQ(heard(ann).front(), "dispute_opened");
    EXPECT_EQ(latest(ann, "text"),
              "Ben disputes that you did not pay back for “Mug”: say your side in time");
    const auto room = look([&](db::Snapshot& db) { return orders::last_dispute(db, id); });
    EXPECT_EQ(latest(ann, "path"), "/disputes/" + std::to_string(room->value));
    must([&](db::Tx& tx) { return orders::answer_dispute(tx, id, ann, {"Whole.", {}}); });
    EXPECT_EQ(heard(ben).front(), "dispute_answered");
    must([&](db::Tx& tx) { return orders::add_evidence(tx, id, ben, {"Look again.", {}}); });
    EXPECT_EQ(heard(ann).front(), "dispute_said");
    EXPECT_EQ(latest(ann, "text"), "Ben has said or shown more in the dispute about “Mug”");
    EXPECT_EQ(heard(ben).front(), "dispute_answered") << "who says it knows";
    must([&](db::Tx& tx) { return orders::add_evidence(tx, id, ann, {"I did.", {}}); });
    EXPECT_EQ(heard(ben).front(), "dispute_said");
    const auto its_case = look([&](db::Snapshot& db) {
        return cases::CaseId{db.number("select case_id from order_disputes")};
    });
    const auto judged = [&](base::MemberId who, cases::Measure measure) {
        must([&](db::Tx& tx) { return cases::take(tx, who, its_case); });
        must([&](db::Tx& tx) {
            return cases::decide(tx, its_case, {who, measure, "not_as_sold", "!"});
        });
    };
    judged(mia, cases::Measure::release);
    EXPECT_EQ(heard(ann).front(), "dispute_decided");
    EXPECT_EQ(heard(ben).front(), "dispute_decided");
    EXPECT_EQ(latest(ben, "text").find("Mia"), std::string::npos);
    must([&](db::Tx& tx) { return orders::appeal_dispute(tx, id, ben, "Again."); });
    EXPECT_EQ(heard(ann).front(), "dispute_appealed");
    EXPECT_EQ(heard(ben).front(), "dispute_decided") << "who appeals knows";
    judged(ned, cases::Measure::refund);
    EXPECT_EQ(heard(ann).front(), "dispute_closed");
    EXPECT_EQ(heard(ben).front(), "dispute_closed");
}

TEST_P(Telling, ASellerHearsThatAnOrderWasCalledOffUnlessTheyDidIt) {
    const auto id = paid_mug();
    must([&](db::Tx& tx) { return orders::cancel(tx, id, ben, std::nullopt); });
    EXPECT_EQ(heard(ann), (Kinds{"order_called_off", "order_paid"}));
    EXPECT_EQ(latest(ann, "text"), "The order of “Mug” was called off and paid back");
    EXPECT_EQ(heard(ben), (Kinds{"order_refunded"}));
}

TEST_P(Telling, ABuyerHearsThatAnOrderWasAcceptedAndWhyAnUnpaidOneIsOver) {
    const auto accepted = paid_mug();
    must([&](db::Tx& tx) { return orders::accept(tx, accepted, ann); });
    EXPECT_EQ(heard(ben), (Kinds{"order_accepted"}));
    EXPECT_EQ(latest(ben, "text"), "Ann has accepted your order of “Mug”");
    const auto called_off = one_mug().order.id;
    must([&](db::Tx& tx) { return orders::cancel(tx, called_off, ann, std::nullopt); });
    EXPECT_EQ(heard(ben), (Kinds{"order_cancelled", "order_accepted"}));
    EXPECT_EQ(latest(ben, "text"), "Your order of “Mug” was called off; you had not paid yet");
    const auto forgotten = one_mug();
    pay(forgotten.payment, payments::Card::declined);
    now += std::chrono::hours{3};
    run_due("order_pay_by");
    EXPECT_EQ(heard(ben).front(), "order_expired");
    EXPECT_EQ(latest(ben, "path"), "/orders/" + std::to_string(forgotten.order.id.value));
    const auto own = one_mug().order.id;
    must([&](db::Tx& tx) { return orders::cancel(tx, own, ben, std::nullopt); });
    EXPECT_EQ(heard(ben).front(), "order_expired") << "who called it off knows";
    EXPECT_EQ(heard(ann), (Kinds{"order_paid"}));
}

TEST_P(Telling, NobodyHearsFromThoseFromWhomTheyAreApart) {
    const auto goods = live(mug());
    const auto asked = must([&](db::Tx& tx) { return reviews::ask(tx, ben, goods, "Blue?"); });
    must([&](db::Tx& tx) { return reviews::reply(tx, ann, asked, "It is."); });
    befriend(ben, cem);
    have_mail(ben, "ben@example.org");
    must([&](db::Tx& tx) { return circles::block(tx, ben, ann); });
    must([&](db::Tx& tx) { return circles::block(tx, cem, ben); });
    EXPECT_EQ(heard(ben), Kinds{});
    EXPECT_EQ(heard(ann), Kinds{});
    EXPECT_EQ(rows_of("notices"), 0) << "it comes back with no unblocking either";
    EXPECT_EQ(mails_of(ben), 0);
}

TEST_P(Telling, WhatIsAskedAnsweredAndJudgedIsHeardByWhomItConcerns) {
    const auto goods = live(mug());
    const auto asked =
        must([&](db::Tx& tx) { return reviews::ask(tx, ben, goods, "Does it hold?"); });
    EXPECT_EQ(latest(ann, "text"), "Ben asks about “Mug”");
    must([&](db::Tx& tx) { return reviews::reply(tx, ann, asked, "It does."); });
    EXPECT_EQ(latest(ben, "text"), "Ann answered your question about “Mug”");
    EXPECT_EQ(latest(ben, "path"), "/listings/" + std::to_string(goods.value));
}

TEST_P(Telling, MS_05_each_answer_to_an_offer_is_heard_by_the_other_side) {
    offers::add_jobs(hub);
    const auto goods = live(mug());
    const auto id = must([&](db::Tx& tx) { return offers::make(tx, ben, {goods, 1, 2, 700}); });
    EXPECT_EQ(latest(ann, "text"), "Ben offers £14.00 for “Mug”");
    EXPECT_EQ(latest(ann, "path"), "/offers/" + std::to_string(id.value));
    must([&](db::Tx& tx) { return offers::counter(tx, ann, id, 900); });
    EXPECT_EQ(latest(ben, "text"), "Ann names £18.00 for “Mug”");
    const auto agreed = must([&](db::Tx& tx) { return offers::accept(tx, ben, id, 900); });
    EXPECT_EQ(latest(ann, "text"), "Ben agrees to £18.00 for “Mug”");
    now = *agreed.clock_at;
    run_due("offer_lapse");
    EXPECT_EQ(latest(ann, "text"), "The offer of £18.00 for “Mug” has lapsed");
    EXPECT_EQ(latest(ben, "text"), "The offer of £18.00 for “Mug” has lapsed");
    must([&](db::Tx& tx) { return circles::block(tx, ann, ben); });
    EXPECT_EQ(heard(ben), Kinds{});
}

TEST_P(Telling, FriendshipsAreHeardByTheOther) {
    befriend(ben, cem);
    EXPECT_EQ(latest(cem, "text"), "Ben wants to be your friend");
    EXPECT_EQ(latest(ben, "text"), "Cem is your friend now");
    EXPECT_EQ(latest(ben, "path"), "/friends");
}

TEST_P(Telling, CI_04_what_a_member_may_not_see_any_more_is_in_none_of_their_notices) {
    auto hidden = mug();
    hidden.audience = circles::Audience::friends;
    befriend(ann, ben);
    const auto goods = live(hidden);
    const auto asked = must([&](db::Tx& tx) { return reviews::ask(tx, ben, goods, "Blue?"); });
    must([&](db::Tx& tx) { return reviews::reply(tx, ann, asked, "It is."); });
    EXPECT_EQ(heard(ben).front(), "question_answered");
    have_mail(ben, "ben@example.org");
    must([&](db::Tx& tx) { return circles::block(tx, ann, ben); });
    EXPECT_EQ(heard(ben), Kinds{});
    EXPECT_EQ(get("/notices/unread", ben).at("unread"), "0");
    EXPECT_EQ(heard(ann), Kinds{});
}

TEST_P(Telling, EF_08_a_decision_is_heard_by_whose_goods_they_are_and_by_who_reported) {
    const auto goods = live(mug());
    const auto id = reported(goods);
    EXPECT_EQ(heard(ann), Kinds{}) << "that somebody reported is nobody's business";
    must([&](db::Tx& tx) { return cases::take(tx, mia, id); });
    must([&](db::Tx& tx) { return cases::hold(tx, id, {mia, cases::Measure::hold, "spam", "!"}); });
    EXPECT_EQ(heard(ann), (Kinds{"case_held"}));
    EXPECT_EQ(heard(ben), Kinds{});
    must([&](db::Tx& tx) {
        return cases::decide(tx, id, {mia, cases::Measure::take_down, "spam", "!"});
    });
    EXPECT_EQ(heard(ann).front(), "case_decided");
    EXPECT_EQ(latest(ann, "path"), "/statements/" + std::to_string(id.value));
    EXPECT_EQ(heard(ben), (Kinds{"report_decided"}));
    EXPECT_EQ(latest(ben, "text"), "What came of your report of “Mug”");
}

TEST_P(Telling, AB_05_who_is_left_in_peace_does_not_hear_that_they_were_reported) {
    const auto id = reported(live(mug()));
    decided(id, cases::Measure::leave);
    EXPECT_EQ(heard(ann), Kinds{});
    EXPECT_EQ(heard(ben), (Kinds{"report_decided"}));
}

TEST_P(Telling, ADecisionIsHeardOnceAndNotAgainWhenNobodyAppealed) {
    decided(reported(live(mug())), cases::Measure::take_down);
    EXPECT_EQ(heard(ann), (Kinds{"case_decided"}));
    EXPECT_EQ(heard(ben), (Kinds{"report_decided"}));
    now += std::chrono::days{400};
    EXPECT_EQ(run_due("case_lapse"), 1);
    EXPECT_EQ(heard(ann).size(), 1U);
    EXPECT_EQ(heard(ben).size(), 1U);
}

TEST_P(Telling, WhatAnAppealCameToIsHeard) {
    const auto id = reported(live(mug()));
    decided(id, cases::Measure::take_down);
    must([&](db::Tx& tx) { return cases::appeal(tx, ann, id, "It is mine."); });
    must([&](db::Tx& tx) { return cases::take(tx, ned, id); });
    must([&](db::Tx& tx) {
        return cases::decide(tx, id, {ned, cases::Measure::leave, "spam", "!"});
    });
    EXPECT_EQ(heard(ann), (Kinds{"case_decided", "case_decided"}));
}

TEST_P(Telling, IsReadInTheReadersLanguage) {
    paid_mug();
    follow();
    extra_headers = {{"accept-language", "zh"}};
    EXPECT_EQ(latest(ann, "text"), "Ben 买了「Mug」");
}

TEST_P(Telling, ATitleThatLooksLikeANumberStaysOne) {
    auto goods = mug();
    goods.title = "1984";
    pay(order_of(ben, live(goods)).payment);
    EXPECT_EQ(latest(ann, "text"), "Ben bought “1984”");
}

TEST_P(Telling, CountsWhatWasNotSeen) {
    paid_mug();
    paid_mug();
    follow();
    EXPECT_EQ(get("/notices/unread", ann).at("unread"), "2");
    const std::string seq = latest(ann, "seq");
    const auto read = [&](base::MemberId who) {
        return call(Method::post, "/api/v1/notices/read", R"({"up_to":)" + seq + "}",
                    cookie_of(who));
    };
    EXPECT_EQ(read(ben).at("unread"), "0");
    EXPECT_EQ(get("/notices/unread", ann).at("unread"), "2") << "those are not his";
    EXPECT_EQ(read(ann).at("unread"), "0");
    EXPECT_EQ(latest(ann, "unread"), "false");
    paid_mug();
    follow();
    EXPECT_EQ(get("/notices/unread", ann).at("unread"), "1");
    EXPECT_EQ(call(Method::get, "/api/v1/notices").code(), "not_signed_in");
}

TEST_P(Telling, EachKindIsToldAsItsMemberChose) {
    have_mail(ann, "ann@example.org");
    paid_mug();
    follow();
    EXPECT_EQ(heard(ann), (Kinds{"order_paid"}));
    EXPECT_EQ(mails_of(ann), 1);
    EXPECT_EQ(choose(ann, "order_paid", "false", "true").status, 200);
    paid_mug();
    follow();
    EXPECT_EQ(heard(ann).size(), 1U);
    EXPECT_EQ(mails_of(ann), 2);
    choose(ann, "order_paid", "true", "false");
    paid_mug();
    follow();
    EXPECT_EQ(heard(ann).size(), 2U);
    EXPECT_EQ(mails_of(ann), 2);
    EXPECT_EQ(choose(ann, "case_decided", "false", "false").at("fields.0.field"), "kind");
    const Reply list = get("/notices/choices", ann);
    EXPECT_EQ(list.at("items.0.kind"), "order_paid");
    EXPECT_EQ(list.at("items.0.mail"), "false");
    EXPECT_EQ(get("/notices/choices", ben).at("items.0.mail"), "true") << "that was hers";
}

TEST_P(Telling, WhatHappenedLongerAgoThanADayIsNoNews) {
    paid_mug();
    now += std::chrono::hours{24} + base::Duration{1};
    EXPECT_EQ(heard(ann), Kinds{});
}

TEST_P(Telling, IsForgottenAfterNinetyDays) {
    paid_mug();
    follow();
    const auto forget = [&] {
        return must([](db::Tx& tx) -> base::Result<std::int64_t> {
            return notices::forget_notices(tx, 9);
        });
    };
    now += std::chrono::days{90};
    EXPECT_EQ(forget(), 0);
    now += base::Duration{1};
    EXPECT_EQ(forget(), 1);
}

ON_EVERY_DATABASE(Telling);

}  // namespace
}  // namespace app
