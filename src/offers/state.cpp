#include "offers/state.hpp"

#include <algorithm>
#include <array>

namespace offers {
namespace {

using S = OfferState;
using A = OfferAct;

// clang-format off
constexpr std::array table{
    Step{S::offered,   A::accept,   OfferParty::seller, S::accepted,  Goods::take},
    Step{S::offered,   A::counter,  OfferParty::seller, S::countered},
    Step{S::offered,   A::decline,  OfferParty::seller, S::declined},
    Step{S::offered,   A::withdraw, OfferParty::buyer,  S::withdrawn},
    Step{S::offered,   A::lapse,    OfferParty::clock,  S::expired},

    Step{S::countered, A::accept,   OfferParty::buyer,  S::accepted,  Goods::take},
    Step{S::countered, A::counter,  OfferParty::buyer,  S::offered},
    Step{S::countered, A::decline,  OfferParty::buyer,  S::declined},
    Step{S::countered, A::withdraw, OfferParty::seller, S::withdrawn},
    Step{S::countered, A::lapse,    OfferParty::clock,  S::expired},

    // The seller has agreed, and cannot take it back; the order may be turned down as any other.
    Step{S::accepted,  A::order,    OfferParty::buyer,  S::ordered,   Goods::hand_on},
    Step{S::accepted,  A::withdraw, OfferParty::buyer,  S::withdrawn, Goods::give_back},
    Step{S::accepted,  A::lapse,    OfferParty::clock,  S::expired,   Goods::give_back},

    // Now the goods are the order's, which puts them back itself.
    Step{S::ordered,   A::pay,      OfferParty::clock,  S::paid},
    Step{S::ordered,   A::fail,     OfferParty::clock,  S::expired},
};
// clang-format on

constexpr bool open(OfferState state) {
    return state == S::offered || state == S::countered || state == S::accepted ||
           state == S::ordered;
}
constexpr bool holds(OfferState state) {
    return state == S::accepted;
}

static_assert(std::ranges::all_of(table, [](const Step& row) { return open(row.from); }),
              "what is over stays over");
static_assert(std::ranges::all_of(table,
                                  [](const Step& row) {
                                      const bool takes = row.goods == Goods::take;
                                      const bool leaves = row.goods == Goods::give_back ||
                                                          row.goods == Goods::hand_on;
                                      return takes == (!holds(row.from) && holds(row.to)) &&
                                             leaves == (holds(row.from) && !holds(row.to));
                                  }),
              "goods are set aside exactly while the state says so");

}  // namespace

std::span<const Step> steps() {
    return table;
}

std::optional<Step> step(OfferState from, OfferAct act, OfferParty by) {
    const auto row = std::ranges::find_if(
        table, [&](const Step& one) { return one.from == from && one.act == act && one.by == by; });
    return row == table.end() ? std::nullopt : std::optional{*row};
}

bool is_open(OfferState state) {
    return open(state);
}

bool holds_goods(OfferState state) {
    return holds(state);
}

bool moves_towards(OfferParty by, std::int64_t from, std::int64_t to, std::int64_t listed) {
    return by == OfferParty::seller ? from < to && to <= listed : 0 < to && to < from;
}

}  // namespace offers
