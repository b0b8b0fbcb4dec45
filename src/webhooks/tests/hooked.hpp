#pragma once

// A market in which Ann has programs that are told of things, and a carrier that a test drives.

#include <deque>
#include <functional>
#include <utility>

#include "events/cursors.hpp"
#include "notices/notices.hpp"
#include "tests/people.hpp"
#include "tests/routes.hpp"
#include "webhooks/routes.hpp"

namespace tests {

/// Stands for everybody's machines: says what a test wants them to say.
class Machines final : public webhooks::Carrier {
public:
    void begin(webhooks::Parcel parcel) override {
        parcels.push_back(parcel);
        flying.push_back(std::move(parcel));
        most_flying = std::max(most_flying, flying.size());
    }
    std::vector<webhooks::Outcome> wait() override {
        if (dies) throw std::runtime_error("the power is gone");
        std::vector<webhooks::Outcome> outcomes;
        if (meanwhile) std::exchange(meanwhile, nullptr)();
        if (std::exchange(is_slow, false)) return outcomes;
        while (!flying.empty()) {
            outcomes.push_back(answer(flying.front()));
            flying.pop_front();
            if (one_by_one) break;
        }
        return outcomes;
    }
    void abandon() override { flying.clear(); }
    void stop() override { is_stopped = true; }
    bool stopped() const override { return is_stopped; }

    webhooks::Outcome answer(const webhooks::Parcel& parcel) const {
        const std::int64_t status = says ? says(parcel) : 200;
        webhooks::Outcome outcome;
        outcome.id = parcel.id;
        outcome.status = status;
        outcome.failure = webhooks::failure_of(status);
        if (status == 0) outcome.failure = webhooks::DeliveryFailure::timed_out;
        outcome.head = "HTTP/1.1 " + std::to_string(status) + "\r\nX-A: b\r\n";
        outcome.body = body;
        outcome.took_millis = 12;
        return outcome;
    }

    std::vector<webhooks::Parcel> parcels;  // All there ever were.
    std::deque<webhooks::Parcel> flying;
    std::size_t most_flying = 0;
    std::function<std::int64_t(const webhooks::Parcel&)> says;
    std::function<void()> meanwhile;  // Happens once, while something is on its way.
    bool is_slow = false;             // Nothing comes back from the first wait.
    std::string body = "thanks";
    bool dies = false, one_by_one = false, is_stopped = false;
};

class Hooked : public WithPeople<RoutesTest> {
protected:
    using EndpointId = webhooks::EndpointId;
    using HookKind = webhooks::HookKind;

    Hooked()
        : WithPeople(Migrations{events::migrations(), members::migrations(), notices::migrations(),
                                webhooks::migrations()},
                     members::authenticate) {
        settings.carrier = &machines;
        settings.tries_max = 4;
        settings.at_once = 8;
        webhooks::add_routes(*router, settings);
        webhooks::add_operator_routes(*router, settings);
        webhooks::add_jobs(hub, settings);
        webhooks::add_listeners(hub);
    }
    void SetUp() override { ann = join("ann"); }

    webhooks::Made made(base::MemberId owner, const std::string& url = "https://ann.example/hooks",
                        const std::vector<HookKind>& kinds = {HookKind::order_paid}) {
        return must([&](db::Tx& tx) {
            return webhooks::make(tx, owner, {url, "a test", kinds}, settings);
        });
    }
    /// Something happens to a thing of `owner`, and the listener hears it.
    void happens(HookKind kind, base::MemberId owner, std::int64_t subject = 7) {
        must([&](db::Tx& tx) -> base::Result<base::Done> {
            TRY(events::tell(tx, {base::name_of(kind), subject}));
            webhooks::tell(tx, {{events::last(tx), kind, subject, tx.now(), owner}});
            return base::done;
        });
    }
    /// Does what is due, also what goes outside; what fails is tried again later.
    int run_due() {
        int ran = 0;
        while (!machines.is_stopped) {
            const auto list = look([&](db::Snapshot& db) { return events::due(db, now, 100); });
            if (list.empty()) break;
            for (const events::Job& job : list) run(job), ++ran;
        }
        return ran;
    }
    void run(const events::Job& job) {
        const auto* errand = hub.errand_of(job.kind);
        if (errand == nullptr) {
            EXPECT_TRUE(act([&](db::Tx& tx) { return events::perform(tx, job); }));
            return;
        }
        try {
            (*errand)(*writer, job);
        } catch (const std::exception& error) {
            const std::string what = error.what();
            must([&](db::Tx& tx) -> base::Result<base::Done> {
                events::postpone(tx, job, what);
                return base::done;
            });
        }
    }
    /// Lets time pass as its jobs want it, up to `until`.
    void live_until(base::Time until) {
        while (true) {
            run_due();
            const auto next = look([](db::Snapshot& db) { return events::next_due(db); });
            if (!next || *next > until) break;
            now = std::max(now, *next);
        }
        now = std::max(now, until);
    }
    std::vector<webhooks::Delivery> deliveries(EndpointId id) {
        return look([&](db::Snapshot& db) {
            return webhooks::deliveries_of(db, id, std::nullopt, INT64_MAX, 1'000);
        });
    }
    webhooks::Endpoint endpoint(EndpointId id) {
        return *look([&](db::Snapshot& db) { return webhooks::find(db, id); });
    }
    static std::string header(const webhooks::Parcel& parcel, const std::string& name) {
        for (const std::string& one : parcel.headers) {
            if (one.starts_with(name + ": ")) return one.substr(name.size() + 2);
        }
        return "";
    }
    std::int64_t rows(const std::string& table, const std::string& where = "1 = 1") {
        return look([&](db::Snapshot& db) {
            return db.number("select count(*) from " + table + " where " + where);
        });
    }

    Machines machines;
    webhooks::Settings settings;
    base::MemberId ann;
};

}  // namespace tests
