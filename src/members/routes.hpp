#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "http/router.hpp"
#include "members/leaving.hpp"
#include "members/limits.hpp"
#include "members/members.hpp"

namespace members {

/// How often somebody could not sign in, for whoever runs the program.
struct SignInCounters {
    std::atomic<std::int64_t> failed{0};   // The handle or the password was wrong.
    std::atomic<std::int64_t> limited{0};  // There were too many tries.
};

/// What the machine decides about signing in; what people may dispute is a policy.
struct Settings {
    HashCost hash_cost{};
    Rate sign_ins_per_account{10, std::chrono::seconds{30}};
    Rate sign_ins_per_address{60, std::chrono::seconds{5}};
    Rate sign_ups_per_address{30, std::chrono::seconds{60}};
    Rate mails_per_member{5, std::chrono::minutes{12}};
    Rate mails_per_target{3, std::chrono::minutes{20}};
    Rate resets_per_account{3, std::chrono::minutes{20}};
    Rate resets_per_address{20, std::chrono::minutes{1}};
    SignInCounters* counters = nullptr;  // Outlives the routes.
    Leaving leaving{};                   // What the modules of the program say about it.
    /// How long a session lives; the program hands in the policy session_days.
    std::function<std::int64_t(db::Snapshot&)> session_days = [](db::Snapshot&) { return 30; };
    /// Whether somebody may join, with what their invitation holds; none: everybody may. Whoever
    /// brings the setup code is not asked.
    std::function<base::Result<base::Done>(db::Snapshot&, const std::optional<std::string>&)>
        may_join{};
    /// Hears of whoever became the first operator, in the same transaction.
    std::function<base::Result<base::Done>(db::Tx&, MemberId)> founded{};
};

struct Gate;

/// Signing up and in, sessions, passwords, permissions and the audit. Hashes one password, so that
/// a handle nobody has takes as long to refuse as one that somebody has. Answers with what routes
/// of other modules need to ask a member's own password once more (sign_in.hpp): all tries count
/// together.
std::shared_ptr<Gate> add_routes(http::Router& router, const Settings& settings = {});

}  // namespace members
