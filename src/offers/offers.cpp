#include "offers/offers.hpp"

#include "http/json.hpp"
#include "http/payload.hpp"
#include "offers/leaving.hpp"
#include "policies/limits.hpp"
#include "policies/policies.hpp"

namespace offers {
namespace {

constexpr std::string_view lapse_job = "offer_lapse";

const std::string& select_offer() {
    static const std::string text =
        "select id, listing, version, quantity, shop, buyer, seller, asset, price, listed, title, "
        "state, rounds, clock_at, accepted_at, order_id, at from offers ";
    return text;
}

base::Refusal refuse_state(const Offer& offer) {
    return base::with(offer_not_now, "state", std::string{base::name_of(offer.state)});
}

/// How each act is told.
std::string_view event_of(OfferAct act) {
    switch (act) {
        case OfferAct::offer: return "offer_made";
        case OfferAct::counter: return "offer_countered";
        case OfferAct::accept: return "offer_accepted";
        case OfferAct::decline: return "offer_declined";
        case OfferAct::withdraw: return "offer_withdrawn";
        case OfferAct::order: return "offer_ordered";
        case OfferAct::pay: return "offer_paid";
        case OfferAct::lapse:
        case OfferAct::fail: return "offer_expired";
    }
    base::unreachable();
}

/// Writes down what was done, and tells of it.
base::Result<base::Done> note(db::Tx& tx, const Offer& offer, OfferAct act, OfferParty party) {
    tx.run(
        "insert into offer_steps (offer, number, act, party, price, at) values ($1, "
        "(select coalesce(max(number), 0) + 1 from offer_steps where offer = $1), $2, $3, $4, $5)",
        offer.id, act, party, offer.price, tx.now());
    MemberId by{};
    if (party == OfferParty::buyer) by = offer.buyer;
    if (party == OfferParty::seller) by = offer.seller;
    const Told told{offer.listing, offer.buyer, offer.seller, by, {offer.price, offer.asset},
                    offer.quantity};
    return events::tell(tx, {std::string{event_of(act)}, offer.id.value, http::to_json(told)});
}

base::Time answer_by(db::Snapshot& snapshot) {
    return snapshot.now() +
           std::chrono::hours{policies::value(snapshot, policies::offer_answer_hours).value};
}

base::Time pay_by(db::Snapshot& snapshot) {
    return snapshot.now() +
           std::chrono::minutes{policies::value(snapshot, policies::offer_pay_minutes).value};
}

void run_clock(db::Tx& tx, const Offer& offer) {
    events::cancel(tx, lapse_job, offer.id.value);
    if (offer.clock_at) events::at(tx, lapse_job, *offer.clock_at, offer.id.value);
}

/// What was accepted and not paid: a price that somebody got the goods set aside for.
base::Result<base::Done> check_left_unpaid(db::Tx& tx, MemberId buyer) {
    const auto most = policies::value(tx, policies::offers_unpaid_most).value;
    const auto days = policies::value(tx, policies::unpaid_expired_days).value;
    const auto left = tx.number(
        "select count(*) from offers where buyer = $1 and accepted_at > $2 "
        "and state in ('expired', 'withdrawn')",
        buyer, tx.now() - std::chrono::days{days});
    if (left < most) return base::done;
    return base::with(offers_left_unpaid, "count", std::to_string(left))
        .with("days", std::to_string(days));
}

base::Result<base::Done> check_limits(db::Tx& tx, MemberId buyer) {
    const auto most = policies::value(tx, policies::offers_per_day).value;
    if (most == 0) return no_offers;
    const auto made = tx.number("select count(*) from offers where buyer = $1 and at > $2", buyer,
                                tx.now() - std::chrono::hours{24});
    if (made >= most) return base::with(too_many_offers, "max", std::to_string(most));
    return check_left_unpaid(tx, buyer);
}

void save(db::Tx& tx, const Offer& offer) {
    tx.run(
        "update offers set price = $2, state = $3, is_open = $4, rounds = $5, clock_at = $6, "
        "accepted_at = $7, order_id = $8 where id = $1",
        offer.id, offer.price, offer.state, is_open(offer.state), offer.rounds, offer.clock_at,
        offer.accepted_at, offer.order_id);
}

/// Until when the state that an offer has come to lasts.
std::optional<base::Time> clock_of(db::Snapshot& snapshot, OfferState state) {
    if (state == OfferState::offered || state == OfferState::countered) return answer_by(snapshot);
    if (state == OfferState::accepted) return pay_by(snapshot);
    return std::nullopt;
}

/// The only function that moves an offer: along the table, with its goods, its clock and its news.
base::Result<Offer> move(db::Tx& tx, Offer offer, OfferAct act, OfferParty by) {
    const auto row = step(offer.state, act, by);
    if (!row) return refuse_state(offer);
    if (row->goods == Goods::take) {
        TRY(shops::set_aside(tx, offer.buyer, {offer.listing, offer.version, offer.quantity}));
        offer.accepted_at = tx.now();
    }
    if (row->goods == Goods::give_back) {
        shops::put_back(tx, offer.listing, offer.quantity, {offer.buyer, *offer.accepted_at});
    }
    offer.state = row->to;
    offer.clock_at = clock_of(tx, offer.state);
    save(tx, offer);
    run_clock(tx, offer);
    TRY(note(tx, offer, act, by));
    return offer;
}

/// The offer for one of its sides, and which one that is.
struct Mine {
    Offer offer;
    OfferParty party{};
};

base::Result<Mine> mine(db::Tx& tx, MemberId member, OfferId id) {
    auto offer = find(tx, id);
    if (!offer || (offer->buyer != member && offer->seller != member)) return no_such_offer;
    const OfferParty party = offer->buyer == member ? OfferParty::buyer : OfferParty::seller;
    return Mine{*std::move(offer), party};
}

/// The same while there is time, and only while the row for it is in the table.
base::Result<Mine> mine_now(db::Tx& tx, MemberId member, OfferId id, OfferAct act) {
    Mine found = TRY(mine(tx, member, id));
    const bool late = found.offer.clock_at && tx.now() >= *found.offer.clock_at;
    if (late || !step(found.offer.state, act, found.party)) return refuse_state(found.offer);
    return found;
}

base::Result<base::Done> check_price(const Offer& offer, OfferParty by, std::int64_t price) {
    if (moves_towards(by, offer.price, price, offer.listed)) return base::done;
    const bool seller = by == OfferParty::seller;
    return base::wrong_field("price", "not_between",
                             {{"least", std::to_string(seller ? offer.price + 1 : 1)},
                              {"most", std::to_string(seller ? offer.listed : offer.price - 1)},
                              {"currency", offer.asset}});
}

base::Result<base::Done> check_own(db::Snapshot& snapshot, MemberId seller,
                                   shops::ListingId listing) {
    const auto seen = TRY(shops::seen(snapshot, seller, listing));
    if (seen.owner != seller) return shops::no_such_listing;
    return base::done;
}

/// Its order came to something, or to nothing.
base::Result<base::Done> follow_order(db::Tx& tx, const events::Event& event, OfferAct act) {
    static const std::string sql = select_offer() + "where order_id = $1 and state = 'ordered'";
    auto offer = tx.one<Offer>(sql, event.subject);
    if (!offer) return base::done;
    TRY(move(tx, *std::move(offer), act, OfferParty::clock));
    return base::done;
}

}  // namespace

base::Result<OfferId> make(db::Tx& tx, MemberId buyer, const NewOffer& wanted) {
    base::ensure(wanted.quantity >= 1 && wanted.price >= 1);
    const auto goods =
        TRY(shops::look_at(tx, buyer, {wanted.listing, wanted.version, wanted.quantity}));
    if (!are_taken(tx, wanted.listing)) return no_offers;
    TRY(check_limits(tx, buyer));
    if (const auto open = open_of(tx, buyer, wanted.listing)) {
        return base::with(offer_open, "offer", std::to_string(open->id.value));
    }
    if (wanted.price >= goods.price.minor) {
        return base::wrong_field(
            "price", "not_below",
            {{"price", std::to_string(goods.price.minor)}, {"currency", goods.price.currency}});
    }
    if (base::multiply(goods.price.minor, wanted.quantity) > base::money_minor_max) {
        return orders::order_too_large;
    }
    Offer offer;
    offer.id = tx.fresh<OfferId>();
    offer.listing = wanted.listing;
    offer.version = wanted.version;
    offer.quantity = wanted.quantity;
    offer.shop = goods.shop;
    offer.buyer = buyer;
    offer.seller = goods.owner;
    offer.asset = goods.price.currency;
    offer.price = wanted.price;
    offer.listed = goods.price.minor;
    offer.title = goods.title;
    offer.state = OfferState::offered;
    offer.clock_at = answer_by(tx);
    offer.at = tx.now();
    tx.run(
        "insert into offers (id, listing, version, quantity, shop, buyer, seller, asset, price, "
        "listed, title, state, is_open, rounds, clock_at, accepted_at, order_id, at) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1, 0, $13, null, null, $14)",
        offer.id, offer.listing, offer.version, offer.quantity, offer.shop, offer.buyer,
        offer.seller, offer.asset, offer.price, offer.listed, offer.title, offer.state,
        offer.clock_at, offer.at);
    run_clock(tx, offer);
    TRY(note(tx, offer, OfferAct::offer, OfferParty::buyer));
    return offer.id;
}

base::Result<Offer> counter(db::Tx& tx, MemberId member, OfferId id, std::int64_t price) {
    auto [offer, party] = TRY(mine_now(tx, member, id, OfferAct::counter));
    if (circles::apart(tx, offer.buyer, offer.seller)) return no_such_offer;
    const auto most = policies::value(tx, policies::offer_rounds_most).value;
    if (offer.rounds >= most) return base::with(too_many_rounds, "max", std::to_string(most));
    // Nobody haggles about what nobody can have at that price any more.
    TRY(shops::look_at(tx, offer.buyer, {offer.listing, offer.version, offer.quantity}));
    TRY(check_price(offer, party, price));
    offer.price = price;
    ++offer.rounds;
    return move(tx, std::move(offer), OfferAct::counter, party);
}

base::Result<Offer> accept(db::Tx& tx, MemberId member, OfferId id, std::int64_t price) {
    auto [offer, party] = TRY(mine_now(tx, member, id, OfferAct::accept));
    if (offer.price != price) {
        return base::with(offer_changed, "price", std::to_string(offer.price))
            .with("currency", offer.asset);
    }
    return move(tx, std::move(offer), OfferAct::accept, party);
}

base::Result<Offer> decline(db::Tx& tx, MemberId member, OfferId id) {
    auto [offer, party] = TRY(mine_now(tx, member, id, OfferAct::decline));
    return move(tx, std::move(offer), OfferAct::decline, party);
}

base::Result<Offer> withdraw(db::Tx& tx, MemberId member, OfferId id) {
    auto [offer, party] = TRY(mine_now(tx, member, id, OfferAct::withdraw));
    return move(tx, std::move(offer), OfferAct::withdraw, party);
}

base::Result<orders::Placed> take_up(db::Tx& tx, orders::Basket basket, OfferId id,
                                     const orders::Settings& settings) {
    auto [offer, party] = TRY(mine(tx, basket.buyer, id));
    if (party != OfferParty::buyer) return no_such_offer;
    offer = TRY(mine_now(tx, basket.buyer, id, OfferAct::order)).offer;
    const bool same = basket.lines.size() == 1 && basket.lines.front().listing == offer.listing &&
                      basket.lines.front().version == offer.version &&
                      basket.lines.front().quantity == offer.quantity;
    if (!same) return base::wrong_field("lines", "not_of_offer");
    basket.lines.front().agreed = base::Money{offer.price, offer.asset};
    orders::Placed placed = TRY(orders::place(tx, basket, settings));
    offer.order_id = placed.order.id;
    TRY(move(tx, std::move(offer), OfferAct::order, OfferParty::buyer));
    return placed;
}

base::Result<base::Done> welcome(db::Tx& tx, MemberId seller, shops::ListingId listing) {
    TRY(check_own(tx, seller, listing));
    tx.run("delete from offers_refused where listing = $1", listing);
    return base::done;
}

base::Result<base::Done> turn_away(db::Tx& tx, MemberId seller, shops::ListingId listing) {
    TRY(check_own(tx, seller, listing));
    tx.run(
        "insert into offers_refused (listing, at) values ($1, $2) on conflict (listing) do nothing",
        listing, tx.now());
    return base::done;
}

base::Result<bool> end_some(db::Tx& tx, MemberId member) {
    constexpr std::int64_t at_once = 50;
    static const std::string sql = select_offer() +
                                   "where (buyer = $1 or seller = $1) and is_open = 1 and "
                                   "state <> 'ordered' order by id limit $2";
    const auto open = tx.all<Offer>(sql, member, at_once);
    for (const Offer& offer : open) {
        const OfferParty party = offer.buyer == member ? OfferParty::buyer : OfferParty::seller;
        const bool said_last = step(offer.state, OfferAct::withdraw, party).has_value();
        const OfferAct act = said_last ? OfferAct::withdraw : OfferAct::decline;
        // What a seller had agreed to nobody can have now: it lapses.
        const bool can = step(offer.state, act, party).has_value();
        TRY(move(tx, offer, can ? act : OfferAct::lapse, can ? party : OfferParty::clock));
    }
    return !open.empty();
}

bool are_taken(db::Snapshot& snapshot, shops::ListingId listing) {
    return snapshot.number("select count(*) from offers_refused where listing = $1", listing) == 0;
}

std::optional<Offer> find(db::Snapshot& snapshot, OfferId id) {
    static const std::string sql = select_offer() + "where id = $1";
    return snapshot.one<Offer>(sql, id);
}

std::optional<Offer> open_of(db::Snapshot& snapshot, MemberId buyer, shops::ListingId listing) {
    static const std::string sql =
        select_offer() + "where buyer = $1 and listing = $2 and is_open = 1";
    return snapshot.one<Offer>(sql, buyer, listing);
}

std::vector<Offer> list(db::Snapshot& snapshot, MemberId member, Side side, Which which,
                        std::int64_t before, std::int64_t limit) {
    std::string sql = select_offer();
    sql += side == Side::buyer ? "where buyer = $1 " : "where seller = $1 ";
    if (which == Which::open) sql += "and is_open = 1 ";
    if (which == Which::over) sql += "and is_open = 0 ";
    sql += "and id < $2 order by id desc limit $3";
    return snapshot.all<Offer>(sql, member, before, limit);
}

std::vector<Passed> history_of(db::Snapshot& snapshot, OfferId id) {
    return snapshot.all<Passed>(
        "select number, act, party, price, at from offer_steps where offer = $1 order by number",
        id);
}

Told told(const events::Event& event) {
    return http::read_payload<Told>(event.payload);
}

void add_jobs(events::Hub& hub) {
    hub.job(std::string{lapse_job},
            [](db::Tx& tx, const events::Job& job) -> base::Result<base::Done> {
                auto offer = find(tx, OfferId{job.subject});
                if (!offer || !offer->clock_at || tx.now() < *offer->clock_at) return base::done;
                TRY(move(tx, *std::move(offer), OfferAct::lapse, OfferParty::clock));
                return base::done;
            });
}

void add_listeners(events::Hub& hub) {
    const auto on = [&](std::string kind, OfferAct act) {
        hub.on(std::move(kind), [act](db::Tx& tx, const events::Event& event) {
            return follow_order(tx, event, act);
        });
    };
    on("order_paid", OfferAct::pay);
    on("order_cancelled", OfferAct::fail);
    on("order_expired", OfferAct::fail);
}

}  // namespace offers
