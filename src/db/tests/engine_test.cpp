#include "db/engine.hpp"

#include <gmock/gmock.h>

#include "db/act.hpp"
#include "db/migrate.hpp"
#include "db/readers.hpp"
#include "db/whole_tables.hpp"
#include "tests/databases.hpp"

namespace db {
namespace {

using base::Done;
using base::Reason;
using base::Result;

constexpr Reason sold_out{base::Kind::conflict, "sold_out"};
constexpr base::Time noon{std::chrono::sys_days{std::chrono::year{2030} / 1 / 1} +
                          std::chrono::hours{12}};

constexpr Migration table{"shelf", 1, 1, R"(
    create table goods (id BIG not null primary key, name text not null unique,
                        left_over BIG not null check (left_over >= 0), weight DBL,
                        picture BYTES) STRICT;
)"};

struct Goods {
    std::int64_t id = 0;
    std::string name;
    std::int64_t left_over = 0;
    std::optional<double> weight;
    std::optional<Bytes> picture;
};
BOOST_DESCRIBE_STRUCT(Goods, (), (id, name, left_over, weight, picture))

/// What happens to a connection that breaks at a commit, the next few times.
struct Breaks {
    int before_commit = 0;
    int after_commit = 0;
    int away = 0;  // So many times nobody can connect.
    bool late =
        false;  // The next commit is not answered, and comes through after it was asked for.
    std::shared_ptr<Connection> under_way{};
};

/// A connection to a server, which may break. It says that it is one to PostgreSQL whatever is
/// behind it: a file never breaks.
class Breaking final : public Connection {
public:
    Breaking(std::unique_ptr<Connection> inner, Breaks& breaks)
        : inner_(std::move(inner)), breaks_(breaks) {}

    Dialect dialect() const override { return Dialect::postgres; }
    std::int64_t run(std::string_view sql, std::span<const Arg> args, Access access,
                     RowSink sink) override {
        return inner_->run(sql, args, access, sink);
    }
    void script(const std::string& sql) override { inner_->script(sql); }
    void begin_write() override {
        if (breaks_.under_way) {
            breaks_.under_way->commit();
            breaks_.under_way.reset();
        }
        inner_->begin_write();
    }
    void begin_read() override { inner_->begin_read(); }
    void end_read() override { inner_->end_read(); }
    void commit() override {
        if (breaks_.late) {
            breaks_.late = false;
            breaks_.under_way = std::move(inner_);
            throw Error(ErrorKind::unavailable, "the connection is lost");
        }
        if (breaks_.before_commit > 0 && breaks_.before_commit--) lose();
        inner_->commit();
        if (breaks_.after_commit > 0 && breaks_.after_commit--) lose();
    }
    void rollback() override { inner_->rollback(); }
    void savepoint() override { inner_->savepoint(); }
    void release() override { inner_->release(); }
    void rollback_to() override { inner_->rollback_to(); }
    bool in_transaction() const override { return inner_->in_transaction(); }
    void limit(base::Duration time) override { inner_->limit(time); }

private:
    [[noreturn]] void lose() {
        inner_->rollback();
        throw Error(ErrorKind::unavailable, "the connection is lost");
    }

    std::unique_ptr<Connection> inner_;
    Breaks& breaks_;
};

class Engines : public ::testing::TestWithParam<Dialect> {
protected:
    Engines() : place(GetParam()) {
        migrate(*open_writer(place.address()), {&table, 1}, noon);
        engine.emplace([this] { return open_writer(place.address()); }, options());
    }

    EngineOptions options() {
        EngineOptions made;
        made.source = {[this] { return now; }, [this] { return ++last_id; }};
        made.link = [](const std::string& head, std::span<const std::string> notes) {
            std::string next = head;
            for (const std::string& note : notes) next += note;
            return next;
        };
        return made;
    }

    template <class Work>
    auto act(Work work) {
        return db::act(*engine, work);
    }
    template <class Work>
    void must(Work work) {
        EXPECT_TRUE(db::act(*engine, work));
    }
    std::int64_t count() {
        Readers readers([this] { return open_reader(place.address()); }, [this] { return now; });
        return readers.read([](Snapshot& s) { return s.number("select count(*) from goods"); });
    }

