#include "http/spoken.hpp"

#include <unicode/datefmt.h>
#include <unicode/locid.h>
#include <unicode/timezone.h>

#include <memory>

namespace http {
namespace {

icu::Locale locale_of(Language language) {
    return icu::Locale(language == Language::zh ? "zh_CN" : "en_GB");
}

}  // namespace

std::string day_words(Language language, base::Time time, const std::string& zone) {
    const std::unique_ptr<icu::DateFormat> format(
        icu::DateFormat::createDateInstance(icu::DateFormat::kMedium, locale_of(language)));
    if (!format) return base::to_iso(time).substr(0, 10);
    format->adoptTimeZone(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(zone)));
    icu::UnicodeString words;
    const auto millis = std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch();
    format->format(static_cast<UDate>(millis.count()), words);
    std::string out;
    words.toUTF8String(out);
    return out;
}

std::string country_words(Language language, const std::string& code) {
    icu::UnicodeString words;
    icu::Locale("", code.c_str()).getDisplayCountry(locale_of(language), words);
    std::string out;
    words.toUTF8String(out);
    return out.empty() ? code : out;
}

}  // namespace http
