#pragma once

// What the files of this module's shell share: statements that several of them need.

#include "ledger/ledger.hpp"
#include "payouts/payouts.hpp"

namespace payouts {

std::string select_payout();  // "select ... from payouts "
std::string select_run();     // "select ... from payout_runs "

/// A seller as a run looks at them.
struct Candidate {
    base::MemberId member;
    std::int64_t balance = 0;
    std::optional<Account> account;
};

/// What holds for all sellers alike, so that a run reads it once.
struct Terms {
    std::int64_t minimum = 0;
    bool market_ready = false;
    Schedule usual{};
};
Terms terms_of(db::Snapshot& snapshot);

Situation situation_of(const Terms& terms, const Candidate& candidate, base::Time now,
                       base::Time run);

/// Sets `candidate`'s whole balance aside: the row, and the money from what is theirs to what is on
/// its way to them. In `run` if there is one.
base::Result<Payout> set_aside(db::Tx& tx, const Settings& settings, const Candidate& candidate,
                               Occasion occasion, std::optional<RunId> run);

/// The jobs of this module, and what they do.
inline constexpr std::string_view night_job = "payout_night";
inline constexpr std::string_view run_job = "payout_run";
inline constexpr std::string_view settle_job = "payout_settle";
inline constexpr std::string_view statement_job = "payout_statement";

base::Result<base::Done> do_night(db::Tx& tx, const Settings& settings, const events::Job& job);
base::Result<base::Done> do_run(db::Tx& tx, const Settings& settings, const events::Job& job);
base::Result<base::Done> do_settle(db::Tx& tx, const events::Job& job);
base::Result<base::Done> do_statement(db::Tx& tx, const events::Job& job);

}  // namespace payouts
