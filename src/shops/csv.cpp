#include "shops/csv.hpp"

#include "base/ensure.hpp"
#include "base/text.hpp"

namespace shops {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Reads one text from its beginning to its end or its first fault.
class CsvReader {
public:
    CsvReader(std::string_view text, const CsvLimits& limits) : text_(text), limits_(limits) {}

    Csv read() {
        while (at_ < text_.size() && !csv_.fault) record();
        return std::move(csv_);
    }

private:
    char here() const { return text_[at_]; }
    bool at_line_end() const { return here() == '\n' || here() == '\r'; }
    void fail(std::string_view code) { csv_.fault = CsvFault{row_, code, {}}; }

    void record() {
        ++row_;
        if (at_line_end()) return line_end();  // An empty line.
        if (csv_.records.size() == limits_.records_max) return fail("too_many_rows");
        CsvRecord record{row_, {}};
        while (true) {
            if (record.fields.size() == limits_.fields_max) return fail("too_many_fields");
            std::string& out = record.fields.emplace_back();
            if (at_ < text_.size() && here() == '"') {
                quoted_or_not(out);
            } else {
                plain(out);
            }
            if (csv_.fault) return;
            if (at_ == text_.size()) break;
            if (at_line_end()) {
                line_end();
                break;
            }
            ++at_;  // The separator; another field follows, be it empty.
        }
        csv_.records.push_back(std::move(record));
    }

    void plain(std::string& out) {
        const std::size_t end = std::min(text_.find_first_of(ends_, at_), text_.size());
        if (end < text_.size() && text_[end] == '"') return fail("quote_inside");
        if (end - at_ > limits_.field_bytes_max) return fail("field_too_long");
        out = text_.substr(at_, end - at_);
        at_ = end;
    }

    /// With tabs, a field is in quotes only where they hold all of it.
    void quoted_or_not(std::string& out) {
        const std::size_t start = at_;
        quoted(out);
        if (!csv_.fault || limits_.separator != '\t' || csv_.fault->code == "field_too_long")
            return;
        csv_.fault.reset();
        at_ = start;
        plain(out);
    }

    void quoted(std::string& out) {
        ++at_;
        while (true) {
            const std::size_t quote = text_.find('"', at_);
            if (quote == std::string_view::npos) return fail("quote_left_open");
            out.append(text_, at_, quote - at_);
            if (out.size() > limits_.field_bytes_max) return fail("field_too_long");
            at_ = quote + 1;
            if (at_ == text_.size() || here() == limits_.separator || at_line_end()) return;
            if (here() != '"') return fail("quote_inside");
            out += '"';
            ++at_;
        }
    }

    void line_end() {
        if (here() == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n') ++at_;
        ++at_;
    }

    std::string_view text_;
    const CsvLimits& limits_;
    /// Files with tabs come from programs that quote nothing: there a quote is a character.
    const std::string ends_ = limits_.separator == '\t' ? "\t\r\n" : ",\"\r\n";
    std::size_t at_ = 0;
    std::int64_t row_ = 0;
    Csv csv_;
};

}  // namespace

Csv read_csv(std::string_view text, const CsvLimits& limits) {
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    if (!base::is_utf8(text)) return {{}, CsvFault{0, "not_utf8", {}}};
    return CsvReader(text, limits).read();
}

void write_csv(std::string& out, const std::vector<std::string>& fields) {
    base::ensure(!fields.empty());
    // A lone empty field must not look like an empty line.
    if (fields.size() == 1 && fields[0].empty()) out += "\"\"";
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (i > 0) out += ',';
        const std::string& field = fields[i];
        const bool first_of_all = out.empty() && field.starts_with(byte_order_mark);
        if (!first_of_all && field.find_first_of(",\"\r\n") == std::string::npos) {
            out += field;
            continue;
        }
        out += '"';
        for (const char c : field) {
            if (c == '"') out += '"';
            out += c;
        }
        out += '"';
    }
    out += "\r\n";
}

}  // namespace shops
