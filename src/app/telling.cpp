#include "app/telling.hpp"

#include <algorithm>
#include <array>

#include "cases/cases.hpp"
#include "circles/circles.hpp"
#include "http/amounts.hpp"
#include "offers/offers.hpp"
#include "orders/disputes.hpp"
#include "orders/orders.hpp"
#include "payouts/payouts.hpp"
#include "promoters/promoters.hpp"
#include "reviews/reviews.hpp"
#include "webhooks/webhooks.hpp"

namespace app {
namespace {

using base::MemberId;
using notices::News;
using notices::NoticeKind;
using notices::Said;

constexpr std::chrono::hours news_for{24};

// ---- From events to news

enum class Side { buyer, seller };

struct OrderRule {
    std::string_view event;
    NoticeKind kind;
    Side told;
};
constexpr std::array order_rules{
    OrderRule{"order_paid", NoticeKind::order_paid, Side::seller},
    OrderRule{"order_accepted", NoticeKind::order_accepted, Side::buyer},
    OrderRule{"order_cancelled", NoticeKind::order_cancelled, Side::buyer},
    OrderRule{"order_expired", NoticeKind::order_expired, Side::buyer},
    OrderRule{"order_shipped", NoticeKind::order_shipped, Side::buyer},
    OrderRule{"order_delivered", NoticeKind::order_delivered, Side::buyer},
    OrderRule{"order_settled", NoticeKind::order_settled, Side::seller},
    OrderRule{"order_refunded", NoticeKind::order_refunded, Side::buyer},
    OrderRule{"order_refunded", NoticeKind::order_called_off, Side::seller},
    OrderRule{"order_refunded", NoticeKind::refund_unanswered, Side::seller},
    OrderRule{"order_charged_back", NoticeKind::order_charged_back, Side::buyer},
    OrderRule{"order_charged_back", NoticeKind::order_charged_back, Side::seller},
    OrderRule{"order_won_back", NoticeKind::order_won_back, Side::buyer},
    OrderRule{"order_won_back", NoticeKind::order_won_back, Side::seller},
    OrderRule{"order_refund_asked", NoticeKind::refund_asked, Side::seller},
    OrderRule{"order_withdrawn", NoticeKind::purchase_withdrawn, Side::buyer},
    OrderRule{"order_withdrawn", NoticeKind::purchase_withdrawn, Side::seller},
    OrderRule{"order_refund_agreed", NoticeKind::refund_agreed, Side::buyer},
    OrderRule{"order_refund_refused", NoticeKind::refund_refused, Side::buyer},
    OrderRule{"order_dispute_opened", NoticeKind::dispute_opened, Side::seller},
    OrderRule{"order_dispute_answered", NoticeKind::dispute_answered, Side::buyer},
    OrderRule{"order_dispute_passed", NoticeKind::dispute_passed, Side::buyer},
    OrderRule{"order_dispute_passed", NoticeKind::dispute_passed, Side::seller},
    OrderRule{"order_dispute_buyer_said", NoticeKind::dispute_said, Side::seller},
    OrderRule{"order_dispute_seller_said", NoticeKind::dispute_said, Side::buyer},
    OrderRule{"order_dispute_decided", NoticeKind::dispute_decided, Side::buyer},
    OrderRule{"order_dispute_decided", NoticeKind::dispute_decided, Side::seller},
    OrderRule{"order_dispute_appealed", NoticeKind::dispute_appealed, Side::buyer},
    OrderRule{"order_dispute_appealed", NoticeKind::dispute_appealed, Side::seller},
    OrderRule{"order_dispute_closed", NoticeKind::dispute_closed, Side::buyer},
    OrderRule{"order_dispute_closed", NoticeKind::dispute_closed, Side::seller},
};

using List = std::vector<News>;

/// What a seller hears of money that went back: that it was all and the order is over, or that a
/// part went because they did not answer. Of what they gave back themselves they know.
std::optional<NoticeKind> kind_for_seller(db::Tx& tx, const events::Event& event, MemberId actor) {
    const auto order = orders::find(tx, orders::OrderId{event.subject});
    if (!order) return std::nullopt;
    if (order->state == orders::State::cancelled || order->state == orders::State::agreed) {
        return NoticeKind::order_called_off;
    }
    if (order->state == orders::State::chargeback) return std::nullopt;
    if (actor.value == 0) return NoticeKind::refund_unanswered;
    return std::nullopt;
}

bool was_unpaid(db::Tx& tx, const events::Event& event) {
    const auto order = orders::find(tx, orders::OrderId{event.subject});
    return order && order->refunded == 0;
}

/// Which side took an order's last step; nobody where that was a clock or a moderator, whose name
/// neither side learns.
MemberId side_that_acted(db::Tx& tx, const events::Event& event, const orders::Told& told) {
    const MemberId actor = orders::last_actor(tx, orders::OrderId{event.subject});
    return actor == told.buyer || actor == told.seller ? actor : MemberId{};
}

void of_order(db::Tx& tx, const events::Event& event, List& list) {
    for (const OrderRule& rule : order_rules) {
        if (rule.event != event.kind) continue;
        const orders::Told told = orders::told(event);
        // All of it is disputed: so far nobody got anything.
        if (rule.event == "order_settled" && told.amount.minor == 0) continue;
        // What was paid goes back, and they hear of that.
        if (rule.event == "order_cancelled" && !was_unpaid(tx, event)) continue;
        const bool to_buyer = rule.told == Side::buyer;
        News news{to_buyer ? told.buyer : told.seller, rule.kind,
                  to_buyer ? told.seller : told.buyer, event.subject};
        if (rule.event == "order_refunded" && !to_buyer) {
            // Either side, a moderator or a clock may have done it.
            news.actor = orders::last_actor(tx, orders::OrderId{event.subject});
            if (kind_for_seller(tx, event, news.actor) != rule.kind) continue;
            news.actor = side_that_acted(tx, event, told);
        }
        // The other side learns of what one of them did, and both of what was decided.
        if (event.kind == "order_charged_back" || event.kind == "order_won_back") news.actor = {};
        if (event.kind == "order_dispute_passed" || event.kind == "order_dispute_decided") {
            news.actor = {};
        }
        // Whoever withdrew is to have it in writing.
        if (event.kind == "order_withdrawn") news.actor = {};
        if (event.kind == "order_cancelled") news.actor = side_that_acted(tx, event, told);
        if (event.kind == "order_dispute_appealed" || event.kind == "order_dispute_closed") {
            news.actor = side_that_acted(tx, event, told);
        }
        list.push_back(news);
    }
}

/// Of goods that they may not see, and of what those did from whom they are apart, nobody hears. An
/// order goes on between its sides.
void add_seen(db::Tx& tx, const News& news, List& list) {
    if (describe(tx, news)) list.push_back(news);
}

/// Their subject is the listing.
void of_words(db::Tx& tx, const events::Event& event, List& list) {
    if (!event.kind.starts_with("question_") && !event.kind.starts_with("review_")) return;
    const reviews::Told told = reviews::told(event);
    const auto add = [&](MemberId to, NoticeKind kind, MemberId by) {
        add_seen(tx, {to, kind, by, event.subject}, list);
    };
    if (event.kind == "question_asked") add(told.owner, NoticeKind::question_asked, told.member);
    if (event.kind == "question_answered")
        add(told.member, NoticeKind::question_answered, told.owner);
    if (event.kind == "review_written") add(told.owner, NoticeKind::review_written, told.member);
    if (event.kind == "review_answered") add(told.member, NoticeKind::review_answered, told.owner);
}

/// The other side hears of what one of them did, and both of what a clock did.
void of_offers(db::Tx& tx, const events::Event& event, List& list) {
    if (!event.kind.starts_with("offer_")) return;
    NoticeKind kind{};
    // That it was ordered and paid for says the order.
    if (!base::word_to(event.kind, kind)) return;
    const offers::Told told = offers::told(event);
    if (told.by != told.seller) add_seen(tx, {told.seller, kind, told.by, event.subject}, list);
    if (told.by != told.buyer) add_seen(tx, {told.buyer, kind, told.by, event.subject}, list);
}

void of_friends(db::Tx& tx, const events::Event& event, List& list) {
    const bool made = event.kind == "friends_made";
    if (!made && event.kind != "friendship_asked") return;
    const circles::FriendNews told = circles::told(event);
    // Who said yes is `member`; who had asked is told.
    const NoticeKind kind = made ? NoticeKind::friends_made : NoticeKind::friendship_asked;
    add_seen(tx, {told.other, kind, told.member, told.member.value}, list);
}

/// Not where the time to appeal ran out: then a case is closed as well, and nothing new was
/// decided.
bool was_decided(db::Tx& tx, const events::Event& event, cases::CaseId id) {
    if (event.kind != "case_closed") return event.kind == "case_decided";
    const auto decisions = cases::decisions_of(tx, id);
    return !decisions.empty() && decisions.back().at == event.at;
}

void of_case(db::Tx& tx, const events::Event& event, List& list) {
    const bool held = event.kind == "case_held";
    if (!held && event.kind != "case_decided" && event.kind != "case_closed") return;
    const cases::Told told = cases::told(event);
    if (!held && !was_decided(tx, event, told.case_id)) return;
    if (told.owner.value != 0) {
        list.push_back({told.owner,
                        held ? NoticeKind::case_held : NoticeKind::case_decided,
                        {},
                        told.case_id.value});
    }
    if (held) return;
    for (const cases::Report& report : cases::reports_of(tx, told.case_id)) {
        list.push_back({report.reporter, NoticeKind::report_decided, {}, report.id.value});
    }
}

void of_payouts(const events::Event& event, List& list) {
    const auto add = [&](NoticeKind kind) {
        list.push_back({payouts::told(event).member, kind, {}, event.subject});
    };
    if (event.kind == "payout_account_changed") add(NoticeKind::payout_account_changed);
    if (event.kind == "payout_paid") add(NoticeKind::payout_paid);
    if (event.kind == "payout_returned") add(NoticeKind::payout_returned);
}

void of_promotions(const events::Event& event, List& list) {
    const auto add = [&](NoticeKind kind) {
        list.push_back({promoters::told(event).member, kind, {}, event.subject});
    };
    if (event.kind == "promotion_earned") add(NoticeKind::promotion_earned);
    if (event.kind == "promotion_payable") add(NoticeKind::promotion_payable);
    if (event.kind == "promotion_reversed") add(NoticeKind::promotion_reversed);
}

// ---- What news say

std::string name_of(db::Snapshot& snapshot, MemberId member) {
    const auto person = members::person(snapshot, member);
    return person ? person->name : "";
}

std::optional<Said> order_said(db::Snapshot& snapshot, const News& news) {
    const orders::OrderId id{news.thing};
    const auto order = orders::find(snapshot, id);
    if (!order || (order->buyer != news.member && order->seller != news.member))
        return std::nullopt;
    const auto lines = orders::lines_of(snapshot, id);
    return Said{{{"title", lines.empty() ? "" : lines.front().title},
                 {"who", name_of(snapshot, news.actor)},
                 {"lines", std::to_string(lines.size())},
                 {"way", std::string{base::name_of(order->way)}}},
                "/orders/" + std::to_string(id.value)};
}

std::optional<Said> dispute_said(db::Snapshot& snapshot, const News& news) {
    auto said = order_said(snapshot, news);
    const auto dispute = orders::last_dispute(snapshot, orders::OrderId{news.thing});
    if (said && dispute) said->path = "/disputes/" + std::to_string(dispute->value);
    return said;
}

std::optional<Said> offer_said(db::Snapshot& snapshot, const News& news) {
    const auto offer = offers::find(snapshot, orders::OfferId{news.thing});
    const auto member = members::member(snapshot, news.member);
    if (!offer || !member || (offer->buyer != news.member && offer->seller != news.member)) {
        return std::nullopt;
    }
    // An order goes on between its sides; a price that was only named does not.
    if (!offer->order_id && circles::apart(snapshot, offer->buyer, offer->seller)) {
        return std::nullopt;
    }
    const base::Money price{base::multiply(offer->price, offer->quantity), offer->asset};
    return Said{{{"title", offer->title},
                 {"who", name_of(snapshot, news.actor)},
                 {"price", http::amount_words(member->language, price)}},
                "/offers/" + std::to_string(news.thing)};
}

std::optional<Said> listing_said(db::Snapshot& snapshot, const News& news) {
    const auto seen = shops::seen(snapshot, news.member, shops::ListingId{news.thing});
    if (!seen || circles::apart(snapshot, news.member, news.actor)) return std::nullopt;
    return Said{{{"title", seen->title}, {"who", name_of(snapshot, news.actor)}},
                "/listings/" + std::to_string(news.thing)};
}

std::optional<Said> friend_said(db::Snapshot& snapshot, const News& news) {
    if (circles::apart(snapshot, news.member, news.actor)) return std::nullopt;
    return Said{{{"who", name_of(snapshot, news.actor)}}, "/friends"};
}

std::optional<Said> statement_said(db::Snapshot& snapshot, const News& news) {
    const auto one = cases::find_statement(snapshot, news.member, cases::CaseId{news.thing});
    if (!one) return std::nullopt;
    return Said{{{"title", one->title}}, "/statements/" + std::to_string(news.thing)};
}

std::optional<Said> report_said(db::Snapshot& snapshot, const News& news) {
    const auto report = cases::find_report(snapshot, news.member, cases::ReportId{news.thing});
    if (!report) return std::nullopt;
    const auto one = cases::find(snapshot, report->case_id);
    if (!one) return std::nullopt;
    return Said{{{"title", one->title}}, "/reports"};
}

std::optional<Said> payout_said(db::Snapshot& snapshot, const News& news) {
    const auto payout = payouts::find(snapshot, payouts::PayoutId{news.thing});
    const auto member = members::member(snapshot, news.member);
    if (!payout || !member || payout->member != news.member) return std::nullopt;
    const base::Money amount{payout->amount, payout->asset};
    return Said{{{"amount", http::amount_words(member->language, amount)}}, "/money"};
}

std::optional<Said> webhook_said(db::Snapshot& snapshot, const News& news) {
    const webhooks::EndpointId id{news.thing};
    const auto one = webhooks::find(snapshot, id);
    if (!one) return std::nullopt;
    const bool of_market = one->owner == webhooks::the_market;
    if (!of_market && one->owner != news.member) return std::nullopt;
    if (of_market && std::ranges::count(members::holders(snapshot, members::operator_permission),
                                        news.member) == 0) {
        return std::nullopt;
    }
    return Said{
        {{"host", webhooks::host_of(one->url)}},
        (of_market ? "/operator/webhooks/" : "/settings/webhooks/") + std::to_string(id.value)};
}

}  // namespace

base::Result<base::Done> tell_of(db::Tx& tx, const std::vector<events::Event>& list) {
    List news;
    for (const events::Event& event : list) {
        if (event.at < tx.now() - news_for) continue;
        of_order(tx, event, news);
        of_words(tx, event, news);
        of_offers(tx, event, news);
        of_friends(tx, event, news);
        of_case(tx, event, news);
        of_payouts(event, news);
        of_promotions(event, news);
    }
    for (const News& one : news) {
        if (one.member != one.actor) TRY(notices::tell(tx, one));
    }
    return base::done;
}

std::optional<Said> describe(db::Snapshot& snapshot, const News& news) {
    switch (news.kind) {
        case NoticeKind::order_paid:
        case NoticeKind::order_called_off:
        case NoticeKind::order_accepted:
        case NoticeKind::order_cancelled:
        case NoticeKind::order_expired:
        case NoticeKind::order_shipped:
        case NoticeKind::order_delivered:
        case NoticeKind::order_settled:
        case NoticeKind::order_refunded:
        case NoticeKind::order_charged_back:
        case NoticeKind::order_won_back:
        case NoticeKind::refund_asked:
        case NoticeKind::refund_agreed:
        case NoticeKind::refund_refused:
        case NoticeKind::refund_unanswered:
        case NoticeKind::purchase_withdrawn: return order_said(snapshot, news);
        case NoticeKind::dispute_opened:
        case NoticeKind::dispute_answered:
        case NoticeKind::dispute_passed:
        case NoticeKind::dispute_said:
        case NoticeKind::dispute_decided:
        case NoticeKind::dispute_appealed:
        case NoticeKind::dispute_closed: return dispute_said(snapshot, news);
        case NoticeKind::question_asked:
        case NoticeKind::question_answered:
        case NoticeKind::review_written:
        case NoticeKind::review_answered: return listing_said(snapshot, news);
        case NoticeKind::offer_made:
        case NoticeKind::offer_countered:
        case NoticeKind::offer_accepted:
        case NoticeKind::offer_declined:
        case NoticeKind::offer_withdrawn:
        case NoticeKind::offer_expired: return offer_said(snapshot, news);
        case NoticeKind::friendship_asked:
        case NoticeKind::friends_made: return friend_said(snapshot, news);
        case NoticeKind::case_held:
        case NoticeKind::case_decided: return statement_said(snapshot, news);
        case NoticeKind::report_decided: return report_said(snapshot, news);
        case NoticeKind::payout_account_changed: return Said{{}, "/money"};
        case NoticeKind::payout_paid:
        case NoticeKind::payout_returned: return payout_said(snapshot, news);
        case NoticeKind::promotion_earned:
        case NoticeKind::promotion_payable:
        case NoticeKind::promotion_reversed: return Said{{}, "/promote"};
        case NoticeKind::webhook_failed: return webhook_said(snapshot, news);
        case NoticeKind::mail_wanted:
        case NoticeKind::mail_replaced:
        case NoticeKind::reset_wanted:
        case NoticeKind::password_changed:
        case NoticeKind::device_new: return Said{{}, "/settings"};
    }
    base::unreachable();
}

}  // namespace app
