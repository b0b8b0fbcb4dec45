#include "http/words.hpp"

#include <unicode/messagepattern.h>
#include <unicode/msgfmt.h>
#include <boost/json.hpp>

#include <algorithm>
#include <map>

#include "base/embedded.hpp"
#include "base/text.hpp"
#include "http/message.hpp"

namespace http {

/// words/en.json and words/zh.json, put into the program by CMake.
std::span<const base::Embedded> word_files();

namespace {

using Words = std::map<std::string, std::string, std::less<>>;

Words load(Language language) {
    Words words;
    const std::string name = std::string{base::name_of(language)} + ".json";
    const auto files = word_files();
    const auto file = std::ranges::find(files, name, &base::Embedded::name);
    base::ensure(file != files.end());
    const std::string_view text = file->bytes;
    const boost::json::value parsed = boost::json::parse(boost::json::string_view(text));
    for (const auto& entry : parsed.as_object()) {
        words.emplace(entry.key(), std::string(entry.value().as_string()));
    }
    return words;
}

const Words& words_of(Language language) {
    static const Words english = load(Language::en), chinese = load(Language::zh);
    return language == Language::zh ? chinese : english;
}

icu::UnicodeString wide(std::string_view text) {
    return icu::UnicodeString::fromUTF8(
        icu::StringPiece(text.data(), static_cast<int>(text.size())));
}

/// The arguments that a sentence counts with: "{n, plural, ...}". All others stand in it as they
/// are, for a title may well be "1984" and a name "007".
std::vector<icu::UnicodeString> counted(const icu::UnicodeString& pattern, UErrorCode& status) {
    const icu::MessagePattern parts(pattern, nullptr, status);
    std::vector<icu::UnicodeString> names;
    if (U_FAILURE(status)) return names;
    for (int i = 0; i + 1 < parts.countParts(); ++i) {
        const icu::MessagePattern::Part& part = parts.getPart(i);
        if (part.getType() != UMSGPAT_PART_TYPE_ARG_START) continue;
        if (part.getArgType() != UMSGPAT_ARG_TYPE_PLURAL) continue;
        names.push_back(parts.getSubstring(parts.getPart(i + 1)));
    }
    return names;
}

std::string formatted(Language language, const std::string& pattern,
                      const std::vector<base::Argument>& args) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Locale locale(language == Language::zh ? "zh" : "en");
    const icu::UnicodeString text = wide(pattern);
    const icu::MessageFormat format(text, locale, status);
    const std::vector<icu::UnicodeString> numbers = counted(text, status);
    std::vector<icu::UnicodeString> names;
    std::vector<icu::Formattable> values;
    for (const auto& [name, value] : args) {
        names.push_back(wide(name));
        const bool counts = std::ranges::find(numbers, names.back()) != numbers.end();
        const auto number = counts ? base::to_number(value) : std::nullopt;
        values.push_back(number ? icu::Formattable(*number) : icu::Formattable(wide(value)));
    }
    icu::UnicodeString out;
    format.format(names.data(), values.data(), static_cast<int>(args.size()), out, status);
    if (U_FAILURE(status)) return pattern;
    std::string narrow;
    return out.toUTF8String(narrow);
}

/// How much an element of Accept-Language is liked, in thousandths: "en;q=0.8" is 800.
int weight_of(std::string_view element) {
    const auto q = element.find_first_of("qQ", std::min(element.find(';'), element.size()));
    if (q == std::string_view::npos) return 1000;
    std::string digits;
    for (const char c : element.substr(q)) {
        if (c >= '0' && c <= '9') digits += c;
    }
    digits.resize(4, '0');
    return static_cast<int>(std::min<std::int64_t>(*base::to_number(digits), 1000));
}

}  // namespace

std::string sentence(Language language, std::string_view key,
                     const std::vector<base::Argument>& args) {
    for (const Language wanted : {language, Language::en}) {
        const Words& words = words_of(wanted);
        const auto found = words.find(key);
        if (found == words.end()) continue;
        // Most sentences have nothing to fill in, and ICU is slow.
        if (found->second.find_first_of("{'") == std::string::npos) return found->second;
        return formatted(wanted, found->second, args);
    }
    return std::string{key};
}

std::optional<Language> asked_language(std::string_view accept_language) {
    // The one of ours that is liked best; of several the first. RFC 9110, 12.4.2.
    std::optional<Language> best;
    int liked = 0;
    while (const auto element = take_element(accept_language)) {
        const auto tag = base::trimmed(element->substr(0, element->find_first_of("-;")));
        const bool chinese = same_word(tag, "zh");
        if (!chinese && !same_word(tag, "en")) continue;
        const int weight = weight_of(*element);
        if (weight <= liked) continue;
        liked = weight;
        best = chinese ? Language::zh : Language::en;
    }
    return best;
}

Language preferred_language(std::string_view accept_language) {
    return asked_language(accept_language).value_or(Language::en);
}

}  // namespace http
