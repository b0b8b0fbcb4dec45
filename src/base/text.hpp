#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace base {

/// The number that `text` is, if all of it is one.
inline std::optional<std::int64_t> to_number(std::string_view text) {
    std::int64_t number = 0;
    const char* last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, number);
    if (error != std::errc{} || end != last || text.empty()) return std::nullopt;
    return number;
}

/// Without spaces, tabs and line ends at both sides (ASCII only).
std::string_view trimmed(std::string_view text);

/// How many code points a valid UTF-8 text has.
std::size_t length_of(std::string_view utf8);

/// True when `text` is well-formed UTF-8 without surrogates, overlong forms or NUL.
bool is_utf8(std::string_view text);

/// Lower-case hexadecimal digits of `bytes`.
std::string to_hex(std::string_view bytes);

/// The bytes that `digits` stand for, if all of it is what to_hex() writes.
std::optional<std::string> from_hex(std::string_view digits);

/// A valid UTF-8 text as TOML writes it: in quotes, and what may not stand there escaped.
std::string toml_text(std::string_view utf8);

}  // namespace base
