// How many are left, and how they were judged: what others count. reserve() is the hottest path of
// the program: one select by keys, one update, and nothing written at all for whoever comes too
// late.

#include "search/search.hpp"
#include "shops/variants.hpp"

namespace shops {
namespace {

/// What decides where goods can go.
struct Reach {
    Ways ways{};
    std::string regions;
    std::optional<base::Time> ahead;
};
BOOST_DESCRIBE_STRUCT(Reach, (), (ways, regions, ahead))

struct Offered {
    ShopId shop;
    base::MemberId owner;
    ListingState state{};
    std::int64_t version = 0;
    std::int64_t stock = 0;
    circles::Audience audience{};
    std::string title;
    std::string variant;
    base::Money price;
    Closed closed;
    Terms terms;
    Reach handover;
    std::string postage;
    std::int64_t conditions = 0;
};
BOOST_DESCRIBE_STRUCT(Offered, (),
                      (shop, owner, state, version, stock, audience, title, variant, price, closed,
                       terms, handover, postage, conditions))

/// A listing's stars after a change.
struct Judged {
    ShopId shop;
    Rating rated;
};
BOOST_DESCRIBE_STRUCT(Judged, (), (shop, rated))

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
    if (const auto until = offered.closed.at(tx.now())) {
        if (*until == for_good) return not_for_sale;
        return base::with(shop_on_holiday, "until", base::to_iso(*until));
    }
    if (wanted.quantity < offered.terms.least) {
        return base::with(too_few, "least", std::to_string(offered.terms.least));
    }
    if (gone || offered.stock < wanted.quantity) {
        return base::with(sold_out, "left", std::to_string(offered.stock));
    }
    if (offered.version != wanted.version) {
        return base::with(listing_changed, "version", std::to_string(offered.version));
    }
    return base::done;
}

/// Whether it can go there; a refusal says what it is that cannot.
base::Result<base::Done> check_reach(const Offered& offered, const Destination& destination) {
    const Handover handover{
        offered.handover.ways, "", "", regions_in(offered.handover.regions), {}};
    auto reached = can_reach(handover, destination);
    if (reached) return base::done;
    return base::Refusal(reached.error())
        .with("title", whole_title(offered.title, offered.variant));
}

/// Whether the buyer may have so many more of goods that have a limit.
base::Result<base::Done> check_limit(db::Tx& tx, base::MemberId buyer, const Wanted& wanted,
                                     std::int64_t most) {
    const auto taken = tx.one<std::int64_t>(
        "select quantity from takings where listing = $1 and buyer = $2", wanted.listing, buyer);
    const std::int64_t left = most - taken.value_or(0);
    if (wanted.quantity > left) {
        return base::with(buyer_limit, "most", std::to_string(most))
            .with("left", std::to_string(std::max<std::int64_t>(0, left)));
    }
    return base::done;
}

void count_taking(db::Tx& tx, base::MemberId buyer, const Wanted& wanted) {
    tx.run(
        "insert into takings (listing, buyer, quantity, since) values ($1, $2, $3, $4) "
        "on conflict (listing, buyer) do update set quantity = takings.quantity + $3",
        wanted.listing, buyer, wanted.quantity, tx.now());
}

/// The listing as it is offered now.
std::optional<Offered> offered_now(db::Tx& tx, ListingId listing) {
    return tx.one<Offered>(
        "select l.shop, l.owner, l.state, l.version, l.stock, l.audience, v.title, v.variant, "
        "v.price_minor, v.price_currency, s.closed_from, s.closed_until, "
        "v.terms_least, v.terms_most, v.handover_ways, v.handover_regions, v.handover_ahead, "
        "s.postage, s.conditions from listings l join shops s on s.id = l.shop "
        "join listing_versions v on v.listing = l.id and v.version = l.version where l.id = $1",
        listing);
}

/// The same, in a version that it has or had.
std::optional<Offered> offered_in(db::Tx& tx, ListingId listing, std::int64_t version) {
    return tx.one<Offered>(
        "select l.shop, l.owner, l.state, v.version, l.stock, l.audience, v.title, v.variant, "
        "v.price_minor, v.price_currency, s.closed_from, s.closed_until, "
        "v.terms_least, v.terms_most, v.handover_ways, v.handover_regions, v.handover_ahead, "
        "s.postage, s.conditions from listings l join shops s on s.id = l.shop "
        "join listing_versions v on v.listing = l.id and v.version = $2 where l.id = $1",
        listing, version);
}

Reserved reserved(const Wanted& wanted, Offered offered, base::Time now) {
    return Reserved{wanted.listing,
                    wanted.version,
                    wanted.quantity,
                    offered.shop,
                    offered.owner,
                    whole_title(offered.title, offered.variant),
                    std::move(offered.price),
                    promised(offered.handover.ahead, now),
                    postage_in(offered.postage),
                    offered.conditions};
}

/// Takes what admit() has let through out of the stock.
base::Result<base::Done> take(db::Tx& tx, base::MemberId buyer, const Wanted& wanted,
                              const Offered& offered) {
    if (offered.terms.most) TRY(check_limit(tx, buyer, wanted, *offered.terms.most));
    // The condition is what keeps the last piece from being sold twice, whoever writes beside us.
    const auto left = tx.returning<std::int64_t>(
        "update listings set stock = stock - $2 where id = $1 and stock >= $2 returning stock",
        wanted.listing, wanted.quantity);
    if (!left) return base::with(sold_out, "left", std::to_string(offered.stock));
    if (offered.terms.most) count_taking(tx, buyer, wanted);
    if (*left == 0) {
        ListingRow row = TRY(find_listing(tx, wanted.listing));
        TRY(settle_down(tx, row));
    }
    return base::done;
}

/// What was set aside before. Their seller has agreed: that the shop is on holiday, or that the
/// goods were changed, paused or ended since, takes nothing back.
base::Result<Reserved> take_over(db::Tx& tx, base::MemberId buyer, const Wanted& wanted,
                                 const Destination& destination) {
    auto offered = offered_in(tx, wanted.listing, wanted.version);
    if (!offered || !circles::visible(tx, buyer, offered->owner, offered->audience)) {
        return no_such_listing;
    }
    const auto closed = offered->closed.at(tx.now());
    if (!is_public(offered->state) || (closed && *closed == for_good)) return not_for_sale;
    TRY(check_reach(*offered, destination));
    offered->price = *wanted.agreed;
    return reserved(wanted, *std::move(offered), tx.now());
}

}  // namespace

