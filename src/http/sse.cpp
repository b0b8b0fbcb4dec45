#include "http/sse.hpp"

#include <algorithm>

namespace http {
namespace {

void append_field(std::string& out, std::string_view field, std::string_view value) {
    out.append(field);
    std::ranges::copy_if(value, std::back_inserter(out),
                         [](char c) { return c != '\n' && c != '\r' && c != '\0'; });
    out += '\n';
}

}  // namespace

std::string frame(const Event& event) {
    std::string out;
    out.reserve(event.data.size() + event.name.size() + event.id.size() + 32);
    if (!event.name.empty()) append_field(out, "event: ", event.name);
    if (!event.id.empty()) append_field(out, "id: ", event.id);
    std::string_view rest = event.data;
    for (;;) {
        const auto end = rest.find_first_of("\r\n");
        append_field(out, "data: ", rest.substr(0, end));
        if (end == std::string_view::npos) break;
        const bool pair = rest.substr(end).starts_with("\r\n");
        rest.remove_prefix(end + (pair ? 2 : 1));
    }
    return out += '\n';
}

std::string retry_frame(int milliseconds) {
    return "retry: " + std::to_string(milliseconds) + "\n\n";
}

}  // namespace http
