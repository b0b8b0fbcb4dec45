#pragma once

// Days and countries as people of a language write them. Any thread.

#include <string>

#include "base/time.hpp"
#include "http/call.hpp"

namespace http {

/// The civil day of an instant in a time zone: "12 Jan 2027", "2027年1月12日".
std::string day_words(Language language, base::Time time, const std::string& zone);

/// "DE" is "Germany", "德国"; a code that nobody knows stands for itself.
std::string country_words(Language language, const std::string& code);

}  // namespace http
