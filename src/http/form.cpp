#include "http/form.hpp"

#include <algorithm>

namespace http {
namespace {

/// Deeper bodies are refused by the parser; no form of ours needs more.
constexpr std::size_t depth_max = 16;

bool has_control(std::string_view text, bool one_line) {
    return std::ranges::any_of(text, [&](char c) {
        if (!one_line && (c == '\n' || c == '\r' || c == '\t')) return false;
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    });
}

bool is_currency(std::string_view text) {
    return text.size() == 3 &&
           std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

std::string Reader::path(const std::string& at, std::string_view name) {
    return at.empty() ? std::string{name} : at + "." + std::string{name};
}

std::string_view Reader::text_of(const json::value& in) {
    const json::string* text = in.if_string();
    return text == nullptr ? std::string_view{} : std::string_view{text->data(), text->size()};
}

void Reader::note(const std::string& at, std::string_view code, std::vector<base::Argument> args) {
    problems_.push_back({at, code, std::move(args)});
}

void Reader::read_words(const json::value& in, std::string& out, Lengths lengths, bool one_line,
                        const std::string& at) {
    if (!in.is_string()) return note(at, "not_a_text");
    const std::string_view text = base::trimmed(text_of(in));
    if (!base::is_utf8(text)) return note(at, "not_utf8");
    if (has_control(text, one_line)) return note(at, "control_characters");
    const std::size_t length = base::length_of(text);
    if (length == 0 && lengths.first > 0) return note(at, "empty");
    if (length < lengths.first) {
        return note(at, "too_short", {{"min", std::to_string(lengths.first)}});
    }
    if (length > lengths.second) {
        return note(at, "too_long", {{"max", std::to_string(lengths.second)}});
    }
    out = text;
}

void Reader::read_verbatim(const json::value& in, std::string& out, Lengths lengths,
                           const std::string& at) {
    if (!in.is_string()) return note(at, "not_a_text");
    const std::string_view text = text_of(in);
    if (text.size() < lengths.first) {
        return note(at, "too_short", {{"min", std::to_string(lengths.first)}});
    }
    if (text.size() > lengths.second) {
        return note(at, "too_long", {{"max", std::to_string(lengths.second)}});
    }
    out = text;
}

void Reader::read_number(const json::value& in, std::int64_t& out, Bounds bounds,
                         const std::string& at) {
    std::optional<std::int64_t> number;
    if (in.is_int64()) number = in.get_int64();
    if (in.is_string()) number = base::to_number(text_of(in));
    if (in.is_uint64()) return note(at, "too_large", {{"max", std::to_string(bounds.second)}});
    if (!number) return note(at, "not_a_whole_number");
    if (*number < bounds.first) {
        return note(at, "too_small", {{"min", std::to_string(bounds.first)}});
    }
    if (*number > bounds.second) {
        return note(at, "too_large", {{"max", std::to_string(bounds.second)}});
    }
    out = *number;
}

void Reader::read_bool(const json::value& in, bool& out, const std::string& at) {
    const std::string_view text = text_of(in);
    if (in.is_bool()) {
        out = in.get_bool();
    } else if (text == "true" || text == "false") {
        out = text == "true";
    } else {
        note(at, "not_true_or_false");
    }
}

void Reader::read_id(const json::value& in, std::int64_t& out, const std::string& at) {
    const auto number = base::to_number(text_of(in));
    if (!in.is_string() || !number || *number < 0) return note(at, "not_an_id");
    out = *number;
}

void Reader::read_money(const json::value& in, base::Money& out, const std::string& at) {
    const json::object* object = in.if_object();
    if (object == nullptr) return note(at, "not_an_object");
    const json::value* minor = object->if_contains("minor");
    const json::value* currency = object->if_contains("currency");
    if (minor == nullptr) note(path(at, "minor"), "missing");
    if (currency == nullptr) note(path(at, "currency"), "missing");
    if (minor == nullptr || currency == nullptr) return;
    if (object->size() != 2) note(at, "unknown_field");
    read_number(*minor, out.minor, {0, base::money_minor_max}, path(at, "minor"));
    out.currency = text_of(*currency);
    if (!is_currency(out.currency)) note(path(at, "currency"), "not_a_currency");
}

void Reader::read_time(const json::value& in, base::Time& out, const std::string& at) {
    const auto time = base::from_iso(text_of(in));
    if (!time) return note(at, "not_a_time");
    out = *time;
}

base::Result<json::object> gather(
    const std::vector<std::pair<std::string, std::string>>& parameters, std::string_view body) {
    json::object parts;
    if (!body.empty()) {
        boost::system::error_code error;
        json::parse_options options;
        options.max_depth = depth_max;
        json::value parsed =
            json::parse(json::string_view(body.data(), body.size()), error, {}, options);
        if (error) return body_not_json;
        if (!parsed.is_object()) return body_not_object;
        parts = std::move(parsed.get_object());
    }
    for (const auto& [name, value] : parameters) {
        if (!parts.emplace(name, value).second) {
            return base::with(parameter_twice, "name", name);
        }
    }
    return parts;
}

}  // namespace http
