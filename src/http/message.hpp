#pragma once

// What comes in through the door and what goes out: requests and responses as values. Neither
// knows a socket, so routes and their tests need none.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace http {

enum class Method { get, head, post, put, patch, del, options, other };

/// "GET", "DELETE"; "OTHER" for a method this server has no word for.
std::string_view text(Method method);

struct Header {
    std::string_view name;
    std::string_view value;  // Without the blanks around it.
};

/// One request as it came. The views point into `storage`; moving a Request keeps them valid.
struct Request {
    struct Storage {
        std::string head;
        std::string body;
    };

    Method method = Method::get;
    std::string_view target;  // As sent: "/api/v1/x?y=z".
    std::string_view path;    // Before the "?", still percent-encoded.
    std::string_view query;   // After the "?", still percent-encoded.
    std::vector<Header> headers;
    std::string_view body;
    std::string id;                // By which the log knows it; see watch.hpp. "" until given.
    std::string peer;              // The client's address, "192.0.2.1", behind trusted proxies too.
    bool forwarded_https = false;  // A trusted proxy says that the client came by https.
    bool keep_alive = true;
    int minor_version = 1;  // 0 or 1, of HTTP/1.x.
    std::unique_ptr<Storage> storage;

    /// The value of the first header of this name in any case, "" where there is none.
    std::string_view header(std::string_view name) const;

    /// Hands the body over without a copy; `body` is empty afterwards.
    std::string take_body();
};

struct Response {
    int status = 200;
    std::string content_type{};  // "" where there is no body.
    std::vector<std::pair<std::string, std::string>> headers{};
    std::string body{};
    std::shared_ptr<const std::string> shared_body{};  // Sent instead of `body` where it is set.
    bool close = false;                                // Ends the connection after this answer.

    /// The bytes to send, wherever they live.
    std::string_view bytes() const { return shared_body ? *shared_body : body; }
};

/// What the addresses of this server begin with, as the client asked it: "https://m.example"; ""
/// where its Host is none.
std::string origin_of(const Request& request);

/// True when both are the same word, whatever the case of their ASCII letters.
bool same_word(std::string_view a, std::string_view b);

/// Without the blanks and tabs at both ends.
std::string_view trim(std::string_view text);

/// Takes the first element off a comma-separated list and trims it; nothing when the list is empty.
/// Knows no quoted strings: the lists read here (Connection, Accept-Encoding, ...) have none.
std::optional<std::string_view> take_element(std::string_view& list);

}  // namespace http
