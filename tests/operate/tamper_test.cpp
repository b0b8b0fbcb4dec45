// Somebody who can write to the database changes one byte of the books: the proof finds each,
// also when the chain was computed anew after it.

#include <gmock/gmock.h>

#include <cstdio>
#include <map>

#include "base/text.hpp"
#include "tests/operate/operated.hpp"

namespace tests {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

enum class Holds { number, text, link };

struct Target {
    const char* table;
    const char* column;
    const char* key;  // An expression that names one row.
    Holds holds = Holds::number;
};

constexpr const char* transfer_key = "cast(id as text)";
constexpr const char* posting_key = "cast(account as text) || ' ' || cast(transfer as text)";

const std::vector<Target> targets{
    {"transfers", "id", transfer_key},
    {"transfers", "batch", transfer_key},
    {"transfers", "at", transfer_key},
    {"transfers", "purpose", transfer_key, Holds::text},
    {"transfers", "asset", transfer_key, Holds::text},
    {"transfers", "subject", transfer_key},
    {"postings", "account", posting_key},
    {"postings", "transfer", posting_key},
    {"postings", "amount", posting_key},
    {"postings", "balance", posting_key},
    {"accounts", "owner", transfer_key},
    {"accounts", "purpose", transfer_key, Holds::text},
    {"accounts", "asset", transfer_key, Holds::text},
    {"accounts", "lowest", transfer_key},
    {"accounts", "balance", transfer_key},
    {"accounts", "opened", transfer_key},
    {"accounts", "batch", transfer_key},
    {"batches", "chain", "cast(seq as text)", Holds::link},
};

/// What an attacker who knows this program does after a change: every link anew, from the rows.
void compute_chain_anew(db::Connection& connection) {
    db::Snapshot snapshot(connection, {});
    std::map<std::int64_t, std::vector<std::string>> notes;
    for (const char* sql :
         {"select cast(t.batch as text) || '|' || cast(t.id as text) || ' ' || cast(t.at as text) "
          "|| ' ' || t.purpose || ' ' || t.asset || ' ' || cast(t.subject as text) || '|' || "
          "cast(t.id as text) as note from transfers t",
          "select cast(batch as text) || '|' || cast(id as text) || ' account ' || "
          "cast(owner as text) || ' ' || purpose || ' ' || asset || ' ' || "
          "coalesce(cast(lowest as text), '-') || ' ' || cast(opened as text) || '|' as note "
          "from accounts where batch <> 0"}) {
        for (const std::string& line : snapshot.all<std::string>(sql)) {
            const std::size_t first = line.find('|'), last = line.rfind('|');
            std::string note = line.substr(first + 1, last - first - 1);
            if (const auto transfer = base::to_number(line.substr(last + 1))) {
                for (const std::string& part : snapshot.all<std::string>(
                         "select ' ' || cast(account as text) || ':' || cast(amount as text) "
                         "as part from postings where transfer = $1 order by account",
                         *transfer)) {
                    note += part;
                }
            }
            notes[*base::to_number(line.substr(0, first))].push_back(note + "\n");
        }
    }
    std::string head;
    for (const auto seq : snapshot.all<std::int64_t>("select seq from batches order by seq")) {
        const auto found = notes.find(seq);
        if (found != notes.end()) head = ledger::link(head, found->second);
        const db::Bytes chain{head};
        const std::array args{db::to_arg(seq), db::to_arg(chain)};
        auto ignore = [](const db::Row&) {};
        connection.run("update batches set chain = $2 where seq = $1", args, db::Access::write,
                       ignore);
    }
}

class Tampering : public ::testing::TestWithParam<db::Dialect> {
protected:
    Tampering() : place(GetParam()), settings(settings_at(place)), trade(settings) {
        for (int i = 0; i < 25; ++i) trade.batch();
        trade.sign();
        heads = ledger::read_heads(backup::heads_file(settings.data));
        public_half = ledger::public_half_in(app::key_of(settings));
        connection = db::open_writer(app::database_of(settings));
    }

    std::string changed(const std::string& text) {
        std::string out = text;
        char& letter = out[chance() % out.size()];
        const auto other = static_cast<char>('A' + chance() % 58);
        letter = letter == other ? '!' : other;
        return out;
    }

    std::int64_t changed(std::int64_t value) {
        const auto flip = static_cast<std::uint64_t>(1 + chance() % 255);
        return static_cast<std::int64_t>(static_cast<std::uint64_t>(value) ^
                                         flip << (8 * (chance() % 8)));
    }

    /// Changes one byte of `target` in one row; false when the database refuses it.
    bool change_one_byte(const Target& target) {
        const std::string table = target.table, column = target.column, key = target.key;
        db::Snapshot snapshot(*connection, {});
        const std::string full = target.holds == Holds::link ? " where length(chain) > 0" : "";
        const auto keys = snapshot.all<std::string>("select " + key + " as k from " + table + full +
                                                    " order by 1");
        const std::string& row = keys[chance() % keys.size()];
        const std::string where = " where " + key + " = $1";
        const std::string select = "select " + column + " as v from " + table + where;
        std::string text;
        db::Bytes link;
        db::Arg value;
        switch (target.holds) {
            case Holds::text:
                text = changed(*snapshot.one<std::string>(select, row));
                value = db::to_arg(text);
                break;
            case Holds::link:
                link.value = changed(snapshot.one<db::Bytes>(select, row)->value);
                value = db::to_arg(link);
                break;
            case Holds::number: {
                const auto number = *snapshot.one<std::optional<std::int64_t>>(select, row);
                value = db::to_arg(changed(number.value_or(0)));
                break;
            }
        }
        const std::array args{db::to_arg(row), value};
        auto ignore = [](const db::Row&) {};
        try {
            return connection->run("update " + table + " set " + column + " = $2" + where, args,
                                   db::Access::write, ignore) == 1;
        } catch (const db::Error&) {
            return false;
        }
    }

