// What a card provider tells unasked, and what its operator has to look into: refunds that the
// provider refused.

#include "base/log.hpp"
#include "http/page.hpp"
#include "members/members.hpp"
#include "orders/desk.hpp"
#include "orders/purchases.hpp"
#include "orders/rows.hpp"
#include "payments/card_page.hpp"

namespace orders {
namespace {

using http::Access;
using http::Call;
using http::Method;
using payments::CardNews;
using payments::Topic;

/// Who of ours a charge of theirs is, where they had to be asked; none: they did not say.
using Found = std::optional<payments::PaymentId>;

/// A provider counts to its own minute; of a bank's claim it says only its own payment.
http::Errand<http::NoForm, CardNews, Found, http::Nothing> hearing(payments::CardPage* card) {
    http::Errand<http::NoForm, CardNews, Found, http::Nothing> errand;
    errand.look = [card](db::Snapshot& snapshot, const Call& call,
                         const http::NoForm&) -> base::Result<CardNews> {
        if (card == nullptr) return method_not_offered;
        return card->read(*call.upload, call.signature, snapshot.now());
    };
    errand.outside = [card](const CardNews& news, std::function<void(Found)> done) {
        if (news.topic != Topic::chargeback) return done(news.payment);
        card->find(news.charge, std::move(done));
    };
    errand.finish = [](db::Tx& tx, const Call&, const http::NoForm&, const CardNews& news,
                       const Found& found) -> base::Result<http::Nothing> {
        TRY(hear(tx, news, found));
        return http::Nothing{};
    };
    return errand;
}

struct RefusedRefundView {
    payments::RefundId id;
    OrderId order;
    base::Money amount;
    std::string why;  // The provider's own word.
    base::Time at;
};
BOOST_DESCRIBE_STRUCT(RefusedRefundView, (), (id, order, amount, why, at))

struct OtherWayForm {
    payments::RefundId id;
    http::Line<1, 500> consent;  // When and how the buyer agreed to it.
    http::Line<1, 500> reason;
};
BOOST_DESCRIBE_STRUCT(OtherWayForm, (), (id, consent, reason))

/// The orders that each of these is about.
template <class Row>
std::map<std::int64_t, std::vector<OrderId>> orders_behind(db::Snapshot& snapshot,
                                                           const std::vector<Row>& rows) {
    std::vector<std::int64_t> subjects;
    for (const Row& row : rows) subjects.push_back(row.subject);
    return behind_each(snapshot, subjects);
}

base::Result<http::Page<RefusedRefundView>> refused(db::Snapshot& snapshot,
                                                    const http::PageForm& form) {
    const auto after = TRY(http::cursor_number(form.after, 0));
    const std::int64_t limit = http::limit_of(form.limit);
    const auto list = payments::refused_refunds(snapshot, payments::RefundId{after}, limit + 1);
    const auto orders = orders_behind(snapshot, list);
    std::vector<RefusedRefundView> rows;
    for (const auto& one : list) {
        rows.push_back({one.id, orders.at(one.subject).front(), base::Money{one.amount, one.asset},
                        one.refused, one.at});
    }
    return http::page_of(std::move(rows), limit,
                         [](const RefusedRefundView& row) { return row.id.value; });
}

void add_operator_routes(http::Router& router) {
    const auto access = Access::permission(std::string{members::operator_permission});
    router.query(Method::get, "/api/v1/operator/refused-refunds",
                 "Refunds that the card provider refused", access,
                 [](db::Snapshot& snapshot, const Call&,
                    const http::PageForm& form) -> base::Result<http::Page<RefusedRefundView>> {
                     return refused(snapshot, form);
                 });
    router.command(
        Method::post, "/api/v1/operator/refused-refunds/{id}/transfer",
        "The buyer takes such a refund by bank transfer", access,
        [](db::Tx& tx, const Call& call, const OtherWayForm& form) -> base::Result<http::Nothing> {
            TRY(payments::transfer_instead(
                tx, {form.id, call.caller.member, form.consent.value, form.reason.value}));
            return http::Nothing{};
        },
        {.status = 204});
}

}  // namespace

base::Result<base::Done> hear(db::Tx& tx, const CardNews& news,
                              const std::optional<payments::PaymentId>& found) {
    switch (news.topic) {
        case Topic::nothing: return base::done;
        case Topic::payment:
            // Of another program that shares the account, or about another sum: not ours to book.
            if (!payments::fits(tx, news)) return base::done;
            return hear(tx, news.payment, news.outcome);
        case Topic::refund: return payments::refund_refused(tx, news.refund, news.why);
        case Topic::chargeback: break;
    }
    if (!found) return card_news_unclear;
    const auto payment = payments::find(tx, *found);
    if (!payment || payment->method != payments::Method::card) return base::done;
    if (payment->asset != news.currency) {
        base::log(base::Level::error, "a chargeback in another currency than payment " +
                                          std::to_string(payment->id.value) + " is not booked");
        return base::done;
    }
    return hear(tx, payments::ChargebackNews{news.key, *found, news.amount, news.claim});
}

void add_card_routes(http::Router& router, const Settings& settings) {
    add_operator_routes(router);
    constexpr std::size_t news_bytes_max = 256 * 1024;
    http::Traits traits;
    traits.status = 204;
    traits.body_bytes_max = news_bytes_max;
    traits.by_token = false;
    traits.takes = "application/json";
    router.errand(Method::post, "/api/v1/payments/card/news",
                  "What the card provider tells unasked, signed", Access::open(),
                  hearing(settings.card), traits);
}

}  // namespace orders
