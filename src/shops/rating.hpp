#pragma once

// How goods and shops were judged, and how much of that may be chance. Pure.
//
// A mean of few reviews says little, and must not look like one of many. Beside it stands an
// interval in which the opinion of all buyers likely lies (95 %): Wilson's score interval on the
// scale from one to five stars, its variance scaled by how much the reviews differ
// (docs/decisions/0022-ratings.md). It holds the mean, lies within 1 to 5, narrows with every
// repetition of the same reviews, and is wide for one. "Best rated" goes by its lower end, so all
// of it is whole numbers.

#include <cstdint>

#include "base/describe.hpp"

namespace shops {

/// So many reviews of one star, of two, ...
struct Rating {
    std::int64_t one = 0, two = 0, three = 0, four = 0, five = 0;

    std::int64_t count() const { return one + two + three + four + five; }
    std::int64_t stars() const { return one + 2 * two + 3 * three + 4 * four + 5 * five; }

    friend bool operator==(const Rating&, const Rating&) = default;
};
BOOST_DESCRIBE_STRUCT(Rating, (), (one, two, three, four, five))

/// More reviews than anybody has: up to so many of a thing are reckoned exactly.
inline constexpr std::int64_t ratings_most = 1'000'000'000;

/// A rating as it is shown, in hundredths of a star, all 0 where nobody has judged: the mean to the
/// nearest one, halves upwards, and the ends of its interval, rounded outwards.
struct RatingView {
    std::int64_t count = 0;
    std::int64_t hundredths = 0;
    std::int64_t low = 0;
    std::int64_t high = 0;

    friend bool operator==(const RatingView&, const RatingView&) = default;
};
BOOST_DESCRIBE_STRUCT(RatingView, (), (count, hundredths, low, high))

RatingView view_of(const Rating& rating);

}  // namespace shops
