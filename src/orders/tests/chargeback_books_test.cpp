// Sales under a table of fees with tax on them and somebody else's share of a line, of which a part
// goes back, is disputed, charged back and won again, in any order, through the functions that
// serve people: after each act everybody has of each order in the books what they keep of it, and
// the tax is that of the fee that is kept.

#include <gtest/gtest.h>

#include <iostream>
#include <map>
#include <random>
#include <set>

#include "orders/chargebacks.hpp"
#include "orders/fees.hpp"
#include "orders/tests/disputes.hpp"

namespace orders {
namespace {

using namespace std::chrono_literals;
using payments::Claim;
using tests::mug;

/// Whose account, of which kind, by which order; a member's own and what they owe is one.
struct Its {
    std::int64_t order_id = 0;
    std::int64_t owner = 0;
    std::string kind;
    std::int64_t amount = 0;
};
BOOST_DESCRIBE_STRUCT(Its, (), (order_id, owner, kind, amount))
using Amounts = std::map<std::string, std::int64_t>;

class ChargebackBooks : public tests::DisputeTest {
protected:
    void SetUp() override {
        DisputeTest::SetUp();
        books = live(mug(900));
        tools = live(mug(900));
        must([&](db::Tx& tx) -> base::Result<base::Done> {
            set_category(tx, books, "books", ann);
            return base::done;
        });
        set(policies::refunds_asked_most, 20);
        set(policies::refund_within_days, 365);
        set(policies::refund_debt_most, 10'000'000);
    }

