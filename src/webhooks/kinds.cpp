#include "webhooks/kinds.hpp"

#include <array>

#include "base/ensure.hpp"

namespace webhooks {
namespace {

// clang-format off
constexpr std::array table = {
    KindRule{HookKind::ping,                      Hears::nobody, Subject::webhook},

    KindRule{HookKind::order_placed,              Hears::seller, Subject::order},
    KindRule{HookKind::order_paid,                Hears::seller, Subject::order},
    KindRule{HookKind::order_accepted,            Hears::seller, Subject::order},
    KindRule{HookKind::order_shipped,             Hears::seller, Subject::order},
    KindRule{HookKind::order_delivered,           Hears::seller, Subject::order},
    KindRule{HookKind::order_settled,             Hears::seller, Subject::order},
    KindRule{HookKind::order_released,            Hears::seller, Subject::order},
    KindRule{HookKind::order_refunded,            Hears::seller, Subject::order},
    KindRule{HookKind::order_cancelled,           Hears::seller, Subject::order},
    KindRule{HookKind::order_expired,             Hears::seller, Subject::order},
    KindRule{HookKind::order_charged_back,        Hears::seller, Subject::order},
    KindRule{HookKind::order_won_back,            Hears::seller, Subject::order},
    KindRule{HookKind::order_refund_asked,        Hears::seller, Subject::order},
    KindRule{HookKind::order_refund_agreed,       Hears::seller, Subject::order},
    KindRule{HookKind::order_refund_refused,      Hears::seller, Subject::order},
    KindRule{HookKind::order_refund_withdrawn,    Hears::seller, Subject::order},
    KindRule{HookKind::order_withdrawn,           Hears::seller, Subject::order},
    KindRule{HookKind::order_dispute_opened,      Hears::seller, Subject::order},
    KindRule{HookKind::order_dispute_answered,    Hears::seller, Subject::order},
    KindRule{HookKind::order_dispute_passed,      Hears::seller, Subject::order},
    KindRule{HookKind::order_dispute_buyer_said,  Hears::seller, Subject::order},
    KindRule{HookKind::order_dispute_seller_said, Hears::seller, Subject::order},
    KindRule{HookKind::order_dispute_decided,     Hears::seller, Subject::order},
    KindRule{HookKind::order_dispute_appealed,    Hears::seller, Subject::order},
    KindRule{HookKind::order_dispute_closed,      Hears::seller, Subject::order},

    KindRule{HookKind::listing_published,         Hears::seller, Subject::listing},
    KindRule{HookKind::listing_changed,           Hears::seller, Subject::listing},
    KindRule{HookKind::listing_paused,            Hears::seller, Subject::listing},
    KindRule{HookKind::listing_sold_out,          Hears::seller, Subject::listing},
    KindRule{HookKind::listing_back,              Hears::seller, Subject::listing},
    KindRule{HookKind::listing_held,              Hears::seller, Subject::listing},
    KindRule{HookKind::listing_removed,           Hears::seller, Subject::listing},
    KindRule{HookKind::listing_ended,             Hears::seller, Subject::listing},
    KindRule{HookKind::stock_set,                 Hears::seller, Subject::listing},
    KindRule{HookKind::question_asked,            Hears::seller, Subject::listing},
    KindRule{HookKind::review_written,            Hears::seller, Subject::listing},

    KindRule{HookKind::payout_paid,               Hears::seller, Subject::payout},
    KindRule{HookKind::payout_returned,           Hears::seller, Subject::payout},

    KindRule{HookKind::shop_opened,               Hears::market, Subject::shop},
    KindRule{HookKind::shop_closed,               Hears::market, Subject::shop},
    KindRule{HookKind::shop_reopened,             Hears::market, Subject::shop},
    KindRule{HookKind::member_joined,             Hears::market, Subject::member},
    KindRule{HookKind::member_left,               Hears::market, Subject::member},

    KindRule{HookKind::offer_made,                Hears::seller, Subject::offer},
    KindRule{HookKind::offer_countered,           Hears::seller, Subject::offer},
    KindRule{HookKind::offer_accepted,            Hears::seller, Subject::offer},
    KindRule{HookKind::offer_declined,            Hears::seller, Subject::offer},
    KindRule{HookKind::offer_withdrawn,           Hears::seller, Subject::offer},
    KindRule{HookKind::offer_expired,             Hears::seller, Subject::offer},
    KindRule{HookKind::offer_ordered,             Hears::seller, Subject::offer},
    KindRule{HookKind::offer_paid,                Hears::seller, Subject::offer},
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

std::span<const KindRule> kind_rules() {
    return table;
}

const KindRule& rule_of(HookKind kind) {
    const auto place = static_cast<std::size_t>(kind);
    base::ensure(place < table.size());
    return table[place];
}

std::optional<HookKind> kind_of_event(std::string_view event) {
    HookKind kind{};
    if (!base::word_to(event, kind) || rule_of(kind).hears == Hears::nobody) return std::nullopt;
    return kind;
}

std::optional<std::string> path_of(Subject subject, std::int64_t id) {
    const std::string number = std::to_string(id);
    switch (subject) {
        case Subject::order: return "/api/v1/orders/" + number;
        case Subject::listing: return "/api/v1/listings/" + number;
        case Subject::offer: return "/api/v1/offers/" + number;
        case Subject::shop: return "/api/v1/shops/" + number;
        case Subject::webhook:
        case Subject::payout:
        case Subject::member: return std::nullopt;
    }
    base::unreachable();
}

}  // namespace webhooks
