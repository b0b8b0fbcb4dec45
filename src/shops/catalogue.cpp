#include "shops/catalogue.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <unordered_set>

#include "base/ensure.hpp"
#include "base/money.hpp"
#include "base/text.hpp"
#include "shops/families.hpp"
#include "shops/formats.hpp"
#include "shops/goods_json.hpp"
#include "shops/shops.hpp"

namespace shops {
namespace {

constexpr std::size_t value_bytes_max = 200;

using Column = std::string CatalogueRow::*;
constexpr std::array<Column, columns_needed> parts{&CatalogueRow::sku, &CatalogueRow::title,
                                                   &CatalogueRow::description, &CatalogueRow::price,
                                                   &CatalogueRow::stock};
using Extra = std::optional<std::string> CatalogueRow::*;
constexpr std::array<Extra, catalogue_columns.size() - columns_needed> extras{
    &CatalogueRow::ways,    &CatalogueRow::pick_up_at, &CatalogueRow::sends_to,
    &CatalogueRow::sent_by, &CatalogueRow::family,     &CatalogueRow::variant,
    &CatalogueRow::state};
constexpr std::size_t packed_before = parts.size() + 2;    // By programs that knew no extras.
constexpr std::size_t packed_without = packed_before + 4;  // By those before pictures.
constexpr std::size_t packed_alone = packed_without + 1;   // By those before families.
constexpr std::size_t packed_extras = packed_before + extras.size();
constexpr std::size_t packed_fields = packed_extras + 2;

/// Which column each field of a record is, or why the heading will not do.
struct Heading {
    std::vector<std::size_t> places;
    std::optional<CsvFault> fault;
};

Heading read_heading(const CsvRecord& record) {
    Heading heading;
    for (const std::string& name : record.fields) {
        const auto known = std::ranges::find(catalogue_columns, base::trimmed(name));
        if (known == catalogue_columns.end()) {
            heading.fault = CsvFault{record.row, "unknown_column", name};
            return heading;
        }
        const auto place = static_cast<std::size_t>(known - catalogue_columns.begin());
        if (std::ranges::find(heading.places, place) != heading.places.end()) {
            heading.fault = CsvFault{record.row, "column_twice", name};
            return heading;
        }
        heading.places.push_back(place);
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (std::ranges::find(heading.places, i) == heading.places.end()) {
            heading.fault =
                CsvFault{record.row, "missing_column", std::string{catalogue_columns[i]}};
            return heading;
        }
    }
    return heading;
}

bool has_control(std::string_view text, std::string_view allowed) {
    return std::ranges::any_of(text, [&](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 || byte == 0x7F) && allowed.find(c) == std::string_view::npos;
    });
}

/// The beginning of a text, cut between code points.
std::string beginning(std::string_view text) {
    std::size_t end = std::min(text.size(), value_bytes_max);
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return std::string{text.substr(0, end)};
}

/// The three capital letters at the end of "12.50 EUR"; empty where there are none.
std::string_view currency_in(std::string_view price) {
    constexpr std::size_t letters = 3;
    if (price.size() <= letters + 1) return {};
    const std::string_view end = price.substr(price.size() - letters);
    const bool is_code = std::ranges::all_of(end, [](char c) { return c >= 'A' && c <= 'Z'; });
    return is_code && price[price.size() - letters - 1] == ' ' ? end : std::string_view{};
}

/// Notes what is wrong with the fields of one row.
class Notes {
public:
    Notes(std::int64_t row, std::vector<RowProblem>& problems) : row_(row), problems_(problems) {}

    void add(std::string_view field, std::string_view code, std::string_view value) {
        problems_.push_back({row_, std::string{field}, std::string{code}, beginning(value)});
    }

    std::string sku(const std::string& text) {
        if (text.empty()) {
            add("sku", "empty", text);
        } else if (base::length_of(text) > sku_length_max) {
            add("sku", "too_long", text);
        } else if (has_control(text, "") || base::trimmed(text) != text) {
            add("sku", "bad_sku", text);  // Byte for byte: nothing is trimmed off.
        }
        return text;
    }

    std::string title(const std::string& text) {
        const std::string_view trimmed = base::trimmed(text);
        if (trimmed.empty()) {
            add("title", "empty", text);
        } else if (base::length_of(trimmed) > title_length_max) {
            add("title", "too_long", text);
        } else if (has_control(trimmed, "")) {
            add("title", "control_characters", text);
        }
        return std::string{trimmed};
    }

