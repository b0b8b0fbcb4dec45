// Asking a card provider. What makes something there has a key, so that a lost answer costs nothing
// but another question. What is refused for good says so (400, 402, 404); whatever else goes wrong
// is unknown, and asked again by a job.

#include "payments/card_page.hpp"

#include "base/log.hpp"
#include "http/json.hpp"
#include "members/members.hpp"
#include "payments/card_words.hpp"
#include "payments/rows.hpp"
#include "payments/web.hpp"

namespace payments {
namespace {

namespace json = boost::json;
using Fields = std::vector<std::pair<std::string, std::string>>;

/// A provider takes sessions of half an hour at least; the clocks may differ.
constexpr base::Duration page_lives = std::chrono::minutes{35};

/// What the fields are called changes with the provider's version, and an account has its own.
constexpr std::string_view api_version = "2026-10-28.endive";

bool is_refused(const WebAnswer& answer) {
    return answer.status == 400 || answer.status == 402 || answer.status == 404;
}

/// The provider's own word for what is wrong, "charge_disputed".
std::string why_of(const WebAnswer& answer) {
    const auto object = read_object(answer.body);
    const auto* error = object ? object->if_contains("error") : nullptr;
    if (error == nullptr || !error->is_object()) return "status " + std::to_string(answer.status);
    const std::string code = text_at(error->get_object(), "code");
    return code.empty() ? text_at(error->get_object(), "type") : code;
}

class Checkout final : public CardPage {
public:
    explicit Checkout(CardOptions options)
        : options_(std::move(options)), web_(options_.patience_seconds) {}

    void open(const PageWanted& wanted, std::function<void(Opened)> done) override {
        make(wanted, [this, done = std::move(done)](const WebAnswer& answer) {
            if (is_refused(answer)) {
                base::log(base::Level::error, "no card page was made: " + why_of(answer));
                return done({Outcome::declined, std::nullopt});
            }
            const auto session = object_of(answer);
            if (!session) return done({Outcome::unknown, std::nullopt});
            const Page page{text_at(*session, "id"), text_at(*session, "url")};
            if (page.session.empty() || !leads_there(page.url)) return done({});
            done({Outcome::pending, page});
        });
    }

    void look(const PageAsked& asked, std::function<void(Outcome)> done) override {
        const auto judge = [this, asked, done = std::move(done)](const WebAnswer& answer) {
            if (!asked.session && is_refused(answer)) return done(Outcome::declined);
            const auto session = object_of(answer);
            if (!session || !is_whole(*session, asked.wanted)) return done(Outcome::unknown);
            const bool unwanted = !asked.session || asked.wish == Wish::close;
            const bool is_open = text_at(*session, "status") == "open";
            if (!unwanted || !is_open) return done(outcome_of(*session));
            close(text_at(*session, "id"), asked.wanted, done);
        };
        if (asked.session) return get(session_path(*asked.session), judge);
        make(asked.wanted, judge);
    }

    /// Of the payment that the session had, which the session alone knows. A provider forgets the
    /// keys of questions after a day, so those that it has made are looked at first.
    void refund(const CardRefund& refund, std::function<void(RefundSaid)> done) override {
        const auto ask = [this, refund, done = std::move(done)](const WebAnswer& answer) {
            const auto session = object_of(answer);
            const std::string charge = session ? text_at(*session, "payment_intent") : "";
            if (charge.empty()) return done({});
            get("/v1/refunds?" + form_body({{"payment_intent", charge}, {"limit", "100"}}),
                [this, refund, charge, done](const WebAnswer& made) {
                    const auto list = object_of(made);
                    if (!list) return done({});
                    const auto known = refund_among(*list, refund.key);
                    if (known) return done(said_of(*known));
                    ask_refund(refund, charge, done);
                });
        };
        get(session_path(refund.session), ask);
    }

