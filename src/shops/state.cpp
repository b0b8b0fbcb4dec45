#include "shops/state.hpp"

#include <algorithm>
#include <array>

namespace shops {
namespace {

using S = ListingState;
using A = ListingAct;

// clang-format off
constexpr std::array table{
    Step{S::draft,    A::submit,         S::checking, Actor::seller},
    Step{S::draft,    A::end,            S::ended,    Actor::seller},
    Step{S::draft,    A::remove,         S::removed,  Actor::moderator},

    Step{S::checking, A::pass,           S::live,     Actor::market},
    Step{S::checking, A::hold,           S::held,     Actor::moderator},

    Step{S::live,     A::pause,          S::paused,   Actor::seller},
    Step{S::live,     A::sell_out,       S::sold_out, Actor::market},
    Step{S::live,     A::set_aside,      S::reserved, Actor::market},
    Step{S::live,     A::end,            S::ended,    Actor::seller},
    Step{S::live,     A::hold,           S::held,     Actor::moderator},
    Step{S::live,     A::remove,         S::removed,  Actor::moderator},

    Step{S::paused,   A::resume,         S::live,     Actor::seller},
    Step{S::paused,   A::end,            S::ended,    Actor::seller},
    Step{S::paused,   A::hold,           S::held,     Actor::moderator},
    Step{S::paused,   A::remove,         S::removed,  Actor::moderator},

    Step{S::reserved, A::set_free,       S::live,     Actor::market},
    Step{S::reserved, A::sell_out,       S::sold_out, Actor::market},
    Step{S::reserved, A::end,            S::ended,    Actor::seller},
    Step{S::reserved, A::hold,           S::held,     Actor::moderator},
    Step{S::reserved, A::remove,         S::removed,  Actor::moderator},

    Step{S::sold_out, A::restock,        S::live,     Actor::market},
    Step{S::sold_out, A::end,            S::ended,    Actor::seller},
    Step{S::sold_out, A::hold,           S::held,     Actor::moderator},
    Step{S::sold_out, A::remove,         S::removed,  Actor::moderator},

    Step{S::held,     A::release,        S::live,     Actor::moderator},
    Step{S::held,     A::release_paused, S::paused,   Actor::moderator},
    Step{S::held,     A::remove,         S::removed,  Actor::moderator},

    Step{S::ended,    A::remove,         S::removed,  Actor::moderator},

    Step{S::removed,  A::restore,        S::ended,    Actor::moderator},
};
// clang-format on

constexpr bool ends(ListingState state) {
    return state == S::ended || state == S::removed;
}
static_assert(std::ranges::all_of(table,
                                  [](const Step& row) {
                                      return !ends(row.from) ||
                                             (ends(row.to) && row.by == Actor::moderator);
                                  }),
              "what is over stays over, and goes out of sight and back by a moderator alone");

}  // namespace

std::span<const Step> steps() {
    return table;
}

std::optional<Step> step(ListingState from, ListingAct act) {
    for (const Step& row : table) {
        if (row.from == from && row.act == act) return row;
    }
    return std::nullopt;
}

bool is_final(ListingState state) {
    return ends(state);
}

bool is_public(ListingState state) {
    return is_on_show(state) || state == S::paused || state == S::ended;
}

bool is_on_show(ListingState state) {
    return state == S::live || state == S::reserved || state == S::sold_out;
}

bool is_editable(ListingState state) {
    return !is_final(state) && state != S::checking;
}

}  // namespace shops
