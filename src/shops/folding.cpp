// Goods that were listed before there was a search, or when it folded texts by other rules, are put
// in some at a time, while everybody trades.

#include "shops/folding.hpp"

#include "events/cursors.hpp"
#include "search/search.hpp"
#include "shops/rows.hpp"

namespace shops {
namespace {

/// Each of them is a few dozen rows.
constexpr std::int64_t folded_at_once = 25;

}  // namespace

void plan_folding(db::Tx& tx) {
    if (!search::to_fold(tx)) return;
    if (!events::waits(tx, folding_job, 0)) events::at(tx, folding_job, tx.now(), 0);
}

base::Result<base::Done> fold_some(db::Tx& tx) {
    const auto reached = search::to_fold(tx);
    if (!reached) return base::done;
    static const std::string sql =
        std::string{select_listings} + "where id > $1 order by id limit $2";
    const auto rows = tx.all<ListingRow>(sql, *reached, folded_at_once);
    for (const ListingRow& row : rows) tell_search(tx, row);
    const bool done = rows.size() < static_cast<std::size_t>(folded_at_once);
    search::note_folded(tx, rows.empty() ? *reached : rows.back().id.value, done);
    if (!done) events::at(tx, folding_job, tx.now() + base::Duration{1}, 0);
    return base::done;
}

}  // namespace shops