    std::int64_t below(std::int64_t n) {
        return static_cast<std::int64_t>(chance() % static_cast<std::uint64_t>(n));
    }
    /// Now and then other fees and another tax, which touch no order that is there.
    void change_fees() {
        must([&](db::Tx& tx) {
            return policies::set_fees(
                tx, {{{"books", "", 1 + below(300'000), below(3) * 150, {}},
                      {"", "", below(500'000), 0, std::optional<std::int64_t>{below(3'000)}}},
                     tx.now(),
                     ann,
                     "by chance"});
        });
        set(policies::fee_vat_ppm, below(3) * 95'000);
    }
    OrderId buy_both() {
        if (below(2) == 0) change_fees();
        const auto placed = must([&](db::Tx& tx) {
            return orders::place(tx,
                                 {ben,
                                  {{books, 1, 1 + below(5)}, {tools, 1, 1 + below(5)}},
                                  "Ben Buyer",
                                  "1 Street",
                                  payments::Method::simulator},
                                 settings);
        });
        if (below(2) == 0) {
            must([&](db::Tx& tx) {
                return add_share(tx, placed.order.id,
                                 {1 + below(2), "part", cem.value, ledger::Holding::available, 0, 0,
                                  1 + below(300)});
            });
        }
        pay(placed.payment);
        return placed.order.id;
    }
    RefundWish wish(OrderId id) {
        RefundWish made{{}, RefundCause::other, "So."};
        if (below(2) == 0) {
            made.wish.amount = 1 + below(order(id).total);
        } else {
            made.wish.lines.push_back({1 + below(2), 1 + below(2), 0});
        }
        return made;
    }
    void tell(OrderId id) {
        const auto claims = base::every<Claim>();
        const auto claim = claims[static_cast<std::size_t>(below(std::ssize(claims)))];
        const payments::ChargebackNews news{
            std::to_string(id.value) + "." + std::to_string(below(3)), order(id).payment,
            below(3) == 0 ? order(id).total : 1 + below(order(id).total), claim};
        must([&](db::Tx& tx) { return orders::hear(tx, news); });
    }
    void decide(OrderId id) {
        if (opening(id, ben) != "done" || below(4) == 0 || answering(id, ann) != "done") return;
        if (below(2) == 0) (void)code_of([&](db::Tx& tx) { return confirm(tx, id, ben); });
        const std::int64_t sum = latest(id).disputed;
        const auto measure = below(3) == 0 ? cases::Measure::release
                             : sum > 1     ? cases::Measure::refund_part
                                           : cases::Measure::refund;
        (void)deciding(id, mia, measure, sum > 1 ? 1 + below(sum - 1) : 0);
        if (below(2) == 0) pass_appeal();
    }
    void act_on(OrderId id) {
        const auto tries = [&](auto act) { (void)code_of(act); };
        switch (below(10)) {
            case 0: tries([&](db::Tx& tx) { return ship(tx, id, ann, std::nullopt); }); break;
            case 1: tries([&](db::Tx& tx) { return confirm(tx, id, ben); }); break;
            case 2: tries([&](db::Tx& tx) { return refund(tx, id, ann, wish(id)); }); break;
            case 3: tries([&](db::Tx& tx) { return ask_refund(tx, id, ben, wish(id)); }); break;
            case 4: tries([&](db::Tx& tx) { return refuse_refund(tx, id, ann, "No."); }); break;
            case 5: decide(id); break;
            case 6: (void)(below(2) == 0 ? giving_in(id, ann) : withdrawing(id, ben)); break;
            case 7:
                now += 24h * below(3);
                run_due();
                break;
            default: tell(id); break;
        }
    }

    Amounts amounts(std::string_view sql) {
        Amounts all;
        for (const Its& its : look([&](db::Snapshot& db) { return db.all<Its>(sql); })) {
            const std::string whose =
                std::to_string(its.order_id) + " " + its.kind + " of " + std::to_string(its.owner);
            if (its.amount != 0) all[whose] += its.amount;
        }
        return all;
    }
    /// Of orders about which nothing is disputed, for there some lies aside.
    void expect_everybody_has_what_they_keep() {
        const auto books_say = amounts(
            "select t.subject as order_id, a.owner, case a.purpose when 'debt' then 'available' "
            "else a.purpose end as kind, cast(sum(p.amount) as bigint) as amount from postings p "
            "join transfers t on t.id = p.transfer join accounts a on a.id = p.account join orders "
            "o on o.id = t.subject where a.purpose in ('available', 'debt', 'commission', "
            "'fee_vat') and not exists (select 1 from order_disputes d where d.order_id = o.id and "
            "d.ended is null) group by 1, 2, 3");
        const auto shares_say = amounts(
            "select s.order_id, s.owner, s.holding as kind, cast(sum(s.amount - s.back) as bigint) "
            "as amount from order_shares s join orders o on o.id = s.order_id where o.state = "
            "'completed' and not exists (select 1 from order_disputes d where d.order_id = o.id "
            "and d.ended is null) group by 1, 2, 3");
        ASSERT_EQ(books_say, shares_say);
    }
    void expect_the_tax_of_the_fee(OrderId id) {
        const Order is = order(id);
        std::int64_t fee = 0, tax = 0, tax_ppm = 0;
        for (const Share& share : look([&](db::Snapshot& db) { return shares_of(db, id); })) {
            if (share.holding == ledger::Holding::commission) fee += share.amount - share.back;
            if (share.holding != ledger::Holding::fee_vat) continue;
            tax += share.amount - share.back;
            tax_ppm = share.rate_ppm;
        }
        ASSERT_EQ(tax, base::portion(fee, tax_ppm));
        // Never more than half of what remains, but for what is rounded for the goods of a row.
        ASSERT_LE(fee, (is.total - is.refunded + 1) / 2);
        ASSERT_GE(fee, 0);
    }

    shops::ListingId books, tools;
    std::mt19937_64 chance{14};
};

TEST_P(ChargebackBooks, ES_07_whatever_goes_back_is_disputed_charged_back_and_won_no_cent_is_lost) {
    constexpr int acts = 600;
    change_fees();
    std::vector<OrderId> ids;
    for (int i = 0; i < acts && !HasFailure(); ++i) {
        SCOPED_TRACE("act " + std::to_string(i));
        now += 1min;  // So that no two clocks run out at once.
        if (ids.size() < 3 || below(10) == 0) ids.push_back(buy_both());
        const OrderId id = ids[static_cast<std::size_t>(
            std::max<std::int64_t>(0, std::ssize(ids) - 1 - below(4)))];
        act_on(id);
        expect_right_disputes();
        expect_everybody_has_what_they_keep();
        expect_the_tax_of_the_fee(id);
    }
    const auto acted = [&](const std::string& act) {
        return number("select count(*) from order_history where act = '" + act + "'");
    };
    std::cout << ids.size() << " orders, " << acted("charge_back") << " charged back, "
              << acted("win_back") << " won\n";
    EXPECT_GT(acted("charge_back"), 20);
    EXPECT_GT(acted("win_back"), 1);
    EXPECT_GT(acted("agree"), 20);
}
ON_EVERY_DATABASE(ChargebackBooks);

}  // namespace
}  // namespace orders
