#pragma once

// How goods reach their buyer: sent, picked up, or whichever the buyer likes; to which countries;
// and by when, where they are ordered ahead. Pure: values in, values out. A version of a listing
// has its own handover, so an order keeps the one it began with.

#include <boost/describe/enum.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/describe.hpp"
#include "base/result.hpp"
#include "base/time.hpp"

namespace shops {

/// What a seller offers.
BOOST_DEFINE_ENUM_CLASS(Ways, ship, pick_up, both)

/// What a buyer has chosen of it.
BOOST_DEFINE_ENUM_CLASS(Way, ship, pick_up)

inline constexpr std::size_t area_length_max = 60, pickup_place_length_max = 300, regions_most = 60;
/// How far ahead goods may be ordered.
inline constexpr std::chrono::days ahead_max{366};

inline constexpr base::Reason only_picked_up{base::Kind::conflict, "only_picked_up"};
inline constexpr base::Reason only_sent{base::Kind::conflict, "only_sent"};
inline constexpr base::Reason not_sent_there{base::Kind::conflict, "not_sent_there"};

struct Handover {
    Ways ways = Ways::ship;
    std::string area;                   // Where about it is picked up, for everybody to read.
    std::string place;                  // Where exactly, for who has paid; may be empty.
    std::vector<std::string> regions;   // Countries it is sent to, sorted; none named: everywhere.
    std::optional<base::Time> ahead{};  // Ordered ahead: by when it is promised to be sent.

    friend bool operator==(const Handover&, const Handover&) = default;
};

/// Where the goods of an order go.
struct Destination {
    Way way = Way::ship;
    std::string country{};  // ISO 3166-1 alpha-2; "" where nobody said.
};

/// Whether it is one of the 249 codes of ISO 3166-1 alpha-2, in capital letters.
bool is_country(std::string_view code);

bool offers(Ways ways, Way way);

/// The promise that is still to come; none where its time has passed, for then the goods are there.
std::optional<base::Time> promised(const std::optional<base::Time>& ahead, base::Time now);

/// The handover with its countries in order. Refuses with the form's fields handover.area (empty,
/// not_needed), handover.place (not_needed), handover.regions (not_needed, not_a_country, twice),
/// handover.ahead (in_the_past, too_far_ahead); what `before` has promised may stay as it is.
base::Result<Handover> checked(Handover handover, const std::optional<base::Time>& before,
                               base::Time now);

/// Whether goods handed over like this can go there. Refuses with only_picked_up, only_sent,
/// not_sent_there (args: country, regions), and with the form's field delivery.country where that
/// decides and nobody has said it.
base::Result<base::Done> can_reach(const Handover& handover, const Destination& destination);

/// "AT,DE", and back.
std::string joined(const std::vector<std::string>& regions);
std::vector<std::string> regions_in(std::string_view joined);

}  // namespace shops
