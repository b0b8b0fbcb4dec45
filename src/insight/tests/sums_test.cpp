// What people trade by chance is counted once, however it is added up.

#include <gmock/gmock.h>

#include <iostream>
#include <map>
#include <set>

#include "insight/tests/trade.hpp"

namespace insight {
namespace {

using namespace std::chrono_literals;
using payments::Claim;

auto numbers(const Figures& f) {
    return std::vector{
        f.placed, f.paid,          f.settled,     f.refunded,       f.commission,
        f.tax,    f.orders_placed, f.orders_paid, f.orders_settled, f.orders_refunded};
}

class Sums : public tests::TradeTest {
protected:
    std::int64_t below(std::int64_t n) {
        return static_cast<std::int64_t>(chance() % static_cast<std::uint64_t>(n));
    }
    void one_more() {
        std::vector<shops::Wanted> lines;
        for (const auto listing : goods) {
            if (below(2) == 0) lines.push_back({listing, 1, 1 + below(5)});
        }
        if (lines.empty()) lines.push_back({goods[0], 1, 1});
        const auto placed = buy(ben, lines);
        if (below(8) != 0) pay(placed.payment);
        ids.push_back(placed.order.id);
    }
    /// Whatever somebody may try; most of it is refused at most times.
    void act_by_chance() {
        if (ids.size() < 3 || below(4) == 0) return one_more();
        const auto id = ids[static_cast<std::size_t>(
            std::max<std::int64_t>(0, std::ssize(ids) - 1 - below(6)))];
        const auto tries = [&](auto work) { (void)code_of(work); };
        const std::int64_t sum = 1 + below(1500);
        const orders::RefundWish wish{{sum, {}}, orders::RefundCause::other, "So."};
        switch (below(9)) {
            case 0:
            case 1: return tries([&](db::Tx& tx) { return ship(tx, id, ann, std::nullopt); });
            case 2:
            case 3: return tries([&](db::Tx& tx) { return confirm(tx, id, ben); });
            case 4: return tries([&](db::Tx& tx) { return refund(tx, id, ann, wish); });
            case 5: return tries([&](db::Tx& tx) { return cancel(tx, id, ben, std::nullopt); });
            case 6: {
                const orders::RefundWish all{{}, orders::RefundCause::other, "All."};
                return tries([&](db::Tx& tx) { return refund(tx, id, ann, all); });
            }
            case 7:
                put(goods[static_cast<std::size_t>(below(3))], below(2) == 0 ? "" : "plates");
                return;
            default: {
                // A bank takes nothing of what nobody has paid.
                const auto paid = payment_state(id);
                if (paid != payments::State::captured && paid != payments::State::charged_back) {
                    return;
                }
                const auto claims = base::every<Claim>();
                const auto key = std::to_string(id.value) + "." + std::to_string(below(2));
                tell_of_bank(id, claims[static_cast<std::size_t>(below(std::ssize(claims)))], sum,
                             key);
            }
        }
    }
    Period whole() {
        return {home.day_of(begin) - std::chrono::days{2}, home.day_of(now) + std::chrono::days{2}};
    }
    /// Days, months, categories and dealings, of the market's zone and of others, by both views.
    void expect_right_sums();
    void expect_sums_of(const Asked& asked, const Figures& all);
    void expect_entries_of(const Asked& asked);

