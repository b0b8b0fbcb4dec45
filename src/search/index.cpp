// The rows of goods, and of the grams of their titles.

#include "search/rows.hpp"
#include "search/search.hpp"

namespace search {
namespace {

struct Present {
    std::int64_t seq = 0;
    bool near = false;
    std::string title;
};
BOOST_DESCRIBE_STRUCT(Present, (), (seq, near, title))

std::optional<Present> present(db::Snapshot& snapshot, std::int64_t listing) {
    return snapshot.one<Present>("select seq, near, title from search_goods where listing = $1",
                                 listing);
}

/// Grams as a list that SQL reads; numbers in quotes, because not every reader of JSON keeps all
/// digits of one without.
std::string list_of(const Present& goods) {
    std::string list = "[";
    for (const std::int64_t gram : grams_of(goods.title)) {
        if (list.size() > 1) list += ',';
        list += '"' + std::to_string(in_lane(gram, goods.near)) + '"';
    }
    return list + "]";
}

void add_grams(db::Tx& tx, const Present& goods) {
    tx.run(
        "insert into search_grams (gram, seq) "
        "select cast(value as bigint), $2 from json_each($1)",
        list_of(goods), goods.seq);
}

void take_grams(db::Tx& tx, const Present& goods) {
    tx.run(
        "delete from search_grams where seq = $2 "
        "and gram in (select cast(value as bigint) from json_each($1))",
        list_of(goods), goods.seq);
}

void add(db::Tx& tx, const Goods& goods, std::string title) {
    // The market has one writer, so the next number is nobody else's.
    const std::int64_t seq = tx.number("select coalesce(max(seq), 0) + 1 from search_goods");
    const Present fresh{seq, goods.near, std::move(title)};
    tx.run(
        "insert into search_goods (seq, listing, shop, owner, near, shown, for_sale, price, title, "
        "sent, picked_up, rating) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        seq, goods.listing, goods.shop, goods.owner, goods.near, goods.shown, goods.for_sale,
        goods.price, fresh.title, goods.sent, goods.picked_up, goods.rating);
    add_grams(tx, fresh);
}

struct State {
    std::int64_t rules = 0;
    std::int64_t reached = 0;
    bool done = false;
};
BOOST_DESCRIBE_STRUCT(State, (), (rules, reached, done))

}  // namespace

void put(db::Tx& tx, const Goods& goods) {
    std::string title = fold(goods.title);
    const auto old = present(tx, goods.listing);
    if (!old) return add(tx, goods, std::move(title));
    tx.run(
        "update search_goods set near = $2, shown = $3, for_sale = $4, price = $5, title = $6, "
        "sent = $7, picked_up = $8, rating = $9 where seq = $1",
        old->seq, goods.near, goods.shown, goods.for_sale, goods.price, title, goods.sent,
        goods.picked_up, goods.rating);
    if (old->title == title && old->near == goods.near) return;
    take_grams(tx, *old);
    add_grams(tx, {old->seq, goods.near, std::move(title)});
}

void mark(db::Tx& tx, std::int64_t listing, bool shown, bool for_sale) {
    tx.run("update search_goods set shown = $2, for_sale = $3 where listing = $1", listing, shown,
           for_sale);
}

void rate(db::Tx& tx, std::int64_t listing, std::int64_t rating) {
    tx.run("update search_goods set rating = $2 where listing = $1", listing, rating);
}

void remove(db::Tx& tx, std::int64_t listing) {
    const auto old = present(tx, listing);
    if (!old) return;
    take_grams(tx, *old);
    tx.run("delete from search_goods where seq = $1", old->seq);
}

std::optional<std::int64_t> to_fold(db::Snapshot& snapshot) {
    const auto state =
        snapshot.one<State>("select rules, reached, done from search_state where id = 1");
    if (!state || state->rules != rules) return 0;
    if (state->done) return std::nullopt;
    return state->reached;
}

void note_folded(db::Tx& tx, std::int64_t listing, bool done) {
    tx.run(
        "insert into search_state (id, rules, reached, done) values (1, $1, $2, $3) on conflict "
        "(id) do update set rules = excluded.rules, reached = excluded.reached, "
        "done = excluded.done",
        rules, listing, done);
}

}  // namespace search
