#pragma once

// A market whose sellers are paid out: Ann and others who have earned something, an operator, and
// what must hold of the books whatever happened.

#include <gmock/gmock.h>

#include "orders/tests/sale.hpp"
#include "payouts/routes.hpp"
#include "payouts/rows.hpp"

namespace payouts {

using base::MemberId;
using ledger::Holding;
using std::chrono::days;
using tests::Method;

inline constexpr const char* a_bank = "DE89370400440532013000";
inline constexpr const char* another_bank = "GB82WEST12345698765432";

inline tests::Migrations modules() {
    auto all = tests::sale_modules();
    all.push_back(migrations());
    return all;
}

class PayoutsTest : public tests::SaleTest {
protected:
    explicit PayoutsTest(const Settings& wanted = {"EUR"}) : SaleTest(modules()), euros(wanted) {
        add_jobs(hub, euros);
        members::Settings cheap;
        cheap.hash_cost = members::HashCost::minimum();
        const auto gate = members::add_routes(*router, cheap);
        add_routes(*router, {euros, "Fair", gate});
        boss = join("boss");
        make_operator(boss);
        cookie = cookie_of(boss);
    }

    void open_market() {
        must([&](db::Tx& tx) { return set_source(tx, {boss, "Markt", a_bank}, "a test"); });
    }
    void earn(MemberId member, std::int64_t amount, Holding holding = Holding::available) {
        must([&](db::Tx& tx) {
            const auto world = ledger::account_of(tx, ledger::market, Holding::outside, "EUR");
            const auto own = ledger::account_of(tx, member.value, holding, "EUR");
            return ledger::book(
                tx, {tx.fresh<ledger::TransferId>(), ledger::Purpose::settle, "EUR", 0},
                std::array{ledger::Part{world, -amount}, ledger::Part{own, amount}});
        });
    }
    void name(MemberId member, const std::string& iban = a_bank) {
        must([&](db::Tx& tx) { return name_account(tx, {member, "Ann Seller", iban}); });
    }
    /// Sellers nobody has met, who have earned 10.00, 10.01, ..
    void earn_many(std::int64_t sellers) {
        for (std::int64_t i = 0; i < sellers; ++i) earn(MemberId{1'000'000 + i}, 1'000 + i);
    }
    void name_many(std::int64_t sellers) {
        for (std::int64_t i = 0; i < sellers; ++i) name(MemberId{1'000'000 + i});
    }
    /// Ann has earned so much, and named an account long ago.
    void ann_waits_for(std::int64_t amount) {
        open_market();
        name(ann);
        now += days{3};
        earn(ann, amount);
    }
    auto ask(MemberId member, Occasion occasion = Occasion::asked) {
        return act([=, this](db::Tx& tx) { return payouts::ask(tx, euros, member, occasion); });
    }
    auto run_now() {
        return act([&](db::Tx& tx) { return payouts::run_now(tx, euros, word()); });
    }
    Word word() const { return {boss, "a test"}; }
    auto book(PayoutId id, News news, const std::string& reason = "") {
        return act([=](db::Tx& tx) { return payouts::book(tx, id, news, reason); });
    }
    std::int64_t euros_of(MemberId member, Holding holding) {
        return look(
            [&](db::Snapshot& db) { return ledger::balance(db, member.value, holding, "EUR"); });
    }
    Payout payout(PayoutId id) {
        return *look([&](db::Snapshot& db) { return find(db, id); });
    }
    payouts::Run the_run(RunId id) {
        return *look([&](db::Snapshot& db) { return find_run(db, id); });
    }
    /// Ann's payout of 50.00, in a file.
    Payout filed() {
        ann_waits_for(5'000);
        const Payout asked = *ask(ann);
        must([&](db::Tx& tx) { return payouts::run_now(tx, euros, word()); });
        return payout(asked.id);
    }
    ReadStatement read(const std::string& xml) {
        const auto statement = read_statement(xml);
        return must(
            [&](db::Tx& tx) { return import_statement(tx, digest_of(xml), *statement, boss); });
    }
    void expect_books() {
        EXPECT_TRUE(look([](db::Snapshot& db) { return ledger::audit(db); }).well());
        EXPECT_EQ(number("select cast(coalesce(sum(balance), 0) as bigint) from accounts "
                         "where purpose = 'payout'"),
                  number("select cast(coalesce(sum(amount), 0) as bigint) from payouts "
                         "where state in ('waiting', 'filed')"));
        EXPECT_EQ(number("select count(*) from payout_runs r where r.open <> (select count(*) "
                         "from payouts p where p.run = r.id and p.state = 'filed')"),
                  0);
        EXPECT_EQ(number("select count(*) from payout_runs r where r.payouts <> (select count(*) "
                         "from payouts p where p.run = r.id)"),
                  0);
    }
    tests::Reply get(const std::string& path, const std::string& who) {
        return call(Method::get, "/api/v1" + path, "", who);
    }
    tests::Reply post(const std::string& path, const std::string& body, const std::string& who) {
        return call(Method::post, "/api/v1" + path, body, who);
    }

    const Settings euros;
    MemberId boss;
    std::string cookie;
};

}  // namespace payouts
