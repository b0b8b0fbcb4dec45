#pragma once

// What the two parts of card_page share: how a card provider writes what it says.

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "payments/payments.hpp"

namespace payments {

std::optional<boost::json::object> read_object(std::string_view text);

/// A member's text or whole number; "" and 0 where it has none.
std::string text_at(const boost::json::object& object, std::string_view name);
std::int64_t whole_at(const boost::json::object& object, std::string_view name);

/// "fg-4711", as one of ours is called there, and back.
std::string reference_of(std::int64_t id);
std::optional<std::int64_t> number_of(std::string_view reference);

std::string upper(std::string text);
std::string lower(std::string text);

/// What a session says of its payment.
Outcome outcome_of(const boost::json::object& session);

}  // namespace payments
