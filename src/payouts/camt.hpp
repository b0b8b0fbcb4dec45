#pragma once

// Statements of accounts as banks write them: ISO 20022 camt.053.001, of any version.
//
// A movement is known again by its key. The bank's own reference (AcctSvcrRef) is the best part of
// it, for statements overlap where a bank writes several; but banks also write NOTPROVIDED, zeros,
// or the same text in every entry. So the key is never the reference alone. Where the reference
// stands in one entry of its statement and has a digit, the key is of it, the day of booking, and
// each part's direction, amount, currency and EndToEndId. Otherwise it is of the statement's name
// and of all that the entry says. Movements that are alike even so are numbered within their
// statement. Whatever a bank writes, two movements of a statement are never taken for one, and a
// statement that is read again brings nothing new; one movement that stands in two statements
// without a reference is seen twice, which is listed, and books nothing.

#include <string>
#include <string_view>
#include <vector>

#include "base/describe.hpp"
#include "base/result.hpp"

namespace payouts {

struct Xml;

inline constexpr std::size_t statement_bytes_max = 8 * 1024 * 1024;
/// So many movements one file may tell of.
inline constexpr std::size_t statement_entries_max = 20'000;

BOOST_DEFINE_ENUM_CLASS(Direction, debit, credit)

/// A movement of the account. A collective entry is as many as the bank names.
struct StatementEntry {
    std::string key;  // A digest and a number, "5e88..#1": of this movement in whatever file.
    Direction direction{};
    std::int64_t amount = 0;  // In minor units; 0 where the bank does not say it.
    std::string asset;
    std::string end_to_end;  // What we had the bank carry along, "" where there is none.
    std::string returned;    // Why the bank sent it back, "AC04"; "" where it does not say so.
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

/// The same of a file that was taken apart. Looks at its elements a few times each, however they
/// are spread (Xml::looked_at).
base::Result<Statement> read_statement(const Xml& xml);

/// Hex SHA-256: of a whole file for import_statement.
std::string digest_of(std::string_view bytes);

/// Entries from `first` on, at most `count`, as a text that is kept between two commands; and back.
std::string pack(const std::vector<StatementEntry>& entries, std::size_t first, std::size_t count);
std::vector<StatementEntry> unpack(std::string_view text);

}  // namespace payouts
