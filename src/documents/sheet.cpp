#include "documents/sheet.hpp"

#include "base/text.hpp"
#include "http/amounts.hpp"
#include "http/html.hpp"
#include "http/words.hpp"
#include "insight/insight.hpp"

namespace documents {
namespace {

/// The words and amounts of one document in one language.
class Teller {
public:
    Teller(const Content& content, http::Language language)
        : content_(content), language_(language), asset_(content.text("asset")) {}

    std::string word(const std::string& key, const std::vector<base::Argument>& args = {}) const {
        return http::sentence(language_, "document." + key, args);
    }
    std::string money(std::int64_t minor) const {
        // A minus before the sign of the currency, in both languages.
        const std::string sign = minor < 0 ? "\u2212" : "";
        return sign + http::amount_words(language_, {minor < 0 ? -minor : minor, asset_});
    }
    std::string sum(std::string_view field) const { return money(content_.number(field)); }
    std::string cell(const std::string& text) const {
        return money(base::to_number(text).value_or(0));
    }
    /// The day of an instant where the market is, "2027-01-01": by that its number was given.
    std::string day(const std::string& iso) const {
        const auto at = base::from_iso(iso);
        base::ensure(at.has_value());
        const std::chrono::year_month_day day{calendar_.day_of(*at)};
        return base::to_iso(base::Time{std::chrono::sys_days{day}}).substr(0, 10);
    }
    const Content& content() const { return content_; }

private:
    const Content& content_;
    http::Language language_;
    std::string asset_;
    insight::Calendar calendar_{content_.text("zone")};
};

std::string party(const Content& content, const std::string& side) {
    const std::string handle = content.text(side + "_handle");
    return content.text(side) + (handle.empty() ? "" : " (@" + handle + ")");
}

/// "20", "7.7": parts per million as per cent.
std::string percent(std::int64_t ppm) {
    constexpr std::int64_t one = 10'000;
    std::string text = std::to_string(ppm / one);
    std::string rest = std::to_string(one + ppm % one).substr(1);
    while (rest.ends_with('0')) rest.pop_back();
    return rest.empty() ? text : text + "." + rest;
}

void tell_receipt(const Teller& teller, Sheet& sheet) {
    if (!teller.content().rows.empty()) {
        sheet.columns = {{teller.word("item"), Align::left, 5},
                         {teller.word("quantity"), Align::right, 1},
                         {teller.word("unit_price"), Align::right, 2},
                         {teller.word("amount"), Align::right, 2}};
        for (const auto& row : teller.content().rows) {
            sheet.rows.push_back({row[0], row[1], teller.cell(row[2]), teller.cell(row[3])});
        }
        if (teller.content().number("postage") > 0) {
            const std::string postage = teller.sum("postage");
            sheet.rows.push_back({teller.word("postage"), "1", postage, postage});
        }
    }
    sheet.sums = {{teller.word("total"), teller.sum("total")}};
    sheet.notes.push_back(teller.word("by_seller"));
}

void tell_fee(const Teller& teller, Sheet& sheet) {
    sheet.facts.emplace_back(teller.word("of_sale"), teller.sum("of"));
    sheet.sums = {{teller.word("net"), teller.sum("net")},
                  {teller.word("vat", {{"rate", percent(teller.content().number("vat_ppm"))}}),
                   teller.sum("vat")},
                  {teller.word("total"), teller.sum("total")}};
}

void tell_statement(const Teller& teller, Sheet& sheet) {
    sheet.facts.emplace_back(teller.word("month"), teller.content().text("month"));
    for (const char* field : {"opening", "sales", "refunds", "fee", "fee_vat", "to_others",
                              "payouts", "other", "closing"}) {
        sheet.sums.emplace_back(teller.word(field), teller.sum(field));
    }
    sheet.notes.push_back(teller.word("held", {{"amount", teller.sum("held")}}));
    const auto lines = teller.content().number("lines");
    if (lines > std::ssize(teller.content().rows)) {
        sheet.notes.push_back(teller.word("more_lines", {{"lines", std::to_string(lines)}}));
    }
    sheet.columns = {
        {teller.word("day"), Align::left, 2},      {teller.word("what"), Align::left, 3},
        {teller.word("gross"), Align::right, 2},   {teller.word("fee"), Align::right, 2},
        {teller.word("fee_vat"), Align::right, 2}, {teller.word("to_you"), Align::right, 2},
        {teller.word("balance"), Align::right, 2}};
    for (const auto& row : teller.content().rows) {
        sheet.rows.push_back({teller.day(row[0]), teller.word("moved." + row[1]),
                              teller.cell(row[3]), teller.cell(row[4]), teller.cell(row[5]),
                              teller.cell(row[7]), teller.cell(row[8])});
    }
}

std::string pairs_of(const std::vector<std::pair<std::string, std::string>>& pairs) {
    std::string out = "<table>\n";
    for (const auto& [name, value] : pairs) {
        out += "<tr><th scope=\"row\" align=\"left\">" + http::escaped(name) +
               "</th><td align=\"right\">" + http::escaped(value) + "</td></tr>\n";
    }
    return out + "</table>\n";
}

std::string table_of(const Sheet& sheet) {
    std::string out = "<table>\n<thead><tr>";
    const auto side = [&](std::size_t i) {
        return sheet.columns[i].align == Align::right ? " align=\"right\">" : " align=\"left\">";
    };
    for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
        out += std::string{"<th scope=\"col\""} + side(i) + http::escaped(sheet.columns[i].title) +
               "</th>";
    }
    out += "</tr></thead>\n<tbody>\n";
    for (const auto& row : sheet.rows) {
        out += "<tr>";
        for (std::size_t i = 0; i < row.size(); ++i) {
            out += std::string{"<td"} + side(i) + http::escaped(row[i]) + "</td>";
        }
        out += "</tr>\n";
    }
    return out + "</tbody>\n</table>\n";
}

/// A cell that a spreadsheet shows and does not run.
std::string csv_cell(std::string text) {
    if (!text.empty() && std::string_view{"=+-@"}.find(text.front()) != std::string_view::npos &&
        !base::to_number(text.substr(0, text.find('.')))) {
        text.insert(text.begin(), '\'');
    }
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? std::string{"\"\""} : std::string{c};
    return out + '"';
}

std::string decimal(std::int64_t minor, const std::string& asset) {
    return (minor < 0 ? "-" : "") + http::amount_number({minor < 0 ? -minor : minor, asset});
}

}  // namespace

