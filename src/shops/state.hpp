#pragma once

// The states of a listing and the acts that lead from one to another: one table, in state.cpp.
// `reserved` and its acts are for what would set the last pieces aside and show it: an accepted
// offer shows as `sold_out`. `removed` is the moderators'. Both are in the table from the start, so
// that rows never need another meaning.

#include <boost/describe/enum.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/describe.hpp"

namespace shops {

BOOST_DEFINE_ENUM_CLASS(ListingState, draft, checking, live, paused, reserved, sold_out, ended,
                        held, removed)

BOOST_DEFINE_ENUM_CLASS(ListingAct, submit, pass, pause, resume, sell_out, restock, set_aside,
                        set_free, end, hold, release, release_paused, remove, restore)

BOOST_DEFINE_ENUM_CLASS(Actor, seller, market, moderator)

/// One row of the table: `by` takes a listing from `from` to `to`.
struct Step {
    ListingState from;
    ListingAct act;
    ListingState to;
    Actor by;
};

std::span<const Step> steps();

/// The step that `act` is in this state, or nothing where it is not possible.
std::optional<Step> step(ListingState from, ListingAct act);

/// True for states out of which no seller leads: `ended` and `removed`. A moderator takes what is
/// ended out of sight, and back again when that was wrong.
bool is_final(ListingState state);

/// Who does not own a listing may look at it in this state.
bool is_public(ListingState state);

/// It stands in the shop's window, for sale now or soon again.
bool is_on_show(ListingState state);

/// The seller may write a new version or set the stock.
bool is_editable(ListingState state);

}  // namespace shops
