#pragma once

// How the moderators of the demo market decide.

#include <memory>
#include <string_view>

#include "cases/cases.hpp"
#include "demo/world.hpp"

namespace demo {

/// The one whom a visitor may be, and somebody for what she may not judge. Neither is a friend of
/// anybody who has a case.
inline constexpr std::string_view one_moderator = "demo_vera", other_moderator = "demo_oskar";

/// The case of a story, once there is one.
using Kept = std::shared_ptr<cases::CaseId>;

struct Verdict {
    std::string_view moderator;
    cases::Measure measure{};
    std::string_view rule, facts;
    int thirds = 0;  // With a part: how many of the disputed sum go back.
};

/// Somebody takes the case, reads for a while and decides.
void decide(World& world, base::Time at, const Kept& kept, const Verdict& verdict);

/// What buyers and sellers could not settle between them.
void write_disputes(World& world);

}  // namespace demo
