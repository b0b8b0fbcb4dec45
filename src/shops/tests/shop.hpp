#pragma once

// A shop for tests: Ann sells, Ben and Cem buy.

#include "media/store.hpp"
#include "search/search.hpp"
#include "shops/routes.hpp"
#include "shops/rows.hpp"
#include "tests/people.hpp"
#include "tests/routes.hpp"

namespace tests {

inline Migrations shop_modules() {
    return {events::migrations(), search::migrations(),  members::migrations(),
            media::migrations(),  circles::migrations(), shops::migrations()};
}

inline shops::NewListing mug(std::int64_t stock = 3) {
    return {
        .title = "Mug", .description = "Blue, hand thrown", .price = {950, "GBP"}, .stock = stock};
}

/// A MarketTest or RoutesTest in which Ann has a shop.
template <class Base>
class WithShop : public WithPeople<Base> {
protected:
    using WithPeople<Base>::WithPeople;

    void SetUp() override {
        shops::add_jobs(this->hub, {.currency = "GBP"});
        ann = this->join("ann");
        ben = this->join("ben");
        cem = this->join("cem");
        shop = this->must([&](db::Tx& tx) { return shops::open(tx, ann, "Ann's mugs"); });
    }

    /// A picture of somebody's, as if it had been decoded.
    media::PictureId picture(base::MemberId owner, const std::string& bytes = "dots") {
        return this->must([&](db::Tx& tx) {
            media::prepare(tx);
            return media::add(tx, owner, *store.put({{{320, 240}, bytes}}), media::Quota{});
        });
    }

    shops::ListingId draft(const shops::NewListing& goods) {
        return this->must([&](db::Tx& tx) { return shops::list(tx, ann, goods); });
    }
    shops::ListingId live(const shops::NewListing& goods) {
        const auto id = draft(goods);
        do_as(ann, shops::publish, id);
        return id;
    }
    using Act = base::Result<base::Done> (*)(db::Tx&, base::MemberId, shops::ListingId);
    void do_as(base::MemberId member, Act what, shops::ListingId id) {
        this->must([&](db::Tx& tx) { return what(tx, member, id); });
    }
    /// The refusal's code, or "done".
    template <class Work>
    std::string code_of(Work work) {
        const auto result = this->act(std::move(work));
        return result ? "done" : std::string{result.error().code()};
    }
    void befriend(base::MemberId one, base::MemberId other) {
        using circles::FriendAct;
        this->must(
            [&](db::Tx& tx) { return circles::befriend(tx, one, other, FriendAct::befriend); });
        this->must(
            [&](db::Tx& tx) { return circles::befriend(tx, other, one, FriendAct::accept); });
    }

    shops::ListingRow row(shops::ListingId id) {
        return *this->look([&](db::Snapshot& db) { return shops::find_listing(db, id); });
    }
    shops::ListingState state(shops::ListingId id) { return row(id).state; }
    std::size_t moments() {
        return this->look(
            [&](db::Snapshot& db) { return circles::timeline(db, ann, INT64_MAX, 100).size(); });
    }
    std::int64_t count_of(std::string_view kind) {
        const auto kinds = this->told();
        return std::count(kinds.begin(), kinds.end(), kind);
    }

    media::Store store{this->GetParam(), this->place.directory() / "pictures"};
    base::MemberId ann, ben, cem;
    shops::ShopId shop;
};

}  // namespace tests