    std::mt19937 chance{11};
    std::vector<orders::OrderId> ids;
    base::Time begin{now};
};
ON_EVERY_DATABASE(Sums);

void Sums::expect_sums_of(const Asked& asked, const Figures& all) {
    Figures of_days, of_months;
    std::map<std::int64_t, Figures> days;
    for (const auto& day : look([&](db::Snapshot& db) { return report(db, home, asked); })) {
        of_days = sum(of_days, day.figures);
        days[day.day] = day.figures;
    }
    for (Day day = asked.days.first; day <= asked.days.last; day += std::chrono::days{1}) {
        Asked one = asked;
        one.days = part_of(day, Step::month, asked.days);
        if (one.days.last == day) of_months = sum(of_months, total(one));
        one.days = {day, day};
        // To ask for a day alone is to ask the same; not all of them, for that takes long.
        const std::int64_t number = day.time_since_epoch().count();
        if (number % 9 == 0) {
            EXPECT_EQ(numbers(total(one)), numbers(days[number]));
        }
    }
    EXPECT_EQ(numbers(of_days), numbers(all));
    EXPECT_EQ(numbers(of_months), numbers(all));
    Figures of_categories;
    std::set<std::string> categories;
    for (const Cell& cell : cells(asked)) categories.insert(cell.category);
    for (const std::string& category : categories) {
        Asked one = asked;
        one.category = category;
        of_categories = sum(of_categories, total(one));
    }
    EXPECT_EQ(numbers(of_categories), numbers(all));
    EXPECT_GE(categories.size(), 3U);
}

void Sums::expect_entries_of(const Asked& asked) {
    for (const Kind kind : {Kind::placed, Kind::paid, Kind::settled, Kind::refunded}) {
        const auto list =
            look([&](db::Snapshot& db) { return entries(db, home, asked, kind, {}, 100'000); });
        std::int64_t amount = 0, commission = 0;
        for (const Entry& entry : list) {
            amount += entry.amount;
            commission += entry.commission;
        }
        const Figures all = total(asked);
        EXPECT_EQ(amount, kind == Kind::placed    ? all.placed
                          : kind == Kind::paid    ? all.paid
                          : kind == Kind::settled ? all.settled
                                                  : all.refunded);
    }
}

void Sums::expect_right_sums() {
    const Calendar havana("America/Havana"), lord_howe("Australia/Lord_Howe"),
        kolkata("Asia/Kolkata"), again("Europe/London");
    const std::vector<const Calendar*> zones{nullptr, &again, &havana, &lord_howe, &kolkata};
    std::optional<Figures> all;
    for (const DatedBy by : {DatedBy::books, DatedBy::order}) {
        for (const Calendar* zone : zones) {
            SCOPED_TRACE(std::string{base::name_of(by)} + " " + std::to_string(zone == nullptr));
            Asked asked{"GBP", whole(), by};
            asked.zone = zone;
            const Figures its = total(asked);
            if (!all) all = its;
            EXPECT_EQ(numbers(its), numbers(*all)) << "whatever the zone and the view";
            expect_sums_of(asked, its);
            expect_entries_of(asked);
            Asked plates = asked;
            plates.category = "plates";
            expect_entries_of(plates);
        }
    }
    for (const Calendar* zone : zones) {
        EXPECT_TRUE(look(
            [&](db::Snapshot& db) { return equal_to_ledger(db, home, "GBP", whole(), zone); }));
    }
}

// From the end of February to the end of September: London, Havana and Lord Howe change their
// clocks.
TEST_P(Sums, RP_02_of_days_months_and_categories_are_the_whole_and_the_ledger) {
    constexpr int acts = 2000;
    now = begin = base::Time{std::chrono::sys_days{std::chrono::year{2031} / 2 / 24}};
    for (int i = 0; i < acts; ++i) {
        now += 1h * below(5) + 1min * below(60);
        act_by_chance();
        if (below(40) == 0) read_on();
        if (i % 250 == 249) expect_right_sums();
        if (HasFailure()) return;
    }
    read_on();
    expect_right_sums();
    const Figures all = total({"GBP", whole()});
    std::cout << acts << " acts, " << ids.size() << " orders, " << all.orders_settled
              << " settled, " << all.orders_refunded << " refunds, until " << base::to_iso(now)
              << '\n';
    EXPECT_GT(all.orders_settled, 20);
    EXPECT_GT(all.orders_refunded, 20);
    EXPECT_GT(all.commission, 0);
    EXPECT_GT(all.tax, 0);
}

TEST_P(Sums, RP_02_a_day_of_two_zones_has_what_was_traded_in_each) {
    now = base::Time{std::chrono::sys_days{std::chrono::year{2030} / 6 / 10}} + 22h + 30min;
    pay(buy(ben, {{goods[0], 1, 1}}).payment);  // 23:30 in London, 18:30 in Havana, 4:00 in India.
    const Day tenth = *day_from("2030-06-10");
    const Calendar havana("America/Havana"), kolkata("Asia/Kolkata");
    for (const bool read : {false, true}) {
        if (read) read_on();
        const auto on = [&](Day day, const Calendar* zone) {
            Asked asked{"GBP", {day, day}};
            asked.zone = zone;
            return total(asked).paid;
        };
        EXPECT_EQ(on(tenth, nullptr), 950);
        EXPECT_EQ(on(tenth, &havana), 950);
        EXPECT_EQ(on(tenth, &kolkata), 0);
        EXPECT_EQ(on(tenth + std::chrono::days{1}, &kolkata), 950);
    }
}

TEST_P(Sums, RP_02_an_order_is_of_the_categories_that_its_goods_were_in_when_it_was_placed) {
    const auto placed = buy(ben, {{goods[0], 1, 1}, {goods[1], 1, 2}});  // 9.50 and 39.98.
    pay(placed.payment);
    read_on();
    put(goods[1], "antiques");
    must([&](db::Tx& tx) { return ship(tx, placed.order.id, ann, std::nullopt); });
    must([&](db::Tx& tx) { return confirm(tx, placed.order.id, ben); });
    const auto of = [&](const std::string& category) {
        Asked asked{"GBP", whole()};
        asked.category = category;
        return total(asked);
    };
    for (const bool read : {false, true}) {
        if (read) read_on();
        EXPECT_EQ(of("plates").settled, 3998);
        EXPECT_EQ(of("").settled, 950);
        EXPECT_EQ(of("antiques").settled, 0);
        EXPECT_EQ(of("plates").orders_settled, 1) << "which most of it is of";
        EXPECT_EQ(of("").orders_settled, 0);
    }
    const auto refunded = [&](std::int64_t sum) {
        must([&](db::Tx& tx) {
            return refund(tx, placed.order.id, ann, {{sum, {}}, orders::RefundCause::other, ""});
        });
    };
    refunded(4947);
    refunded(1);
    for (const bool read : {false, true}) {
        if (read) read_on();
        for (const char* category : {"plates", ""}) {
            const Figures its = of(category);
            EXPECT_EQ(its.refunded, its.paid) << category;
            EXPECT_EQ(its.commission, 0) << category;
            EXPECT_EQ(its.tax, 0) << category;
        }
    }
}

TEST_P(Sums, RP_01_tell_apart_what_a_seller_sells_to_themselves) {
    const auto name = [&](base::MemberId who) {
        must([&](db::Tx& tx) {
            return payouts::name_account(tx, {who, "Ann A.", "DE89370400440532013000"});
        });
    };
    const auto first = buy(ben, {{goods[0], 1, 1}});
    pay(first.payment);
    read_on();
    name(ann);
    name(ben);
    pay(buy(ben, {{goods[0], 1, 2}}).payment);
    pay(buy(cem, {{goods[0], 1, 3}}, "2 Street").payment);
    const auto of = [&](Dealing dealing) {
        Asked asked{"GBP", whole()};
        asked.dealing = dealing;
        return total(asked);
    };
    for (const bool read : {false, true}) {
        if (read) read_on();
        EXPECT_EQ(of(Dealing::ordinary).paid, 950 + 2850) << "what was counted stays as it is";
        EXPECT_EQ(of(Dealing::self_dealing).paid, 1900);
        EXPECT_EQ(of(Dealing::self_dealing).orders_paid, 1);
        EXPECT_TRUE(
            look([&](db::Snapshot& db) { return equal_to_ledger(db, home, "GBP", whole()); }));
    }
    must([&](db::Tx& tx) { return ship(tx, first.order.id, ann, std::nullopt); });
    must([&](db::Tx& tx) { return confirm(tx, first.order.id, ben); });
    read_on();
    EXPECT_EQ(of(Dealing::ordinary).settled, 950) << "an order stays what it was";
}

TEST_P(Sums, RP_01_what_goes_to_where_its_seller_lives_is_no_turnover) {
    auto theirs = tests::mug(10);
    theirs.price.minor = 700;
    const auto dan = join("dan");
    must([&](db::Tx& tx) { return shops::open(tx, dan, "Dan's bowls"); });
    const auto bowl = must([&](db::Tx& tx) { return shops::list(tx, dan, theirs); });
    do_as(dan, shops::publish, bowl);
    buy(ann, {{bowl, 1, 1}}, "7 Hill");  // Where Ann has things sent.
    pay(buy(cem, {{goods[0], 1, 1}}, "7 Hill").payment);
    pay(buy(cem, {{goods[0], 1, 2}}, "2 Street").payment);
    Asked asked{"GBP", whole()};
    asked.dealing = Dealing::self_dealing;
    EXPECT_EQ(total(asked).paid, 950);
}

TEST_P(Sums, ES_07_a_chargeback_counts_once_wherever_its_money_goes_in_the_end) {
    const auto refunds = [&] { return total({"GBP", whole()}); };
    const auto called_off = buy(ben, {{goods[0], 1, 10}});
    pay(called_off.payment);
    const auto id = called_off.order.id;
    tell_of_bank(id, Claim::taken, 3000, "du_1");
    EXPECT_EQ(refunds().orders_refunded, 1);
    EXPECT_EQ(refunds().refunded, 3000);
    must([&](db::Tx& tx) { return cancel(tx, id, ben, std::nullopt); });
    EXPECT_EQ(refunds().orders_refunded, 2);
    tell_of_bank(id, Claim::won, 3000, "du_1");  // Passed on to Ben.
    for (const bool read : {false, true}) {
        if (read) read_on();
        EXPECT_EQ(refunds().orders_refunded, 2)
            << "what the bank took and what it gave back to him";
        EXPECT_EQ(refunds().refunded, 9500);
    }
    const auto goes_on = buy(ben, {{goods[0], 1, 1}});
    pay(goes_on.payment);
    tell_of_bank(goes_on.order.id, Claim::taken, 950, "du_2");
    tell_of_bank(goes_on.order.id, Claim::won, 950, "du_2");
    EXPECT_EQ(refunds().orders_refunded, 2) << "nothing went back";
    EXPECT_EQ(refunds().refunded, 9500);
    EXPECT_TRUE(look([&](db::Snapshot& db) { return equal_to_ledger(db, home, "GBP", whole()); }));
}

}  // namespace
}  // namespace insight
