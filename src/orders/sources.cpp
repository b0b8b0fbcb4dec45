#include "orders/sources.hpp"

#include <algorithm>

#include "circles/circles.hpp"
#include "http/page.hpp"
#include "orders/desk.hpp"

namespace orders {
namespace {

bool has_line(const Basket& basket, std::int64_t listing) {
    return std::ranges::any_of(
        basket.lines, [&](const shops::Wanted& line) { return line.listing.value == listing; });
}

/// Whether this is a page that can have led to the order.
bool leads_to(db::Tx& tx, const CameFrom& from, const Order& order, const Basket& basket) {
    switch (from.door) {
        case Door::listing: {
            const auto seen = shops::seen(tx, order.buyer, {from.thing.value});
            return seen && seen->shop == order.shop;
        }
        case Door::shop: return from.thing.value == order.shop.value;
        case Door::post: {
            const auto moment = circles::moment(tx, order.buyer, {from.thing.value});
            return moment && (moment->author == order.seller || has_line(basket, moment->listing));
        }
    }
    base::unreachable();
}

struct Row {
    Door door{};
    ThingId thing;
    std::int64_t orders = 0;
};
BOOST_DESCRIBE_STRUCT(Row, (), (door, thing, orders))

/// Adds a row to those whose page is not said.
void add_to_rest(std::vector<SourceCount>& rest, const Row& row) {
    const auto there = std::ranges::find(rest, row.door, &SourceCount::door);
    if (there != rest.end()) {
        there->orders += row.orders;
    } else {
        rest.push_back({row.door, std::nullopt, std::nullopt, row.orders});
    }
}

void add_titles(db::Snapshot& snapshot, base::MemberId seller, std::vector<SourceCount>& counts) {
    std::vector<shops::ListingId> listings;
    for (const SourceCount& one : counts) {
        if (one.door == Door::listing && one.thing) listings.push_back({one.thing->value});
    }
    for (const shops::Seen& seen : shops::seen_among(snapshot, seller, listings)) {
        for (SourceCount& one : counts) {
            const bool same = one.thing && one.thing->value == seen.id.value;
            if (one.door == Door::listing && same) one.title = seen.title;
        }
    }
}

struct SourcesView {
    std::int64_t days = source_days;
    std::vector<SourceCount> items;
};
BOOST_DESCRIBE_STRUCT(SourcesView, (), (days, items))

}  // namespace

void keep_source(db::Tx& tx, const Order& order, const Basket& basket) {
    if (!basket.from || !leads_to(tx, *basket.from, order, basket)) return;
    tx.run(
        "insert into order_sources (order_id, seller, door, thing, at) values ($1, $2, $3, $4, $5)",
        order.id, order.seller, basket.from->door, basket.from->thing, tx.now());
}

std::vector<SourceCount> sources_of(db::Snapshot& snapshot, base::MemberId seller) {
    const auto rows = snapshot.all<Row>(
        "select door, thing, count(*) as orders from order_sources "
        "where seller = $1 and at > $2 group by door, thing order by count(*) desc, door, thing",
        seller, snapshot.now() - std::chrono::days{source_days});
    std::vector<SourceCount> shown, rest;
    for (const Row& row : rows) {
        const bool full = shown.size() >= static_cast<std::size_t>(sources_shown);
        if (row.orders < few_orders || full) {
            add_to_rest(rest, row);
        } else {
            shown.push_back({row.door, row.thing, std::nullopt, row.orders});
        }
    }
    add_titles(snapshot, seller, shown);
    shown.insert(shown.end(), rest.begin(), rest.end());
    return shown;
}

void add_source_routes(http::Router& router) {
    router.query(http::Method::get, "/api/v1/me/sources",
                 "By which pages my orders came, in numbers", http::Access::member(),
                 [](db::Snapshot& snapshot, const http::Call& call,
                    const http::NoForm&) -> base::Result<SourcesView> {
                     return SourcesView{source_days, sources_of(snapshot, call.caller.member)};
                 },
                 {.long_running = true});
}

}  // namespace orders