    int found_bad() {
        db::Snapshot snapshot(*connection, {});
        return bad(cli::prove(snapshot, heads, public_half));
    }

    Place place;
    app::Settings settings;
    Trade trade;
    std::vector<ledger::SignedHead> heads;
    std::string public_half;
    std::unique_ptr<db::Connection> connection;
    std::mt19937_64 chance{20300315};
};

TEST_P(Tampering, IsFoundAtEveryPlaceAlsoWithTheChainComputedAnew) {
    ASSERT_EQ(bad(verified(settings)), 0);
    const std::int64_t rounds = budget("operate", "tampered");
    std::map<std::string, int> reached;
    int refused = 0, anew = 0;
    for (std::int64_t done = 0; done < rounds;) {
        const Target& target = targets[chance() % targets.size()];
        connection->begin_write();
        if (change_one_byte(target)) {
            const std::string what = std::string{target.table} + "." + target.column;
            EXPECT_GT(found_bad(), 0) << what << ", place " << done;
            // A link that is computed anew is what it was.
            if (target.holds != Holds::link) {
                compute_chain_anew(*connection);
                EXPECT_GT(found_bad(), 0) << what << ", chain anew, place " << done;
                ++anew;
            }
            ++reached[what];
            ++done;
        } else {
            ++refused;
        }
        connection->rollback();
    }
    EXPECT_EQ(bad(verified(settings)), 0) << "all of it was undone";
    // A posting whose account is changed mostly points nowhere, which the database refuses.
    EXPECT_GE(reached.size() + 1, targets.size()) << "a column was never reached";
    std::printf("%lld bytes of %zu columns changed, %d with the chain anew; %d refused\n",
                static_cast<long long>(rounds), reached.size(), anew, refused);
}

TEST_P(Tampering, IsFoundWhenTheBooksAddUpAgain) {
    // A whole transfer that never was, with the balances and the chain to go with it.
    connection->begin_write();
    connection->script(
        "insert into transfers (id, batch, at, purpose, asset, subject) "
        "select max(id) + 1, max(batch), max(at), 'capture', 'EUR', 7 from transfers");
    connection->script(
        "insert into postings (account, transfer, amount, balance) select a.id, "
        "(select max(id) from transfers), case when a.owner = 0 then -500 else 500 end, "
        "a.balance + case when a.owner = 0 then -500 else 500 end from accounts a "
        "where a.id in (select min(id) from accounts where owner > 0 union all "
        "select id from accounts where owner = 0)");
    connection->script(
        "update accounts set balance = balance + case when owner = 0 then -500 else 500 end "
        "where id in (select account from postings where transfer = "
        "(select max(id) from transfers))");
    compute_chain_anew(*connection);
    db::Snapshot snapshot(*connection, {});
    EXPECT_TRUE(ledger::audit(snapshot).well()) << "this forger is good";
    EXPECT_EQ(found_bad(), 1);
    connection->rollback();
}

TEST_P(Tampering, OfTheSignedHeadsIsFound) {
    const auto file = backup::heads_file(settings.data);
    std::string text = base::read_file(file);
    for (std::size_t i = 0; i + 1 < text.size(); i += 1 + text.size() / 40) {
        std::string changed = text;
        changed[i] = changed[i] == '0' ? '1' : '0';
        base::write_file(file, changed);
        EXPECT_GT(bad(verified(settings)), 0) << "byte " << i;
    }
    base::write_file(file, "");
    EXPECT_GT(bad(verified(settings)), 0);
}

TEST_P(Tampering, WithTheChainKeepsTheMarketFromOpening) {
    connection->begin_write();
    connection->script(
        "update postings set amount = amount + 1 where transfer = "
        "(select min(id) from transfers)");
    compute_chain_anew(*connection);
    // As after an upgrade: the last step has still to run.
    connection->script(
        "delete from migrations where module = 'app' and number = "
        "(select max(number) from migrations where module = 'app')");
    connection->commit();
    const auto open = [&] {
        app::App(
            settings, [] { return operated_now; }, app::Backstage::by_hand);
    };
    EXPECT_THAT(open, ThrowsMessage<std::runtime_error>(HasSubstr("is not the one whose head")))
        << "before anything else is done to the market";
    EXPECT_EQ(db::Snapshot(*connection, {}).number("select max(seq) from batches"),
              trade.position().batch);
}

TEST_P(Tampering, WithTheWholeMarketKeepsAnotherFromBeingMadeInItsPlace) {
    const Place empty(GetParam());
    settings.database = empty.text();
    const auto open = [&] {
        app::App(
            settings, [] { return operated_now; }, app::Backstage::by_hand);
    };
    EXPECT_THAT(open, ThrowsMessage<std::runtime_error>(HasSubstr("there is no market in this")));
    EXPECT_TRUE(backup::is_empty(empty.address()));
}

ON_EVERY_DATABASE(Tampering);

}  // namespace
}  // namespace tests
