#pragma once

// What is paid out to whom, when, and if not, why not: pure decisions.
//
// Every reason for which money waits is a word with a date where there is one, so that a seller is
// never told "not yet" without being told what they can do and until when.

#include <array>
#include <optional>

#include "base/describe.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

namespace payouts {

BOOST_DEFINE_ENUM_CLASS(Schedule, daily, weekly, monthly)

/// Runs are made at this hour of the day, UTC.
inline constexpr std::chrono::hours run_hour{2};

/// The first instant after `now` at which runs are made.
base::Time next_run(base::Time now);

/// Whether somebody with this schedule is paid by the run of that instant: weekly on Mondays,
/// monthly on the first.
bool is_due(Schedule schedule, base::Time run);

/// The first run after `now` that pays somebody with this schedule.
base::Time next_due(Schedule schedule, base::Time now);

/// What the policy payout_every_days means for sellers who chose nothing: up to one day, up to
/// seven, more.
Schedule usual_schedule(std::int64_t every_days);

/// What a payout is made for.
BOOST_DEFINE_ENUM_CLASS(Occasion,
                        scheduled,  // The seller's day has come.
                        by_hand,    // The operator makes a run at once.
                        asked,      // The seller asks for it.
                        leaving)    // The seller wants to go, and takes all along.

/// Why nothing is paid. Words are only added.
BOOST_DEFINE_ENUM_CLASS(PayoutWhy,
                        nothing,     // It is paid.
                        below_zero,  // The seller owes the market; what comes is set off first.
                        empty,       // There is nothing to pay.
                        market_not_ready,  // The operator has named no account to pay from.
                        no_account,        // The seller has named no account to be paid to.
                        account_refused,   // The bank sent money back; it has to be named anew.
                        account_rests,     // It was named a short while ago.
                        below_minimum,
                        not_yet)  // The seller's day has not come.

/// A seller's account as far as it matters here.
struct Named {
    base::Time rests_until;
    bool refused = false;
    Schedule schedule{};
};

struct Situation {
    std::int64_t balance = 0;
    std::int64_t minimum = 0;
    bool market_ready = false;
    std::optional<Named> named;
    base::Time now;
    base::Time run;  // Of which run is asked; only for `scheduled`.
};

struct Verdict {
    PayoutWhy why{};
    std::optional<base::Time> until;  // When it ends by itself.
};

/// The gravest reason, or `nothing`: then the whole balance is paid.
Verdict judge(const Situation& situation, Occasion occasion);

// ---- The life of a payout

BOOST_DEFINE_ENUM_CLASS(State,
                        waiting,   // Set aside; goes into the next run's file.
                        filed,     // In a run's file.
                        paid,      // The bank has paid it.
                        returned)  // The bank has sent it back.

BOOST_DEFINE_ENUM_CLASS(News, paid, returned)

/// Where a payout's money goes.
BOOST_DEFINE_ENUM_CLASS(Flow, nothing, transit_to_outside, transit_to_seller, outside_to_seller)

struct Step {
    State to{};
    Flow flow{};
};

inline constexpr base::Reason payout_not_sent{base::Kind::conflict, "payout_not_sent"};

/// What the bank's word makes of a payout. In whatever order and however often it says so, the end
/// is the same: returned beats paid, and nothing happens twice. Refuses with payout_not_sent what
/// no bank can know of.
base::Result<Step> next(State state, News news);

}  // namespace payouts
