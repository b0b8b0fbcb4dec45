#pragma once

// Cards on a provider's own page (docs/decisions/0016-cards.md): the buyer is sent there and comes
// back, and the card's number never comes here. The provider is asked by key, as any other is, so
// that asking again does nothing twice; and tells us unasked, signed, what became of it.
//
// The shape is that of Stripe Checkout: a session is made for a payment, is paid, expires, or is
// closed by us; a refund names the session's payment; a chargeback is a dispute of it.

#include "payments/payments.hpp"

namespace payments {

/// A page that was made for a payment.
struct Page {
    std::string session;  // The provider's name of it.
    std::string url;
};
BOOST_DESCRIBE_STRUCT(Page, (), (session, url))

/// What came of wanting a page: one, or why there is none.
struct Opened {
    Outcome outcome{};  // pending: there is a page.
    std::optional<Page> page{};
};

/// A payment for which a page is wanted. All that a provider is told follows from it, so that
/// asking again under its key is the same question.
struct PageWanted {
    PaymentId key;
    std::int64_t subject = 0;
    std::int64_t shown = 0;  // The order that the buyer comes back to, of those it is for.
    std::int64_t amount = 0;
    std::string currency;
    base::Time at;  // When the payment began.
};

enum class Wish { look, close };  ///< `close`: nobody wants it any more.

/// A payment of which it is asked what became.
struct PageAsked {
    PageWanted wanted;
    std::optional<std::string> session;  // None: we never heard of one.
    Wish wish{};
};

struct CardRefund {
    RefundId key;
    std::string session;
    std::int64_t amount = 0;
};

/// What a provider says of a refund, and why it refuses.
struct RefundSaid {
    Returned returned{};
    std::string why{};
};

/// What a provider tells unasked.
BOOST_DEFINE_ENUM_CLASS(Topic, nothing, payment, chargeback, refund)
struct CardNews {
    Topic topic{};
    PaymentId payment;        // 0 with a chargeback: the provider names its own payment (charge).
    std::string session{};    // With Topic::payment.
    std::int64_t amount = 0;  // Of a payment or a chargeback, in this currency.
    std::string currency{};
    Outcome outcome{};  // With Topic::payment.
    Claim claim{};      // With Topic::chargeback, under this key, of this charge.
    std::string key{};
    std::string charge{};
    RefundId refund;  // With Topic::refund, and why it is refused.
    std::string why{};
};
inline constexpr base::Reason not_signed{base::Kind::denied, "card_news_not_signed"};
inline constexpr base::Reason not_understood{base::Kind::invalid, "card_news_not_understood"};

/// So far a signature's time may be from ours.
inline constexpr base::Duration signature_tolerance = std::chrono::minutes{5};

/// Reads what a provider sent: `signature` is "t=<seconds>,v1=<hex>", HMAC-SHA256 of "<t>.<body>"
/// under `secret`. Refuses with card_news_not_signed and card_news_not_understood.
base::Result<CardNews> read_card_news(const std::string& body, std::string_view signature,
                                      std::string_view secret, base::Time now);

/// The signature of such a body, for tests.
std::string sign_card_news(const std::string& body, std::string_view secret, base::Time now);

class CardPage {
public:
    virtual ~CardPage() = default;
    virtual void open(const PageWanted& wanted, std::function<void(Opened)> done) = 0;
    /// A payment without a session is closed there: no page can be made for it later.
    virtual void look(const PageAsked& asked, std::function<void(Outcome)> done) = 0;
    virtual void refund(const CardRefund& refund, std::function<void(RefundSaid)> done) = 0;
    /// Which of our payments a charge of theirs is; 0 where it is none, none where they do not say.
    virtual void find(const std::string& charge,
                      std::function<void(std::optional<PaymentId>)> done) = 0;
    /// What came to us, if it is theirs.
    virtual base::Result<CardNews> read(const std::string& body, std::string_view signature,
                                        base::Time now) const = 0;
};

struct CardOptions {
    std::string api;        // "https://api.stripe.com"
    std::string key;        // A secret.
    std::string webhook;    // A secret.
    std::string come_back;  // Where the buyer comes back to, before the order's number.
    long patience_seconds = 20;
};

std::unique_ptr<CardPage> make_card_page(CardOptions options);

// ---- For the commands about such payments

/// Keeps the page of a payment that waits, so that the buyer may go on there.
void keep_page(db::Tx& tx, PaymentId id, const Page& page);

/// Whether what a provider says of a payment fits to it: its method, session, sum and currency. A
/// session of which its answer did not reach us is known from then on.
bool fits(db::Tx& tx, const CardNews& news);

/// The provider cannot give back this refund after all, or will not: the operator has to. Nothing
/// where it is known; refuses with no_such_refund where there is none.
base::Result<base::Done> refund_refused(db::Tx& tx, RefundId id, const std::string& why);

/// A refund that a provider refused.
struct RefusedRefund {
    RefundId id;
    PaymentId payment;
    std::int64_t subject = 0;
    std::string asset;
    std::int64_t amount = 0;
    base::Time at;
    std::string refused;
};
BOOST_DESCRIBE_STRUCT(RefusedRefund, (), (id, payment, subject, asset, amount, at, refused))

/// Those after `after` that nobody has taken on, the oldest first.
std::vector<RefusedRefund> refused_refunds(db::Snapshot& snapshot, RefundId after,
                                           std::int64_t limit);

/// The buyer takes such a refund by transfer: how they said so, and why, for the record. It is then
/// one to transfer by hand. Refuses with no_such_refund.
struct OtherWay {
    RefundId refund;
    base::MemberId operator_id;
    std::string consent;
    std::string reason;
};
base::Result<base::Done> transfer_instead(db::Tx& tx, const OtherWay& way);

}  // namespace payments
