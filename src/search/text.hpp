#pragma once

// What a text is to the search. Pure: texts in, texts and numbers out.
//
//     fold("Ann’s CAFÉ-Becher, 韓國面膜2片")   is   " anns cafe becher 韩国面膜 2 片 "
//
// A folded text is a row of pieces between spaces. A piece is a word, a number, or a run of signs
// of a script that is written without spaces (Chinese, Japanese, Korean, Thai ...). Capitals,
// accents, wide and narrow forms make no difference, nor do traditional and simplified characters.
//
// A title has a piece that somebody looks for when one of its words begins with it, or one of its
// runs has it anywhere. Grams are how such titles are found without reading all: the beginnings of
// words in a few lengths, and the single signs and pairs of signs of runs. A gram only says where
// to look; whether a title has the pieces, rank() says.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace search {

/// By which rules texts are folded, and what of goods is looked for; a change of that needs another
/// number, and then all goods are folded again. A change of what a gram is needs a migration that
/// empties both tables as well: the old grams of a title are worked out by the rules of the day.
inline constexpr std::int64_t rules = 4;

/// The pieces of a well-formed UTF-8 text between spaces, and a space at both ends; " " for none.
/// Folding what is folded already changes nothing.
std::string fold(std::string_view utf8);

/// The pieces of a folded text, each once, in order.
std::vector<std::string> pieces_of(std::string_view folded);

/// Every gram of a title, each once, rising; none is negative or above gram_max.
std::vector<std::int64_t> grams_of(std::string_view folded);
inline constexpr std::int64_t gram_max = (std::int64_t{1} << 61) - 1;

/// The grams that every title with this piece has: at least one.
std::vector<std::int64_t> grams_for(std::string_view piece);

/// How well a title has all of `pieces`, more is better; nothing where it lacks one.
std::optional<std::int64_t> rank(std::string_view title, const std::vector<std::string>& pieces);

/// What somebody may have meant whose `pieces` find nothing: runs taken apart, one piece less. The
/// nearest first, at most `most`.
std::vector<std::vector<std::string>> others_for(const std::vector<std::string>& pieces,
                                                 std::size_t most);

}  // namespace search
