// Everything that a provider can tell of one payment, each twice now and then, in every order,
// around what people do with the order meanwhile. Who is refused tries again at the end, as a
// client does, and so does a provider that is told that we know nothing of a refund yet. Whatever
// the order was, those of which people came equally far end with the same state and the same books.

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <map>

#include "orders/chargebacks.hpp"
#include "orders/tests/sale.hpp"
#include "orders/tests/silent_page.hpp"

namespace orders {
namespace {

using payments::Claim;
using payments::Outcome;
using tests::mug;

/// What is told, and `act`: the next thing that people do.
enum class What : std::uint8_t { captured, expired, taken, won, lost, refund_failed, act };

struct Family {
    std::string name;
    std::vector<What> steps;
};

class Callbacks : public tests::SaleTest {
protected:
    void SetUp() override {
        tests::SaleTest::SetUp();
        settings.card = &cards;
        mugs = live(mug(100));
    }

    struct Life {
        OrderId order;
        payments::PaymentId payment;
        std::size_t acts = 0;  // So many were done.
    };

    /// The next thing that people do: send it, give a part back, be content.
    bool act(db::Tx& tx, Life& life) const {
        const auto done = [&]() -> bool {
            switch (life.acts) {
                case 0: return bool(ship(tx, life.order, ann, std::nullopt));
                case 1:
                    return bool(
                        refund(tx, life.order, ann, {{1900, {}}, RefundCause::goodwill, "Sorry."}));
                case 2: return bool(confirm(tx, life.order, ben));
                default: return false;
            }
        }();
        if (done) ++life.acts;
        return done;
    }

    static base::Result<base::Done> claim(db::Tx& tx, const Life& life, Claim claim) {
        payments::CardNews news;
        news.topic = payments::Topic::chargeback;
        news.key = "du_1";
        news.charge = "pi_1";
        news.amount = 9500;
        news.currency = "GBP";
        news.claim = claim;
        return orders::hear(tx, news, life.payment);
    }
    static base::Result<base::Done> session(db::Tx& tx, const Life& life, Outcome outcome) {
        payments::CardNews news;
        news.topic = payments::Topic::payment;
        news.payment = life.payment;
        news.session = "cs_1";
        news.amount = 9500;
        news.currency = "GBP";
        news.outcome = outcome;
        return orders::hear(tx, news, std::nullopt);
    }
    /// False where it has to be told again.
    bool refund_failed(db::Tx& tx, const Life& life) const {
        const auto id = tx.one<payments::RefundId>(
            "select id from refunds where subject = $1 order by id limit 1", life.order);
        payments::CardNews news;
        news.topic = payments::Topic::refund;
        news.refund = id.value_or(payments::RefundId{1});
        news.why = "expired_or_canceled_card";
        const auto heard = orders::hear(tx, news, std::nullopt);
        EXPECT_EQ(bool(heard), id.has_value());
        return bool(heard);
    }

    bool take(db::Tx& tx, Life& life, What step) {
        switch (step) {
            case What::captured: return bool(session(tx, life, Outcome::captured));
            case What::expired: return bool(session(tx, life, Outcome::declined));
            case What::taken: return bool(claim(tx, life, Claim::taken));
            case What::won: return bool(claim(tx, life, Claim::won));
            case What::lost: return bool(claim(tx, life, Claim::lost));
            case What::refund_failed: return refund_failed(tx, life);
            case What::act: return act(tx, life);
        }
        return false;
    }

    /// What there is to know of its end; debts count against what their member has.
    static std::string end_of(db::Tx& tx, const Life& life) {
        const Order order = find(tx, life.order).value();
        std::string text = std::string{base::name_of(order.state)} + " held " +
                           std::to_string(order.held) + " back " + std::to_string(order.refunded) +
                           " clock " + (order.clock_at ? "runs" : "none");
        for (const auto& row : tx.all<std::string>(
                 "select 'payment ' || state || ' ' || returned from payments where subject = $1 "
                 "union all select 'refund ' || state || ' ' || amount from refunds where subject "
                 "= "
                 "$1 union all select 'claim ' || state || ' ' || booked from chargebacks where "
                 "subject = $1 union all select 'share ' || purpose || ' ' || back from "
                 "order_shares where order_id = $1 union all select 'books ' || (case a.purpose "
                 "when 'debt' then 'available' else a.purpose end) || ' ' || cast(sum(p.amount) as "
                 "bigint) from transfers t join postings p on p.transfer = t.id join accounts a on "
                 "a.id = p.account where t.subject = $1 group by (case a.purpose when 'debt' then "
                 "'available' else a.purpose end) having sum(p.amount) <> 0 order by 1",
                 life.order)) {
            text += "; " + row;
        }
        return text;
    }