    void find(const std::string& charge,
              std::function<void(std::optional<PaymentId>)> done) override {
        const auto judge = [done = std::move(done)](const WebAnswer& answer) {
            const auto list = object_of(answer);
            const auto* data = list ? list->if_contains("data") : nullptr;
            if (data == nullptr || !data->is_array()) return done(std::nullopt);
            for (const json::value& one : data->get_array()) {
                if (!one.is_object()) continue;
                const auto ours = number_of(text_at(one.get_object(), "client_reference_id"));
                if (ours) return done(PaymentId{*ours});
            }
            done(PaymentId{});
        };
        get("/v1/checkout/sessions?" + form_body({{"payment_intent", charge}, {"limit", "1"}}),
            judge);
    }

    base::Result<CardNews> read(const std::string& body, std::string_view signature,
                                base::Time now) const override {
        return read_card_news(body, signature, options_.webhook, now);
    }

private:
    using Judge = std::function<void(const WebAnswer&)>;

    static std::string session_path(const std::string& session) {
        return "/v1/checkout/sessions/" + escaped(session);
    }
    /// A buyer's browser follows it: to nothing but a page, and over TLS as the key does.
    bool leads_there(const std::string& url) const {
        return url.starts_with("https://") || url.starts_with(options_.api + "/");
    }

    static std::optional<json::object> object_of(const WebAnswer& answer) {
        return answer.status == 200 ? read_object(answer.body) : std::nullopt;
    }

    void ask_refund(const CardRefund& refund, const std::string& charge,
                    const std::function<void(RefundSaid)>& done) {
        const Fields fields{{"payment_intent", charge},
                            {"amount", std::to_string(refund.amount)},
                            {"metadata[refund]", reference_of(refund.key.value)}};
        post("/v1/refunds", "refund-" + std::to_string(refund.key.value), fields,
             [done](const WebAnswer& answer) {
                 if (is_refused(answer)) return done({Returned::refused, why_of(answer)});
                 const auto made = object_of(answer);
                 done(made ? said_of(*made) : RefundSaid{});
             });
    }

    static std::optional<json::object> refund_among(const json::object& list, RefundId id) {
        const json::value* data = list.if_contains("data");
        if (data == nullptr || !data->is_array()) return std::nullopt;
        for (const json::value& one : data->get_array()) {
            const json::object* refund = one.if_object();
            const json::value* metadata = refund ? refund->if_contains("metadata") : nullptr;
            if (metadata == nullptr || !metadata->is_object()) continue;
            const std::string ours = text_at(metadata->get_object(), "refund");
            if (number_of(ours) == id.value) return *refund;
        }
        return std::nullopt;
    }

    static RefundSaid said_of(const json::object& refund) {
        const std::string status = text_at(refund, "status");
        if (status == "failed" || status == "canceled") {
            const std::string why = text_at(refund, "failure_reason");
            return {Returned::refused, why.empty() ? status : why};
        }
        return {Returned::refunded, ""};
    }

    /// Whether it is about the sum that we want. Never seen otherwise; then nobody may guess.
    static bool is_whole(const json::object& session, const PageWanted& wanted) {
        const bool whole = whole_at(session, "amount_total") == wanted.amount &&
                           upper(text_at(session, "currency")) == wanted.currency;
        if (!whole) {
            base::log(base::Level::error, "a card session is about another sum than payment " +
                                              std::to_string(wanted.key.value));
        }
        return whole;
    }

    std::vector<std::pair<std::string, std::string>> headers() const {
        return {{"Authorization", "Bearer " + options_.key},
                {"Stripe-Version", std::string{api_version}}};
    }
    void get(const std::string& path, Judge judge) {
        web_.ask({options_.api + path, headers()}, std::move(judge));
    }
    void post(const std::string& path, const std::string& key, const Fields& fields, Judge judge) {
        auto with = headers();
        if (!key.empty()) with.emplace_back("Idempotency-Key", "fairground-" + key);
        with.emplace_back("Content-Type", "application/x-www-form-urlencoded");
        web_.ask({options_.api + path, std::move(with), form_body(fields), true}, std::move(judge));
    }

    /// What the buyer reads there, and on the bill.
    static std::string name_of(const PageWanted& wanted) {
        const std::string_view what = wanted.subject == wanted.shown ? "Order " : "Purchase ";
        return std::string{what} + std::to_string(wanted.subject);
    }

