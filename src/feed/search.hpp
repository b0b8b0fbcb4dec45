#pragma once

// The search page: what the index found, as the viewer may see it, with the cards of shops.

#include <optional>
#include <string>
#include <vector>

#include "circles/circles.hpp"
#include "search/search.hpp"
#include "shops/shops.hpp"

namespace feed {

/// What somebody looks for; the texts and numbers are as long and large as the form allows.
struct Question {
    std::string q;                                         // Empty: all goods that there are.
    std::string currency;                                  // The market's, of every price in it.
    search::Order sort = search::Order::relevance;         // Without a q as newest.
    std::optional<std::int64_t> price_min{}, price_max{};  // In minor units, both included.
    std::optional<shops::ShopId> shop{};
    std::optional<circles::Audience> audience{};
    bool in_stock = false;
    std::optional<shops::Way> way{};
    std::string after{};
    std::int64_t limit = 20;
};

/// Goods from one price to another, both included; the last range has no end.
struct PriceChoice {
    base::Money from;
    std::optional<base::Money> to;
    std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(PriceChoice, (), (from, to, count))

struct ShopChoice {
    shops::ShopRef shop;
    std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(ShopChoice, (), (shop, count))

/// How many there would be with another choice of one thing, all other choices as they are; with a
/// shop chosen, of that shop alone.
struct FacetsView {
    std::int64_t in_stock = 0;
    std::int64_t friends = 0;
    std::int64_t everybody = 0;
    std::int64_t ship = 0;
    std::int64_t pick_up = 0;
    std::vector<PriceChoice> prices;
    std::vector<ShopChoice> shops;
};
BOOST_DESCRIBE_STRUCT(FacetsView, (), (in_stock, friends, everybody, ship, pick_up, prices, shops))

/// Other words that do find something.
struct Instead {
    std::string q;
    search::Count count;
};
BOOST_DESCRIBE_STRUCT(Instead, (), (q, count))

/// `count` and `facets` are the first page's; `instead` is only where nothing was found.
struct SearchPage {
    std::vector<shops::ListingCard> items;
    std::optional<std::string> next;
    std::optional<search::Count> count;
    std::optional<FacetsView> facets;
    std::vector<Instead> instead;
};
BOOST_DESCRIBE_STRUCT(SearchPage, (), (items, next, count, facets, instead))

/// What `viewer` (0: nobody signed in) finds. Refuses a q that is not empty and has no letter
/// or digit, and a cursor of another order.
base::Result<SearchPage> search_page(db::Snapshot& snapshot, base::MemberId viewer,
                                     const Question& question);

}  // namespace feed
