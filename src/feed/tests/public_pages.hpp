#pragma once

// A market whose pages are looked at by whoever comes.

#include <boost/json.hpp>

#include "feed/public.hpp"
#include "feed/public_parts.hpp"
#include "orders/orders.hpp"
#include "policies/policies.hpp"
#include "search/search.hpp"
#include "shops/stall.hpp"
#include "tests/market.hpp"
#include "tests/people.hpp"

namespace feed {

using circles::Audience;
using shops::ListingId;
namespace json = boost::json;

/// What stands between two marks, or "" where there is no such place.
inline std::string between(const std::string& text, std::string_view from, std::string_view to) {
    const std::size_t begin = text.find(from);
    if (begin == std::string::npos) return "";
    const std::size_t end = text.find(to, begin + from.size());
    return text.substr(begin + from.size(), end - begin - from.size());
}

class PublicPages : public tests::WithPeople<tests::MarketTest> {
protected:
    PublicPages()
        : WithPeople({events::migrations(), search::migrations(), ledger::migrations(),
                      members::migrations(), media::migrations(), policies::migrations(),
                      circles::migrations(), shops::migrations(), payments::migrations(),
                      orders::migrations()},
                     ledger::link) {}
    void SetUp() override {
        ann = join("ann");
        ben = join("ben");
        shop = must([&](db::Tx& tx) { return shops::open(tx, ann, "Ann & sons"); });
    }
    ListingId sell(shops::NewListing goods) {
        return must([&](db::Tx& tx) -> base::Result<ListingId> {
            const auto id = TRY(shops::list(tx, ann, goods));
            TRY(shops::publish(tx, ann, id));
            return id;
        });
    }
    ListingId sell(const std::string& title, Audience audience = Audience::everybody) {
        return sell({title, "Holds tea.", {950, "GBP"}, 3, {}, audience, true});
    }
    PublicPage listing_page(ListingId id) {
        return look([&](db::Snapshot& snapshot) { return public_listing(snapshot, reader, id); });
    }
    PublicPage shop_page() {
        return look([&](db::Snapshot& snapshot) { return public_shop(snapshot, reader, shop); });
    }
    PublicPage home() {
        return look([&](db::Snapshot& snapshot) { return public_home(snapshot, reader, front); });
    }
    bool at_home(const std::string& title) {
        return home().body.str().find(title) != std::string::npos;
    }
    static std::string all_of(const PublicPage& page) {
        return page.title + page.head.str() + page.body.str();
    }
    /// The page of something that was never there, as it would be at the address of `id`.
    std::string nothing_at(ListingId id) {
        std::string text = all_of(listing_page({999'999'999}));
        const std::string there = std::to_string(id.value);
        for (std::size_t at = 0; (at = text.find("999999999", at)) != std::string::npos;) {
            text.replace(at, 9, there);
        }
        return text;
    }

    base::MemberId ann, ben;
    shops::ShopId shop;
    FrontGoods front;
    Reader reader{http::Language::en, false, "https://fair.example", "Riverside Market", ""};
};

}  // namespace feed
