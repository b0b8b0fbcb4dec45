#pragma once

// Days taken together: weeks as in ISO 8601, months, quarters and years of the civil calendar.

#include <vector>

#include <boost/describe.hpp>

#include "insight/calendar.hpp"

namespace insight {

BOOST_DEFINE_ENUM_CLASS(Step, day, week, month, quarter, year)

/// From `first` to `last`, both included.
struct Period {
    Day first;
    Day last;

    friend bool operator==(const Period&, const Period&) = default;
};

/// The day, week (from Monday to Sunday), month, quarter or year in which `day` lies.
Period period_of(Day day, Step step);

/// As much of that period as lies in `asked`, in which `day` has to be.
Period part_of(Day day, Step step, const Period& asked);

}  // namespace insight
