#pragma once

// Statements of accounts as banks write them: ISO 20022 camt.053.001, of any version.

#include <string>
#include <string_view>
#include <vector>

#include "base/describe.hpp"
#include "base/result.hpp"

namespace payouts {

inline constexpr std::size_t statement_bytes_max = 8 * 1024 * 1024;
/// So many movements one file may tell of.
inline constexpr std::size_t statement_entries_max = 20'000;

BOOST_DEFINE_ENUM_CLASS(Direction, debit, credit)

/// A movement of the account. A collective entry is as many as the bank names.
struct StatementEntry {
    std::string key;  // Of this movement in whatever file it stands.
    Direction direction{};
    std::int64_t amount = 0;  // In minor units; 0 where the bank does not say it.
    std::string asset;
    std::string end_to_end;  // What we had the bank carry along, "" where there is none.
    std::string returned;    // Why the bank sent it back, "AC04"; "" where it did not.
    std::string said;        // Whatever else the bank says, shortened.

    friend bool operator==(const StatementEntry&, const StatementEntry&) = default;
};
BOOST_DESCRIBE_STRUCT(StatementEntry, (),
                      (key, direction, amount, asset, end_to_end, returned, said))

struct Statement {
    std::string name;  // As the bank calls it; of the first where a file holds several.
    std::vector<StatementEntry> entries;
};

/// The booked movements of a file, or form_invalid with the field `xml`. Nothing is looked up, so
/// this may take its time outside the writer.
base::Result<Statement> read_statement(std::string_view xml);

/// Entries from `first` on, at most `count`, as a text that is kept between two commands; and back.
std::string pack(const std::vector<StatementEntry>& entries, std::size_t first, std::size_t count);
std::vector<StatementEntry> unpack(std::string_view text);

}  // namespace payouts
