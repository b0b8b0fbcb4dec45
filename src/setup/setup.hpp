#pragma once

// Setup: what the operator says of the market in words, and the first steps of whoever opens it.
//
//     TRY(setup::say(tx, {MarketText::name, "Maple Street", ann, "our street"}));
//     setup::said(snapshot, MarketText::name)  // "Maple Street"
//
// Numbers that a person could dispute are policies; these are the few texts beside them: the name,
// the language for people whose browser asks for none of ours, where to transfer money to, and what
// an invitation holds. They have versions as policies do, with who, when and why.
//
// The first steps belong to the member who came with the setup code, and to nobody else. A step
// that was left, done or skipped, stays left; when the last one is, or the member ends them, they
// never come back. They decide nothing: what a step changes is a text, a policy or an account.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/describe.hpp"
#include "base/member.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "db/migrate.hpp"
#include "db/tx.hpp"

namespace setup {

using base::MemberId;

BOOST_DEFINE_ENUM_CLASS(MarketText,
                        name,        // What the market is called; else as it was made.
                        language,    // "en" or "zh".
                        account,     // Where buyers transfer money to; "": not said.
                        invitation)  // What the link of an invitation holds; "": none was made.

inline constexpr base::Reason text_is_made{base::Kind::conflict, "text_is_made"};
inline constexpr base::Reason no_first_steps{base::Kind::missing, "no_first_steps"};
inline constexpr base::Reason joining_closed{base::Kind::denied, "joining_closed"};

/// The text in force; "" where nobody has said it.
std::string said(db::Snapshot& snapshot, MarketText text);

struct Saying {
    MarketText text{};
    std::string value;
    MemberId by;
    std::string reason;
};

/// Says it from now on: a new version, audited. Saying what is said already is harmless. Refuses
/// with the form's field `value` (empty or too long a name, an unknown language, an account that is
/// too long), and text_is_made for the invitation, which is not chosen.
base::Result<base::Done> say(db::Tx& tx, const Saying& saying);

/// Makes a new invitation in place of the one before, whose link leads nowhere any more; audited.
base::Result<std::string> invite(db::Tx& tx, MemberId by, const std::string& reason);

struct Version {
    std::int64_t version = 0;
    std::string value;
    base::Time since;
    MemberId set_by;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(Version, (), (version, value, since, set_by, reason))

/// The newest `limit` versions before version `before`, the newest first.
std::vector<Version> versions(db::Snapshot& snapshot, MarketText text, std::int64_t before,
                              std::int64_t limit);

/// Whether somebody may join who brings this invitation, by the policy who_may_join. Refuses with
/// joining_closed, or the form's field `invitation`.
base::Result<base::Done> may_join(db::Snapshot& snapshot,
                                  const std::optional<std::string>& invitation);

// ---- First steps

BOOST_DEFINE_ENUM_CLASS(FirstStep, market, joining, earning, paying, mail, invite)
BOOST_DEFINE_ENUM_CLASS(StepLeft, done, skipped)

struct LeftStep {
    FirstStep step{};
    StepLeft how{};
    base::Time at;
};
BOOST_DESCRIBE_STRUCT(LeftStep, (), (step, how, at))

/// For whoever becomes the operator by the setup code: their first steps begin.
base::Result<base::Done> begin(db::Tx& tx, MemberId member);

/// The steps that were left so far; nothing for whoever has no first steps, or none any more.
std::optional<std::vector<LeftStep>> steps_of(db::Snapshot& snapshot, MemberId member);

/// Leaves a step; leaving it again says how it was left last. no_first_steps.
base::Result<base::Done> leave_step(db::Tx& tx, MemberId member, FirstStep step, StepLeft how);

/// The first steps are over. no_first_steps.
base::Result<base::Done> end(db::Tx& tx, MemberId member);

std::span<const db::Migration> migrations();

}  // namespace setup