    std::string description(const std::string& text) {
        const std::string_view trimmed = base::trimmed(text);
        if (base::length_of(trimmed) > description_length_max) {
            add("description", "too_long", text);
        } else if (has_control(trimmed, "\n\r\t")) {
            add("description", "control_characters", text);
        }
        return std::string{trimmed};
    }

    std::int64_t price(const std::string& text, std::string_view currency) {
        std::string_view number = base::trimmed(text);
        const std::string_view named = currency_in(number);
        if (!named.empty()) number = base::trimmed(number.substr(0, number.size() - named.size()));
        const auto minor = price_minor(number, minor_digits(currency));
        if (!named.empty() && named != currency) {
            add("price", "wrong_currency", text);
        } else if (!minor) {
            add("price", "bad_price", text);
        } else if (*minor < 1) {
            add("price", "too_small", text);
        } else if (*minor > base::money_minor_max) {
            add("price", "too_large", text);
        }
        return minor.value_or(0);
    }

    std::int64_t stock(const std::string& text) {
        const std::string_view trimmed = base::trimmed(text);
        const auto number = base::to_number(trimmed);
        if (!number || *number < 0 || trimmed.front() == '-') {
            add("stock", "bad_stock", text);
        } else if (*number > stock_max) {
            add("stock", "too_large", text);
        }
        return number.value_or(0);
    }

    std::optional<Ways> ways(const std::optional<std::string>& text) {
        if (!text) return std::nullopt;
        const std::string_view word = base::trimmed(*text);
        if (word.empty()) return Ways::ship;
        for (const Ways ways : base::every<Ways>()) {
            if (base::name_of(ways) == word) return ways;
        }
        add("ways", "unknown_word", *text);
        return std::nullopt;
    }

    std::optional<std::string> area(const std::optional<std::string>& text) {
        return line("pick_up_at", text, area_length_max);
    }

    std::optional<std::vector<std::string>> regions(const std::optional<std::string>& text) {
        if (!text) return std::nullopt;
        std::vector<std::string> regions;
        std::string region;
        for (const char c : *text + ' ') {
            if (c != ' ' && c != ',') {
                region += c;
            } else if (!region.empty()) {
                regions.push_back(std::exchange(region, {}));
            }
        }
        if (regions.size() > regions_most) {
            add("sends_to", "too_many_countries", *text);
            regions.clear();
        }
        return regions;
    }

    /// An instant, or a day, which ends where the world's clocks say so.
    std::optional<std::optional<base::Time>> ahead(const std::optional<std::string>& text) {
        if (!text) return std::nullopt;
        const std::string word{base::trimmed(*text)};
        if (word.empty()) return std::optional<base::Time>{};
        auto time = base::from_iso(word);
        if (!time) time = base::from_iso(word + "T23:59:59Z");
        if (!time) add("sent_by", "not_a_time", *text);
        return time;
    }

    std::optional<std::string> variant(const std::optional<std::string>& text) {
        return line("variant", text, variant_length_max);
    }

    Beginning start(const std::optional<std::string>& text) {
        const std::string_view word = text ? base::trimmed(*text) : std::string_view{};
        if (word.empty()) return Beginning::live;
        for (const Beginning one : base::every<Beginning>()) {
            if (base::name_of(one) == word) return one;
        }
        add("state", "unknown_word", *text);
        return Beginning::live;
    }

private:
    /// What may be empty, in one line of so many characters.
    std::optional<std::string> line(std::string_view field, const std::optional<std::string>& text,
                                    std::size_t most) {
        if (!text) return std::nullopt;
        const std::string_view trimmed = base::trimmed(*text);
        if (base::length_of(trimmed) > most) {
            add(field, "too_long", *text);
        } else if (has_control(trimmed, "")) {
            add(field, "control_characters", *text);
        }
        return std::string{trimmed};
    }

