#pragma once

// Comma-separated values as RFC 4180 has them: fields in quotes may hold commas, line ends and
// doubled quotes; a record ends with CRLF, LF or CR; the last one needs no end; a byte order mark
// is skipped. Empty lines are no records, but they count as rows, so that a row's number is the one
// that a spreadsheet shows. Pure: no clock, no rows of a database.
//
//     read_csv("sku,title\r\nA1,\"Mug, blue\"\r\n")  ->  {1, {"sku", "title"}},
//                                                       {2, {"A1", "Mug, blue"}}

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shops {

struct CsvLimits {
    std::size_t records_max = 20'001;  // The heading and 20,000 rows.
    std::size_t fields_max = 128;      // Of one record.
    std::size_t field_bytes_max = 32 * 1024;
    char separator = ',';  // Or a tab: then a quote inside of a field is a character of it.
};

struct CsvRecord {
    std::int64_t row = 0;  // From 1.
    std::vector<std::string> fields;

    friend bool operator==(const CsvRecord&, const CsvRecord&) = default;
};

/// What makes a text no CSV, and in which row: not_utf8 (also for NUL), quote_left_open,
/// quote_inside, too_many_rows, too_many_fields, field_too_long.
struct CsvFault {
    std::int64_t row = 0;
    std::string_view code;
    std::string column;  // Which one, where it is about a column.

    friend bool operator==(const CsvFault&, const CsvFault&) = default;
};

struct Csv {
    std::vector<CsvRecord> records;  // Up to the fault, if there is one.
    std::optional<CsvFault> fault;
};

Csv read_csv(std::string_view text, const CsvLimits& limits = {});

/// Appends one record, ended with CRLF; read_csv() gives back the same fields. At least one field.
void write_csv(std::string& out, const std::vector<std::string>& fields);

}  // namespace shops
