#pragma once

// A sale about which its sides disagree, and who decides: Mia, then Ned.

#include "orders/dispute_rows.hpp"
#include "orders/tests/sale.hpp"

namespace tests {

class DisputeTest : public SaleTest {
protected:
    using SaleTest::SaleTest;

    void SetUp() override {
        SaleTest::SetUp();
        mia = moderator("mia");
        ned = moderator("ned");
    }
    base::MemberId moderator(const std::string& handle) {
        const auto id = join(handle);
        must([&](db::Tx& tx) {
            return members::set_permissions(tx, {id, {"moderator"}, {}, "a test"});
        });
        return id;
    }
    void set(std::string_view policy, std::int64_t value) {
        must([&](db::Tx& tx) {
            return policies::set(tx, {std::string{policy}, value, ann, "a test"});
        });
    }

    /// Ten mugs at 9.50: 95.00, of which 4.75 are the commission; paid and sent.
    orders::OrderId sent() {
        const auto placed = order_of(ben, live(mug(20)), 10);
        pay(placed.payment);
        must([&](db::Tx& tx) { return orders::ship(tx, placed.order.id, ann, std::nullopt); });
        return placed.order.id;
    }
    orders::OrderId settled() {
        const auto id = sent();
        must([&](db::Tx& tx) { return orders::confirm(tx, id, ben); });
        return id;
    }
    /// Ben asks for a sum, and Ann refuses.
    void refuse(orders::OrderId id, std::int64_t amount) {
        must([&](db::Tx& tx) {
            return orders::ask_refund(
                tx, id, ben, {{amount, {}}, orders::RefundCause::damaged, "They are cracked."});
        });
        must([&](db::Tx& tx) { return orders::refuse_refund(tx, id, ann, "They were whole."); });
    }
    std::string opening(orders::OrderId id, base::MemberId who) {
        return code_of([&](db::Tx& tx) {
            return orders::open_dispute(tx, id, who, {"Look at them.", {}});
        });
    }
    std::string answering(orders::OrderId id, base::MemberId who) {
        return code_of([&](db::Tx& tx) {
            return orders::answer_dispute(tx, id, who, {"I packed them well.", {}});
        });
    }
    std::string adding(orders::OrderId id, base::MemberId who) {
        return code_of([&](db::Tx& tx) {
            return orders::add_evidence(tx, id, who, {"And this.", {}});
        });
    }
    std::string appealing(orders::OrderId id, base::MemberId who) {
        return code_of(
            [&](db::Tx& tx) { return orders::appeal_dispute(tx, id, who, "Look again."); });
    }
    std::string giving_in(orders::OrderId id, base::MemberId who) {
        return code_of([&](db::Tx& tx) { return orders::give_in(tx, id, who); });
    }
    std::string withdrawing(orders::OrderId id, base::MemberId who) {
        return code_of([&](db::Tx& tx) { return orders::withdraw_dispute(tx, id, who); });
    }
    /// Ben disputes the sum that was refused.
    void dispute(orders::OrderId id, std::int64_t amount) {
        refuse(id, amount);
        EXPECT_EQ(opening(id, ben), "done");
    }
    /// And Ann answers, so that a moderator is wanted.
    void heard(orders::OrderId id, std::int64_t amount) {
        dispute(id, amount);
        EXPECT_EQ(answering(id, ann), "done");
    }

    orders::Dispute latest(orders::OrderId id) {
        return look([&](db::Snapshot& db) { return orders::disputes_of(db, {id}).back(); });
    }
    cases::Case its_case(orders::OrderId id) {
        return *look([&](db::Snapshot& db) { return cases::find(db, latest_of(db, id).case_id); });
    }
    static orders::Dispute latest_of(db::Snapshot& db, orders::OrderId id) {
        return orders::disputes_of(db, {id}).back();
    }
    std::string taking(orders::OrderId id, base::MemberId who) {
        return code_of([&](db::Tx& tx) { return cases::take(tx, who, latest_of(tx, id).case_id); });
    }
    /// Takes the case and decides that so much goes back.
    std::string deciding(orders::OrderId id, base::MemberId who, cases::Measure measure,
                         std::int64_t given = 0) {
        const std::string taken = taking(id, who);
        if (taken != "done") return taken;
        return code_of([&](db::Tx& tx) {
            return cases::decide(tx, latest_of(tx, id).case_id,
                                 {who, measure, "not_as_sold", "Half of them are.", given});
        });
    }
    void pass_appeal() {
        now += std::chrono::days{7};
        run_due("case_lapse");
    }
    std::int64_t aside(orders::OrderId id) { return balance(id.value, ledger::Holding::disputed); }
    std::int64_t earned() { return balance(0, ledger::Holding::commission); }
    std::int64_t outside() { return balance(0, ledger::Holding::outside); }

    /// The books are right, and what is frozen is exactly what is disputed.
    void expect_right_disputes() {
        expect_right_books();
        EXPECT_EQ(number("select count(*) from order_disputes d left join accounts a on a.owner = "
                         "d.order_id and a.purpose = 'disputed' where d.ended is null and "
                         "coalesce(a.balance, 0) <> d.aside"),
                  0);
        EXPECT_EQ(number("select count(*) from accounts a where a.purpose = 'disputed' and "
                         "a.balance <> 0 and not exists (select 1 from order_disputes d where "
                         "d.order_id = a.owner and d.ended is null)"),
                  0);
        EXPECT_EQ(number("select count(*) from orders o where o.refunded <> (select "
                         "cast(coalesce(sum(s.back), 0) as bigint) from order_shares s where "
                         "s.order_id = o.id)"),
                  0);
        EXPECT_EQ(number("select cast(coalesce(sum(balance), 0) as bigint) from accounts"), 0);
    }

    base::MemberId mia, ned;
};

}  // namespace tests