Sheet sheet_of(const Content& content, const std::string& digest, http::Language language) {
    const Teller teller(content, language);
    const std::string kind = content.text("kind");
    Sheet sheet;
    sheet.language = language;
    sheet.title = teller.word("kind." + kind);
    sheet.created = content.text("issued");
    sheet.facts = {{teller.word("number"), content.text("number")},
                   {teller.word("issued"), teller.day(sheet.created)},
                   {teller.word("from"), party(content, "from")},
                   {teller.word("to"), party(content, "to")}};
    if (!content.text("order").empty()) {
        sheet.facts.emplace_back(teller.word("order"), content.text("order"));
    }
    if (!content.text("corrects").empty()) {
        sheet.facts.emplace_back(teller.word("corrects"), content.text("corrects"));
    }
    if (kind == "statement") {
        tell_statement(teller, sheet);
    } else if (kind == "fee_invoice" || kind == "fee_credit") {
        tell_fee(teller, sheet);
    } else {
        tell_receipt(teller, sheet);
    }
    sheet.notes.push_back(teller.word("digest", {{"digest", digest}}));
    return sheet;
}

std::string html_of(const Sheet& sheet) {
    const std::string language = sheet.language == http::Language::zh ? "zh" : "en";
    std::string out = "<!doctype html>\n<html lang=\"" + language +
                      "\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                      "content=\"width=device-width, initial-scale=1\"><title>" +
                      http::escaped(sheet.title) + "</title></head>\n<body>\n<main>\n<h1>" +
                      http::escaped(sheet.title) + "</h1>\n";
    out += pairs_of(sheet.facts);
    if (!sheet.columns.empty()) out += table_of(sheet);
    out += pairs_of(sheet.sums);
    for (const std::string& note : sheet.notes) out += "<p>" + http::escaped(note) + "</p>\n";
    return out + "</main>\n</body>\n</html>\n";
}

std::string csv_of(const Content& content) {
    const std::string asset = content.text("asset");
    std::string out = "at,what,about,gross,fee,fee_vat,to_others,net,balance,currency\r\n";
    for (const auto& row : content.rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            constexpr std::size_t texts = 3;
            const std::string cell =
                i < texts ? row[i] : decimal(base::to_number(row[i]).value_or(0), asset);
            out += csv_cell(cell) + ',';
        }
        out += csv_cell(asset) + "\r\n";
    }
    return out;
}

}  // namespace documents
