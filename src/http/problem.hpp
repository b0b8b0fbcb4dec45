#pragma once

#include "base/result.hpp"
#include "http/call.hpp"
#include "http/message.hpp"

namespace http {

inline constexpr base::Reason not_signed_in{base::Kind::not_signed, "not_signed_in"};
inline constexpr base::Reason not_permitted{base::Kind::denied, "not_permitted"};
inline constexpr base::Reason token_invalid{base::Kind::not_signed, "token_invalid"};
inline constexpr base::Reason scope_missing{base::Kind::denied, "scope_missing"};
inline constexpr base::Reason not_by_token{base::Kind::denied, "not_by_token"};
inline constexpr base::Reason told_once{base::Kind::conflict, "told_once"};
inline constexpr base::Reason cross_site{base::Kind::denied, "cross_site"};
inline constexpr base::Reason no_such_route{base::Kind::missing, "no_such_route"};
inline constexpr base::Reason method_not_allowed{base::Kind::invalid, "method_not_allowed"};
inline constexpr base::Reason content_type_not_json{base::Kind::invalid, "content_type_not_json"};
inline constexpr base::Reason content_type_not_taken{base::Kind::invalid, "content_type_not_taken"};
inline constexpr base::Reason key_malformed{base::Kind::invalid, "key_malformed"};
inline constexpr base::Reason key_reused{base::Kind::invalid, "key_reused"};
inline constexpr base::Reason cursor_malformed{base::Kind::invalid, "cursor_malformed"};
inline constexpr base::Reason too_busy{base::Kind::unavailable, "too_busy"};
inline constexpr base::Reason database_away{base::Kind::unavailable, "database_away"};
inline constexpr base::Reason no_holder{base::Kind::unavailable, "no_holder"};
inline constexpr base::Reason holder_away{base::Kind::unavailable, "holder_away"};
inline constexpr base::Reason answer_lost{base::Kind::unavailable, "answer_lost"};
inline constexpr base::Reason not_a_node{base::Kind::denied, "not_a_node"};
inline constexpr base::Reason disk_full{base::Kind::full, "disk_full"};
inline constexpr base::Reason took_too_long{base::Kind::unavailable, "took_too_long"};

/// The HTTP status of a refusal. This is the only place that knows.
int status_of(base::Kind kind);

/// A refusal as application/problem+json (RFC 9457): status, code, sentence, arguments, fields.
Response problem(const base::Refusal& refusal, Language language);

/// An accident, 500, 503 or 507 by its kind; its cause goes to the log and not to the client.
Response accident(const std::exception_ptr& cause, Language language);

}  // namespace http
