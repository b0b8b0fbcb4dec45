#include "db/writer.hpp"

#include <gmock/gmock.h>

#include <thread>

#include "db/act.hpp"
#include "db/migrate.hpp"
#include "tests/databases.hpp"

namespace db {
namespace {

using base::Done;
using base::Result;

constexpr base::Reason sold_out{base::Kind::conflict, "sold_out"};
constexpr Migration table{"shelf", 1, 1, "create table goods (id BIG primary key, n BIG) STRICT;"};

class Writers : public ::testing::TestWithParam<Dialect> {
protected:
    Writers() : place(GetParam()) {
        const auto connection = open_writer(place.address());
        migrate(*connection, {&table, 1}, base::Time{});
        connection->script("insert into goods (id, n) values (1, 1)");
        EngineOptions options;
        options.source = {[] { return base::Time{}; }, [this] { return ++ids; }};
        engine.emplace([this] { return open_writer(place.address()); }, options);
    }

    tests::Place place;
    std::atomic<std::int64_t> ids{0};
    std::optional<Engine> engine;
};

TEST_P(Writers, SellTheLastUnitToOneOfManyThreads) {
    Writer writer(*engine, {}, nullptr);
    std::atomic<int> sold{0}, refused{0};
    std::vector<std::thread> buyers;
    for (int i = 0; i < 16; ++i) {
        buyers.emplace_back([&] {
            for (int j = 0; j < 20; ++j) {
                const auto bought = act(writer, [](Tx& tx) -> Result<Done> {
                    if (tx.run("update goods set n = n - 1 where id = 1 and n >= 1") == 0) {
                        return sold_out;
                    }
                    return base::done;
                });
                ++(bought ? sold : refused);
            }
        });
    }
    for (auto& buyer : buyers) buyer.join();
    EXPECT_EQ(sold, 1);
    EXPECT_EQ(refused, 319);
}

TEST_P(Writers, TurnAwayWhatIsBeyondTheQueueAndFinishTheRest) {
    std::promise<void> open_gate;
    auto gate = open_gate.get_future().share();
    Writer writer(*engine, {.batch_max = 60, .jobs_max = 16, .queue_max = 3}, nullptr);
    struct Waiting final : Command {
        Waiting(std::shared_future<void> until, std::promise<void>& begun, std::atomic<int>& told)
            : gate(std::move(until)), started(begun), count(told) {}
        Verdict run(Tx&) override {
            if (!announced) started.set_value();
            announced = true;
            gate.wait();
            return Verdict::keep;
        }
        void finished(std::exception_ptr) override { ++count; }
        std::shared_future<void> gate;
        std::promise<void>& started;
        std::atomic<int>& count;
        bool announced = false;
    };
    std::atomic<int> told{0};
    std::promise<void> started[5];
    ASSERT_TRUE(writer.submit(std::make_unique<Waiting>(gate, started[0], told)));
    started[0].get_future().wait();
    int taken = 1;
    for (int i = 1; i < 5; ++i) {
        taken += writer.submit(std::make_unique<Waiting>(gate, started[i], told)) ? 1 : 0;
    }
    EXPECT_EQ(taken, 4);
    open_gate.set_value();
    writer.stop();
    EXPECT_EQ(told, 4);
    EXPECT_FALSE(writer.submit(std::make_unique<Waiting>(gate, started[4], told)));
}

TEST_P(Writers, TurnPeopleAwayWhileTheNewestWouldWaitTooLong) {
    WriterOptions options;
    const std::chrono::milliseconds none{-1};
    options.pressure = {none, none, 2};
    options.queue_max = 4;
    Writer writer(*engine, options, nullptr);
    std::promise<void> open_gate, begun;
    auto gate = open_gate.get_future().share();
    using Work = std::function<Result<Done>(Tx&)>;
    const auto send = [&](const Work& work, Lane lane) {
        return writer.submit(std::make_unique<ActCommand<Work>>(work), lane);
    };
    const Work nothing = [](Tx&) -> Result<Done> { return base::done; };
    ASSERT_TRUE(send(
        [&, told = false](Tx&) mutable -> Result<Done> {
            if (!std::exchange(told, true)) begun.set_value();
            gate.wait();
            return base::done;
        },
        Lane::people));
    begun.get_future().wait();
    EXPECT_TRUE(send(nothing, Lane::people));
    EXPECT_TRUE(send(nothing, Lane::people));
    EXPECT_FALSE(writer.turns_away());
    EXPECT_FALSE(send(nothing, Lane::people));
    EXPECT_TRUE(writer.turns_away()) << "before anybody reads what is wanted";
    EXPECT_TRUE(send(nothing, Lane::jobs));
    EXPECT_TRUE(writer.turns_away());
    auto last = std::make_unique<ActCommand<Work>>(nothing);
    auto outcome = last->outcome();
    EXPECT_TRUE(writer.submit(std::move(last), Lane::begun)) << "a payment has been taken";
    EXPECT_FALSE(send(nothing, Lane::jobs)) << "four wait";
    EXPECT_TRUE(writer.turns_away()) << "a job has no say in that";
    open_gate.set_value();
    EXPECT_TRUE(outcome.get());
    EXPECT_FALSE(writer.turns_away());
    EXPECT_EQ(writer.counters().turned_away, 5);
}

TEST_P(Writers, KeepHalfOfABatchForPeopleAtLeast) {
    std::promise<void> open_gate;
    auto gate = open_gate.get_future().share();
    Writer writer(*engine, {.batch_max = 4, .jobs_max = 16, .queue_max = 100}, nullptr);
    std::mutex mutex;
    std::string order;
    struct Named final : Command {
        Named(char letter, std::mutex& lock, std::string& list, std::shared_future<void> until,
              std::promise<void>* begun)
            : name(letter), mutex(lock), order(list), gate(std::move(until)), started(begun) {}
        Verdict run(Tx&) override {
            if (started) started->set_value();
            started = nullptr;
            gate.wait();
            const std::lock_guard lock(mutex);
            order += name;
            return Verdict::keep;
        }
        void finished(std::exception_ptr) override {}
        char name;
        std::mutex& mutex;
        std::string& order;
        std::shared_future<void> gate;
        std::promise<void>* started;
    };
    std::promise<void> first;
    const auto send = [&](char name, Lane lane, std::promise<void>* started = nullptr) {
        writer.submit(std::make_unique<Named>(name, mutex, order, gate, started), lane);
    };
    send('-', Lane::people, &first);
    first.get_future().wait();
    for (int i = 0; i < 6; ++i) send('j', Lane::jobs);
    for (int i = 0; i < 4; ++i) send('p', Lane::people);
    open_gate.set_value();
    writer.stop();
    EXPECT_EQ(order, "-ppjjppjjjj");
}

ON_EVERY_DATABASE(Writers);

}  // namespace
}  // namespace db
