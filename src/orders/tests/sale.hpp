#pragma once

// A market in which Ann sells, Ben and Cem buy, and a provider misbehaves on demand.

#include <algorithm>
#include <fstream>
#include <future>
#include <mutex>

#include "orders/disputes.hpp"
#include "orders/routes.hpp"
#include "orders/rows.hpp"
#include "policies/policies.hpp"
#include "shops/tests/shop.hpp"

namespace tests {

inline Migrations sale_modules() {
    Migrations modules{ledger::migrations(), policies::migrations()};
    for (const auto& module : shop_modules()) modules.push_back(module);
    modules.push_back(cases::migrations());
    modules.push_back(payments::migrations());
    modules.push_back(orders::migrations());
    return modules;
}

class SaleTest : public WithShop<RoutesTest> {
protected:
    explicit SaleTest(const Migrations& modules = sale_modules(), orders::TakeUp take_up = {})
        : WithShop(modules, members::authenticate, ledger::link) {
        open_provider();
        settings = {"GBP", provider.get(), orders::lines_most};
        settings.take_up = std::move(take_up);
        orders::add_routes(*router, settings);
        orders::add_jobs(hub, settings);
        orders::add_listeners(hub);
        cases::add_jobs(hub);
    }
    ~SaleTest() override {
        writer->stop();
        provider.reset();
    }

    void open_provider() {
        provider = payments::make_simulator({file(), [this] { return now; },
                                             [this](payments::PaymentId id, payments::Outcome) {
                                                 const std::lock_guard lock(mutex);
                                                 called_back.push_back(id);
                                             },
                                             std::chrono::milliseconds{0}});
    }
    std::string file() const { return (place.directory() / "provider").string(); }

    /// How many lines of this kind the provider's own file has; of one key, or of all.
    std::int64_t provider_lines(const std::string& what, std::int64_t payment = 0) const {
        std::ifstream in(file());
        std::int64_t count = 0;
        std::string word, rest;
        for (std::int64_t key = 0, its_payment = 0; in >> word >> key >> its_payment;) {
            std::getline(in, rest);
            if (word == what && (payment == 0 || its_payment == payment)) ++count;
        }
        return count;
    }

    orders::Placed order_of(base::MemberId buyer, shops::ListingId listing,
                            std::int64_t quantity = 1,
                            payments::Method method = payments::Method::simulator) {
        return must([&](db::Tx& tx) {
            return orders::place(
                tx, {buyer, {{listing, 1, quantity}}, "Ben Buyer", "1 Street", method}, settings);
        });
    }
    /// Ben's order of one mug from a fresh listing, not paid.
    orders::Placed one_mug(payments::Method method = payments::Method::simulator) {
        return order_of(ben, live(mug()), 1, method);
    }
    payments::Outcome capture(const payments::Payment& payment, payments::Card card) {
        std::promise<payments::Outcome> said;
        provider->capture({payment.id, payment.amount, payment.asset, card},
                          [&](payments::Outcome outcome) { said.set_value(outcome); });
        return said.get_future().get();
    }
    void hear(payments::PaymentId id, payments::Outcome outcome) {
        must([&](db::Tx& tx) { return orders::hear(tx, id, outcome); });
    }
    void pay(const payments::Payment& payment, payments::Card card = payments::Card::ok) {
        hear(payment.id, capture(payment, card));
    }
    orders::OrderId paid_mug() {
        const auto placed = one_mug();
        pay(placed.payment);
        return placed.order.id;
    }
    orders::OrderId shipped_mug() {
        const auto id = paid_mug();
        must([&](db::Tx& tx) { return orders::ship(tx, id, ann, std::nullopt); });
        return id;
    }
    orders::OrderId delivered_mug() {
        const auto id = shipped_mug();
        must([&](db::Tx& tx) { return orders::deliver(tx, id, ann); });
        return id;
    }

    orders::Order order(orders::OrderId id) {
        return *look([&](db::Snapshot& db) { return orders::find(db, id); });
    }
    payments::State payment_state(orders::OrderId id) {
        return look([&](db::Snapshot& db) {
            return payments::find(db, orders::find(db, id)->payment)->state;
        });
    }
    std::int64_t available(base::MemberId member) {
        return balance(member.value, ledger::Holding::available);
    }
    std::int64_t balance(std::int64_t owner, ledger::Holding purpose) {
        return look([&](db::Snapshot& db) { return ledger::balance(db, owner, purpose, "GBP"); });
    }
    std::int64_t number(std::string_view sql) {
        return look([&](db::Snapshot& db) { return db.number(sql); });
    }

    /// Does what is due, commands and errands; returns how many. `kind`: only jobs of this kind.
    int run_due(std::string_view kind = "") {
        int ran = 0;
        while (true) {
            auto jobs = look([&](db::Snapshot& db) { return events::due(db, now, 1000); });
            std::erase_if(jobs, [&](const auto& job) { return !kind.empty() && job.kind != kind; });
            if (jobs.empty()) return ran;
            for (const events::Job& job : jobs) {
                ++ran;
                if (const auto* errand = hub.errand_of(job.kind)) {
                    (*errand)(*writer, job);
                } else {
                    must([&](db::Tx& tx) { return events::perform(tx, job); });
                }
            }
        }
    }

    /// The books are right, and no order that is over has money in its hold.
    void expect_right_books() {
        EXPECT_TRUE(look([](db::Snapshot& db) { return ledger::audit(db); }).well());
        EXPECT_EQ(number("select count(*) from orders where is_open = 0 and held <> 0"), 0);
        EXPECT_EQ(number("select count(*) from accounts a join orders o on o.id = a.owner "
                         "where a.purpose = 'hold' and a.balance <> o.held"),
                  0);
        EXPECT_EQ(balance(0, ledger::Holding::suspense), 0);
        EXPECT_EQ(number("select count(*) from orders o where o.held > 0 and (select count(*) "
                         "from jobs j where j.subject = o.id and j.state = 'waiting' "
                         "and j.kind <> 'order_pay_by' and j.due = o.clock_at) <> 1"),
                  0)
            << "a hold without exactly one clock";
    }

    orders::Settings settings;
    std::unique_ptr<payments::Provider> provider;
    std::mutex mutex;
    std::vector<payments::PaymentId> called_back;  // Guarded by the mutex.
};

}  // namespace tests
