#pragma once

// A market as an operator has one: a data directory, a database, a key; and the ledger's own
// functions to put money into it.

#include <array>
#include <optional>
#include <random>

#include "app/app.hpp"
#include "app/market.hpp"
#include "app/settings.hpp"
#include "backup/backup.hpp"
#include "base/files.hpp"
#include "cli/verify.hpp"
#include "db/act.hpp"
#include "events/events.hpp"
#include "ledger/heads.hpp"
#include "ledger/ledger.hpp"
#include "tests/budget.hpp"
#include "tests/databases.hpp"

namespace tests {

inline constexpr base::Time operated_now{std::chrono::sys_days{std::chrono::year{2030} / 3 / 15} +
                                         std::chrono::hours{9}};

/// Settings of a market at a test's place, cheap enough for the sanitizers.
inline app::Settings settings_at(const Place& place) {
    app::Settings settings;
    settings.data = (place.directory() / "data").string();
    settings.database = place.text();
    settings.port = 0;
    settings.password_operations = 1;
    settings.password_memory_kib = 8;
    return settings;
}

inline backup::Place backup_place(const app::Settings& settings) {
    return {app::database_of(settings), settings.data, app::key_of(settings)};
}

/// How many findings are bad, each printed where there should be none.
inline int bad(const std::vector<cli::Finding>& findings) {
    int count = 0;
    for (const cli::Finding& finding : findings) count += finding.state == cli::State::bad ? 1 : 0;
    return count;
}

inline std::vector<cli::Finding> verified(const app::Settings& settings) {
    return cli::verify({app::database_of(settings), backup::heads_file(settings.data),
                        ledger::public_half_in(app::key_of(settings))});
}

/// A market in which money moves between a few accounts by chance.
class Trade {
public:
    explicit Trade(const app::Settings& settings) : settings_(settings) {
        app::App(
            settings_, [] { return operated_now; }, app::Backstage::by_hand);
        db::EngineOptions options;
        options.source = {[this] { return now_ += std::chrono::seconds{1}; },
                          [this] { return ++last_id_; }};
        options.link = ledger::link;
        engine_.emplace(
            [address = app::database_of(settings_)] { return db::open_writer(address); }, options);
        const auto file = backup::heads_file(settings_.data);
        heads_.emplace(file, ledger::SigningKey::open(app::key_of(settings_), file));
    }

    /// One batch: a few transfers between accounts that are opened as they are needed.
    void batch() {
        const auto done = db::act(*engine_, [this](db::Tx& tx) -> base::Result<base::Done> {
            const auto world =
                ledger::account_of(tx, ledger::market, ledger::Holding::outside, "EUR");
            for (int i = 0; i < 3; ++i) {
                const auto owner = static_cast<std::int64_t>(1 + chance_() % 9);
                const auto to = ledger::account_of(tx, owner, ledger::Holding::available, "EUR");
                const auto amount = static_cast<std::int64_t>(1 + chance_() % 90'000);
                TRY(ledger::book(
                    tx, {tx.fresh<ledger::TransferId>(), ledger::Purpose::capture, "EUR", owner},
                    std::array{ledger::Part{world, -amount}, ledger::Part{to, amount}}));
            }
            return base::done;
        });
        base::ensure(static_cast<bool>(done));
    }

    void sign() { heads_->sign(engine_->position()); }
    const db::Position& position() const { return engine_->position(); }

private:
    app::Settings settings_;
    base::Time now_ = operated_now;
    std::int64_t last_id_ = 1'000'000;
    std::mt19937_64 chance_{4711};
    std::optional<db::Engine> engine_;
    std::optional<ledger::HeadBook> heads_;
};

}  // namespace tests
