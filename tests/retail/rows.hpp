#pragma once

// The shop's own books, row by row.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"

namespace retail {

/// One row of the file. Prices are in mils, thousandths of a pound: one price needs them.
struct Row {
    std::string invoice;
    std::string sku;
    std::string description;
    std::int64_t quantity = 0;
    base::Time at;
    std::int64_t mils = 0;
    std::string customer;  // "" where the file names none.
};

/// "2011-03-28 10:00:00" on a clock in London. Throws std::invalid_argument.
base::Time from_london(std::string_view text);

/// "-1.25" in thousandths. Throws std::invalid_argument for what is finer.
std::int64_t mils_of(std::string_view text);

/// The fields of one line of CSV without line ends in fields.
std::vector<std::string> fields_of(std::string_view line);

/// One row from its line. Throws std::invalid_argument.
Row row_of(std::string_view line);

/// The rows of the xz file before the London day `until` ("2010-12-15"; "" is all of them). Throws
/// std::runtime_error where it cannot be read.
std::vector<Row> read_rows(const std::filesystem::path& file, std::string_view until = "");

/// The file in FAIRGROUND_DATA, by default beside the repository; nothing where there is none.
std::optional<std::filesystem::path> data_file();

}  // namespace retail
