#include "payments/reference.hpp"

#include "base/chance.hpp"

namespace payments {
namespace {

// Without I, O and Q. As many as a prime, so that a weighted sum finds what people mistype.
constexpr std::string_view letters = "ABCDEFGHJKLMNPRSTUVWXYZ";
constexpr std::size_t length = 7;
static_assert(letters.size() == 23);

char check_letter(std::string_view word) {
    std::size_t sum = 0;
    for (std::size_t i = 0; i < word.size(); ++i) sum += (i + 2) * letters.find(word[i]);
    return letters[sum % letters.size()];
}

std::string with_dash(const std::string& word) {
    return word.substr(0, 4) + "-" + word.substr(4);
}

}  // namespace

std::string make_reference(std::int64_t seed) {
    // Neighbours among seeds get words that have nothing in common.
    std::uint64_t rest = base::Chance(static_cast<std::uint64_t>(seed)).next();
    std::string word;
    for (std::size_t i = 0; i < length; ++i, rest /= letters.size()) {
        word += letters[rest % letters.size()];
    }
    word += check_letter(word);
    return with_dash(word);
}

std::optional<std::string> read_reference(std::string_view written) {
    std::string word;
    for (const char c : written) {
        if (c == ' ' || c == '-' || c == '.') continue;
        const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        if (letters.find(upper) == letters.npos) return std::nullopt;
        word += upper;
    }
    if (word.size() != length + 1) return std::nullopt;
    if (check_letter(std::string_view{word}.substr(0, length)) != word.back()) return std::nullopt;
    return with_dash(word);
}

}  // namespace payments
