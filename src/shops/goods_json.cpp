#include "shops/goods_json.hpp"

#include <algorithm>
#include <bitset>
#include <charconv>

#include "base/text.hpp"
#include "http/json.hpp"

namespace shops {
namespace {

constexpr std::string_view blanks = " \t\r\n";

/// Reads one text from its beginning to its end or its first fault. What reads a part answers false
/// once there is a fault.
class GoodsReader {
public:
    GoodsReader(std::string_view text, const CsvLimits& limits) : text_(text), limits_(limits) {}

    Catalogue read() {
        if (whole() && !catalogue_.fault) {
            blank();
            if (at_ < text_.size()) broken();
        }
        return std::move(catalogue_);
    }

private:
    bool whole() {
        if (takes('[')) return list();
        std::string name;
        if (!wants('{') || !text(name) || !wants(':')) return false;
        if (name != "goods") return fail("unknown_column", name);
        return wants('[') && list() && wants('}');
    }

    /// Behind its "[".
    bool list() {
        if (takes(']')) return true;
        do {
            if (catalogue_.rows.size() + 1 >= limits_.records_max) return fail("too_many_rows");
            if (!wants('{') || !goods()) return false;
        } while (takes(','));
        return wants(']');
    }

    /// Behind its "{".
    bool goods() {
        CatalogueRow& row = catalogue_.rows.emplace_back();
        row.row = static_cast<std::int64_t>(catalogue_.rows.size());
        std::bitset<catalogue_columns.size()> seen;
        if (!takes('}')) {
            do {
                std::string name, value;
                if (!text(name) || !wants(':')) return false;
                const auto* const known = std::ranges::find(catalogue_columns, name);
                if (known == catalogue_columns.end()) return fail("unknown_column", name);
                const auto column = static_cast<std::size_t>(known - catalogue_columns.begin());
                if (seen[column]) return fail("column_twice", name);
                seen[column] = true;
                if (!field(value)) return false;
                put(row, column, value);
            } while (takes(','));
            if (!wants('}')) return false;
        }
        for (std::size_t i = 0; i < columns_needed; ++i) {
            if (!seen[i]) row.fault = "too_few_fields";
        }
        return true;
    }

    bool field(std::string& out) {
        if (takes('[')) return words(out);
        blank();
        if (here() == '"') return text(out);
        const std::size_t end = std::min(text_.find_first_of(",]} \t\r\n", at_), text_.size());
        const std::string_view word = text_.substr(at_, end - at_);
        if (word != "null" && word != "true" && word != "false" && !is_number(word)) {
            return broken();
        }
        if (word.size() > limits_.field_bytes_max) return fail("field_too_long");
        if (word != "null") out = word;
        at_ = end;
        return true;
    }

    /// Behind its "[": texts, with a blank between them.
    bool words(std::string& out) {
        if (takes(']')) return true;
        do {
            std::string word;
            if (!text(word)) return false;
            out += (out.empty() ? "" : " ") + word;
            if (out.size() > limits_.field_bytes_max) return fail("field_too_long");
        } while (takes(','));
        return wants(']');
    }

    static bool is_number(std::string_view word) {
        const auto digits = [&] {
            const std::size_t count = std::min(word.find_first_not_of("0123456789"), word.size());
            word.remove_prefix(count);
            return count;
        };
        if (word.starts_with('-')) word.remove_prefix(1);
        const bool zero = word.starts_with('0');
        const std::size_t whole = digits();
        if (whole == 0 || (zero && whole > 1)) return false;
        if (word.starts_with('.')) {
            word.remove_prefix(1);
            if (digits() == 0) return false;
        }
        if (word.starts_with('e') || word.starts_with('E')) {
            word.remove_prefix(1);
            if (word.starts_with('+') || word.starts_with('-')) word.remove_prefix(1);
            if (digits() == 0) return false;
        }
        return word.empty();
    }

    bool text(std::string& out) {
        if (!wants('"')) return false;
        while (here() != '"') {
            const auto byte = static_cast<unsigned char>(here());
            if (byte < 0x20) return broken();  // Also the end of it all.
            if (here() == '\\') {
                if (!escaped(out)) return false;
            } else {
                out += text_[at_++];
            }
            if (out.size() > limits_.field_bytes_max) return fail("field_too_long");
        }
        ++at_;
        return true;
    }

