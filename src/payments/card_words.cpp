#include "payments/card_words.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace payments {

namespace json = boost::json;

namespace {

constexpr std::string_view mark = "fg-";

}  // namespace

std::optional<json::object> read_object(std::string_view text) {
    boost::system::error_code fault;
    const json::value value = json::parse(text, fault);
    if (fault || !value.is_object()) return std::nullopt;
    return value.get_object();
}

std::string text_at(const json::object& object, std::string_view name) {
    const json::value* value = object.if_contains(name);
    return value != nullptr && value->is_string() ? std::string{value->get_string()} : "";
}

std::int64_t whole_at(const json::object& object, std::string_view name) {
    const json::value* value = object.if_contains(name);
    return value != nullptr && value->is_int64() ? value->get_int64() : 0;
}

std::string reference_of(std::int64_t id) {
    return std::string{mark} + std::to_string(id);
}

std::optional<std::int64_t> number_of(std::string_view reference) {
    if (!reference.starts_with(mark)) return std::nullopt;
    return base::to_number(reference.substr(mark.size()));
}

std::string upper(std::string text) {
    for (char& c : text) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return text;
}

std::string lower(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

Outcome outcome_of(const json::object& session) {
    if (text_at(session, "payment_status") == "paid") return Outcome::captured;
    return text_at(session, "status") == "expired" ? Outcome::declined : Outcome::pending;
}

}  // namespace payments
