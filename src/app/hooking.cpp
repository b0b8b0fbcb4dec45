#include "app/hooking.hpp"

#include "offers/offers.hpp"
#include "orders/orders.hpp"
#include "payouts/payouts.hpp"
#include "reviews/reviews.hpp"
#include "shops/shops.hpp"

namespace app {
namespace {

using webhooks::HookKind;
using webhooks::Subject;

/// Whose thing an event is about; nobody's where only the market hears of it.
base::MemberId owner_of(const events::Event& event, HookKind kind) {
    if (webhooks::rule_of(kind).hears == webhooks::Hears::market) return webhooks::the_market;
    switch (webhooks::rule_of(kind).subject) {
        case Subject::order: return orders::told(event).seller;
        case Subject::offer: return offers::told(event).seller;
        case Subject::payout: return payouts::told(event).member;
        case Subject::listing:
            return kind == HookKind::question_asked || kind == HookKind::review_written
                       ? reviews::told(event).owner
                       : shops::told(event).owner;
        case Subject::webhook:
        case Subject::shop:
        case Subject::member: break;
    }
    base::unreachable();
}

}  // namespace

base::Result<base::Done> hook_of(db::Tx& tx, const std::vector<events::Event>& list) {
    std::vector<webhooks::News> news;
    for (const events::Event& event : list) {
        const auto kind = webhooks::kind_of_event(event.kind);
        if (!kind) continue;
        news.push_back({event.seq, *kind, event.subject, event.at, owner_of(event, *kind)});
    }
    webhooks::tell(tx, news);
    return base::done;
}

std::unique_ptr<webhooks::Carrier> open_carrier(const Settings& settings) {
    webhooks::CarrierOptions options;
    options.reach =
        settings.webhooks_inside ? webhooks::Reach::everywhere : webhooks::Reach::outside;
    options.authorities = settings.webhook_authorities;
    options.seconds_max = settings.webhook_seconds_max;
    options.answer_bytes_max = settings.webhook_answer_bytes_max;
    options.agent = "Fairground/" FAIRGROUND_VERSION;
    return webhooks::make_carrier(std::move(options));
}

webhooks::Settings webhook_settings(const Settings& settings, webhooks::Carrier* carrier) {
    return {carrier,
            settings.webhooks_inside ? webhooks::Reach::everywhere : webhooks::Reach::outside,
            settings.webhooks_per_owner,
            settings.webhooks_at_once,
            settings.webhook_tries_max,
            settings.webhook_days_kept};
}

}  // namespace app