    void make(const PageWanted& wanted, Judge judge) {
        const std::string reference = reference_of(wanted.key.value);
        const std::string back = options_.come_back + std::to_string(wanted.shown);
        const std::int64_t ends = base::micros_of(wanted.at + page_lives) / 1'000'000;
        const Fields fields{
            {"mode", "payment"},
            {"client_reference_id", reference},
            {"allowed_payment_method_types[0]", "card"},
            {"adaptive_pricing[enabled]", "false"},  // The sum is in our currency, as its refunds.
            {"line_items[0][quantity]", "1"},
            {"line_items[0][price_data][currency]", lower(wanted.currency)},
            {"line_items[0][price_data][unit_amount]", std::to_string(wanted.amount)},
            {"line_items[0][price_data][product_data][name]", name_of(wanted)},
            {"payment_intent_data[metadata][payment]", reference},
            {"success_url", back},
            {"cancel_url", back},
            {"expires_at", std::to_string(ends)}};
        post("/v1/checkout/sessions", "page-" + std::to_string(wanted.key.value), fields,
             std::move(judge));
    }

    /// A session that was paid in this very moment cannot be closed: then it is looked at again. It
    /// needs no key, for what is closed stays so; under one an accident of theirs would be
    /// repeated.
    void close(const std::string& session, const PageWanted& wanted,
               const std::function<void(Outcome)>& done) {
        const auto judge = [wanted, done](const WebAnswer& answer) {
            const auto closed = object_of(answer);
            if (!closed || !is_whole(*closed, wanted)) return done(Outcome::unknown);
            done(outcome_of(*closed));
        };
        post(session_path(session) + "/expire", "", {}, judge);
    }

    const CardOptions options_;
    Web web_;  // The last: its thread uses the others.
};

}  // namespace

std::unique_ptr<CardPage> make_card_page(CardOptions options) {
    while (options.api.ends_with('/')) options.api.pop_back();
    return std::make_unique<Checkout>(std::move(options));
}

void keep_page(db::Tx& tx, PaymentId id, const Page& page) {
    tx.run("update payments set session = $2, page = $3 where id = $1", id, page.session, page.url);
}

bool fits(db::Tx& tx, const CardNews& news) {
    return tx.run(
               "update payments set session = $4 where id = $1 and method = 'card' and amount = $2 "
               "and asset = $3 and (session is null or session = $4)",
               news.payment, news.amount, news.currency, news.session) == 1;
}

base::Result<base::Done> refund_refused(db::Tx& tx, RefundId id, const std::string& why) {
    const auto payment = tx.returning<PaymentId>(
        "update refunds set state = 'refused', refused = $2 where id = $1 and method = 'card' and "
        "state in ('pending', 'done') and refused is null returning payment",
        id, why);
    if (!payment) {
        const bool known = tx.number("select count(*) from refunds where id = $1", id) > 0;
        return known ? base::Result{base::done} : base::Result<base::Done>{no_such_refund};
    }
    // It was all back, and is not.
    tx.run("update payments set state = 'refund_pending' where id = $1 and state = 'refunded'",
           *payment);
    return base::done;
}

std::vector<RefusedRefund> refused_refunds(db::Snapshot& snapshot, RefundId after,
                                           std::int64_t limit) {
    return snapshot.all<RefusedRefund>(
        "select id, payment, subject, asset, amount, at, refused from refunds "
        "where state = 'refused' and id > $1 order by id limit $2",
        after, limit);
}

base::Result<base::Done> transfer_instead(db::Tx& tx, const OtherWay& way) {
    const auto changed = tx.run(
        "update refunds set state = 'by_hand' where id = $1 and state = 'refused'", way.refund);
    if (changed == 0) return no_such_refund;
    const std::string note = "consent: " + way.consent + "; reason: " + way.reason;
    members::audit(tx, {way.operator_id, "operator", "refund_other_way", way.refund.value, note,
                        "refused", "by_hand"});
    return base::done;
}

}  // namespace payments