    std::int64_t row_;
    std::vector<RowProblem>& problems_;
};

/// A field of the form as a column of the file.
std::string_view column_of(std::string_view field) {
    if (field == "handover.regions") return "sends_to";
    return field == "handover.ahead" ? "sent_by" : "pick_up_at";
}

Catalogue read_own(const std::vector<CsvRecord>& records) {
    const Heading heading = read_heading(records[0]);
    if (heading.fault) return {{}, heading.fault};
    Catalogue catalogue;
    for (std::size_t i = 1; i < records.size(); ++i) {
        const CsvRecord& record = records[i];
        CatalogueRow& row = catalogue.rows.emplace_back();
        row.row = record.row;
        const std::size_t wanted = heading.places.size();
        for (std::size_t j = 0; j < std::min(wanted, record.fields.size()); ++j) {
            put(row, heading.places[j], record.fields[j]);
        }
        if (record.fields.size() < wanted) row.fault = "too_few_fields";
        if (record.fields.size() > wanted) row.fault = "too_many_fields";
    }
    return catalogue;
}

/// Of several rows with one SKU the first counts.
void mark_twins(std::vector<CatalogueRow>& rows) {
    std::unordered_set<std::string_view> seen;
    for (CatalogueRow& row : rows) {
        if (row.sku.empty() || seen.insert(row.sku).second || !row.fault.empty()) continue;
        row.fault = "duplicate_sku";
    }
}

Catalogue read_records(std::string_view csv, const CsvLimits& limits) {
    CsvLimits with = limits;
    with.separator = separator_of(csv);
    const Csv file = read_csv(csv, with);
    if (file.fault) return {{}, file.fault};
    if (file.records.empty()) return {{}, CsvFault{0, "no_rows", {}}};
    const Format format = format_of(file.records[0]);
    Catalogue catalogue =
        format == Format::fairground ? read_own(file.records) : read_foreign(format, file.records);
    if (!catalogue.fault && catalogue.rows.empty()) {
        catalogue.fault = CsvFault{file.records.back().row, "no_rows", {}};
    }
    return catalogue;
}

}  // namespace

void put(CatalogueRow& row, std::size_t column, const std::string& text) {
    if (column < parts.size()) {
        row.*parts[column] = text;
    } else {
        row.*extras[column - parts.size()] = text;
    }
}

int minor_digits(std::string_view currency) {
    constexpr std::array<std::string_view, 16> none{"BIF", "CLP", "DJF", "GNF", "ISK", "JPY",
                                                    "KMF", "KRW", "PYG", "RWF", "UGX", "VND",
                                                    "VUV", "XAF", "XOF", "XPF"};
    constexpr std::array<std::string_view, 7> three{"BHD", "IQD", "JOD", "KWD",
                                                    "LYD", "OMR", "TND"};
    if (std::ranges::find(none, currency) != none.end()) return 0;
    if (std::ranges::find(three, currency) != three.end()) return 3;
    return 2;
}

std::optional<std::int64_t> price_minor(std::string_view text, int digits) {
    const auto all_digits = [](std::string_view part) {
        return std::ranges::all_of(part, [](char c) { return c >= '0' && c <= '9'; });
    };
    const std::size_t point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    if (whole.empty() || whole.size() > 15 || !all_digits(whole)) return std::nullopt;
    std::string both{whole};
    std::size_t decimals = 0;
    if (point != std::string_view::npos) {
        const std::string_view part = text.substr(point + 1);
        decimals = part.size();
        if (part.empty() || decimals > static_cast<std::size_t>(digits) || !all_digits(part)) {
            return std::nullopt;
        }
        both += part;
    }
    both.append(static_cast<std::size_t>(digits) - decimals, '0');
    return base::to_number(both);
}

Catalogue read_catalogue(std::string_view text, const CsvLimits& limits) {
    Catalogue catalogue =
        is_json(text) ? read_goods_json(text, limits) : read_records(text, limits);
    if (!catalogue.fault && catalogue.rows.empty()) {
        catalogue.fault = CsvFault{0, "no_rows", {}};
    }
    mark_twins(catalogue.rows);
    mark_families(catalogue.rows);
    return catalogue;
}

std::string pack(const std::vector<CatalogueRow>& rows, std::size_t first, std::size_t count) {
    std::string out;
    for (std::size_t i = first; i < std::min(rows.size(), first + count); ++i) {
        const CatalogueRow& row = rows[i];
        std::vector<std::string> fields{std::to_string(row.row), row.fault};
        for (const Column column : parts) fields.push_back(row.*column);
        // "=" tells an empty field from a column that is not there.
        for (const Extra extra : extras) {
            fields.push_back(row.*extra ? "=" + *(row.*extra) : std::string{});
        }
        fields.push_back(std::to_string(row.pictures));
        fields.push_back(std::to_string(row.head));
        write_csv(out, fields);
    }
    return out;
}

