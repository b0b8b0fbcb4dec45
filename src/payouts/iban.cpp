#include "payouts/iban.hpp"

#include <algorithm>
#include <array>

namespace payouts {
namespace {

struct Country {
    std::string_view code;
    std::size_t length;
};

// clang-format off
constexpr std::array countries{
    Country{"AD", 24}, Country{"AE", 23}, Country{"AL", 28}, Country{"AT", 20}, Country{"AZ", 28},
    Country{"BA", 20}, Country{"BE", 16}, Country{"BG", 22}, Country{"BH", 22}, Country{"BI", 27},
    Country{"BR", 29}, Country{"BY", 28}, Country{"CH", 21}, Country{"CR", 22}, Country{"CY", 28},
    Country{"CZ", 24}, Country{"DE", 22}, Country{"DJ", 27}, Country{"DK", 18}, Country{"DO", 28},
    Country{"EE", 20}, Country{"EG", 29}, Country{"ES", 24}, Country{"FI", 18}, Country{"FK", 18},
    Country{"FO", 18}, Country{"FR", 27}, Country{"GB", 22}, Country{"GE", 22}, Country{"GI", 23},
    Country{"GL", 18}, Country{"GR", 27}, Country{"GT", 28}, Country{"HR", 21}, Country{"HU", 28},
    Country{"IE", 22}, Country{"IL", 23}, Country{"IQ", 23}, Country{"IS", 26}, Country{"IT", 27},
    Country{"JO", 30}, Country{"KW", 30}, Country{"KZ", 20}, Country{"LB", 28}, Country{"LC", 32},
    Country{"LI", 21}, Country{"LT", 20}, Country{"LU", 20}, Country{"LV", 21}, Country{"LY", 25},
    Country{"MC", 27}, Country{"MD", 24}, Country{"ME", 22}, Country{"MK", 19}, Country{"MN", 20},
    Country{"MR", 27}, Country{"MT", 31}, Country{"MU", 30}, Country{"NI", 28}, Country{"NL", 18},
    Country{"NO", 15}, Country{"OM", 23}, Country{"PK", 24}, Country{"PL", 28}, Country{"PS", 29},
    Country{"PT", 25}, Country{"QA", 29}, Country{"RO", 24}, Country{"RS", 22}, Country{"RU", 33},
    Country{"SA", 24}, Country{"SC", 31}, Country{"SD", 18}, Country{"SE", 24}, Country{"SI", 19},
    Country{"SK", 24}, Country{"SM", 27}, Country{"SO", 23}, Country{"ST", 25}, Country{"SV", 28},
    Country{"TL", 23}, Country{"TN", 24}, Country{"TR", 26}, Country{"UA", 29}, Country{"VA", 22},
    Country{"VG", 24}, Country{"XK", 20}, Country{"YE", 30},
};
// clang-format on
static_assert(std::ranges::is_sorted(countries, {}, &Country::code));

constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
constexpr bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}

/// The number with its first four characters put last and letters as 10 to 35, modulo 97.
int remainder_of(std::string_view iban) {
    int remainder = 0;
    for (std::size_t i = 0; i < iban.size(); ++i) {
        const char c = iban[(i + 4) % iban.size()];
        remainder = is_digit(c) ? remainder * 10 + (c - '0') : remainder * 100 + (c - 'A' + 10);
        remainder %= 97;
    }
    return remainder;
}

}  // namespace

std::optional<std::string> read_iban(std::string_view written) {
    std::string iban;
    for (const char c : written) {
        if (c == ' ') continue;
        iban += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    if (iban.size() < 4 || !is_digit(iban[2]) || !is_digit(iban[3])) return std::nullopt;
    const bool plain =
        std::ranges::all_of(iban, [](char c) { return is_digit(c) || is_capital(c); });
    const auto country = std::ranges::find(countries, iban.substr(0, 2), &Country::code);
    if (!plain || country == countries.end() || country->length != iban.size()) return std::nullopt;
    // Check digits are made as 98 less a remainder, so 00, 01 and 99 are never right ones.
    const int digits = (iban[2] - '0') * 10 + (iban[3] - '0');
    if (digits < 2 || digits > 98 || remainder_of(iban) != 1) return std::nullopt;
    return iban;
}

std::string masked(std::string_view iban) {
    return std::string{iban.substr(0, 4)} + " \u2022\u2022\u2022\u2022 " +
           std::string{iban.substr(iban.size() - 4)};
}

}  // namespace payouts
