#include <gtest/gtest.h>

#include <algorithm>
#include <barrier>
#include <filesystem>
#include <fstream>
#include <future>
#include <mutex>
#include <thread>

#include "payments/payments.hpp"

namespace payments {
namespace {

namespace fs = std::filesystem;

class SimulatorTest : public ::testing::Test {
protected:
    SimulatorTest()
        : folder(fs::temp_directory_path() / ("fairground_sim_" + std::to_string(::getpid()))) {
        fs::create_directories(folder);
        open();
    }
    ~SimulatorTest() override {
        simulator.reset();
        fs::remove_all(folder);
    }

    std::string file() const { return (folder / "provider").string(); }

    void open() {
        simulator.reset();
        simulator = make_simulator({file(), [] { return base::time_of(0); },
                                    [this](PaymentId id, Outcome outcome) {
                                        const std::lock_guard lock(mutex);
                                        told.emplace_back(id, outcome);
                                        if (told.size() == awaited) all_told.set_value();
                                    },
                                    std::chrono::milliseconds{0}});
    }
    Outcome capture(std::int64_t key, Card card = Card::ok) {
        std::promise<Outcome> said;
        simulator->capture({{key}, 950, "GBP", card}, [&](Outcome o) { said.set_value(o); });
        return said.get_future().get();
    }
    Outcome resolve(std::int64_t key) {
        std::promise<Outcome> said;
        simulator->resolve({key}, [&](Outcome outcome) { said.set_value(outcome); });
        return said.get_future().get();
    }
    void refund(std::int64_t key, std::int64_t payment) {
        std::promise<Returned> said;
        simulator->refund({{key}, {payment}, 950, "GBP"}, [&](Returned r) { said.set_value(r); });
        EXPECT_EQ(said.get_future().get(), Returned::refunded);
    }
    /// A part of what was captured.
    Returned part(std::int64_t key, std::int64_t payment, std::int64_t amount) {
        std::promise<Returned> said;
        simulator->refund({{key}, {payment}, amount, "GBP"},
                          [&](Returned returned) { said.set_value(returned); });
        return said.get_future().get();
    }
    std::string text() const {
        std::ifstream in(file(), std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    std::int64_t lines(const std::string& what) const {
        std::ifstream in(file());
        std::int64_t count = 0;
        for (std::string line; std::getline(in, line);) count += line.starts_with(what) ? 1 : 0;
        return count;
    }

    fs::path folder;
    std::mutex mutex;
    std::vector<std::pair<PaymentId, Outcome>> told;
    std::size_t awaited = 0;
    std::promise<void> all_told;
    std::unique_ptr<Provider> simulator;
};

TEST_F(SimulatorTest, GivesBackInPartsAndNeverMoreInAllThanItTook) {
    capture(1);
    EXPECT_EQ(part(10, 1, 600), Returned::refunded);
    EXPECT_EQ(part(10, 1, 600), Returned::refunded) << "asked again under its key";
    EXPECT_EQ(part(11, 1, 351), Returned::unknown);
    open();  // It remembers what it read.
    EXPECT_EQ(part(11, 1, 351), Returned::unknown);
    EXPECT_EQ(part(12, 1, 350), Returned::refunded);
    EXPECT_EQ(part(13, 1, 1), Returned::unknown);
    EXPECT_EQ(part(14, 2, 1), Returned::unknown) << "of what it never took";
}

TEST_F(SimulatorTest, WritesEachCaptureOnceHoweverOftenItIsAsked) {
    EXPECT_EQ(capture(7), Outcome::captured);
    EXPECT_EQ(text(), "capture 7 7 950 GBP 1970-01-01T00:00:00.000000Z\n");
    EXPECT_EQ(capture(7), Outcome::captured);
    EXPECT_EQ(resolve(7), Outcome::captured);
    refund(8, 7);
    refund(8, 7);
    EXPECT_EQ(lines("capture"), 1);
    EXPECT_EQ(lines("refund 8 7 950"), 1);
}

TEST_F(SimulatorTest, MisbehavesByTheCard) {
    awaited = 3;
    EXPECT_EQ(capture(1, Card::declined), Outcome::declined);
    EXPECT_EQ(capture(2, Card::lost), Outcome::unknown);
    EXPECT_EQ(capture(3, Card::delayed), Outcome::pending);
    EXPECT_EQ(capture(4, Card::doubled), Outcome::captured);
    all_told.get_future().wait();
    const std::lock_guard lock(mutex);
    EXPECT_EQ(std::ranges::count(told, std::pair{PaymentId{3}, Outcome::captured}), 1);
    EXPECT_EQ(std::ranges::count(told, std::pair{PaymentId{4}, Outcome::captured}), 2);
    EXPECT_EQ(lines("capture"), 3);
}

TEST_F(SimulatorTest, ClosesAKeyThatWasAskedForBeforeItsCapture) {
    EXPECT_EQ(resolve(5), Outcome::declined);
    EXPECT_EQ(capture(5), Outcome::declined);
    open();
    EXPECT_EQ(capture(5), Outcome::declined);
    EXPECT_EQ(lines("capture"), 0);
}

TEST_F(SimulatorTest, RemembersAfterARestartAndCutsATornLineOff) {
    capture(1);
    capture(2, Card::declined);
    refund(9, 1);
    const std::string before = text();
    simulator.reset();
    std::ofstream(file(), std::ios::app) << "capture 3 3 95";
    open();
    EXPECT_EQ(text(), before);
    EXPECT_EQ(resolve(1), Outcome::captured);
    EXPECT_EQ(resolve(2), Outcome::declined);
    refund(9, 1);
    EXPECT_EQ(text(), before);
    EXPECT_EQ(capture(3), Outcome::captured);
    EXPECT_EQ(lines("capture 3 3 950 GBP"), 1);
}

TEST_F(SimulatorTest, RefusesAFileWithALineNobodyWrote) {
    simulator.reset();
    std::ofstream(file(), std::ios::app) << "capture x\n";
    EXPECT_THROW(open(), std::runtime_error);
}

TEST_F(SimulatorTest, AnswersManyAtOnceAndNoneBeforeItsLineIsInTheFile) {
    constexpr std::int64_t threads = 8, each = 50;
    std::barrier start(threads);
    std::atomic<std::int64_t> missing{0}, answered{0};
    std::promise<void> done;
    std::vector<std::thread> crowd;
    for (std::int64_t t = 0; t < threads; ++t) {
        crowd.emplace_back([&, t] {
            start.arrive_and_wait();
            for (std::int64_t i = 1; i <= each; ++i) {
                const std::int64_t key = t * each + i;
                simulator->capture({{key}, 1, "GBP", Card::ok}, [&, key](Outcome) {
                    const std::string line = "capture " + std::to_string(key) + " ";
                    if (text().find(line) == std::string::npos) ++missing;
                    if (++answered == threads * each) done.set_value();
                });
            }
        });
    }
    for (std::thread& thread : crowd) thread.join();
    done.get_future().wait();
    EXPECT_EQ(missing, 0);
    EXPECT_EQ(lines("capture"), threads * each);
}

}  // namespace
}  // namespace payments
