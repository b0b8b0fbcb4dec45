#pragma once

// Account numbers of banks (ISO 13616), as people write them and as banks want them.
//
//     read_iban("de89 3704 0044 0532 0130 00")   "DE89370400440532013000"
//     read_iban("DE89 3704 0044 0532 0130 01")   nothing: a digit is wrong

#include <optional>
#include <string>
#include <string_view>

namespace payouts {

/// The number without blanks and in capitals; nothing where its country, its length or its check
/// digits are wrong. Every slip of one digit and every swap of two neighbours is found.
std::optional<std::string> read_iban(std::string_view written);

/// What somebody else over the shoulder may read: "DE89 •••• 3000".
std::string masked(std::string_view iban);

}  // namespace payouts
