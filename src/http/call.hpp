#pragma once

// Who is asking, and how: what a route may know of a request besides its form.

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/describe.hpp"
#include "base/member.hpp"

namespace http {

using SessionId = base::Id<struct SessionTag>;

BOOST_DEFINE_ENUM_CLASS(Language, en, zh)

struct Caller {
    base::MemberId member;  // 0: nobody is signed in.
    SessionId session;
    std::vector<std::string> permissions;
    /// What a token that came instead of a session may do; none: it is a session, and may all.
    std::optional<std::vector<std::string>> scopes{};

    bool signed_in() const { return member.value != 0; }
    bool has(std::string_view permission) const {
        return std::ranges::find(permissions, permission) != permissions.end();
    }
};

struct Call {
    Caller caller;
    std::string address;  // Of the client, "192.0.2.1".
    std::string device;   // The User-Agent, shortened to 200 bytes.
    Language language = Language::en;
    std::string origin;      // What addresses of this market begin with, as the client asked it.
    bool secure = false;     // It came by TLS, here or at a trusted proxy.
    std::string token;       // The session cookie or the token as sent; a secret, never logged.
    bool by_token = false;   // It is a program's token, from Authorization: Bearer.
    std::string last_event;  // Last-Event-ID: what a stream that was cut had told last.
    std::string signature;   // Stripe-Signature: of a body that another program signed.
    std::shared_ptr<const std::string> upload;  // The body of a route that takes bytes.
};

/// Who may call a route. Every route says it; there is no default.
struct Access {
    enum class Kind { open, member, permission };

    static Access open() { return {Kind::open, {}}; }
    static Access member() { return {Kind::member, {}}; }
    static Access permission(std::string name) { return {Kind::permission, std::move(name)}; }

    Kind kind;
    std::string needed;
};

}  // namespace http
