// What a card provider tells unasked: whether it is theirs, and what it means. Pure.

#include <sodium.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "base/text.hpp"
#include "payments/card_page.hpp"
#include "payments/card_words.hpp"

namespace payments {
namespace {

namespace json = boost::json;

using Mac = std::array<unsigned char, crypto_auth_hmacsha256_BYTES>;

Mac mac_of(std::string_view text, std::string_view secret) {
    const auto bytes = [](std::string_view of) {
        return reinterpret_cast<const unsigned char*>(of.data());
    };
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, bytes(secret), secret.size());
    crypto_auth_hmacsha256_update(&state, bytes(text), text.size());
    Mac mac{};
    crypto_auth_hmacsha256_final(&state, mac.data());
    return mac;
}

bool is_mac(std::string_view hex, const Mac& mac) {
    Mac sent{};
    std::size_t length = 0;
    const bool read = sodium_hex2bin(sent.data(), sent.size(), hex.data(), hex.size(), nullptr,
                                     &length, nullptr) == 0;
    return read && length == mac.size() && sodium_memcmp(sent.data(), mac.data(), mac.size()) == 0;
}

struct Signature {
    std::int64_t seconds = 0;
    std::vector<std::string_view> macs{};
};

/// "t=1893456000,v1=<hex>,v1=<hex>,v0=..": what is not known is left alone.
std::optional<Signature> signature_from(std::string_view text) {
    Signature read;
    bool dated = false;
    while (!text.empty()) {
        const std::string_view part = text.substr(0, text.find(','));
        text.remove_prefix(std::min(part.size() + 1, text.size()));
        if (part.starts_with("t=")) {
            const auto seconds = base::to_number(part.substr(2));
            if (!seconds || *seconds < 0 || dated) return std::nullopt;
            read.seconds = *seconds;
            dated = true;
        }
        if (part.starts_with("v1=")) read.macs.push_back(part.substr(3));
    }
    return dated ? std::optional{read} : std::nullopt;
}

bool is_signed(const std::string& body, std::string_view text, std::string_view secret,
               base::Time now) {
    const auto signature = signature_from(text);
    if (!signature) return false;
    const std::int64_t off = base::micros_of(now) / 1'000'000 - signature->seconds;
    const std::int64_t most =
        std::chrono::duration_cast<std::chrono::seconds>(signature_tolerance).count();
    if (off > most || off < -most) return false;
    const Mac mac = mac_of(std::to_string(signature->seconds) + "." + body, secret);
    return std::ranges::any_of(signature->macs,
                               [&](std::string_view hex) { return is_mac(hex, mac); });
}

CardNews of_session(const json::object& object, Outcome outcome) {
    CardNews news;
    news.payment = PaymentId{number_of(text_at(object, "client_reference_id")).value_or(0)};
    if (news.payment.value == 0) return news;  // Of another program of the same account.
    news.topic = Topic::payment;
    news.session = text_at(object, "id");
    news.amount = whole_at(object, "amount_total");
    news.currency = upper(text_at(object, "currency"));
    news.outcome = outcome;
    return news;
}

CardNews of_dispute(const json::object& object, Claim claim) {
    CardNews news;
    news.topic = Topic::chargeback;
    news.claim = claim;
    news.key = text_at(object, "id");
    news.charge = text_at(object, "payment_intent");
    news.amount = whole_at(object, "amount");
    news.currency = upper(text_at(object, "currency"));
    if (news.key.empty() || news.charge.empty() || news.amount <= 0) news.topic = Topic::nothing;
    return news;
}

CardNews of_closed_dispute(const json::object& object) {
    const std::string status = text_at(object, "status");
    if (status == "won") return of_dispute(object, Claim::won);
    if (status == "lost") return of_dispute(object, Claim::lost);
    return {};
}

CardNews of_refund(const json::object& object) {
    CardNews news;
    const std::string status = text_at(object, "status");
    const auto* metadata = object.if_contains("metadata");
    if (status != "failed" && status != "canceled") return news;
    if (metadata == nullptr || !metadata->is_object()) return news;
    news.refund = RefundId{number_of(text_at(metadata->get_object(), "refund")).value_or(0)};
    news.why = text_at(object, "failure_reason");
    if (news.why.empty()) news.why = status;
    if (news.refund.value != 0) news.topic = Topic::refund;
    return news;
}

CardNews news_of(std::string_view type, const json::object& object) {
    if (type == "checkout.session.completed" ||
        type == "checkout.session.async_payment_succeeded") {
        return of_session(object, outcome_of(object));
    }
    if (type == "checkout.session.expired" || type == "checkout.session.async_payment_failed") {
        return of_session(object, Outcome::declined);
    }
    if (type == "charge.dispute.funds_withdrawn") return of_dispute(object, Claim::taken);
    if (type == "charge.dispute.funds_reinstated") return of_dispute(object, Claim::won);
    if (type == "charge.dispute.closed") return of_closed_dispute(object);
    const bool of_a_refund =
        type == "refund.updated" || type == "refund.failed" || type == "charge.refund.updated";
    return of_a_refund ? of_refund(object) : CardNews{};
}

}  // namespace

base::Result<CardNews> read_card_news(const std::string& body, std::string_view signature,
                                      std::string_view secret, base::Time now) {
    if (!is_signed(body, signature, secret, now)) return not_signed;
    const auto event = read_object(body);
    if (!event) return not_understood;
    const auto* data = event->if_contains("data");
    if (data == nullptr || !data->is_object()) return not_understood;
    const auto* object = data->get_object().if_contains("object");
    if (object == nullptr || !object->is_object()) return not_understood;
    return news_of(text_at(*event, "type"), object->get_object());
}

std::string sign_card_news(const std::string& body, std::string_view secret, base::Time now) {
    const std::string seconds = std::to_string(base::micros_of(now) / 1'000'000);
    std::string text = seconds;
    text += '.';
    text += body;
    const Mac mac = mac_of(text, secret);
    std::array<char, 2 * crypto_auth_hmacsha256_BYTES + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), mac.data(), mac.size());
    return "t=" + seconds + ",v1=" + hex.data();
}

}  // namespace payments
