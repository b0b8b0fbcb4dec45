// Stored answers: found under their key, kept for a while, forgotten by age.

#include "http/answers.hpp"

#include <gtest/gtest.h>

#include "tests/market.hpp"

namespace http {
namespace {

using namespace std::chrono_literals;

std::span<const db::Migration> migrations_before() {
    return migrations().first(1);
}

AnswerKey key_of(int number) {
    return answer_key(base::MemberId{7}, "route", "key " + std::to_string(number));
}

class Answers : public tests::MarketTest {
protected:
    explicit Answers(std::span<const db::Migration> steps = migrations()) : MarketTest({steps}) {}

    void store(int number, std::int64_t status = 201) {
        must([&](db::Tx& tx) -> base::Result<int> {
            store_answer(tx, key_of(number), "digest", {status, std::to_string(number)});
            return 0;
        });
    }

    std::int64_t forget(base::Time until, std::int64_t most) {
        return must([&](db::Tx& tx) -> base::Result<std::int64_t> {
            return forget_answers(tx, until, most);
        });
    }

    /// The numbers of those that are kept, the oldest first.
    std::vector<std::string> kept() {
        return look([](db::Snapshot& snapshot) {
            return snapshot.all<std::string>("select body from answers order by at, body");
        });
    }
};

TEST_P(Answers, AreForgottenByAgeAndSoManyAtATime) {
    for (int number = 1; number <= 5; ++number) {
        store(number);
        now += 1h;
    }
    store(2, 409);  // An errand that has ended is as old as it was.
    EXPECT_EQ(forget(now - 2h, 2), 2);
    EXPECT_EQ(kept(), (std::vector<std::string>{"3", "4", "5"}));
    EXPECT_EQ(forget(now - 2h, 2), 1) << "the others are not old enough";
    EXPECT_EQ(forget(now - 2h, 2), 0);
    EXPECT_EQ(kept(), (std::vector<std::string>{"4", "5"}));
}

TEST_P(Answers, AreThereOnceUnderTheirKey) {
    store(1, 0);
    store(1, 201);
    const auto found = must([](db::Tx& tx) { return stored_answer(tx, key_of(1), "digest"); });
    EXPECT_EQ(found.value().status, 201);
    EXPECT_EQ(kept().size(), 1U);
}

ON_EVERY_DATABASE(Answers);

class AnswersOfBefore : public Answers {
protected:
    AnswersOfBefore() : Answers(migrations_before()) {}
};

TEST_P(AnswersOfBefore, AreKeptInTheirOrderByTheNextVersion) {
    const auto writer = db::open_writer(place.address());
    for (int number = 9; number > 0; --number) {
        const AnswerKey key = key_of(number);
        writer->script("insert into answers (k1, k2, digest, status, at, body) values (" +
                       std::to_string(key.k1) + ", " + std::to_string(key.k2) + ", " +
                       (GetParam() == db::Dialect::sqlite ? "x'61'" : "'\\x61'") + ", 201, " +
                       std::to_string(number) + ", '" + std::to_string(number) + "')");
    }
    EXPECT_EQ(db::migrate(*writer, migrations(), now), 1);
    EXPECT_EQ(kept().size(), 9U);
    EXPECT_EQ(must([](db::Tx& tx) { return stored_answer(tx, key_of(4), "a"); }).value().body, "4");
    store(10);
    EXPECT_EQ(forget(base::Time{4us}, 100), 3);
    EXPECT_EQ(forget(base::Time{9us}, 2), 2) << "the oldest come first";
    EXPECT_EQ(kept().front(), "6");
}

ON_EVERY_DATABASE(AnswersOfBefore);

}  // namespace
}  // namespace http