std::vector<CatalogueRow> unpack(std::string_view text) {
    // What was read kept its limits; joined with others a field may be longer, and is refused
    // later.
    CsvLimits kept;
    kept.field_bytes_max = std::numeric_limits<std::size_t>::max();
    const Csv file = read_csv(text, kept);
    base::ensure(!file.fault);
    std::vector<CatalogueRow> rows;
    for (const CsvRecord& record : file.records) {
        const std::size_t count = record.fields.size();
        base::ensure(count == packed_fields || count == packed_alone || count == packed_without ||
                     count == packed_before);
        CatalogueRow& row = rows.emplace_back();
        row.row = base::to_number(record.fields[0]).value_or(0);
        row.fault = record.fields[1];
        const bool alone = count == packed_alone;
        const std::size_t texts =
            count == packed_fields ? packed_extras : std::min(count, packed_without);
        if (alone || count == packed_fields) {
            row.pictures = base::to_number(record.fields[texts]).value_or(0);
        }
        if (count == packed_fields) row.head = base::to_number(record.fields.back()).value_or(0);
        for (std::size_t i = 0; i + 2 < texts; ++i) {
            const std::string& field = record.fields[i + 2];
            if (i < parts.size())
                put(row, i, field);
            else if (!field.empty())
                put(row, i, field.substr(1));
        }
    }
    return rows;
}

Understood understand(const CatalogueRow& row, std::string_view currency) {
    Understood out;
    out.row = row.row;
    Notes notes(row.row, out.problems);
    if (row.fault == "too_few_fields" || row.fault == "too_many_fields") {
        // Nobody knows which field is which: one problem says more than five.
        notes.add("row", row.fault, row.sku);
        return out;
    }
    if (row.fault == "not_active") notes.add("row", row.fault, row.title);
    if (row.fault == "duplicate_sku") notes.add("sku", row.fault, row.sku);
    if (row.fault == "family_later" || row.fault == "variant_missing") {
        notes.add("family", row.fault, row.family.value_or(""));
    }
    if (row.fault == "variant_taken") notes.add("variant", "taken", row.variant.value_or(""));
    out.goods.sku = notes.sku(row.sku);
    out.goods.title = notes.title(row.title);
    out.goods.description = notes.description(row.description);
    out.goods.price_minor = notes.price(row.price, currency);
    out.goods.stock = notes.stock(row.stock);
    out.said = {notes.ways(row.ways), notes.area(row.pick_up_at), notes.regions(row.sends_to),
                notes.ahead(row.sent_by)};
    out.goods.variant = notes.variant(row.variant);
    if (row.family != row.sku) out.family = row.family.value_or("");
    if (!out.family.empty() && out.goods.variant.value_or("").empty()) {
        notes.add("variant", "empty", "");
    }
    out.head = row.head;
    out.beginning = notes.start(row.state);
    out.pick_up_at = row.pick_up_at.value_or("");
    out.sends_to = row.sends_to.value_or("");
    out.sent_by = row.sent_by.value_or("");
    return out;
}

Handover with(Handover handover, const SaidHandover& said) {
    handover.ways = said.ways.value_or(handover.ways);
    if (!offers(handover.ways, Way::pick_up)) handover.area.clear(), handover.place.clear();
    if (!offers(handover.ways, Way::ship)) handover.regions.clear();
    if (said.area) handover.area = *said.area;
    if (said.regions) handover.regions = *said.regions;
    if (said.ahead) handover.ahead = *said.ahead;
    return handover;
}

void settle_handover(Understood& row, const Handover& present, base::Time now) {
    if (!row.said.says_something()) return;
    auto handover = checked(with(present, row.said), present.ahead, now);
    if (handover) {
        row.goods.handover = *std::move(handover);
        return;
    }
    Notes notes(row.row, row.problems);
    for (const base::FieldProblem& wrong : handover.error().fields()) {
        const std::string_view column = column_of(wrong.field);
        const std::string& value = column == "sends_to"  ? row.sends_to
                                   : column == "sent_by" ? row.sent_by
                                                         : row.pick_up_at;
        notes.add(column, wrong.code, value);
    }
}

Verdict judge(const Goods& goods, const std::optional<Present>& present) {
    if (!present) return Verdict::create;
    if (goods == present->goods) return Verdict::leave;
    return is_editable(present->state) ? Verdict::change : Verdict::refuse;
}

}  // namespace shops