    tests::Place place;
    base::Time now = noon;
    std::int64_t last_id = 0;
    std::optional<Engine> engine;
};

Result<Done> put(Tx& tx, std::int64_t id, const std::string& name) {
    tx.run("insert into goods (id, name, left_over) values ($1, $2, 1)", id, name);
    return base::done;
}

TEST_P(Engines, GiveBackWhatWasWrittenByColumnNameAndByNumber) {
    const Bytes picture{std::string("\0\xff' ", 4)};
    must([&](Tx& tx) -> Result<Done> {
        tx.run(
            "insert into goods (picture, weight, left_over, name, id) values "
            "($5, $4, $3, $2, $1)",
            7, "a 'quoted' 面膜", 3, std::optional{0.5}, picture);
        return base::done;
    });
    const auto found = act([](Tx& tx) -> Result<Goods> {
        return *tx.one<Goods>("select weight, picture, name, left_over, id from goods");
    });
    EXPECT_EQ(found->id, 7);
    EXPECT_EQ(found->name, "a 'quoted' 面膜");
    EXPECT_EQ(found->left_over, 3);
    EXPECT_EQ(found->weight, 0.5);
    EXPECT_EQ(found->picture, picture);
}

TEST_P(Engines, BindAParameterThatIsUsedTwiceOnce) {
    const auto sum = act([](Tx& tx) -> Result<std::int64_t> {
        return tx.number(
            "select cast($2 as bigint) + cast($1 as bigint) * 10 + "
            "cast($2 as bigint) as total",
            std::int64_t{4}, std::int64_t{1});
    });
    EXPECT_EQ(*sum, 42);
}

TEST_P(Engines, UndoARefusalAndNobodyElses) {
    ActCommand first([](Tx& tx) { return put(tx, 1, "cup"); });
    ActCommand refused([](Tx& tx) -> Result<Done> {
        TRY(put(tx, 2, "pan"));
        tx.note("never");
        tx.next_event();
        return sold_out;
    });
    ActCommand last([](Tx& tx) -> Result<std::int64_t> {
        TRY(put(tx, 3, "pot"));
        tx.note("always");
        return tx.next_event();
    });
    Command* const batch[] = {&first, &refused, &last};
    auto told_refused = refused.outcome();
    auto told_last = last.outcome();
    engine->run(batch);

    EXPECT_EQ(told_refused.get().error(), sold_out);
    EXPECT_EQ(*told_last.get(), 1);
    EXPECT_EQ(count(), 2);
    EXPECT_EQ(engine->position().head.value, "always");
    EXPECT_EQ(engine->position().batch, 1);
}

TEST_P(Engines, LookUpABatchWhoseCommitWasNotAnsweredAndNeverRunItTwice) {
    // What is put carries no key, so that a batch that is run twice puts two.
    const auto put_next = [](Tx& tx) -> Result<Done> {
        const auto next = tx.number("select count(*) + 1 as next from goods");
        return put(tx, next, "cup " + std::to_string(next));
    };
    struct Case {
        Breaks breaks;
        bool told_done;
        int stored;
    };
    const Case cases[] = {
        {{0, 1, 0}, true, 1},   // It went through.
        {{0, 1, 1}, true, 1},   // It went through, and the database is away for a while.
        {{1, 0, 1}, true, 1},   // It did not: it is run again.
        {{0, 1, 9}, false, 1},  // Away for too long: nobody knows, and the client asks again.
        {{9, 0, 0}, false, 0},  // Every commit breaks.
    };
    for (const Case& one : cases) {
        Breaks breaks{};
        engine.emplace(
            [&] {
                if (breaks.away > 0 && breaks.away--) {
                    throw Error(ErrorKind::unavailable, "nobody listens");
                }
                return std::make_unique<Breaking>(open_writer(place.address()), breaks);
            },
            options());
        const auto before = count();
        breaks = one.breaks;
        if (one.told_done) {
            must(put_next);
        } else {
            EXPECT_THROW(act(put_next), Error);
        }
        EXPECT_EQ(count(), before + one.stored);
        breaks = {};
        const auto batch = engine->position().batch;
        must(put_next);
        EXPECT_EQ(count(), before + one.stored + 1);
        EXPECT_GT(engine->position().batch, batch);
    }
}

TEST_P(Engines, RecogniseACommitThatComesThroughAfterItWasLookedFor) {
    Breaks breaks{};
    engine.emplace([&] { return std::make_unique<Breaking>(open_writer(place.address()), breaks); },
                   options());
    breaks.late = true;
    ActCommand cup([](Tx& tx) { return put(tx, 1, "cup"); });
    ActCommand jug([](Tx& tx) { return put(tx, 2, "jug"); });
    std::array<Command*, 2> both{&cup, &jug};
    auto first = cup.outcome();
    auto second = jug.outcome();
    engine->run(both);
    EXPECT_TRUE(first.get());
    EXPECT_TRUE(second.get());
    EXPECT_EQ(count(), 2);
    must([](Tx& tx) { return put(tx, 3, "pot"); });  // And the writer is not stuck behind it.
    EXPECT_EQ(count(), 3);
}

TEST_P(Engines, GoOnBehindAnotherWriterOfTheSameMarket) {
    if (GetParam() == Dialect::sqlite) GTEST_SKIP() << "a file has one program";
    must([](Tx& tx) { return put(tx, 1, "cup"); });
    Engine other([this] { return open_writer(place.address()); }, options());
    EXPECT_TRUE(db::act(other, [](Tx& tx) { return put(tx, 2, "jug"); }));
    EXPECT_TRUE(act([](Tx& tx) { return put(tx, 3, "pot"); }));
    EXPECT_EQ(count(), 3);
}

TEST_P(Engines, UndoAnAccidentAndNobodyElses) {
    ActCommand first([](Tx& tx) { return put(tx, 1, "cup"); });
    ActCommand twice([](Tx& tx) { return put(tx, 1, "cup"); });
    ActCommand broken([](Tx& tx) -> Result<Done> {
        tx.one<std::int64_t>("select nonsense from nowhere");
        return base::done;
    });
    ActCommand last([](Tx& tx) { return put(tx, 3, "pot"); });
    Command* const batch[] = {&first, &twice, &broken, &last};
    auto told_first = first.outcome();
    auto told_twice = twice.outcome();
    auto told_broken = broken.outcome();
    auto told_last = last.outcome();
    engine->run(batch);

    EXPECT_TRUE(told_first.get());
    try {
        (void)told_twice.get();
        FAIL() << "the same key went in twice";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::unique);
    }
    EXPECT_THROW(told_broken.get(), Error);
    EXPECT_TRUE(told_last.get());
    EXPECT_EQ(count(), 2);
}

TEST_P(Engines, FindAFailureThatNobodyWaitedForBeforeItIsKept) {
    // Each fails with its last write, of which nobody looks at the outcome.
    const auto again = [](Tx& tx) { return put(tx, 1, "cup"); };
    const auto again_and_refused = [](Tx& tx) -> Result<Done> {
        TRY(put(tx, 1, "cup"));
        return sold_out;
    };
    const auto again_and_on = [](Tx& tx) -> Result<Done> {
        TRY(put(tx, 1, "cup"));
        tx.run("update goods set left_over = 9 where id = 1");  // Never prepared before.
        return base::done;
    };
    const auto again_and_thrown = [](Tx& tx) -> Result<Done> {
        TRY(put(tx, 1, "cup"));
        throw std::runtime_error("something else");
    };
    must([](Tx& tx) { return put(tx, 1, "cup"); });
    std::int64_t id = 1;
    const std::function<Result<Done>(Tx&)> bad[] = {again, again_and_refused, again_and_on,
                                                    again_and_thrown};
    for (const auto& failing : bad) {
        for (const bool refused_after : {false, true}) {
            ActCommand before([&](Tx& tx) { return put(tx, id + 1, "b" + std::to_string(id)); });
            ActCommand fails(failing);
            ActCommand after([&](Tx& tx) -> Result<Done> {
                TRY(put(tx, id + 2, "a" + std::to_string(id)));
                if (refused_after) return sold_out;
                tx.run("update goods set left_over = 9 where id = 1");
                return base::done;
            });
            Command* const batch[] = {&before, &fails, &after};
            auto told_before = before.outcome();
            auto told_fails = fails.outcome();
            auto told_after = after.outcome();
            const auto stored = count();
            engine->run(batch);

            EXPECT_TRUE(told_before.get());
            EXPECT_EQ(bool{told_after.get()}, !refused_after);
            EXPECT_EQ(count(), stored + (refused_after ? 1 : 2));
            try {
                EXPECT_EQ(told_fails.get().error(), sold_out);
            } catch (const Error& error) {
                EXPECT_EQ(error.kind(), ErrorKind::unique);
            } catch (const std::runtime_error& error) {
                EXPECT_EQ(error.what(), std::string{"something else"});
            }
            id += 2;
        }
    }
}

TEST_P(Engines, KnowWhatAStatementChangedWheneverTheyAreAsked) {
    const auto changed = act([](Tx& tx) -> Result<std::vector<std::int64_t>> {
        TRY(put(tx, 1, "cup"));
        TRY(put(tx, 2, "pan"));
        const auto both = tx.run("update goods set left_over = 5");
        const auto none = tx.run("update goods set left_over = 6 where id = 7");
        const auto one = tx.run("delete from goods where id = 2");
        const std::int64_t left = tx.number("select left_over from goods");
        return std::vector<std::int64_t>{one, left, none, both};
    });
    EXPECT_EQ(*changed, (std::vector<std::int64_t>{1, 5, 0, 2}));
}

TEST_P(Engines, WaitForAServerOnlyWhereAnAnswerIsWanted) {
    const Connection* connection = nullptr;
    engine.emplace(
        [&] {
            auto opened = open_writer(place.address());
            connection = opened.get();
            return opened;
        },
        options());
    std::vector<std::unique_ptr<Command>> commands;
    std::vector<Command*> batch;
    constexpr int many = 20;
    for (int i = 0; i < many; ++i) {
        auto work = [i](Tx& tx) -> Result<Done> {
            TRY(put(tx, i, "cup " + std::to_string(i)));
            tx.run("update goods set left_over = left_over + 1 where id = $1", i);
            tx.run("update goods set left_over = left_over * 2 where id = $1", i);
            return base::done;
        };
        commands.push_back(std::make_unique<ActCommand<decltype(work)>>(work));
        batch.push_back(commands.back().get());
    }
    const std::int64_t before = connection->round_trips();
    engine->run(batch);
    // From begin to commit there is nothing to wait for but the end.
    EXPECT_EQ(connection->round_trips() - before, GetParam() == Dialect::postgres ? 1 : 0);
    const auto done = act([](Tx& tx) -> Result<std::int64_t> {
        return tx.number("select count(*) from goods where left_over = 4");
    });
    EXPECT_EQ(*done, many);
}

TEST_P(Engines, CountOnlyTheBatchesThatWroteAndRememberThem) {
    must([](Tx& tx) { return put(tx, 1, "cup"); });
    EXPECT_FALSE(act([](Tx&) -> Result<Done> { return sold_out; }));
    must([](Tx& tx) -> Result<Done> {
        tx.one<Goods>("select * from goods");
        return base::done;
    });
    EXPECT_EQ(engine->position().batch, 1);

    Engine again([this] { return open_writer(place.address()); }, options());
    EXPECT_EQ(again.position().batch, 1);
    EXPECT_EQ(again.position().at, noon);
}

TEST_P(Engines, NeverGoBackInTime) {
    const auto instant = [](Tx& tx) -> Result<base::Time> {
        tx.run("delete from goods");
        return tx.now();
    };
    EXPECT_EQ(*act(instant), noon);
    now -= std::chrono::hours{1};
    EXPECT_EQ(*act(instant), noon);
    now = noon + std::chrono::seconds{1};
    EXPECT_EQ(*act(instant), now);
}

TEST_P(Engines, GiveReadersOneSnapshot) {
    must([](Tx& tx) { return put(tx, 1, "cup"); });
    Readers readers([this] { return open_reader(place.address()); }, [this] { return now; });
    const auto [before, after] = readers.read([&](Snapshot& snapshot) {
        const std::int64_t first = snapshot.number("select count(*) from goods");
        must([](Tx& tx) { return put(tx, 2, "pan"); });
        return std::pair{first, snapshot.number("select count(*) from goods")};
    });
    EXPECT_EQ(before, 1);
    EXPECT_EQ(after, 1);
    EXPECT_EQ(count(), 2);
}

TEST_P(Engines, EndASnapshotThatLivesTooLongWhateverItReads) {
    if (GetParam() == Dialect::postgres) GTEST_SKIP() << "a server limits each statement";
    must([](Tx& tx) { return put(tx, 1, "cup"); });
    const auto reader = open_reader(place.address());
    reader->limit(std::chrono::microseconds{1});
    reader->begin_read();
    Snapshot snapshot(*reader, now);
    reader->limit(std::chrono::hours{1});  // For the next one; this one's time is up.
    const auto count_to = [&](int steps) {
        return snapshot.number(
            "with recursive n(i) as (select 1 union all select i + 1 from n where i < $1) "
            "select count(*) from n",
            steps);
    };
    EXPECT_THROW(count_to(100'000), Error);
    reader->rollback();
    reader->begin_read();
    EXPECT_EQ(count_to(100'000), 100'000);
}

TEST_P(Engines, ReadWholeTablesWithoutLoopsAndOnlyThere) {
    if (GetParam() == Dialect::sqlite) GTEST_SKIP() << "it has no such setting";
    Readers readers([this] { return open_reader(place.address()); }, [this] { return now; });
    const auto loops = [](Snapshot& snapshot) {
        return *snapshot.one<std::string>("select current_setting('enable_nestloop') as loops");
    };
    const auto within = [&](Snapshot& snapshot) {
        const WholeTables whole(snapshot);
        return loops(snapshot);
    };
    const auto fails = [](Snapshot& snapshot) {
        const WholeTables whole(snapshot);
        return snapshot.number("select 1 / 0 as none");
    };
    EXPECT_EQ(readers.read([&](Snapshot& s) { return within(s) + loops(s); }), "offon");
    EXPECT_THROW(readers.read(fails), Error);
    EXPECT_EQ(readers.read(loops), "on");
}

TEST_P(Engines, TellErrorsApartByCode) {
    const auto kind_of = [&](const std::string& sql) {
        try {
            must([&](Tx& tx) -> Result<Done> {
                tx.run(sql);
                return base::done;
            });
        } catch (const Error& error) {
            return error.kind();
        }
        return ErrorKind::other;
    };
    must([](Tx& tx) { return put(tx, 1, "cup"); });
    EXPECT_EQ(kind_of("insert into goods (id, name, left_over) values (2, 'cup', 1)"),
              ErrorKind::unique);
    EXPECT_EQ(kind_of("update goods set left_over = -1"), ErrorKind::check);
    EXPECT_EQ(kind_of("insert into goods (id, left_over) values (3, 1)"), ErrorKind::not_null);
}

TEST_P(Engines, LendAnotherConnectionAfterOneIsLost) {
    if (GetParam() == Dialect::sqlite) GTEST_SKIP() << "a file has no connection to lose";
    Readers readers([this] { return open_reader(place.address()); }, [this] { return now; });
    const auto hang_up = [](Snapshot& snapshot) {
        return snapshot.number(
            "select cast(pg_terminate_backend(pg_backend_pid()) as integer) as gone");
    };
    EXPECT_THROW(readers.read(hang_up), Error);
    EXPECT_EQ(count(), 0);
    EXPECT_EQ(readers.read([](Snapshot& s) { return s.number("select count(*) from goods"); }), 0);
}

ON_EVERY_DATABASE(Engines);

}  // namespace
}  // namespace db
