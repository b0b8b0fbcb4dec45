#include "notices/kinds.hpp"

#include <algorithm>
#include <array>

#include "base/ensure.hpp"

namespace notices {
namespace {

// clang-format off
constexpr std::array table = {
    //   kind                    essential  in app  mail
    Rule{Kind::mail_wanted,      true,      false,  true,  Holds::confirm_token},
    Rule{Kind::mail_replaced,    true,      false,  true},
    Rule{Kind::reset_wanted,     true,      false,  true,  Holds::reset_token},
    Rule{Kind::password_changed, true,      true,   true},
    Rule{Kind::device_new,       true,      true,   true},
};
// clang-format on

constexpr bool each_kind_once_in_order() {
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (static_cast<std::size_t>(table[i].kind) != i) return false;
    }
    return true;
}
static_assert(each_kind_once_in_order());

}  // namespace

std::span<const Rule> rules() {
    return table;
}

const Rule& rule_of(Kind kind) {
    const auto place = static_cast<std::size_t>(kind);
    base::ensure(place < table.size());
    return table[place];
}

}  // namespace notices
