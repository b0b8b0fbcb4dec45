#pragma once

// A whole catalogue from a file: first a dry run, which writes nothing but its report, then, when
// the seller says so, the same rows once more for good. A job does rows_per_step of them in one
// command and has the next step done after it, so a shop of 20,000 things never holds up anybody,
// and whatever stops in between goes on where it stood. Rows are matched by SKU: importing the
// same file again changes nothing, and what was sold in between stays sold. Goods from a catalogue
// are not posted to the timeline one by one, nor at all: they are found in the shop.

#include <string>
#include <vector>

#include "shops/catalogue.hpp"
#include "shops/shops.hpp"

namespace shops {

using ImportId = base::Id<struct ImportTag>;

inline constexpr std::size_t rows_per_step = 50;
inline constexpr std::size_t import_bytes_max = 8 * 1024 * 1024;
inline constexpr std::int64_t problems_shown_max = 1000;

inline constexpr base::Reason no_such_import{base::Kind::missing, "no_such_import"};
inline constexpr base::Reason import_running{base::Kind::conflict, "import_running"};
inline constexpr base::Reason import_not_ready{base::Kind::conflict, "import_not_ready"};

BOOST_DEFINE_ENUM_CLASS(ImportMode, dry_run, apply)

/// `failed`: a step went wrong five times; what its mode had done before stays done.
BOOST_DEFINE_ENUM_CLASS(ImportState, queued, running, done, failed)

struct Import {
    ImportId id;
    std::int64_t seq = 0;  // Among its owner's, from 1.
    ShopId shop;
    base::MemberId owner;
    circles::Audience audience{};
    ImportMode mode{};
    ImportState state{};
    std::int64_t rows_total = 0;
    std::int64_t rows_done = 0;
    std::int64_t created = 0;
    std::int64_t changed = 0;
    std::int64_t unchanged = 0;
    std::int64_t refused = 0;
    std::int64_t pictures = 0;  // So many addresses of pictures were left out.
    base::Time at;
};
BOOST_DESCRIBE_STRUCT(Import, (),
                      (id, seq, shop, owner, audience, mode, state, rows_total, rows_done, created,
                       changed, unchanged, refused, pictures, at))

/// So many addresses of pictures stand in a row, and are not fetched.
struct LeftOut {
    std::int64_t row = 0;
    std::int64_t pictures = 0;
};
BOOST_DESCRIBE_STRUCT(LeftOut, (), (row, pictures))

/// The rows of a file, or form_invalid with the field `csv`: what is wrong with it as a whole, and
/// where. Nothing is looked up, so this may take its time outside the writer.
base::Result<std::vector<CatalogueRow>> read_import(const std::string& csv);

/// Whether an import of theirs goes on.
bool any_running(db::Snapshot& snapshot, base::MemberId member);

/// Deletes some of what is kept of an import for a while only; false where nothing is left.
bool forget_some(db::Tx& tx, ImportId import);

/// Keeps the rows and begins the dry run. Refuses with no_shop_yet, import_running.
base::Result<ImportId> begin_import(db::Tx& tx, base::MemberId member, circles::Audience audience,
                                    const std::vector<CatalogueRow>& rows);

/// Does for good what a finished dry run has shown. Refuses with no_such_import (also for
/// strangers), import_not_ready, import_running.
base::Result<base::Done> apply_import(db::Tx& tx, base::MemberId member, ImportId import);

/// Whether apply_import would begin.
bool may_apply(const Import& import);

/// no_such_import, also for strangers.
base::Result<Import> find_import(db::Snapshot& snapshot, base::MemberId member, ImportId import);

/// A member's imports, the latest first.
std::vector<Import> imports_of(db::Snapshot& snapshot, base::MemberId member, std::int64_t before,
                               std::int64_t limit);

/// What is wrong, row by row, in the import's present mode; the first problems_shown_max.
std::vector<RowProblem> problems_of(db::Snapshot& snapshot, const Import& import);

/// What was left out, row by row, in the import's present mode; the first problems_shown_max.
std::vector<LeftOut> left_out_of(db::Snapshot& snapshot, const Import& import);

}  // namespace shops