base::Result<Reserved> reserve(db::Tx& tx, base::MemberId buyer, const Wanted& wanted,
                               const Destination& destination) {
    base::ensure(wanted.quantity >= 1);
    if (wanted.agreed) return take_over(tx, buyer, wanted, destination);
    auto offered = offered_now(tx, wanted.listing);
    if (!offered) return no_such_listing;
    TRY(admit(tx, buyer, wanted, *offered));
    TRY(check_reach(*offered, destination));
    TRY(take(tx, buyer, wanted, *offered));
    return reserved(wanted, *std::move(offered), tx.now());
}

base::Result<Reserved> look_at(db::Tx& tx, base::MemberId buyer, const Wanted& wanted) {
    base::ensure(wanted.quantity >= 1 && !wanted.agreed);
    auto offered = offered_now(tx, wanted.listing);
    if (!offered) return no_such_listing;
    TRY(admit(tx, buyer, wanted, *offered));
    if (offered->terms.most) TRY(check_limit(tx, buyer, wanted, *offered->terms.most));
    return reserved(wanted, *std::move(offered), tx.now());
}

base::Result<Reserved> set_aside(db::Tx& tx, base::MemberId buyer, const Wanted& wanted) {
    base::ensure(wanted.quantity >= 1 && !wanted.agreed);
    auto offered = offered_now(tx, wanted.listing);
    if (!offered) return no_such_listing;
    TRY(admit(tx, buyer, wanted, *offered));
    TRY(take(tx, buyer, wanted, *offered));
    return reserved(wanted, *std::move(offered), tx.now());
}

bool can_be_bought(ListingState state, bool closed, std::int64_t stock, const Terms& terms) {
    return state == ListingState::live && !closed && stock >= terms.least;
}

void put_back(db::Tx& tx, ListingId listing, std::int64_t quantity, const Taken& taken) {
    base::ensure(quantity >= 1);
    // What was taken before there was a limit was not counted.
    tx.run(
        "update takings set quantity = case when quantity > $3 then quantity - $3 else 0 end "
        "where listing = $1 and buyer = $2 and since <= $4",
        listing, taken.by, quantity, taken.at);
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

void rate(db::Tx& tx, ListingId listing, const Judgement& change) {
    base::ensure(change.was >= 0 && change.was <= 5 && change.is >= 0 && change.is <= 5);
    static const std::string added =
        "set stars = stars + $2, ratings = ratings + $3, rated_one = rated_one + $4, "
        "rated_two = rated_two + $5, rated_three = rated_three + $6, "
        "rated_four = rated_four + $7, rated_five = rated_five + $8 where id = $1 ";
    static const std::string of_listing = "update listings " + added +
                                          "returning shop, rated_one, rated_two, rated_three, "
                                          "rated_four, rated_five",
                             of_shop = "update shops " + added;
    const auto more = [&](std::int64_t stars) {
        return std::int64_t{change.is == stars} - std::int64_t{change.was == stars};
    };
    const std::int64_t stars = change.is - change.was;
    const std::int64_t count = std::int64_t{change.is > 0} - std::int64_t{change.was > 0};
    const auto now = tx.returning<Judged>(of_listing, listing, stars, count, more(1), more(2),
                                          more(3), more(4), more(5));
    base::ensure(now.has_value());
    tx.run(of_shop, now->shop, stars, count, more(1), more(2), more(3), more(4), more(5));
    search::rate(tx, listing.value, view_of(now->rated).low);
}

}  // namespace shops
