#include "http/amounts.hpp"

#include <unicode/numberformatter.h>
#include <unicode/ucurr.h>

#include <algorithm>

namespace http {
namespace {

icu::UnicodeString code_of(const base::Money& money) {
    return icu::UnicodeString::fromUTF8(money.currency);
}

std::size_t places_of(const base::Money& money) {
    UErrorCode status = U_ZERO_ERROR;
    const int places =
        ucurr_getDefaultFractionDigits(code_of(money).getTerminatedBuffer(), &status);
    return U_FAILURE(status) || places < 0 ? 2 : static_cast<std::size_t>(places);
}

}  // namespace

std::string amount_number(const base::Money& money) {
    const std::size_t places = places_of(money);
    std::string digits = std::to_string(money.minor);
    const std::string sign = money.minor < 0 ? "-" : "";
    digits.erase(0, sign.size());
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    if (places > 0) digits.insert(digits.size() - places, ".");
    return sign + digits;
}

std::string amount_words(Language language, const base::Money& money) {
    UErrorCode status = U_ZERO_ERROR;
    const std::string number = amount_number(money);
    const auto currency = icu::CurrencyUnit(code_of(money).getTerminatedBuffer(), status);
    const auto format = icu::number::NumberFormatter::withLocale(
                            icu::Locale(language == Language::zh ? "zh_CN" : "en_GB"))
                            .unit(currency)
                            .unitWidth(UNUM_UNIT_WIDTH_NARROW);
    const auto said = format.formatDecimal(number, status);
    std::string words;
    said.toString(status).toUTF8String(words);
    return U_FAILURE(status) ? number + " " + money.currency : words;
}

}  // namespace http
