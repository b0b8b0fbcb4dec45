#include "tests/retail/rows.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>

#include "base/text.hpp"

namespace retail {
namespace {

std::invalid_argument wrong(std::string_view what, std::string_view text) {
    return std::invalid_argument(std::string{what} + ": " + std::string{text});
}

std::int64_t number_of(std::string_view text) {
    const auto number = base::to_number(text);
    if (!number) throw wrong("no whole number", text);
    return *number;
}

/// Clocks in London go forward and back at 1:00 UTC on these two months' last Sundays.
base::Time last_sunday_at_one(std::chrono::year_month month) {
    return std::chrono::sys_days{month / std::chrono::Sunday[std::chrono::last]} +
           std::chrono::hours{1};
}

}  // namespace

base::Time from_london(std::string_view text) {
    constexpr std::string_view pattern = "0000-00-00 00:00:00";
    if (text.size() != pattern.size()) throw wrong("no time", text);
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool digit = text[at] >= '0' && text[at] <= '9';
        if (pattern[at] == '0' ? !digit : text[at] != pattern[at]) throw wrong("no time", text);
    }
    const auto part = [&](std::size_t at, std::size_t length) {
        return static_cast<int>(number_of(text.substr(at, length)));
    };
    const std::chrono::year year{part(0, 4)};
    const std::chrono::year_month_day day{year,
                                          std::chrono::month(static_cast<unsigned>(part(5, 2))),
                                          std::chrono::day(static_cast<unsigned>(part(8, 2)))};
    if (!day.ok()) throw wrong("no day", text);
    const base::Time wall = std::chrono::sys_days{day} + std::chrono::hours{part(11, 2)} +
                            std::chrono::minutes{part(14, 2)} + std::chrono::seconds{part(17, 2)};
    const base::Time as_summer = wall - std::chrono::hours{1};
    const bool summer = as_summer >= last_sunday_at_one(year / std::chrono::March) &&
                        as_summer < last_sunday_at_one(year / std::chrono::October);
    return summer ? as_summer : wall;
}

std::int64_t mils_of(std::string_view text) {
    constexpr std::size_t decimals_max = 3;
    const bool negative = text.starts_with('-');
    const std::string_view digits = negative ? text.substr(1) : text;
    const std::size_t point = digits.find('.');
    const std::string_view whole = digits.substr(0, point);
    std::string decimals{point == std::string_view::npos ? "" : digits.substr(point + 1)};
    while (decimals.size() > decimals_max && decimals.back() == '0') decimals.pop_back();
    const bool digits_only = whole.find_first_not_of("0123456789") == std::string_view::npos &&
                             decimals.find_first_not_of("0123456789") == std::string::npos;
    if (!digits_only || whole.empty() || decimals.size() > decimals_max) {
        throw wrong("no price", text);
    }
    decimals.resize(decimals_max, '0');
    const std::int64_t mils = number_of(whole) * 1000 + number_of(decimals);
    return negative ? -mils : mils;
}

std::vector<std::string> fields_of(std::string_view line) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (std::size_t at = 0; at < line.size(); ++at) {
        const char c = line[at];
        if (c == '"') {
            // Inside quotes a doubled one is one that is meant.
            if (quoted && at + 1 < line.size() && line[at + 1] == '"') {
                fields.back() += line[++at];
            } else {
                quoted = !quoted;
            }
        } else if (c == ',' && !quoted) {
            fields.emplace_back();
        } else {
            fields.back() += c;
        }
    }
    return fields;
}

Row row_of(std::string_view line) {
    constexpr std::size_t fields_count = 8;
    const std::vector<std::string> fields = fields_of(line);
    if (fields.size() != fields_count) throw wrong("no row", line);
    std::string customer = fields[6];
    if (customer.ends_with(".0")) customer.resize(customer.size() - 2);
    return {fields[0],
            fields[1],
            std::string{base::trimmed(fields[2])},
            number_of(fields[3]),
            from_london(fields[4]),
            mils_of(fields[5]),
            std::move(customer)};
}

std::vector<Row> read_rows(const std::filesystem::path& file, std::string_view until) {
    constexpr std::string_view heading =
        "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";
    const std::string command = "xz -dc -- '" + file.string() + "'";
    const auto close = [](FILE* pipe) { return ::pclose(pipe); };
    std::unique_ptr<FILE, decltype(close)> pipe(::popen(command.c_str(), "r"), close);
    if (!pipe) throw std::runtime_error("cannot run xz");
    const base::Time end =
        until.empty() ? base::Time::max() : from_london(std::string{until} + " 00:00:00");
    std::vector<Row> rows;
    std::array<char, 4096> buffer{};
    bool first = true;
    while (std::fgets(buffer.data(), buffer.size(), pipe.get()) != nullptr) {
        std::string_view line{buffer.data()};
        if (!line.ends_with('\n')) throw wrong("a line without end", line);
        line.remove_suffix(1);
        if (first && line != heading) throw wrong("another heading", line);
        if (!first) {
            if (Row row = row_of(line); row.at < end) rows.push_back(std::move(row));
        }
        first = false;
    }
    if (::pclose(pipe.release()) != 0) throw std::runtime_error("cannot read " + file.string());
    return rows;
}

std::optional<std::filesystem::path> data_file() {
    const char* where = std::getenv("FAIRGROUND_DATA");
    const std::filesystem::path beside = std::filesystem::path(FAIRGROUND_ROOT) / "../shared/data";
    const std::filesystem::path file = (where == nullptr ? beside : std::filesystem::path(where)) /
                                       "retail/online_retail_2010-12_2011-06.csv.xz";
    return std::filesystem::exists(file) ? std::optional{file} : std::nullopt;
}

}  // namespace retail
