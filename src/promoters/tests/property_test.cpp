// Graphs of recruits, rates, sales and refunds by chance, through the functions that serve people:
// nobody but who shared and who had brought them ever gets anything, and the shares are the order's
// money at every step.

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "circles/circles.hpp"
#include "policies/policies.hpp"
#include "promoters/promoters.hpp"
#include "promoters/tests/promoting.hpp"

namespace promoters {
namespace {

using Chance = std::mt19937_64;

std::int64_t upto(Chance& chance, std::int64_t most) {
    return static_cast<std::int64_t>(chance() % static_cast<std::uint64_t>(most + 1));
}

// Who may earn by what, over every configuration that members, sellers and the operator can make,
// and refunds and clocks in any order.
class ByChance : public tests::PromoterTest {
protected:
    void act_once(Chance& chance) {
        const auto& [placed, sharer] = orders[static_cast<std::size_t>(
            upto(chance, static_cast<std::int64_t>(orders.size()) - 1))];
        const auto id = placed;
        const auto now_order = order(id);
        switch (upto(chance, 6)) {
            case 0: (void)act([&](db::Tx& tx) { return orders::ship(tx, id, ann, {}); }); break;
            case 1: (void)act([&](db::Tx& tx) { return orders::confirm(tx, id, ben); }); break;
            case 2:
            case 3:
                (void)act([&](db::Tx& tx) {
                    orders::RefundWish wish;
                    wish.wish.amount = 1 + upto(chance, 600);
                    return orders::refund(tx, id, ann, wish);
                });
                break;
            case 4:
                (void)act([&](db::Tx& tx) {
                    const auto who = people[static_cast<std::size_t>(upto(chance, 4))];
                    return upto(chance, 1) == 0 ? suspend(tx, who, {eve, "by chance"})
                                                : reinstate(tx, who, {eve, "by chance"});
                });
                break;
            default: now += std::chrono::hours{upto(chance, 90)}; run_due();
        }
    }

