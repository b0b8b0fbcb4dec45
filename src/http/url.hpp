#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace http {

/// `text` with %41 turned into A; nothing when an escape is broken or stands for NUL. In a query a
/// plus is a blank.
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_blank);

/// "a=1&b=x%20y" as pairs; nothing when an escape is broken.
std::optional<std::vector<std::pair<std::string, std::string>>> query_pairs(std::string_view query);

/// The value of cookie `name` in a Cookie header, "" where there is none.
std::string_view cookie_value(std::string_view header, std::string_view name);

}  // namespace http
