#pragma once

// How the rows are read: windows down the newest first, and a walk along prices or ratings.

#include <array>
#include <functional>
#include <optional>
#include <vector>

#include "search/search.hpp"

namespace search {

/// How many finds a window wants, how many grams of one kind it reads for them at most, and how
/// many rows are read at once.
inline constexpr std::int64_t window_size = 1000, read_most = 8000, read_at_once = 1000;

/// Everything that was found between two places, and that the reader may see. The next window is
/// that below `bottom`; 0 where there is none.
struct Window {
    std::vector<Hit> hits;
    std::int64_t bottom = 0;
};

class Looking {
public:
    Looking(db::Snapshot& snapshot, const Wanted& wanted, const Allowed& allowed);

    /// The finds below `top`, the newest first.
    Window window(std::int64_t top);

    /// The next goods by price or rating after that place, rising or falling, which are
    /// read_at_once or the last: all that have the pieces, and where the reading ended.
    struct Valued {
        std::vector<Hit> hits;
        std::int64_t value = 0;
        std::int64_t seq = 0;
        bool last = false;
    };
    Valued by_value(std::int64_t value, std::int64_t seq);

private:
    /// Which grams lead to what is wanted: the rarest, and another where that is not rare.
    struct Lead {
        std::int64_t first = 0;
        std::int64_t second = 0;  // The same as the first where there is none.
        bool none = false;
    };
    Lead lead(bool near);
    Lead find_lead(bool near);
    std::int64_t count_of(std::int64_t gram, std::int64_t most);

    /// Reads one step below `top`; hits are added, the new top is answered.
    using Step = std::function<std::int64_t(std::int64_t top, std::vector<Hit>& hits)>;
    Window walk(std::int64_t top, const Step& step);
    std::int64_t step_grams(const Lead& lead, std::int64_t top, std::vector<Hit>& hits);
    std::int64_t step_shop(std::int64_t top, std::vector<Hit>& hits);
    std::int64_t step_all(std::int64_t top, std::vector<Hit>& hits);
    std::vector<Hit> next_by_value(std::int64_t value, std::int64_t seq);
    /// Hits out of the rows of one step; answers where the next begins, 0 where there is none.
    std::int64_t take_step(std::vector<Hit> rows, std::vector<Hit>& hits);
    /// Those of `rows` that have the pieces, with their rank.
    void take(std::vector<Hit> rows, std::vector<Hit>& hits);

    db::Snapshot& snapshot_;
    const Wanted& wanted_;
    const Allowed& allowed_;
    std::vector<std::int64_t> grams_;
    std::array<std::optional<Lead>, 2> leads_;  // For everybody, and near; found when first asked.
};

}  // namespace search