    std::vector<base::MemberId> people;
    std::vector<std::pair<orders::OrderId, std::size_t>> orders;
};

TEST_P(ByChance, SH_02_keep_the_books_right_and_pay_two_levels_at_most) {
    // A line of five, each brought by the one before.
    for (const auto* name : {"paul", "pete", "pia", "pina", "piet"}) {
        people.push_back(join(name));
        promoter(people.back(), people.size() > 1 ? people[people.size() - 2] : base::MemberId{});
    }
    Chance chance(7);
    const auto goods = live(tests::mug(2000));
    std::int64_t earned_first = 0, earned_second = 0;
    for (int round = 0; round < 12; ++round) {
        rate(goods, upto(chance, 120'000) + 10'000, upto(chance, 10'000));
        const auto sharer = static_cast<std::size_t>(upto(chance, 4));
        const auto link = act([&](db::Tx& tx) { return share(tx, people[sharer], goods); });
        const auto placed = buy(ben, goods, link ? link->token : "", 1 + upto(chance, 3));
        orders.emplace_back(paid(placed), sharer);
        for (int i = 0; i < 8; ++i) act_once(chance);
        expect_right_shares();
        for (const auto& [id, who] : orders) {
            for (const auto& one : shares(id)) {
                if (one.purpose == "commission" || one.purpose == "seller" || one.amount == 0) {
                    continue;
                }
                const bool is_first = one.purpose == first_purpose;
                (is_first ? earned_first : earned_second) += one.amount;
                EXPECT_EQ(one.owner, is_first  ? people[who].value
                                     : who > 0 ? people[who - 1].value
                                               : 0);
            }
        }
    }
    EXPECT_GT(earned_first, 0);
    EXPECT_GT(earned_second, 0);
    now += std::chrono::days{60};
    run_due();
    expect_right_shares();
    for (const auto who : people) EXPECT_EQ(frozen(who), 0) << "money hangs in a frozen account";
}

/// Members who brought each other by chance, up to many levels deep, under rules by chance.
class Forests : public ByChance {
protected:
    void plant(Chance& chance, std::size_t size) {
        for (std::size_t i = 0; i < size; ++i) {
            people.push_back(join("person" + std::to_string(i)));
            MemberId by;
            if (i > 0 && upto(chance, 4) > 0) {
                by = people[static_cast<std::size_t>(
                    upto(chance, static_cast<std::int64_t>(i) - 1))];
            }
            brought_by[people.back()] = by;
            promoter(people.back(), brought_by[people.back()]);
        }
    }
    MemberId somebody(Chance& chance) {
        return people[static_cast<std::size_t>(upto(chance, std::ssize(people) - 1))];
    }
    void change_rules(Chance& chance) {
        const auto set = [&](std::string_view name, std::int64_t value) {
            must([&](db::Tx& tx) {
                return policies::set(tx, {std::string{name}, value, eve, "by chance"});
            });
        };
        set(policies::promoter_ppm_most, upto(chance, 300'000));
        set(policies::promoter_units_most, 1 + upto(chance, 20));
        set(policies::commission_ppm, upto(chance, 500'000));
        const auto first = upto(chance, 300'000);
        (void)code_of([&](db::Tx& tx) {
            return set_rate(tx, ann, {goods, first, upto(chance, first)});
        });
    }
    void fall_out(Chance& chance) {
        const auto who = somebody(chance), other = upto(chance, 1) == 0 ? ann : ben;
        static const std::vector<std::string> accounts{"DE89370400440532013000",
                                                       "GB29NWBK60161331926819"};
        switch (upto(chance, 3)) {
            case 0: (void)code_of([&](db::Tx& tx) { return suspend(tx, who, {eve, "so"}); }); break;
            case 1:
                (void)code_of([&](db::Tx& tx) { return circles::block(tx, other, who); });
                break;
            case 2:
                (void)code_of([&](db::Tx& tx) {
                    return payouts::name_account(
                        tx, {who, "Somebody", accounts[static_cast<std::size_t>(upto(chance, 1))]});
                });
                break;
            default: (void)code_of([&](db::Tx& tx) { return reinstate(tx, who, {eve, "so"}); });
        }
    }
    /// Everybody above who shared, but for who had brought them.
    std::vector<MemberId> ancestors(MemberId sharer) {
        std::vector<MemberId> above;
        for (MemberId up = brought_by[brought_by[sharer]]; up.value != 0; up = brought_by[up]) {
            above.push_back(up);
        }
        return above;
    }
    /// All that anybody has of it, in the order and in the books.
    void expect_two_at_most(orders::OrderId id, MemberId sharer) {
        for (const orders::Share& share : shares(id)) {
            if (share.amount == 0 || !orders::is_earned_by_sharing(share)) continue;
            const bool first = share.purpose == first_purpose;
            ASSERT_EQ(share.owner, first ? sharer.value : brought_by[sharer].value);
            ++(first ? firsts : seconds);
        }
        const auto owners = look([&](db::Snapshot& db) {
            return db.all<std::int64_t>(
                "select distinct a.owner from transfers t join postings p on p.transfer = t.id "
                "join accounts a on a.id = p.account where t.subject = $1 and a.purpose in "
                "('available', 'frozen', 'debt') order by a.owner",
                id);
        });
        for (const std::int64_t owner : owners) {
            EXPECT_TRUE(owner == ann.value || owner == sharer.value ||
                        owner == brought_by[sharer].value)
                << owner << " has something of it";
        }
    }

    std::map<MemberId, MemberId> brought_by;
    shops::ListingId goods;
    std::int64_t firsts = 0, seconds = 0;
};

TEST_P(Forests, SH_02_pay_nobody_but_who_shared_and_who_brought_them) {
    constexpr int sales = 250;
    Chance chance(3);
    plant(chance, 14);
    goods = live(tests::mug(5'000));
    std::size_t deep = 0;
    for (int i = 0; i < sales && !HasFailure(); ++i) {
        SCOPED_TRACE("sale " + std::to_string(i));
        now += std::chrono::hours{1};
        if (i % 5 == 0) change_rules(chance);
        if (upto(chance, 3) == 0) fall_out(chance);
        const auto sharer = somebody(chance);
        std::string token;
        (void)code_of([&](db::Tx& tx) -> base::Result<base::Done> {
            token = TRY(share(tx, sharer, goods)).token;
            return base::done;
        });
        const auto buyer = upto(chance, 5) == 0 ? somebody(chance) : ben;
        orders::Basket basket{buyer,
                              {{goods, 1, 1 + upto(chance, 4)}},
                              "Ben Buyer",
                              "7 Lane " + std::to_string(buyer.value),
                              payments::Method::simulator};
        basket.share = token;
        const auto bought = act([&](db::Tx& tx) { return orders::place(tx, basket, settings); });
        if (!bought) continue;  // They have fallen out with the seller.
        const orders::Placed& placed = *bought;
        const auto id = upto(chance, 3) == 0 ? paid(placed) : settled(placed);
        if (upto(chance, 2) == 0) give_back(id, 1 + upto(chance, placed.order.total - 2));
        expect_two_at_most(id, sharer);
        deep += ancestors(sharer).size();
        if (i % 10 == 0) expect_right_shares();
    }
    now += std::chrono::days{60};
    run_due();
    expect_right_shares();
    EXPECT_GT(firsts, 40);
    EXPECT_GT(seconds, 20);
    EXPECT_GT(deep, 50U) << "hardly anybody had a third level above them";
}

ON_EVERY_DATABASE(Forests);
ON_EVERY_DATABASE(ByChance);

}  // namespace
}  // namespace promoters