    /// The ends of one family.
    struct Ends {
        std::string name;
        std::map<std::size_t, std::string> by_acts;  // By how far people came.
        std::int64_t count = 0;
    };

    /// Does something and takes it back, so that what many orders have in common is lived once.
    template <class Do>
    static void for_once(db::Tx& tx, Do what) {
        tx.run("savepoint once");
        what();
        tx.run("rollback to savepoint once");
        tx.run("release savepoint once");
    }

    /// Takes a step, whole or not at all, as a command does.
    bool take_whole(db::Tx& tx, Life& life, What step) {
        tx.run("savepoint once");
        const bool taken = take(tx, life, step);
        if (!taken) tx.run("rollback to savepoint once");
        tx.run("release savepoint once");
        return taken;
    }

    /// All steps are taken, or refused: those are tried again, and the end is looked at.
    void end(db::Tx& tx, Life life, std::vector<What> again, Ends& ends) {
        for (bool moved = true; moved;) {
            moved = std::erase_if(again, [&](What step) { return take_whole(tx, life, step); }) > 0;
        }
        const std::string end = end_of(tx, life);
        const auto known = ends.by_acts.emplace(life.acts, end).first;
        EXPECT_EQ(known->second, end) << ends.name << ", permutation " << ends.count;
        ++ends.count;
    }

    /// Lives every order of the steps that are left; `again` are those that were refused.
    void live_on(db::Tx& tx, const Life& life, const std::vector<What>& left,
                 const std::vector<What>& again, Ends& ends) {
        if (left.empty()) return for_once(tx, [&] { end(tx, life, again, ends); });
        for (std::size_t i = 0; i < left.size() && !HasFailure(); ++i) {
            if (i > 0 && left[i] == left[i - 1]) continue;
            for_once(tx, [&] {
                auto rest = left, refused = again;
                rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
                Life next = life;
                if (!take_whole(tx, next, left[i])) refused.push_back(left[i]);
                live_on(tx, next, rest, refused, ends);
            });
        }
    }

    /// Lives all orders of a family, and leaves no trace.
    Ends live_all(const Family& family) {
        Ends ends{family.name, {}, 0};
        auto steps = family.steps;
        std::ranges::sort(steps);
        const std::string undone = code_of([&](db::Tx& tx) -> base::Result<base::Done> {
            ends = {family.name, {}, 0};  // A command may be run again.
            const auto placed = orders::place(
                tx, {ben, {{mugs, 1, 10}}, "Ben Buyer", "1 Street", payments::Method::card},
                settings);
            live_on(tx, {placed->order.id, placed->payment.id}, steps, {}, ends);
            return no_such_order;
        });
        EXPECT_EQ(undone, "no_such_order");
        return ends;
    }

    tests::SilentPage cards;
    shops::ListingId mugs;
};
ON_EVERY_DATABASE(Callbacks);

TEST_P(Callbacks, ES_03_end_the_same_in_every_order_and_however_often_they_come) {
    using enum What;
    const std::vector<Family> families{
        {"captured twice, expired twice", {captured, captured, expired, expired, act, act, act}},
        {"taken and won, captured twice", {captured, captured, taken, won, act, act, act}},
        {"taken twice and won twice", {captured, taken, taken, won, won, act, act}},
        {"taken and lost twice", {captured, taken, lost, lost, act, act, act}},
        {"taken, won, lost, expired", {captured, expired, taken, won, lost, act}},
        {"the refund failed twice",
         {captured, expired, refund_failed, refund_failed, act, act, act}},
        {"the refund failed, taken, won", {captured, refund_failed, taken, won, act, act}}};
    std::int64_t all = 0;
    for (const Family& family : families) {
        const Ends ends = live_all(family);
        std::cout << ends.name << ": " << ends.count << " permutations, " << ends.by_acts.size()
                  << " ends\n";
        all += ends.count;
    }
    std::cout << all << " permutations in all\n";
    EXPECT_EQ(all, 3'180);
}

}  // namespace
}  // namespace orders
