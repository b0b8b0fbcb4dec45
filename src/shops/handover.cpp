#include "shops/handover.hpp"

#include <algorithm>

namespace shops {
namespace {

/// ISO 3166-1 alpha-2, as of 2024. web/src/core/countries.ts has the same; a test compares them.
constexpr std::string_view countries =
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM "
    "BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX "
    "CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG "
    "GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR "
    "IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV "
    "LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE "
    "NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO "
    "RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF "
    "TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF "
    "WS YE YT ZA ZM ZW";

base::Result<base::Done> check_place(const Handover& handover) {
    const bool picked_up = offers(handover.ways, Way::pick_up);
    if (picked_up && handover.area.empty()) return base::wrong_field("handover.area", "empty");
    if (picked_up) return base::done;
    if (!handover.area.empty()) return base::wrong_field("handover.area", "not_needed");
    if (!handover.place.empty()) return base::wrong_field("handover.place", "not_needed");
    return base::done;
}

base::Result<base::Done> check_regions(const Handover& handover) {
    constexpr std::string_view field = "handover.regions";
    const auto& regions = handover.regions;
    if (!regions.empty() && !offers(handover.ways, Way::ship)) {
        return base::wrong_field(std::string{field}, "not_needed");
    }
    const auto wrong = std::ranges::find_if_not(regions, is_country);
    if (wrong != regions.end()) {
        return base::wrong_field(std::string{field}, "not_a_country", {{"country", *wrong}});
    }
    if (std::ranges::adjacent_find(regions) != regions.end()) {
        return base::wrong_field(std::string{field}, "twice");
    }
    return base::done;
}

base::Result<base::Done> check_promise(const Handover& handover,
                                       const std::optional<base::Time>& before, base::Time now) {
    if (!handover.ahead || handover.ahead == before) return base::done;
    if (*handover.ahead <= now) return base::wrong_field("handover.ahead", "in_the_past");
    if (*handover.ahead > now + ahead_max) {
        return base::wrong_field("handover.ahead", "too_far_ahead",
                                 {{"max", std::to_string(ahead_max.count())}});
    }
    return base::done;
}

}  // namespace

bool is_country(std::string_view code) {
    // Between two codes stands a space, so that no code is found across two others.
    return code.size() == 2 && code.find(' ') == std::string_view::npos &&
           countries.find(code) != std::string_view::npos;
}

bool offers(Ways ways, Way way) {
    return ways == Ways::both || (ways == Ways::ship) == (way == Way::ship);
}

std::optional<base::Time> promised(const std::optional<base::Time>& ahead, base::Time now) {
    return ahead && *ahead > now ? ahead : std::nullopt;
}

base::Result<Handover> checked(Handover handover, const std::optional<base::Time>& before,
                               base::Time now) {
    base::ensure(handover.regions.size() <= regions_most);
    std::ranges::sort(handover.regions);
    TRY(check_place(handover));
    TRY(check_regions(handover));
    TRY(check_promise(handover, before, now));
    return handover;
}

base::Result<base::Done> can_reach(const Handover& handover, const Destination& destination) {
    if (!offers(handover.ways, destination.way)) {
        return destination.way == Way::ship ? only_picked_up : only_sent;
    }
    const auto& regions = handover.regions;
    if (destination.way == Way::pick_up || regions.empty()) return base::done;
    if (destination.country.empty()) return base::wrong_field("delivery.country", "missing");
    if (std::ranges::find(regions, destination.country) != regions.end()) return base::done;
    return base::with(not_sent_there, "country", destination.country)
        .with("regions", joined(regions));
}

std::string joined(const std::vector<std::string>& regions) {
    std::string out;
    for (const std::string& region : regions) {
        if (!out.empty()) out += ',';
        out += region;
    }
    return out;
}

std::vector<std::string> regions_in(std::string_view joined) {
    std::vector<std::string> regions;
    while (!joined.empty()) {
        const std::size_t end = std::min(joined.find(','), joined.size());
        regions.emplace_back(joined.substr(0, end));
        joined.remove_prefix(std::min(end + 1, joined.size()));
    }
    return regions;
}

}  // namespace shops
