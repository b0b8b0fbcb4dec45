#include "documents/content.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "base/ensure.hpp"
#include "base/text.hpp"

namespace documents {
namespace {

constexpr std::string_view first_line = "document 1\n";
constexpr std::string_view row_mark = "|";

void write_cell(std::string& out, std::string_view cell) {
    for (const char c : cell) {
        switch (c) {
            case '\\': out += "\\\\"; break;
            case '\t': out += "\\t"; break;
            case '\n': out += "\\n"; break;
            default: out += c;
        }
    }
}

/// The cells of a line, unescaped; nothing where an escape is none of ours.
std::optional<std::vector<std::string>> cells_of(std::string_view line) {
    std::vector<std::string> cells(1);
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '\t') {
            cells.emplace_back();
        } else if (line[i] != '\\') {
            cells.back() += line[i];
        } else {
            if (++i == line.size()) return std::nullopt;
            const std::size_t which = std::string_view{"\\tn"}.find(line[i]);
            if (which == std::string_view::npos) return std::nullopt;
            cells.back() += "\\\t\n"[which];
        }
    }
    return cells;
}

}  // namespace

void Content::set(std::string name, std::string value) {
    base::ensure(name != row_mark && !name.empty());
    fields.emplace_back(std::move(name), std::move(value));
}

void Content::set(std::string name, std::int64_t value) {
    set(std::move(name), std::to_string(value));
}

std::string Content::text(std::string_view name) const {
    const auto found =
        std::ranges::find_if(fields, [&](const auto& field) { return field.first == name; });
    return found == fields.end() ? "" : found->second;
}

std::int64_t Content::number(std::string_view name) const {
    return base::to_number(text(name)).value_or(0);
}

std::string canonical(const Content& content) {
    std::string out{first_line};
    for (const auto& [name, value] : content.fields) {
        write_cell(out, name);
        out += '\t';
        write_cell(out, value);
        out += '\n';
    }
    for (const auto& row : content.rows) {
        out += row_mark;
        for (const std::string& cell : row) {
            out += '\t';
            write_cell(out, cell);
        }
        out += '\n';
    }
    return out;
}

std::optional<Content> parse(std::string_view canonical) {
    if (!canonical.starts_with(first_line)) return std::nullopt;
    canonical.remove_prefix(first_line.size());
    Content content;
    while (!canonical.empty()) {
        const std::size_t end = canonical.find('\n');
        if (end == std::string_view::npos) return std::nullopt;
        auto cells = cells_of(canonical.substr(0, end));
        canonical.remove_prefix(end + 1);
        if (!cells) return std::nullopt;
        if (cells->front() == row_mark) {
            content.rows.emplace_back(cells->begin() + 1, cells->end());
        } else {
            if (cells->size() != 2 || !content.rows.empty()) return std::nullopt;
            content.fields.emplace_back(std::move((*cells)[0]), std::move((*cells)[1]));
        }
    }
    return content;
}

std::string digest_of(std::string_view canonical) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> out{};
    crypto_hash_sha256(out.data(), reinterpret_cast<const unsigned char*>(canonical.data()),
                       canonical.size());
    return base::to_hex({reinterpret_cast<const char*>(out.data()), out.size()});
}

std::string number_text(std::string_view series, std::int64_t year, std::int64_t number) {
    constexpr std::size_t digits = 6;
    std::string text = std::to_string(number);
    if (text.size() < digits) text.insert(0, digits - text.size(), '0');
    return std::string{series} + "-" + std::to_string(year) + "-" + text;
}

}  // namespace documents
