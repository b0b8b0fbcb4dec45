#include "search/text.hpp"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/ensure.hpp"

namespace search {
namespace {

/// What a sign is to a piece. `none` separates.
enum class Sort { none, letter, digit, run };

bool ok(UErrorCode status) {
    return U_SUCCESS(status) != 0;
}

UScriptCode script_of(UChar32 sign) {
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(sign, &status);
    return ok(status) ? script : USCRIPT_UNKNOWN;
}

bool is_written_in_runs(UScriptCode script) {
    switch (script) {
        case USCRIPT_HAN:
        case USCRIPT_HIRAGANA:
        case USCRIPT_KATAKANA:
        case USCRIPT_HANGUL:
        case USCRIPT_BOPOMOFO:
        case USCRIPT_YI:
        case USCRIPT_THAI:
        case USCRIPT_LAO:
        case USCRIPT_KHMER:
        case USCRIPT_MYANMAR:
        case USCRIPT_TIBETAN: return true;
        default: return false;
    }
}

/// Scripts whose marks are help for the reader, and left out as often as written.
bool has_idle_marks(UScriptCode script) {
    return script == USCRIPT_LATIN || script == USCRIPT_GREEK || script == USCRIPT_CYRILLIC ||
           script == USCRIPT_HEBREW || script == USCRIPT_ARABIC;
}

bool is_mark(UChar32 sign) {
    return (U_GET_GC_MASK(sign) & U_GC_M_MASK) != 0;
}

Sort sort_of(UChar32 sign) {
    // The sign that makes a vowel long is common to both scripts of Japanese.
    if (sign == 0x30FC || is_written_in_runs(script_of(sign))) {
        return u_isalnum(sign) != 0 || is_mark(sign) || sign == 0x3005 ? Sort::run : Sort::none;
    }
    if (u_isdigit(sign) != 0) return Sort::digit;
    return u_isalnum(sign) != 0 || is_mark(sign) ? Sort::letter : Sort::none;
}

/// What stands inside a word without parting it: Ann's is anns.
bool is_apostrophe(UChar32 sign) {
    return sign == '\'' || sign == 0x2019 || sign == 0x02BC;
}

/// Letters with a stroke and joined letters, which no rule of Unicode takes apart.
std::string_view plain_letters(UChar32 sign) {
    switch (sign) {
        case 0x00F8: return "o";
        case 0x0142: return "l";
        case 0x0111:
        case 0x00F0: return "d";
        case 0x0127: return "h";
        case 0x0131: return "i";
        case 0x00E6: return "ae";
        case 0x0153: return "oe";
        case 0x00FE: return "th";
        default: return {};
    }
}

/// The simplified form of one character; a character by itself, so that no neighbour matters.
void append_simplified(icu::UnicodeString& out, UChar32 sign) {
    static const std::unique_ptr<icu::Transliterator> rules_of_icu = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::Transliterator> made{
            icu::Transliterator::createInstance("Hant-Hans", UTRANS_FORWARD, status)};
        base::ensure(ok(status) && made != nullptr);
        return made;
    }();
    icu::UnicodeString one(sign);
    // Three characters become another that has a simpler form itself.
    rules_of_icu->transliterate(one);
    rules_of_icu->transliterate(one);
    out.append(one);
}

icu::UnicodeString normalised(const icu::UnicodeString& text, const icu::Normalizer2& form) {
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString out = form.normalize(text, status);
    base::ensure(ok(status));
    return out;
}

using Form = const icu::Normalizer2* (*)(UErrorCode&);

const icu::Normalizer2& form_of(Form form) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* found = form(status);
    base::ensure(ok(status) && found != nullptr);
    return *found;
}

