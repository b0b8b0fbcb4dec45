#include "notices/kinds.hpp"

#include <algorithm>
#include <array>

#include "base/ensure.hpp"

namespace notices {
namespace {

// clang-format off
constexpr std::array table = {
    //   kind                          essential  in app  mail
    Rule{NoticeKind::mail_wanted,      true,      false,  true,  Holds::confirm_token},
    Rule{NoticeKind::mail_replaced,    true,      false,  true},
    Rule{NoticeKind::reset_wanted,     true,      false,  true,  Holds::reset_token},
    Rule{NoticeKind::password_changed, true,      true,   true},
    Rule{NoticeKind::device_new,       true,      true,   true},

    Rule{NoticeKind::order_paid,       false,     true,   true},
    Rule{NoticeKind::order_called_off, false,     true,   true},
    Rule{NoticeKind::order_settled,    false,     true,   false},
    Rule{NoticeKind::order_accepted,   false,     true,   false},
    Rule{NoticeKind::order_cancelled,  false,     true,   true},
    Rule{NoticeKind::order_expired,    false,     true,   true},
    Rule{NoticeKind::order_shipped,    false,     true,   true},
    Rule{NoticeKind::order_delivered,  false,     true,   false},
    Rule{NoticeKind::order_refunded,   false,     true,   true},
    // Money that a seller had is gone, and nobody here was asked.
    Rule{NoticeKind::order_charged_back, true,    true,   true},
    Rule{NoticeKind::order_won_back,   false,     true,   true},
    Rule{NoticeKind::refund_asked,     false,     true,   true},
    Rule{NoticeKind::refund_agreed,    false,     true,   false},
    Rule{NoticeKind::refund_refused,   false,     true,   true},
    Rule{NoticeKind::refund_unanswered, false,    true,   true},

    // The law wants the buyer to have it in writing that they withdrew, and silence agrees to it.
    Rule{NoticeKind::purchase_withdrawn, true,    true,   true},

    // Who is silent in a dispute may lose it: they have to hear, whatever they chose.
    Rule{NoticeKind::dispute_opened,   true,      true,   true},
    Rule{NoticeKind::dispute_answered, false,     true,   false},
    Rule{NoticeKind::dispute_passed,   false,     true,   false},
    Rule{NoticeKind::dispute_said,     false,     true,   true},
    Rule{NoticeKind::dispute_decided,  true,      true,   true},
    Rule{NoticeKind::dispute_appealed, true,      true,   true},
    Rule{NoticeKind::dispute_closed,   true,      true,   true},

    Rule{NoticeKind::question_asked,   false,     true,   true},
    Rule{NoticeKind::question_answered, false,         true,   false},
    Rule{NoticeKind::review_written,   false,     true,   false},
    Rule{NoticeKind::review_answered,  false,     true,   false},

    Rule{NoticeKind::friendship_asked, false,     true,   false},
    Rule{NoticeKind::friends_made,     false,     true,   false},

    // What is done to a member's things they have to hear, whatever they chose.
    Rule{NoticeKind::case_held,        true,      true,   true},
    Rule{NoticeKind::case_decided,     true,      true,   true},
    Rule{NoticeKind::report_decided,   false,     true,   false},

    // Whoever changes where money goes must not do it unseen.
    Rule{NoticeKind::payout_account_changed, true,    true,   true},
    Rule{NoticeKind::payout_paid,      false,     true,   false},
    Rule{NoticeKind::payout_returned,  true,      true,   true},

    Rule{NoticeKind::promotion_earned, false,     true,   false},
    Rule{NoticeKind::promotion_payable, false,    true,   false},
    Rule{NoticeKind::promotion_reversed, false,   true,   true},

    Rule{NoticeKind::webhook_failed,   false,     true,   true},

    // Each of them has a time that runs while its reader does nothing.
    Rule{NoticeKind::offer_made,       false,     true,   true},
    Rule{NoticeKind::offer_countered,  false,     true,   true},
    Rule{NoticeKind::offer_accepted,   false,     true,   true},
    Rule{NoticeKind::offer_declined,   false,     true,   false},
    Rule{NoticeKind::offer_withdrawn,  false,     true,   false},
    Rule{NoticeKind::offer_expired,    false,     true,   false},
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

const Rule& rule_of(NoticeKind kind) {
    const auto place = static_cast<std::size_t>(kind);
    base::ensure(place < table.size());
    return table[place];
}

}  // namespace notices
