#pragma once

// What the parts of this module share.

#include "promoters/promoters.hpp"

namespace promoters {

/// The key of the market; "" before prepare().
std::string key_of(db::Snapshot& snapshot);

/// The link of a token that is good, and is still there.
struct FoundLink {
    TokenLook look{};
    std::optional<Link> link{};
};
FoundLink find_link(db::Snapshot& snapshot, std::string_view token);

bool is_open(db::Snapshot& snapshot);

/// Whether somebody may earn at all: has accepted the rules, is not suspended, has not left.
bool promotes(db::Snapshot& snapshot, const std::optional<Promoter>& promoter);

/// An order that came by a link.
struct Promoted {
    orders::OrderId order_id;
    LinkId link;
    MemberId seller;
    MemberId promoter;
    std::optional<MemberId> recruiter;
    base::Time at;
    Why why{};
    std::int64_t first_lost = 0;
    std::int64_t second_lost = 0;
    std::optional<base::Time> frozen_until;
    std::optional<base::Time> thawed;
    std::int64_t first_told = 0;  // What of it went back, as far as that was told.
    std::int64_t second_told = 0;
};
BOOST_DESCRIBE_STRUCT(Promoted, (),
                      (order_id, link, seller, promoter, recruiter, at, why, first_lost,
                       second_lost, frozen_until, thawed, first_told, second_told))

/// "select <the columns of Promoted> from promoted_orders ".
const std::string& select_promoted();

std::optional<Promoted> promoted(db::Snapshot& snapshot, orders::OrderId id);

inline constexpr std::string_view thaw_job = "promotion_thaw";

}  // namespace promoters
