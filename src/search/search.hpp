#pragma once

// Search: the one index of goods for sale, in plain tables that both databases share.
//
//     search::put(tx, {listing, shop, owner, .shown = true, .for_sale = true, .price = 950,
//                      .title = "韩国补水面膜正品"});
//     const Found found = search::find(snapshot, {.pieces = pieces_of(fold("面膜"))}, allowed);
//
// Goods are put in by the command that changes them, so what is found is what there is. What a word
// is to the search is text.hpp's; here are the rows, and how few of them are read. The rarest gram
// of what is looked for says which titles are read at all, so many at a time, the newest first: a
// window. Inside a window the best come first; where it ends the next one begins. So a word that
// everything has costs no more than one window, every find is reached by going on, and a cursor
// names a place that does not move when goods come.
//
// Search does not know who may see what. It hands what it found to `allowed`, which keeps what the
// reader may see; only that is counted and shown.

#include <boost/describe/enum.hpp>

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/describe.hpp"
#include "base/member.hpp"
#include "base/result.hpp"
#include "db/migrate.hpp"
#include "db/tx.hpp"
#include "search/text.hpp"

namespace search {

/// Goods as they are looked for.
struct Goods {
    std::int64_t listing = 0;
    std::int64_t shop = 0;
    base::MemberId owner;
    bool near = false;  // Only friends of the owner may see them.
    bool shown = false;
    bool for_sale = false;
    std::int64_t price = 0;   // In minor units of the market's currency.
    std::string title;        // As its seller wrote it.
    bool sent = false;        // A buyer may have them sent,
    bool picked_up = false;   // or fetch them; at least one of both.
    std::int64_t rating = 0;  // The lower end of what they are worth, in hundredths of a star.
};

/// Puts goods in, or notes what changed of them; they keep their place.
void put(db::Tx& tx, const Goods& goods);

/// Notes what became of goods that are otherwise as they were; harmless where they are not in.
void mark(db::Tx& tx, std::int64_t listing, bool shown, bool for_sale);

/// Notes how goods are rated now; harmless where they are not in.
void rate(db::Tx& tx, std::int64_t listing, std::int64_t rating);

/// Takes goods out; harmless where they are not in.
void remove(db::Tx& tx, std::int64_t listing);

// ---- Finding

BOOST_DEFINE_ENUM_CLASS(Order, relevance, newest, price_up, price_down, best_rated)

/// How a buyer wants to come by the goods.
BOOST_DEFINE_ENUM_CLASS(Reach, sent, picked_up)

/// What the goods have to be besides.
struct Filter {
    std::optional<std::int64_t> price_min{}, price_max{};  // Both included.
    std::optional<std::int64_t> shop{};
    std::optional<bool> near{};
    bool for_sale = false;
    std::optional<Reach> reach{};
};

struct Wanted {
    std::vector<std::string> pieces;  // None: all goods that there are.
    Filter filter{};
    Order order = Order::relevance;
    bool near = true;  // False: the reader is nobody's friend, so what is near is not looked at.
    std::string after{};
    std::int64_t limit = 20;
};

struct Hit {
    std::int64_t seq = 0;
    std::int64_t listing = 0;
    std::int64_t shop = 0;
    base::MemberId owner;
    bool near = false;
    bool for_sale = false;
    std::int64_t price = 0;
    std::string title;
    bool sent = false;
    bool picked_up = false;
    std::int64_t rating = 0;
    std::int64_t rank = 0;
};

/// Keeps of at most 1,000 hits those that the reader may see, in their order.
using Allowed = std::function<void(std::vector<Hit>&)>;

/// So many; `more` where nobody has counted to the end.
struct Count {
    std::int64_t count = 0;
    bool more = false;
};
BOOST_DESCRIBE_STRUCT(Count, (), (count, more))

/// Goods from one price to another, both included; the last has no end.
struct PriceRange {
    std::int64_t from = 0;
    std::optional<std::int64_t> to;
    std::int64_t count = 0;
};

struct ShopCount {
    std::int64_t shop = 0;
    std::int64_t count = 0;
};

/// How many there would be with another choice of one thing, all other choices as they are; with a
/// shop chosen, of that shop alone.
struct Facets {
    std::int64_t for_sale = 0;
    std::int64_t near = 0;
    std::int64_t everybodys = 0;
    std::int64_t sent = 0, picked_up = 0;
    std::vector<PriceRange> prices;  // None where they would all lie in one.
    std::vector<ShopCount> shops;    // Those with the most.
};

struct Found {
    std::vector<Hit> hits;
    std::optional<std::string> next;
    std::optional<Count> count;  // Of the first page only, as the facets.
    Facets facets;
};

/// A page of what is found. Refuses a cursor that this order did not give. A page may be short, or
/// even empty, and yet have a next one, where much was read that the filter or `allowed` left out.
base::Result<Found> find(db::Snapshot& snapshot, const Wanted& wanted, const Allowed& allowed);

// ---- Folding again

/// Up to which listing all have been folded by the rules of this program; nothing once all are.
std::optional<std::int64_t> to_fold(db::Snapshot& snapshot);

/// Notes that; `done` when there are no more.
void note_folded(db::Tx& tx, std::int64_t listing, bool done);

std::span<const db::Migration> migrations();

}  // namespace search
