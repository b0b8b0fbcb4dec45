#include "http/head.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace http {
namespace {

constexpr auto token_table = [] {
    std::array<bool, 256> table{};
    for (int c = '0'; c <= '9'; ++c) table[static_cast<std::size_t>(c)] = true;
    for (int c = 'a'; c <= 'z'; ++c) table[static_cast<std::size_t>(c)] = true;
    for (int c = 'A'; c <= 'Z'; ++c) table[static_cast<std::size_t>(c)] = true;
    for (const char c : std::string_view{"!#$%&'*+-.^_`|~"}) {
        table[static_cast<unsigned char>(c)] = true;
    }
    return table;
}();

bool is_target(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7f && c != '#'; });
}

Method method_of(std::string_view word) {
    if (word == "DELETE") return Method::del;
    for (const Method method :
         {Method::get, Method::head, Method::post, Method::put, Method::patch, Method::options}) {
        if (word == text(method)) return method;
    }
    return Method::other;
}

std::optional<Fault> read_version(std::string_view word, Request& request) {
    const auto digit = [&](std::size_t at) { return word[at] >= '0' && word[at] <= '9'; };
    if (word.size() != 8 || !word.starts_with("HTTP/") || word[6] != '.') return Fault::bad_request;
    if (!digit(5) || !digit(7)) return Fault::bad_request;
    if (word != "HTTP/1.1" && word != "HTTP/1.0") return Fault::version_not_supported;
    request.minor_version = word[7] - '0';
    return std::nullopt;
}

/// Splits the target. The form that proxies use, "http://host/path", names the host too, which is
/// then handed out: it has to be the one of the Host header.
std::optional<Fault> read_target(Request& request, std::string_view& authority) {
    std::string_view rest = request.target;
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!same_word(rest.substr(0, scheme.size()), scheme)) continue;
        rest.remove_prefix(scheme.size());
        authority = rest.substr(0, rest.find_first_of("/?"));
        rest.remove_prefix(authority.size());
        if (authority.empty()) return Fault::bad_request;
        if (rest.empty() || rest[0] == '?') return Fault::bad_request;
        break;
    }
    const bool whole_server = rest == "*" && request.method == Method::options;
    if (!whole_server && (rest.empty() || rest[0] != '/')) return Fault::bad_request;
    const auto mark = rest.find('?');
    request.path = rest.substr(0, mark);
    request.query = mark == std::string_view::npos ? std::string_view{} : rest.substr(mark + 1);
    return std::nullopt;
}

std::optional<Fault> read_request_line(std::string_view line, Request& request,
                                       const Limits& limits, std::string_view& authority) {
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) return Fault::bad_request;
    if (!is_token(line.substr(0, first))) return Fault::bad_request;
    request.method = method_of(line.substr(0, first));
    request.target = line.substr(first + 1, last - first - 1);
    if (request.target.empty() || !is_target(request.target)) return Fault::bad_request;
    if (auto fault = read_version(line.substr(last + 1), request)) return fault;
    if (request.target.size() > limits.target_bytes_max) return Fault::target_too_long;
    return read_target(request, authority);
}

std::optional<Fault> read_header(std::string_view line, Request& request) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return Fault::bad_request;
    // A blank before the colon and a line that continues the one above are no tokens either.
    if (!is_token(line.substr(0, colon))) return Fault::bad_request;
    const std::string_view value = trim(line.substr(colon + 1));
    if (!is_value(value)) return Fault::bad_request;
    request.headers.push_back({line.substr(0, colon), value});
    return std::nullopt;
}

std::optional<Fault> read_host(const Request& request, std::string_view authority) {
    std::string_view host;
    std::size_t count = 0;
    for (const Header& header : request.headers) {
        if (!same_word(header.name, "host")) continue;
        host = header.value;
        ++count;
    }
    if (count > 1 || (count == 0 && request.minor_version > 0)) return Fault::bad_request;
    if (host.find_first_of(" \t,/?#@\\") != std::string_view::npos) return Fault::bad_request;
    if (!authority.empty() && !same_word(authority, host)) return Fault::bad_request;
    return std::nullopt;
}

void read_connection(Request& request) {
    request.keep_alive = request.minor_version > 0;
    for (const Header& header : request.headers) {
        if (!same_word(header.name, "connection")) continue;
        std::string_view list = header.value;
        while (const auto word = take_element(list)) {
            if (same_word(*word, "close")) {
                request.keep_alive = false;
                return;
            }
            if (same_word(*word, "keep-alive")) request.keep_alive = true;
        }
    }
}

std::optional<std::size_t> read_length(std::string_view digits) {
    constexpr std::size_t most = std::numeric_limits<std::size_t>::max();
    if (digits.empty()) return std::nullopt;
    std::size_t length = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9') return std::nullopt;
        const auto digit = static_cast<std::size_t>(c - '0');
        length = length > (most - digit) / 10 ? most : length * 10 + digit;
    }
    return length;
}

}  // namespace

bool is_token(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return token_table[static_cast<unsigned char>(c)];
    });
}

bool is_value(std::string_view text) {
    return std::ranges::all_of(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte >= ' ' && byte != 0x7f) || byte == '\t';
    });
}

std::optional<Fault> read_head(Request& request, const Limits& limits) {
    std::string_view rest = request.storage->head;
    std::string_view authority;
    const auto next_line = [&rest] {
        const auto end = rest.find("\r\n");
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(end + 2);
        return line;
    };
    if (auto fault = read_request_line(next_line(), request, limits, authority)) return fault;

    request.headers.reserve(16);
    for (std::string_view line = next_line(); !line.empty(); line = next_line()) {
        if (request.headers.size() == limits.head_count_max) return Fault::head_too_large;
        if (auto fault = read_header(line, request)) return fault;
    }
    if (auto fault = read_host(request, authority)) return fault;
    read_connection(request);
    return std::nullopt;
}

std::optional<Fault> read_framing(const Request& request, Framing& framing) {
    std::size_t length_count = 0;
    std::size_t coding_count = 0;
    std::string_view coding;
    for (const auto& [name, value] : request.headers) {
        if (same_word(name, "content-length")) {
            framing.length = read_length(value);
            if (!framing.length) return Fault::bad_request;
            ++length_count;
        } else if (same_word(name, "transfer-encoding")) {
            coding = value;
            ++coding_count;
        } else if (same_word(name, "expect")) {
            if (!same_word(value, "100-continue")) return Fault::expectation_failed;
            framing.wants_continue = request.minor_version > 0;
        }
    }
    if (length_count + coding_count > 1) return Fault::bad_request;
    if (coding_count == 0) return std::nullopt;
    if (request.minor_version == 0) return Fault::bad_request;
    if (!same_word(coding, "chunked")) return Fault::not_implemented;
    framing.chunked = true;
    return std::nullopt;
}

}  // namespace http
