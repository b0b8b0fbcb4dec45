#pragma once

// What a file of goods says, and what it would do to a shop. Pure: a text in, decisions out; the
// rows of the shop are in import.cpp.

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shops/csv.hpp"
#include "shops/handover.hpp"
#include "shops/state.hpp"

namespace shops {

/// How many decimals a currency has, by ISO 4217; 2 for those we do not know.
int minor_digits(std::string_view currency);

/// "12.34" in minor units: digits, and at most `digits` decimals behind a point. Nothing else is a
/// price: no sign, no sign of a currency, no part of a minor unit, no rounding.
std::optional<std::int64_t> price_minor(std::string_view text, int digits);

/// One row of the file, as it stands there. `fault` says what is wrong with the row as a whole:
/// too_few_fields, too_many_fields, duplicate_sku, not_active, or of its family as mark_families()
/// says; else it is empty.
struct CatalogueRow {
    std::int64_t row = 0;
    std::string fault;
    std::string sku;
    std::string title;
    std::string description;
    std::string price;
    std::string stock;
    // What few files have; none where there is no such column.
    std::optional<std::string> ways{}, pick_up_at{}, sends_to{}, sent_by{};
    std::optional<std::string> family{}, variant{}, state{};
    std::int64_t pictures = 0;  // So many addresses of pictures stand with it; nobody fetches them.
    std::int64_t head = 0;  // The row before it that `family` names; 0: the shop has it, or nobody.

    friend bool operator==(const CatalogueRow&, const CatalogueRow&) = default;
};

/// The columns of our own files; the first ones have to be there.
inline constexpr std::array<std::string_view, 12> catalogue_columns{
    "sku",        "title",    "description", "price",  "stock",   "ways",
    "pick_up_at", "sends_to", "sent_by",     "family", "variant", "state"};
inline constexpr std::size_t columns_needed = 5;

/// Sets what stands in the column with that place among them.
void put(CatalogueRow& row, std::size_t column, const std::string& text);

struct Catalogue {
    std::vector<CatalogueRow> rows;
    std::optional<CsvFault> fault;  // Of CSV, or: no_rows, unknown_column, missing_column,
                                    // column_twice.
};

/// Reads a file whose first record names the columns sku, title, description, price and stock, and
/// the others of catalogue_columns where it has them, in any order, or one in a format of
/// formats.hpp, or the same columns as JSON (goods_json.hpp). Which one it is, it says itself. One
/// fault anywhere and nothing of it is to be trusted.
Catalogue read_catalogue(std::string_view text, const CsvLimits& limits = {});

/// Rows as text and back, for keeping them between steps.
std::string pack(const std::vector<CatalogueRow>& rows, std::size_t first, std::size_t count);
std::vector<CatalogueRow> unpack(std::string_view text);

/// What a row says of the handover; what it has no column for stays as it is.
struct SaidHandover {
    std::optional<Ways> ways{};
    std::optional<std::string> area{};
    std::optional<std::vector<std::string>> regions{};
    std::optional<std::optional<base::Time>> ahead{};

    bool says_something() const { return ways || area || regions || ahead; }
};

/// The handover with what was said of it. What the ways that remain have no use for goes, unless it
/// was said.
Handover with(Handover handover, const SaidHandover& said);

/// As what goods begin that the shop does not have yet.
BOOST_DEFINE_ENUM_CLASS(Beginning, live, paused, draft)

/// A row that was understood.
struct Goods {
    std::string sku;
    std::string title;
    std::string description;
    std::int64_t price_minor = 0;
    std::int64_t stock = 0;
    std::optional<Handover> handover{};    // None: as it is.
    std::optional<std::string> variant{};  // The same.

    friend bool operator==(const Goods&, const Goods&) = default;
};

/// What is wrong with one field of a row; `value` is at most 200 bytes of what stands there.
struct RowProblem {
    std::int64_t row = 0;
    std::string field;
    std::string code;
    std::string value;

    friend bool operator==(const RowProblem&, const RowProblem&) = default;
};
BOOST_DESCRIBE_STRUCT(RowProblem, (), (row, field, code, value))

struct Understood {
    std::int64_t row = 0;
    Goods goods;
    SaidHandover said;
    std::string pick_up_at, sends_to, sent_by;  // As they stand there.
    std::string family{};     // The SKU of goods that it is a variant of; "": of none.
    std::int64_t head = 0;    // As in CatalogueRow.
    std::int64_t beside = 0;  // The listing of the shop that it joins, by settle_family(); 0: none.
    Beginning beginning{};
    std::vector<RowProblem> problems;  // Every wrong field; the goods count only where none is.
};

/// Makes the goods' handover of the present one and what the row said. Notes what is wrong with it.
void settle_handover(Understood& row, const Handover& present, base::Time now);

/// Reads a row's fields; prices have the decimals of `currency` and may name it, "12.50 EUR".
Understood understand(const CatalogueRow& row, std::string_view currency);

BOOST_DEFINE_ENUM_CLASS(Verdict, create, change, leave, refuse)

/// What the shop has under a row's SKU.
struct Present {
    ListingState state{};
    Goods goods;
};

/// What a row does: makes a listing, changes one, leaves it alone because nothing differs, or
/// nothing because its listing may not be changed.
Verdict judge(const Goods& goods, const std::optional<Present>& present);

}  // namespace shops
