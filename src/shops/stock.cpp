// How many are left, and how they were judged: what others count. reserve() is the hottest path of
// the program: one select by keys, one update, and nothing written at all for whoever comes too
// late.

#include "shops/rows.hpp"

namespace shops {
namespace {

struct Offered {
    ShopId shop;
    base::MemberId owner;
    ListingState state{};
    std::int64_t version = 0;
    std::int64_t stock = 0;
    circles::Audience audience{};
    std::string title;
    base::Money price;
};
BOOST_DESCRIBE_STRUCT(Offered, (), (shop, owner, state, version, stock, audience, title, price))

/// Why `buyer` may not have it, if so; in the order in which a person wants to know.
base::Result<base::Done> admit(db::Tx& tx, base::MemberId buyer, const Wanted& wanted,
                               const Offered& offered) {
    if (offered.owner == buyer) return own_goods;
    if (!is_public(offered.state) ||
        !circles::visible(tx, buyer, offered.owner, offered.audience)) {
        return no_such_listing;
    }
    const bool gone = offered.state == ListingState::sold_out;
    if (!gone && offered.state != ListingState::live) return not_for_sale;
    if (gone || offered.stock < wanted.quantity) {
        return base::with(sold_out, "left", std::to_string(offered.stock));
    }
    if (offered.version != wanted.version) {
        return base::with(listing_changed, "version", std::to_string(offered.version));
    }
    return base::done;
}

}  // namespace

base::Result<Reserved> reserve(db::Tx& tx, base::MemberId buyer, const Wanted& wanted) {
    base::ensure(wanted.quantity >= 1);
    auto offered = tx.one<Offered>(
        "select l.shop, l.owner, l.state, l.version, l.stock, l.audience, v.title, "
        "v.price_minor, v.price_currency from listings l "
        "join listing_versions v on v.listing = l.id and v.version = l.version where l.id = $1",
        wanted.listing);
    if (!offered) return no_such_listing;
    TRY(admit(tx, buyer, wanted, *offered));

    // The condition is what keeps the last piece from being sold twice, whoever writes beside us.
    const auto left = tx.returning<std::int64_t>(
        "update listings set stock = stock - $2 where id = $1 and stock >= $2 returning stock",
        wanted.listing, wanted.quantity);
    if (!left) return base::with(sold_out, "left", std::to_string(offered->stock));
    if (*left == 0) {
        ListingRow row = TRY(find_listing(tx, wanted.listing));
        TRY(settle_down(tx, row));
    }
    return Reserved{wanted.listing,           wanted.version,
                    wanted.quantity,          offered->shop,
                    offered->owner,           std::move(offered->title),
                    std::move(offered->price)};
}

void put_back(db::Tx& tx, ListingId listing, std::int64_t quantity) {
    base::ensure(quantity >= 1);
    const auto state = tx.returning<ListingState>(
        "update listings set stock = stock + $2 where id = $1 returning state", listing, quantity);
    base::ensure(state.has_value());
    if (*state != ListingState::sold_out) return;
    auto row = find_listing(tx, listing);
    const auto restocked = take_step(tx, *row, ListingAct::restock, {});
    base::ensure(bool{restocked});
    const auto told = tell(tx, "listing_back", *row);
    base::ensure(bool{told});  // Nobody may refuse that goods are there again.
}

base::Result<base::Done> set_stock(db::Tx& tx, base::MemberId member, ListingId listing,
                                   std::int64_t left) {
    base::ensure(left >= 0 && left <= stock_max);
    ListingRow row = TRY(own_listing(tx, member, listing));
    if (!is_editable(row.state)) {
        return base::with(listing_state, "state", std::string{base::name_of(row.state)});
    }
    tx.run("update listings set stock = $2 where id = $1", listing, left);
    row.stock = left;
    TRY(tell(tx, "stock_set", row));
    if (row.state == ListingState::sold_out && left > 0) {
        TRY(take_step(tx, row, ListingAct::restock, {member, {}}));
        TRY(tell(tx, "listing_back", row));
    }
    return settle_down(tx, row);
}

void rate(db::Tx& tx, ListingId listing, const Rating& change) {
    const auto shop = tx.returning<ShopId>(
        "update listings set stars = stars + $2, ratings = ratings + $3 where id = $1 "
        "returning shop",
        listing, change.stars, change.count);
    base::ensure(shop.has_value());
    tx.run("update shops set stars = stars + $2, ratings = ratings + $3 where id = $1", *shop,
           change.stars, change.count);
}

}  // namespace shops
