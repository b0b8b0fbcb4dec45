#include "http/message.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace http {
namespace {

constexpr char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

}  // namespace

std::string_view text(Method method) {
    constexpr std::array<std::string_view, 8> words{"GET",   "HEAD",   "POST",    "PUT",
                                                    "PATCH", "DELETE", "OPTIONS", "OTHER"};
    return words[static_cast<std::size_t>(method)];
}

std::string origin_of(const Request& request) {
    const std::string_view host = request.header("host");
    const bool plain = !host.empty() && std::ranges::all_of(host, [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
               std::string_view{".-:[]"}.find(c) != std::string_view::npos;
    });
    if (!plain) return "";
    std::string origin{request.forwarded_https ? "https://" : "http://"};
    return origin.append(host);
}

bool same_word(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trim(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::optional<std::string_view> take_element(std::string_view& list) {
    if (list.empty()) return std::nullopt;
    const auto comma = list.find(',');
    const std::string_view element = list.substr(0, comma);
    list = comma == std::string_view::npos ? std::string_view{} : list.substr(comma + 1);
    return trim(element);
}

std::string_view Request::header(std::string_view name) const {
    const auto found = std::ranges::find_if(
        headers, [&](const Header& header) { return same_word(header.name, name); });
    return found == headers.end() ? std::string_view{} : found->value;
}

std::string Request::take_body() {
    body = {};
    return storage ? std::exchange(storage->body, {}) : std::string{};
}

}  // namespace http
