#pragma once

// A whole market for a test: empty tables, a clock that stands still until it is moved, ids that
// count from one. The same calls give the same rows on every machine.
//
//     class Orders : public tests::MarketTest {
//     protected:
//         Orders() : MarketTest({events::migrations(), ledger::migrations()}) {}
//     };
//     TEST_P(Orders, AreSentences) { must([&](db::Tx& tx) { return place(tx, ...); }); }
//     ON_EVERY_DATABASE(Orders);

#include <gtest/gtest.h>

#include <optional>
#include <vector>

#include "db/act.hpp"
#include "db/engine.hpp"
#include "db/readers.hpp"
#include "events/events.hpp"
#include "tests/databases.hpp"
#include "tests/failing.hpp"

namespace tests {

using Migrations = std::vector<std::span<const db::Migration>>;

class MarketTest : public ::testing::TestWithParam<db::Dialect> {
protected:
    explicit MarketTest(const Migrations& modules, db::Link link = nullptr)
        : place(GetParam()),
          readers([this] { return db::open_reader(place.address()); }, [this] { return now; }) {
        std::vector<db::Migration> steps;
        for (const auto& module : modules) steps.insert(steps.end(), module.begin(), module.end());
        db::migrate(*db::open_writer(place.address()), steps, now);
        db::EngineOptions options;
        options.source = {[this] { return now; }, [this] { return ++last_id; }};
        options.link = std::move(link);
        options.companion = &hub;
        engine.emplace(
            [this] { return std::make_unique<Failing>(db::open_writer(place.address()), faults); },
            options);
    }

    /// Runs a command and returns its result: here, or where there is one in the writer's thread.
    template <class Work>
    auto act(Work work) {
        if (writer) return db::act(*writer, std::move(work));
        return db::act(*engine, std::move(work));
    }

    /// Runs a command that has to succeed and returns its value.
    template <class Work>
    auto must(Work work) {
        auto result = act(std::move(work));
        if (!result) {
            ADD_FAILURE() << "refused: " << result.error().code();
            throw std::runtime_error(std::string{result.error().code()});
        }
        return *std::move(result);
    }

    /// Looks in one snapshot.
    template <class Look>
    auto look(Look work) {
        return readers.read(std::move(work));
    }

    /// Does what is due, as often as doing it makes more due; returns how many jobs ran.
    int run_jobs() {
        int ran = 0;
        while (true) {
            const auto list =
                look([&](db::Snapshot& snapshot) { return events::due(snapshot, now, 100); });
            if (list.empty()) return ran;
            for (const events::Job& job : list) {
                const auto done = act([&](db::Tx& tx) { return events::perform(tx, job); });
                EXPECT_TRUE(done) << "job " << job.kind;
                ++ran;
            }
        }
    }

    tests::Place place;
    base::Time now{std::chrono::sys_days{std::chrono::year{2030} / 1 / 1} + std::chrono::hours{12}};
    std::int64_t last_id = 0;
    events::Hub hub;
    Faults faults;
    db::Readers readers;
    std::optional<db::Engine> engine;
    std::optional<db::Writer> writer;  // Only where a test wants its thread, as routes do.
};

}  // namespace tests
