#pragma once

// Postage: what a shop asks for sending an order, whatever is in it. One price for everywhere,
// other prices for some countries, each of them nothing from a sum of goods on. What is picked up
// costs nothing more. Pure: values in, values out. It belongs to the shop and not to the versions
// of its goods, so a buyer says with an order what they were shown, and the order keeps it.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.hpp"
#include "base/result.hpp"
#include "shops/handover.hpp"

namespace shops {

/// What sending to one country costs, in minor units.
struct PostageRate {
    std::string country;  // "" for everywhere else.
    std::int64_t price = 0;
    std::optional<std::int64_t> free_from{};  // The sum of goods from which on it is nothing.

    friend bool operator==(const PostageRate&, const PostageRate&) = default;
};

/// The first rate is that of everywhere, then the countries by their codes; no rates: sending costs
/// nothing.
struct Postage {
    std::string currency;
    std::vector<PostageRate> rates{};

    friend bool operator==(const Postage&, const Postage&) = default;
};

inline constexpr std::size_t postage_countries_most = regions_most;

/// The postage with its countries in order, and none at all where no rate asks for anything.
/// Refuses with the form's fields `countries` (not_a_country, twice) and, of a price above `most`,
/// `price.minor` or `countries.0.price.minor` (more_than_allowed, args: max), and of a sum that
/// makes it free and is none, `free_from.minor` or `countries.0.free_from.minor` (too_small, args:
/// min).
base::Result<Postage> checked(Postage postage, std::int64_t most);

/// What sending goods of this sum there costs. Nothing where it is picked up, or where the goods
/// are in another currency. Refuses with the form's field delivery.country where that decides and
/// nobody has said it.
base::Result<std::int64_t> postage_for(const Postage& postage, const Destination& destination,
                                       const base::Money& goods);

/// What sending one such thing costs: to each of the countries it is sent to, or, where it is sent
/// everywhere, to everywhere ("") and to those countries that have a price of their own. Nothing
/// where no price is said, or in another currency.
struct PostageTo {
    std::string country;
    std::int64_t price = 0;

    friend bool operator==(const PostageTo&, const PostageTo&) = default;
};
std::vector<PostageTo> postage_to(const Postage& postage, const std::vector<std::string>& regions,
                                  const base::Money& goods);

/// "EUR *:490/5000 AT:690", and back; "" of none.
std::string text_of(const Postage& postage);
Postage postage_in(std::string_view text);

}  // namespace shops
