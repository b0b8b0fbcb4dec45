// Passwords that are tried first by everybody who tries.

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "members/members.hpp"
#include "members/secrets.hpp"

namespace members {
namespace {

// The most common ones that are long enough to be taken at all. Shorter ones are refused
// for their length already.
constexpr std::array<std::string_view, 118> common{
    "00000000",    "000000000",    "0000000000",   "0123456789", "01234567",     "09876543",
    "0987654321",  "1029384756",   "11111111",     "111111111",  "1111111111",   "11223344",
    "1122334455",  "112233445566", "12121212",     "123123123",  "12341234",     "123412345",
    "1234567a",    "12345678",     "123456789",    "1234567890", "12345678910",  "1234567891",
    "123456789a",  "12345678a",    "123456abc",    "1234abcd",   "123654789",    "123qwe123",
    "12qwaszx",    "131313131",    "147258369",    "147852369",  "159753456",    "18436572",
    "1q2w3e4r",    "1q2w3e4r5t",   "1q2w3e4r5t6y", "1qaz2wsx",   "1qaz2wsx3edc", "1qazxsw2",
    "22222222",    "31415926",     "33333333",     "44444444",   "55555555",     "55667788",
    "66666666",    "741852963",    "77777777",     "789456123",  "87654321",     "88888888",
    "888888888",   "963852741",    "987654321",    "9876543210", "99999999",     "999999999",
    "a1234567",    "a12345678",    "a123456789",   "aa123456",   "aa12345678",   "aaaaaaaa",
    "abc12345",    "abc123456",    "abcd1234",     "abcdefgh",   "abcdefg1",     "administrator",
    "alexander",   "asdasdasd",    "asdf1234",     "asdfasdf",   "asdfghjk",     "asdfghjkl",
    "baseball",    "basketball",   "butterfly",    "changeme",   "charlie1",     "chocolate",
    "computer",    "dearbook",     "elizabeth",    "fairground", "football",     "football1",
    "google123",   "iloveyou",     "iloveyou1",    "internet",   "jennifer",     "liverpool",
    "michelle",    "p@ssw0rd",     "passw0rd",     "password",   "password1",    "password12",
    "password123", "password1234", "princess",     "princess1",  "q1w2e3r4",     "qazwsxedc",
    "qq123456",    "qwer1234",     "qwerty123",    "qwertyui",   "qwertyuiop",   "sunshine",
    "superman",    "welcome1",     "woaini1314",   "zxcvbnm123",
};

}  // namespace

std::optional<std::string_view> weakness_of(std::string_view password, std::string_view handle) {
    // A password need not be text at all; then it is none of these.
    const std::string plain = base::is_utf8(password) ? folded(password) : std::string{password};
    if (plain == folded(handle)) return "same_as_handle";
    if (std::ranges::find(common, plain) != common.end()) return "too_common";
    return std::nullopt;
}

}  // namespace members