/// One form for what is the same to a reader: of width, of capitals, of marks, of characters.
icu::UnicodeString levelled(std::string_view utf8) {
    const auto size = static_cast<std::int32_t>(utf8.size());
    const auto given = icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), size));
    const auto folded = normalised(given, form_of(icu::Normalizer2::getNFKCCasefoldInstance));
    const auto apart = normalised(folded, form_of(icu::Normalizer2::getNFDInstance));
    icu::UnicodeString plain;
    UScriptCode last = USCRIPT_COMMON;
    bool in_word = false;
    for (std::int32_t i = 0; i < apart.length(); i = apart.moveIndex32(i, 1)) {
        const UChar32 sign = apart.char32At(i);
        const UScriptCode script = script_of(sign);
        if (is_mark(sign)) {
            if (!has_idle_marks(last)) plain.append(sign);
            continue;
        }
        if (in_word && is_apostrophe(sign)) continue;
        in_word = u_isalpha(sign) != 0;
        last = script;
        if (const auto letters = plain_letters(sign); !letters.empty()) {
            plain.append(icu::UnicodeString::fromUTF8(
                icu::StringPiece(letters.data(), static_cast<std::int32_t>(letters.size()))));
        } else if (script == USCRIPT_HAN) {
            append_simplified(plain, sign);
        } else {
            plain.append(sign);
        }
    }
    return normalised(plain, form_of(icu::Normalizer2::getNFCInstance));
}

void append_utf8(std::string& out, UChar32 sign) {
    icu::UnicodeString(sign).toUTF8String(out);
}

/// Where each sign of a piece begins, and its end.
std::vector<std::size_t> signs_of(std::string_view piece) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < piece.size(); ++i) {
        if ((static_cast<unsigned char>(piece[i]) & 0xC0U) != 0x80U) places.push_back(i);
    }
    places.push_back(piece.size());
    return places;
}

bool is_run(std::string_view piece) {
    if (static_cast<unsigned char>(piece.front()) < 0x80) return false;
    const auto first = static_cast<std::int32_t>(signs_of(piece.substr(0, 4))[1]);
    const icu::StringPiece sign(piece.data(), first);
    return sort_of(icu::UnicodeString::fromUTF8(sign).char32At(0)) == Sort::run;
}

/// The number of a gram: FNV-1a. Two grams with one number cost a look, and never a wrong find.
std::int64_t number_of(std::string_view gram) {
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (const char c : gram) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001B3U;
    }
    return static_cast<std::int64_t>((hash ^ (hash >> 61U)) & static_cast<std::uint64_t>(gram_max));
}

/// The lengths in which beginnings of words are kept. Whoever types a fourth letter finds what the
/// third one found, and rank() looks at the rest.
constexpr std::array<std::size_t, 5> beginnings{1, 2, 3, 5, 8};

template <class Take>
void each_beginning(std::string_view word, const std::vector<std::size_t>& signs, Take take) {
    for (const std::size_t length : beginnings) {
        if (length < signs.size()) take(word.substr(0, signs[length]));
    }
}

template <class Take>
void each_piece(std::string_view folded, Take take) {
    std::size_t begin = 0;
    while (begin < folded.size()) {
        const std::size_t end = std::min(folded.find(' ', begin), folded.size());
        if (end > begin) take(folded.substr(begin, end - begin));
        begin = end + 1;
    }
}

template <class Take>
void each_pair(std::string_view run, const std::vector<std::size_t>& signs, Take take) {
    for (std::size_t i = 0; i + 2 < signs.size(); ++i) {
        take(run.substr(signs[i], signs[i + 2] - signs[i]));
    }
}

void sort_out(std::vector<std::int64_t>& grams) {
    std::ranges::sort(grams);
    grams.erase(std::unique(grams.begin(), grams.end()), grams.end());
}

/// How one piece is had: nothing, as a part, as a beginning of a word, as a whole word; and one
/// more where it is the first of the title.
std::optional<std::int64_t> rank_of(std::string_view title, const std::string& piece) {
    constexpr std::int64_t inside = 1, beginning = 2, whole = 4, first = 1;
    if (is_run(piece)) {
        const std::size_t at = title.find(piece);
        if (at == std::string_view::npos) return std::nullopt;
        const bool begins = title[at - 1] == ' ', ends = title[at + piece.size()] == ' ';
        return (begins && ends ? whole : begins ? beginning : inside) + (at == 1 ? first : 0);
    }
    const std::string begun = " " + piece;
    std::size_t at = title.find(begun + " ");
    if (at != std::string_view::npos) return whole + (at == 0 ? first : 0);
    at = title.find(begun);
    if (at == std::string_view::npos) return std::nullopt;
    return beginning + (at == 0 ? first : 0);
}

}  // namespace

