#pragma once

// The register: all orders of a market, for its operator, and what each shop has sold. Every list
// goes by an index and ends where the next page begins.

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "orders/orders.hpp"

namespace orders {

/// The latest first; or what is open, that first which has waited longest: past its clock, then by
/// when the clock runs out, and without a clock by when it was placed.
BOOST_DEFINE_ENUM_CLASS(RegisterSort, newest, waiting)

/// Which orders; what is not set is not asked for.
struct Wanting {
    RegisterSort sort = RegisterSort::newest;
    std::optional<State> state;
    std::optional<payments::Method> method;
    std::optional<base::Time> since;                       // Placed then or later.
    std::optional<std::vector<base::MemberId>> buyers{};   // By one of these.
    std::optional<std::vector<base::MemberId>> sellers{};  // From one of these.
};

/// How many people a text may stand for: the orders of each are looked for by themselves.
inline constexpr std::size_t people_most = 20;

/// An order's place in the register: the instant that it is sorted by, and its id.
struct RegisterPlace {
    base::Time at;
    OrderId id;
};
BOOST_DESCRIBE_STRUCT(RegisterPlace, (), (at, id))

/// The places behind `after`, from the first for none.
std::vector<RegisterPlace> register_places(db::Snapshot& snapshot, const Wanting& wanting,
                                           const std::optional<RegisterPlace>& after,
                                           std::int64_t limit);

/// Orders in the order of `ids`; unknown ones are left out.
std::vector<Order> orders_in(db::Snapshot& snapshot, const std::vector<OrderId>& ids);

}  // namespace orders
