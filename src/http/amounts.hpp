#pragma once

#include <string>

#include "base/money.hpp"
#include "http/call.hpp"

namespace http {

/// Money as people of a language write it, as the pages do: "£9.50", "￥500". Any thread.
std::string amount_words(Language language, const base::Money& money);

/// Money as a decimal number with as many places as its currency has: "9.50", "500".
std::string amount_number(const base::Money& money);

}  // namespace http