std::string fold(std::string_view utf8) {
    const icu::UnicodeString text = levelled(utf8);
    std::string out = " ";
    Sort last = Sort::none;
    for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
        const UChar32 sign = text.char32At(i);
        Sort sort = sort_of(sign);
        // A mark belongs to what it stands on, and means nothing alone.
        if (is_mark(sign)) sort = last;
        if (sort != last && last != Sort::none) out += ' ';
        if (sort != Sort::none) append_utf8(out, sign);
        last = sort;
    }
    if (out.back() != ' ') out += ' ';
    return out;
}

std::vector<std::string> pieces_of(std::string_view folded) {
    std::vector<std::string> pieces;
    each_piece(folded, [&](std::string_view piece) {
        if (std::ranges::find(pieces, piece) == pieces.end()) pieces.emplace_back(piece);
    });
    return pieces;
}

std::vector<std::int64_t> grams_of(std::string_view folded) {
    std::vector<std::int64_t> grams;
    const auto take = [&](std::string_view gram) { grams.push_back(number_of(gram)); };
    each_piece(folded, [&](std::string_view piece) {
        const auto signs = signs_of(piece);
        if (!is_run(piece)) return each_beginning(piece, signs, take);
        for (std::size_t i = 0; i + 1 < signs.size(); ++i) {
            take(piece.substr(signs[i], signs[i + 1] - signs[i]));
        }
        each_pair(piece, signs, take);
    });
    sort_out(grams);
    return grams;
}

std::vector<std::int64_t> grams_for(std::string_view piece) {
    std::vector<std::int64_t> grams;
    const auto signs = signs_of(piece);
    if (!is_run(piece)) {
        // The longest says all that the shorter ones do.
        each_beginning(piece, signs, [&](std::string_view gram) { grams = {number_of(gram)}; });
    } else if (signs.size() == 2) {
        grams.push_back(number_of(piece));
    } else {
        each_pair(piece, signs, [&](std::string_view gram) { grams.push_back(number_of(gram)); });
    }
    sort_out(grams);
    return grams;
}

std::optional<std::int64_t> rank(std::string_view title, const std::vector<std::string>& pieces) {
    std::int64_t sum = 0;
    std::string phrase;
    for (const std::string& piece : pieces) {
        const auto one = rank_of(title, piece);
        if (!one) return std::nullopt;
        sum += 4 * *one;
        phrase += " " + piece;
    }
    // In the order in which they were asked for, and with nothing between.
    const std::size_t at = title.find(phrase);
    if (pieces.size() > 1 && at != std::string_view::npos) sum += 6;
    // Nothing else in it.
    if (title == phrase + " ") sum += 2;
    return sum;
}

std::vector<std::vector<std::string>> others_for(const std::vector<std::string>& pieces,
                                                 std::size_t most) {
    std::vector<std::vector<std::string>> others;
    const auto add = [&](std::vector<std::string> one) {
        if (others.size() < most) others.push_back(std::move(one));
    };
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (!is_run(pieces[i])) continue;
        const auto signs = signs_of(pieces[i]);
        for (std::size_t cut = 2; cut + 2 < signs.size(); ++cut) {
            std::vector<std::string> apart = pieces;
            apart[i] = pieces[i].substr(0, signs[cut]);
            apart.insert(apart.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                         pieces[i].substr(signs[cut]));
            add(std::move(apart));
        }
    }
    for (std::size_t i = pieces.size(); pieces.size() > 1 && i > 0; --i) {
        std::vector<std::string> less = pieces;
        less.erase(less.begin() + static_cast<std::ptrdiff_t>(i) - 1);
        add(std::move(less));
    }
    if (pieces.size() != 1) return others;
    // One word or run that nothing has: its beginning, and for a run its end.
    const auto signs = signs_of(pieces[0]);
    for (std::size_t length = signs.size() - 2; length >= 2; --length) {
        add({pieces[0].substr(0, signs[length])});
        if (is_run(pieces[0])) add({pieces[0].substr(signs[signs.size() - 1 - length])});
    }
    return others;
}

}  // namespace search
