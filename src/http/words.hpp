#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "http/call.hpp"

namespace http {

/// The sentence under `key` in words/<language>.json with its ICU MessageFormat arguments filled
/// in; English where the language lacks it, the key itself where there is none. An argument that
/// the sentence counts with ("{n, plural, ...}") is a whole number; all others stand in it as they
/// are. Any thread.
std::string sentence(Language language, std::string_view key,
                     const std::vector<base::Argument>& args = {});

/// The language that an Accept-Language header prefers among ours; nothing where it names none.
std::optional<Language> asked_language(std::string_view accept_language);
/// The same, and English for who asks for none.
Language preferred_language(std::string_view accept_language);

}  // namespace http