    bool escaped(std::string& out) {
        constexpr std::string_view names = "\"\\/bfnrt", meant = "\"\\/\b\f\n\r\t";
        ++at_;
        if (here() == 'u') return code_point(out);
        const std::size_t place = names.find(here());
        if (place == std::string_view::npos) return broken();
        out += meant[place];
        ++at_;
        return true;
    }

    bool code_point(std::string& out) {
        constexpr std::uint32_t high = 0xD800, low = 0xDC00, end = 0xE000;
        auto unit = code_unit();
        if (!unit || *unit == 0 || (*unit >= low && *unit < end)) return broken();
        if (*unit >= high && *unit < low) {
            if (here() != '\\') return broken();
            ++at_;
            const auto second = here() == 'u' ? code_unit() : std::nullopt;
            if (!second || *second < low || *second >= end) return broken();
            *unit = 0x10000 + ((*unit - high) << 10U) + (*second - low);
        }
        append(out, *unit);
        return true;
    }

    /// "u00e9": at its "u".
    std::optional<std::uint32_t> code_unit() {
        constexpr std::size_t digits = 4;
        ++at_;
        const std::string_view word = text_.substr(at_, digits);
        std::uint32_t unit = 0;
        const char* last = word.data() + word.size();
        const auto [end, error] = std::from_chars(word.data(), last, unit, 16);
        if (word.size() < digits || error != std::errc{} || end != last) return std::nullopt;
        at_ += digits;
        return unit;
    }

    static void append(std::string& out, std::uint32_t point) {
        const auto more = [&](std::uint32_t bits) {
            out += static_cast<char>(0x80U | (bits & 0x3FU));
        };
        if (point < 0x80) {
            out += static_cast<char>(point);
        } else if (point < 0x800) {
            out += static_cast<char>(0xC0U | (point >> 6U));
            more(point);
        } else if (point < 0x10000) {
            out += static_cast<char>(0xE0U | (point >> 12U));
            more(point >> 6U);
            more(point);
        } else {
            out += static_cast<char>(0xF0U | (point >> 18U));
            more(point >> 12U);
            more(point >> 6U);
            more(point);
        }
    }

    /// NUL at the end, which stands nowhere else: the text is UTF-8 without it.
    char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    void blank() { at_ = std::min(text_.find_first_not_of(blanks, at_), text_.size()); }
    bool takes(char sign) {
        blank();
        if (here() != sign) return false;
        ++at_;
        return true;
    }
    bool wants(char sign) { return takes(sign) || broken(); }

    bool broken() {
        const auto read = text_.substr(0, at_);
        catalogue_.fault = CsvFault{1 + std::ranges::count(read, '\n'), "bad_json", {}};
        return false;
    }
    bool fail(std::string_view code, const std::string& column = {}) {
        const auto row = static_cast<std::int64_t>(catalogue_.rows.size());
        catalogue_.fault = CsvFault{row, code, column};
        return false;
    }

    std::string_view text_;
    const CsvLimits& limits_;
    std::size_t at_ = 0;
    Catalogue catalogue_;
};

struct Item {
    std::string sku;
    std::string title;
    std::string description;
    std::string price;
    std::int64_t stock = 0;
    Ways ways = Ways::ship;
    std::string pick_up_at;
    std::vector<std::string> sends_to;
    std::optional<base::Time> sent_by;
    std::string family;
    std::string variant;
    Beginning state{};
};
BOOST_DESCRIBE_STRUCT(Item, (),
                      (sku, title, description, price, stock, ways, pick_up_at, sends_to, sent_by,
                       family, variant, state))

}  // namespace

bool is_json(std::string_view text) {
    const std::size_t first = text.find_first_not_of(blanks);
    return first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
}

Catalogue read_goods_json(std::string_view text, const CsvLimits& limits) {
    if (!base::is_utf8(text)) return {{}, CsvFault{0, "not_utf8", {}}};
    return GoodsReader(text, limits).read();
}

std::string write_goods_json(const std::vector<Outgoing>& goods) {
    std::string out = "{\"goods\":[";
    bool first = true;
    for (const Outgoing& one : goods) {
        out += std::exchange(first, false) ? "\n" : ",\n";
        http::write_json(out, Item{one.sku, one.title, one.description, one.price, one.stock,
                                   one.handover.ways, one.handover.area, one.handover.regions,
                                   one.handover.ahead, one.family, one.variant, one.beginning});
    }
    return out + "\n]}\n";
}

}  // namespace shops
