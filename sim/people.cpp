#include "sim/people.hpp"

#include <algorithm>
#include <array>

#include "orders/state.hpp"
#include "policies/limits.hpp"
#include "policies/policies.hpp"
#include "shops/import.hpp"

namespace sim {

using Id = base::Result<std::int64_t>;

namespace {

/// How goods of such a number reach their buyer: most are simply sent.
shops::Handover handover_of(std::int64_t number, base::Time now) {
    using enum shops::Ways;
    const base::Time later = now + std::chrono::days{20};
    switch (number % 12) {
        case 2: return {pick_up, "By the gate", "", {}, {}};
        case 4: return {both, "By the gate", "2 Fair Lane", {}, {}};
        case 6: return {ship, "", "", {"AT", "DE"}, {}};
        case 8: return {ship, "", "", {}, later};
        case 10: return {both, "By the gate", "", {"DE"}, later};
        default: return {};
    }
}

/// Mostly it is sent where everybody sends to.
shops::Destination destination(Chance& chance) {
    if (chance.one_in(6)) return {shops::Way::pick_up, ""};
    return {shops::Way::ship, chance.one_in(12) ? "FR" : "DE"};
}

}  // namespace

std::int64_t shown_postage(db::Snapshot& snapshot, const orders::Basket& basket) {
    base::Money goods{0, "EUR"};
    for (const shops::Wanted& line : basket.lines) {
        const auto price = shops::price_of(snapshot, line.listing, line.version);
        if (price) goods.minor += price->minor * line.quantity;
    }
    const auto listing = basket.lines.front().listing;
    const auto shop = shops::shops_of(snapshot, {listing}).at(listing);
    const auto postage =
        shops::postage_for(shops::postage_of(snapshot, shop), basket.destination, goods);
    return postage ? *postage : 0;
}

base::MemberId People::somebody(Chance& chance) const {
    return members_[static_cast<std::size_t>(
        chance.below(static_cast<std::int64_t>(members_.size())))];
}

std::int64_t People::version_of(shops::ListingId listing) {
    return market_.look([&](db::Snapshot& snapshot) {
        return snapshot.number("select version from listings where id = $1", listing);
    });
}

void People::act(Chance& chance) {
    constexpr std::size_t few = 3;
    const auto crowd = static_cast<std::int64_t>(members_.size());
    if (members_.size() < few || (crowd < most_ && chance.one_in(4))) return join();
    if (sellers_.empty() || goods_.size() < few || chance.one_in(20)) {
        const auto owner = somebody(chance);
        open_shop(owner);
        // Of some there are few, so that the last one is fought for; of most there is enough to
        // sell.
        const std::int64_t stock = chance.one_in(4) ? chance.below(4) : 20 + chance.below(80);
        return list(owner, stock, 1 + chance.below(9000));
    }
    constexpr std::int64_t any = 1'000'000;
    if (chance.one_in(8)) market_.bank().go_on_with_chargeback(chance.below(any));
    switch (chance.below(28)) {
        case 0: return befriend(chance);
        case 1: return chance.one_in(3) ? say(chance) : buy(chance);
        case 2: return change_goods(chance);
        case 3:
            return chance.one_in(4) ? import(recent(sellers_, chance), 1 + chance.below(60))
                                    : change_goods(chance);
        case 4: return bank(chance);
        case 5: return chance.one_in(6) ? set_policy(chance) : bank(chance);
        case 6:
        case 7:
        case 8:
        case 9: return buy(chance);
        case 10: return chance.one_in(40) ? buy_out(recent(sellers_, chance)) : bank(chance);
        case 11:
        case 12:
        case 13: return neighbours(chance);
        case 14:
        case 15: return moderate(chance);
        case 16: return pay_out(chance);
        case 17: return decide_fees(chance);
        case 18:
        case 19: return promote(chance);
        case 20:
        case 21: return haggle(chance);
        default: return trade(chance);
    }
}

void People::join() {
    const std::string handle = "person_" + std::to_string(++handles_);
    const auto made = market_.send("join", [handle](db::Tx& tx) -> Id {
        return TRY(members::create(tx, {handle, "A Person", "no password"})).value;
    });
    if (made) members_.push_back(base::MemberId{*made});
    market_.send_again();
    // Rules that nobody would come across in a life of three days without them.
    if (made && members_.size() == 3 && *made % 4 != 0) begin_rules();
}

void People::open_shop(base::MemberId owner) {
    const auto made = market_.send("open_shop", [owner](db::Tx& tx) -> Id {
        const auto shop = TRY(shops::open(tx, owner, "A shop"));
        // Every other one asks something for sending, less where the policy says so by now.
        const std::int64_t most = policies::value(tx, policies::postage_most).value;
        if (owner.value % 2 == 1) {
            TRY(shops::set_postage(tx, owner, shop,
                                   {"EUR",
                                    {{"", std::min<std::int64_t>(most, 390), 2500},
                                     {"FR", std::min<std::int64_t>(most, 691)}}}));
        }
        return shop.value;
    });
    if (made) sellers_.push_back(owner);
}

void People::list(base::MemberId owner, std::int64_t stock, std::int64_t price) {
    const auto made = market_.send("list", [=](db::Tx& tx) -> Id {
        shops::NewListing goods;
        goods.title = "A thing";
        goods.description = "Made by chance.";
        goods.price = {price, "EUR"};
        goods.stock = stock;
        goods.audience = price % 8 == 0 ? circles::Audience::friends : circles::Audience::everybody;
        goods.handover = handover_of(price, tx.now());
        const auto id = TRY(shops::list(tx, owner, goods));
        TRY(shops::publish(tx, owner, id));
        return id.value;
    });
    if (!made) return;
    goods_.push_back({shops::ListingId{*made}, owner});
    given_[*made] = stock;
}

void People::befriend(Chance& chance) {
    const auto me = somebody(chance), other = somebody(chance);
    const auto acts = base::every<circles::FriendAct>();
    const auto act =
        acts[static_cast<std::size_t>(chance.below(static_cast<std::int64_t>(std::size(acts))))];
    (void)market_.send("befriend", [=](db::Tx& tx) -> Id {
        TRY(circles::befriend(tx, me, other, act));
        return std::int64_t{0};
    });
}

void People::say(Chance& chance) {
    const auto author = somebody(chance);
    const auto posted = market_.send("post", [=](db::Tx& tx) -> Id {
        circles::NewMoment made;
        made.author = author;
        made.text = "A word.";
        return TRY(circles::post(tx, made)).id.value;
    });
    if (posted) moments_.push_back({circles::MomentId{*posted}, author});
    if (chance.one_in(3)) market_.send_again();
}

void People::set_stock(const Goods& goods, std::int64_t left) {
    const auto sold = market_.send("set_stock", [=](db::Tx& tx) -> Id {
        const auto before = tx.number("select stock from listings where id = $1", goods.id);
        TRY(shops::set_stock(tx, goods.owner, goods.id, left));
        return left - before;
    });
    if (sold) given_[goods.id.value] += *sold;
}

void People::change_goods(Chance& chance) {
    const Goods goods = recent(goods_, chance);
    const std::int64_t what = chance.below(7), number = chance.below(8);
    if (what >= 4) return set_stock(goods, number);
    shops::Edit edit;
    edit.version = version_of(goods.id);
    edit.price = base::Money{number * 100 + 1, "EUR"};
    const bool moves = chance.one_in(4);
    (void)market_.send("change_goods", [=](db::Tx& tx) -> Id {
        auto changed = edit;
        if (moves) changed.handover = handover_of(number, tx.now());
        if (what == 0) TRY(shops::edit(tx, goods.owner, goods.id, changed));
        if (what == 1) TRY(shops::pause(tx, goods.owner, goods.id));
        if (what == 2) TRY(shops::resume(tx, goods.owner, goods.id));
        if (what == 3 && number == 0) TRY(shops::end(tx, goods.owner, goods.id));
        return std::int64_t{0};
    });
}

/// Everybody has an address of their own; now and then something goes to somebody else's.
orders::Basket People::fill_basket(Chance& chance) {
    orders::Basket basket;
    basket.buyer = somebody(chance);
    basket.name = "A Person";
    const auto home = chance.one_in(8) ? somebody(chance) : basket.buyer;
    basket.address = std::to_string(home.value) + " Fair Lane";
    basket.destination = destination(chance);
    if (basket.destination.way == shops::Way::pick_up) basket.address.clear();
    basket.method =
        chance.one_in(3) ? payments::Method::bank_transfer : payments::Method::simulator;
    const std::int64_t lines = 1 + chance.below(3);
    for (std::int64_t i = 0; i < lines; ++i) {
        const Goods& goods = recent(goods_, chance);
        const std::int64_t stale = chance.one_in(30) ? 1 : 0;
        basket.lines.push_back({goods.id, version_of(goods.id) + stale, 1 + chance.below(3)});
    }
    if (!chance.one_in(3)) follow_link(basket, chance);
    return basket;
}

void People::buy(Chance& chance) {
    const orders::Basket basket = fill_basket(chance);
    const auto cards = base::every<payments::Card>();
    const auto card = chance.one_in(2) ? payments::Card::ok
                                       : cards[static_cast<std::size_t>(chance.below(
                                             static_cast<std::int64_t>(std::size(cards))))];
    const std::int64_t luck = chance.below(12);
    const std::size_t before = orders_.size();
    const Paying paying = luck == 0   ? Paying::leaves
                          : luck <= 2 ? Paying::stays_away
                                      : Paying::returns;
    if (basket.lines.size() > 1 && !chance.one_in(3)) {
        place_together(basket, card, paying, chance);
    } else {
        place(basket, card, paying);
    }
    // Who left the provider's page may be back at once.
    if (luck == 0 && orders_.size() > before) pay_again(orders_.back(), chance);
}

void People::place(orders::Basket basket, payments::Card card, Paying paying) {
    const auto settings = market_.settings();
    basket.postage =
        market_.look([&](db::Snapshot& snapshot) { return shown_postage(snapshot, basket); });
    const Quotes quotes = quotes_of(basket);
    const auto made = market_.send("place", [=](db::Tx& tx) -> Id {
        return TRY(orders::place(tx, basket, settings)).order.id.value;
    });
    market_.send_again();
    if (!made) return;
    const orders::OrderId id{*made};
    remember_order(id, quotes);
    const auto order =
        market_.look([&](db::Snapshot& snapshot) { return orders::find(snapshot, id).value(); });
    if (basket.method == payments::Method::simulator) return pay(order.payment, card, paying);
    remember_transfer(order.payment);
}

void People::remember_order(orders::OrderId id, const Quotes& quotes) {
    const auto order =
        market_.look([&](db::Snapshot& snapshot) { return orders::find(snapshot, id).value(); });
    orders_.push_back({id, order.buyer, order.seller});
    compare(quotes, id);
}

void People::remember_transfer(payments::PaymentId id) {
    transfers_.push_back(
        market_.look([&](db::Snapshot& snapshot) { return payments::find(snapshot, id).value(); }));
}

/// Between two commands, as a checkout does it.
void People::pay(payments::PaymentId id, payments::Card card, Paying paying) {
    if (paying == Paying::leaves) {
        ++market_.reach["card none"];
        return;
    }
    const auto payment =
        market_.look([&](db::Snapshot& snapshot) { return payments::find(snapshot, id).value(); });
    payments::Outcome said{};
    market_.bank().capture({id, payment.amount, payment.asset, card},
                           [&](payments::Outcome outcome) { said = outcome; });
    ++market_.reach["card " + std::string{base::name_of(card)}];
    if (paying == Paying::stays_away) return;
    (void)market_.send("hear", [=](db::Tx& tx) -> Id {
        TRY(orders::hear(tx, id, said));
        return std::int64_t{0};
    });
}

void People::pay_again(const Order& order, Chance& chance) {
    const auto method =
        chance.one_in(3) ? payments::Method::bank_transfer : payments::Method::simulator;
    const auto settings = market_.settings();
    const auto made = market_.send("pay_again", [=](db::Tx& tx) -> Id {
        return TRY(orders::pay_again(tx, order.id, order.buyer, method, settings)).id.value;
    });
    if (!made) return;
    const payments::PaymentId id{*made};
    if (method == payments::Method::bank_transfer) return remember_transfer(id);
    pay(id, payments::Card::ok, Paying::returns);
}

/// As a module above orders does: somebody else gets a part of what the seller would, of the whole
/// order or of one of its lines.
void People::add_share(const Order& order, Chance& chance) {
    orders::Share share;
    const auto lines =
        market_.look([&](db::Snapshot& snapshot) { return orders::lines_of(snapshot, order.id); });
    if (!lines.empty() && chance.one_in(2)) {
        share.line = lines[static_cast<std::size_t>(chance.below(std::ssize(lines)))].line;
    }
    share.purpose = "part " + std::to_string(++shares_);
    share.owner = somebody(chance).value;
    share.holding = ledger::Holding::available;
    share.amount = 1 + chance.below(500);
    const auto added = market_.send("add_share", [=](db::Tx& tx) -> Id {
        TRY(orders::add_share(tx, order.id, share));
        return std::int64_t{0};
    });
    if (added && share.line != 0) ++market_.reach["share of a line"];
}

bool People::step(const Order& order, orders::Act act, base::MemberId by) {
    const auto done = market_.send(std::string{base::name_of(act)}, [=](db::Tx& tx) -> Id {
        switch (act) {
            case orders::Act::accept: TRY(orders::accept(tx, order.id, by)); break;
            case orders::Act::ship: TRY(orders::ship(tx, order.id, by, std::nullopt)); break;
            case orders::Act::deliver: TRY(orders::deliver(tx, order.id, by)); break;
            case orders::Act::confirm: TRY(orders::confirm(tx, order.id, by)); break;
            default: TRY(orders::cancel(tx, order.id, by, std::nullopt)); break;
        }
        return order.id.value;
    });
    return bool{done};
}

/// What there is to do with the order now, for both sides; now and then anything, fitting or not.
std::vector<People::Deed> People::deeds(const Order& order, Chance& chance) {
    const auto order_now = market_.look(
        [&](db::Snapshot& snapshot) { return orders::find(snapshot, order.id).value(); });
    const auto sort = orders::sort_of(order_now);
    const bool anything = chance.one_in(5), thinks_better = chance.one_in(3);
    std::vector<Deed> all;
    for (const auto act : {orders::Act::accept, orders::Act::ship, orders::Act::deliver,
                           orders::Act::confirm, orders::Act::cancel}) {
        for (const auto party : {orders::Party::buyer, orders::Party::seller}) {
            if (!anything && !orders::next(order_now.state, act, party, sort)) continue;
            if (act == orders::Act::cancel && !thinks_better) continue;
            all.push_back({act, party == orders::Party::buyer ? order.buyer : order.seller});
        }
    }
    return all;
}

void People::trade(Chance& chance) {
    if (orders_.empty()) return buy(chance);
    if (chance.one_in(8)) return pay_again(recent(orders_, chance), chance);
    if (chance.one_in(12)) return add_share(recent(orders_, chance), chance);
    if (chance.one_in(4)) return money_back(recent(orders_, chance), chance);
    constexpr int tries = 5;  // Many are over.
    for (int i = 0; i < tries; ++i) {
        const Order order = recent(orders_, chance);
        const auto list = deeds(order, chance);
        if (list.empty()) continue;
        const Deed& deed = recent(list, chance);
        const auto by = chance.one_in(12) ? somebody(chance) : deed.by;
        if (!step(order, deed.act, by)) return;
        if (chance.one_in(4)) market_.send_again();
        if (deed.act == orders::Act::confirm && chance.one_in(2)) fetch_earnings(chance);
        return;
    }
}

void People::import(base::MemberId owner, std::int64_t rows) {
    std::vector<shops::CatalogueRow> list;
    for (std::int64_t i = 1; i <= rows; ++i) {
        const std::string number = std::to_string(i);
        list.push_back({i + 1, "", "SKU" + number, "Thing " + number, "From a file.",
                        i % 9 == 0 ? "nothing" : "12.50", "3"});
    }
    const auto begun = market_.send("import", [=](db::Tx& tx) -> Id {
        return TRY(shops::begin_import(tx, owner, circles::Audience::everybody, list)).value;
    });
    if (!begun) return;
    market_.run_jobs();
    (void)market_.send("apply_import", [=](db::Tx& tx) -> Id {
        TRY(shops::apply_import(tx, owner, shops::ImportId{*begun}));
        return std::int64_t{0};
    });
}

/// A shop's whole catalogue at once: more lines than placing an order writes.
void People::buy_out(base::MemberId owner) {
    constexpr std::int64_t rows = 550;
    import(owner, rows);
    market_.run_jobs();
    orders::Basket basket{
        members_.front(), {}, "A Person", "1 Fair Lane", payments::Method::simulator};
    if (owner == basket.buyer) basket.buyer = members_.back();
    basket.lines = market_.look([&](db::Snapshot& snapshot) {
        std::vector<shops::Wanted> lines;
        for (const std::int64_t id : snapshot.all<std::int64_t>(
                 "select id from listings where owner = $1 and sku is not null and state = 'live' "
                 "and stock > 0 order by id limit 500",
                 owner)) {
            const shops::ListingId listing{id};
            lines.push_back(
                {listing, snapshot.number("select version from listings where id = $1", id), 1});
        }
        return lines;
    });
    if (!basket.lines.empty()) place(basket, payments::Card::ok, Paying::returns);
}

void People::set_policy(Chance& chance) {
    const auto all = policies::definitions();
    const auto& policy = all[static_cast<std::size_t>(chance.below(std::ssize(all)))];
    // How long answers are kept is left alone, for they are asked for.
    if (policy.name == policies::answers_kept_hours) return;
    // Mostly short times, so that clocks run out.
    const std::int64_t most = chance.one_in(3) ? policy.max : policy.usual;
    policies::Change change{std::string{policy.name},
                            policy.min + chance.below(most - policy.min + 1), members_.front(),
                            "by chance"};
    (void)market_.send("policy", [=](db::Tx& tx) -> Id {
        TRY(policies::set(tx, change));
        return std::int64_t{0};
    });
}

void People::main_flow() {
    join();
    join();
    if (members_.size() < 2) throw Broken("two can sign up");
    const auto seller = members_[0], buyer = members_[1];
    open_shop(seller);
    list(seller, 5, 1201);
    must_hold(goods_.size() == 1, "goods are listed");
    orders::Basket basket{
        buyer, {{goods_[0].id, 1, 2}}, "A Person", "1 Fair Lane", payments::Method::simulator};
    basket.destination = {shops::Way::ship, "DE"};
    place(basket, payments::Card::ok, Paying::returns);
    place(basket, payments::Card::lost, Paying::returns);
    must_hold(orders_.size() == 2, "two orders are placed");
    must_hold(step(orders_[0], orders::Act::ship, seller), "a paid order is sent");
    must_hold(step(orders_[0], orders::Act::confirm, buyer), "what was sent is confirmed");
    market_.move(payments::check_after);
    market_.run_jobs();
    must_hold(step(orders_[1], orders::Act::cancel, buyer), "what was found to be paid goes back");
    basket.method = payments::Method::bank_transfer;
    odd_transfers(basket);
    import(seller, 3);
    market_.move(std::chrono::minutes{2});
    market_.run_jobs();
}

}  // namespace sim
