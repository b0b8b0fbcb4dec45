// Throws texts at what search makes of them: folding twice is folding once, pieces have no spaces,
// grams keep their range and order, every title is found by each of its own pieces, and by the
// grams that lead there. How to build and run it: tests/fuzz/run.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/ensure.hpp"
#include "base/text.hpp"
#include "search/text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    if (!base::is_utf8(bytes)) return 0;
    const std::string folded = search::fold(bytes);
    base::ensure(base::is_utf8(folded) && folded.starts_with(' ') && folded.ends_with(' '));
    base::ensure(search::fold(folded) == folded);
    const auto grams = search::grams_of(folded);
    base::ensure(std::ranges::is_sorted(grams));
    base::ensure(std::ranges::adjacent_find(grams) == grams.end());
    base::ensure(grams.empty() || (grams.front() >= 0 && grams.back() <= search::gram_max));
    const auto pieces = search::pieces_of(folded);
    for (const std::string& piece : pieces) {
        base::ensure(!piece.empty() && piece.find(' ') == std::string::npos);
        base::ensure(search::rank(folded, {piece}).has_value());
        const auto leading = search::grams_for(piece);
        base::ensure(!leading.empty());
        for (const std::int64_t gram : leading) {
            base::ensure(std::ranges::binary_search(grams, gram));
        }
    }
    if (!pieces.empty()) {
        base::ensure(search::rank(folded, pieces).has_value());
        base::ensure(search::others_for(pieces, 5).size() <= 5);
    }
    return 0;
}
