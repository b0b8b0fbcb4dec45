#include "http/forward.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "http/watch.hpp"
#include "http/wire.hpp"

namespace http {
namespace {

constexpr std::string_view secret_header = "Fairground-Node";
constexpr std::string_view client_header = "Fairground-Client";
constexpr std::string_view scheme_header = "Fairground-Scheme";

/// Ours alone, of this connection alone, or written anew.
constexpr std::array not_handed_on{
    std::string_view{"connection"},
    std::string_view{"keep-alive"},
    std::string_view{"te"},
    std::string_view{"trailer"},
    std::string_view{"transfer-encoding"},
    std::string_view{"upgrade"},
    std::string_view{"expect"},
    std::string_view{"content-length"},
    std::string_view{"accept-encoding"},
    std::string_view{"x-forwarded-for"},
    std::string_view{"x-forwarded-proto"},
    std::string_view{"x-request-id"},
    secret_header,
    client_header,
    scheme_header,
};

constexpr std::array not_handed_back{
    std::string_view{"connection"},   std::string_view{"content-length"}, std::string_view{"date"},
    std::string_view{"content-type"}, std::string_view{"server"},
};

template <class List>
bool is_one_of(const List& list, std::string_view name) {
    return std::ranges::any_of(list, [&](std::string_view one) { return same_word(one, name); });
}

void add(std::string& out, std::string_view name, std::string_view value) {
    out.append(name).append(": ").append(value).append("\r\n");
}

bool same_secret(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

/// Takes off `rest` what is before the next line end, and that as well.
std::string_view next_line(std::string_view& rest) {
    const std::string_view line = rest.substr(0, rest.find("\r\n"));
    rest.remove_prefix(std::min(line.size() + 2, rest.size()));
    return line;
}

}  // namespace

std::string handed_on(const Request& request, std::string_view secret) {
    std::string out;
    out.reserve(request.body.size() + 1024);
    out.append(text(request.method)).append(" ").append(request.target).append(" HTTP/1.1\r\n");
    for (const Header& header : request.headers) {
        if (!is_one_of(not_handed_on, header.name)) add(out, header.name, header.value);
    }
    add(out, secret_header, secret);
    add(out, client_header, request.peer);
    add(out, scheme_header, request.forwarded_https ? "https" : "http");
    if (!request.id.empty()) add(out, request_id_header, request.id);
    add(out, "Content-Length", std::to_string(request.body.size()));
    return out.append("\r\n").append(request.body);
}

bool says_node(const Request& request) {
    return !request.header(secret_header).empty();
}

Sender read_sender(Request& request, std::string_view secret) {
    const std::string_view told = request.header(secret_header);
    if (told.empty()) return Sender::client;
    if (secret.empty() || !same_secret(told, secret)) return Sender::stranger;
    request.peer = request.header(client_header);
    request.forwarded_https = request.header(scheme_header) == "https";
    return Sender::node;
}

Incoming read_answer(std::string_view bytes) {
    constexpr std::string_view version = "HTTP/1.1 ";
    constexpr std::size_t head_bytes_max = 64 << 10;
    Incoming in;
    const std::size_t end = bytes.find("\r\n\r\n");
    if (end == std::string_view::npos) {
        if (bytes.size() > head_bytes_max) in.state = Incoming::State::broken;
        return in;
    }
    std::string_view rest = bytes.substr(0, end);
    const std::string_view first = next_line(rest);
    const auto status = base::to_number(first.substr(std::min(version.size(), first.size()), 3));
    in.state = Incoming::State::broken;
    if (!first.starts_with(version) || !status || *status < 200) return in;
    in.response.status = static_cast<int>(*status);

    std::optional<std::int64_t> length;
    while (!rest.empty()) {
        const std::string_view line = next_line(rest);
        const std::size_t colon = std::min(line.find(':'), line.size());
        const std::string_view name = line.substr(0, colon);
        const std::string_view value = trim(line.substr(std::min(colon + 1, line.size())));
        if (same_word(name, "content-length")) length = base::to_number(value);
        if (same_word(name, "connection") && same_word(value, "close")) in.keep_alive = false;
        if (same_word(name, "content-type")) in.response.content_type = value;
        if (!is_one_of(not_handed_back, name)) in.response.headers.emplace_back(name, value);
    }
    if (!length && is_bodyless(in.response.status)) length = 0;
    if (!length || *length < 0) return in;
    const std::string_view body = bytes.substr(end + 4);
    in.state = Incoming::State::more;
    if (body.size() < static_cast<std::size_t>(*length)) return in;
    in.state = body.size() > static_cast<std::size_t>(*length) ? Incoming::State::broken
                                                               : Incoming::State::whole;
    in.response.body = body;
    return in;
}

}  // namespace http
