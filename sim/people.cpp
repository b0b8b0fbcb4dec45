#include "sim/people.hpp"

#include <algorithm>
#include <array>

#include "policies/policies.hpp"
#include "shops/import.hpp"

namespace sim {
namespace {

using base::Result;
using Id = Result<std::int64_t>;

/// The latest orders and goods are what people have to do with.
template <class T>
const T& recent(const std::vector<T>& list, Chance& chance) {
    constexpr std::int64_t window = 200;
    const auto size = static_cast<std::int64_t>(list.size());
    return list[static_cast<std::size_t>(size - 1 - chance.below(std::min(size, window)))];
}

}  // namespace

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
        return list(owner, chance.below(6), 1 + chance.below(9000));
    }
    switch (chance.below(16)) {
        case 0: return befriend(chance);
        case 1: return say(chance);
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
}

void People::open_shop(base::MemberId owner) {
    const auto made = market_.send("open_shop", [owner](db::Tx& tx) -> Id {
        return TRY(shops::open(tx, owner, "A shop")).value;
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
    (void)market_.send("post", [=](db::Tx& tx) -> Id {
        circles::NewMoment made;
        made.author = author;
        made.text = "A word.";
        return TRY(circles::post(tx, made)).id.value;
    });
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
    (void)market_.send("change_goods", [=](db::Tx& tx) -> Id {
        if (what == 0) TRY(shops::edit(tx, goods.owner, goods.id, edit));
        if (what == 1) TRY(shops::pause(tx, goods.owner, goods.id));
        if (what == 2) TRY(shops::resume(tx, goods.owner, goods.id));
        if (what == 3 && number == 0) TRY(shops::end(tx, goods.owner, goods.id));
        return std::int64_t{0};
    });
}

void People::buy(Chance& chance) {
    orders::Basket basket;
    basket.buyer = somebody(chance);
    basket.name = "A Person";
    basket.address = "1 Fair Lane";
    basket.method =
        chance.one_in(5) ? payments::Method::bank_transfer : payments::Method::simulator;
    const std::int64_t lines = 1 + chance.below(2);
    for (std::int64_t i = 0; i < lines; ++i) {
        const Goods& goods = recent(goods_, chance);
        const std::int64_t stale = chance.one_in(30) ? 1 : 0;
        basket.lines.push_back({goods.id, version_of(goods.id) + stale, 1 + chance.below(3)});
    }
    const auto cards = base::every<payments::Card>();
    const auto card = chance.one_in(2) ? payments::Card::ok
                                       : cards[static_cast<std::size_t>(chance.below(
                                             static_cast<std::int64_t>(std::size(cards))))];
    const std::int64_t luck = chance.below(12);
    place(basket, card,
          luck == 0   ? Paying::leaves
          : luck <= 2 ? Paying::stays_away
                      : Paying::returns);
}

void People::place(const orders::Basket& basket, payments::Card card, Paying paying) {
    const auto settings = market_.settings();
    const auto made = market_.send("place", [=](db::Tx& tx) -> Id {
        return TRY(orders::place(tx, basket, settings)).order.id.value;
    });
    market_.send_again();
    if (!made) return;
    const orders::OrderId id{*made};
    const auto order =
        market_.look([&](db::Snapshot& snapshot) { return orders::find(snapshot, id).value(); });
    orders_.push_back({id, order.buyer, order.seller});
    if (basket.method == payments::Method::simulator) pay(order.payment, card, paying);
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
    if (made && method == payments::Method::simulator) {
        pay(payments::PaymentId{*made}, payments::Card::ok, Paying::returns);
    }
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

void People::trade(Chance& chance) {
    if (orders_.empty()) return buy(chance);
    const Order order = recent(orders_, chance);
    constexpr std::array acts{orders::Act::accept, orders::Act::ship, orders::Act::deliver,
                              orders::Act::confirm, orders::Act::cancel};
    const auto act =
        acts[static_cast<std::size_t>(chance.below(static_cast<std::int64_t>(acts.size())))];
    const bool sellers = act == orders::Act::accept || act == orders::Act::ship ||
                         act == orders::Act::deliver ||
                         (act == orders::Act::cancel && chance.one_in(2));
    if (chance.one_in(8)) return pay_again(order, chance);
    const auto by = sellers ? order.seller : order.buyer;
    if (!step(order, act, chance.one_in(12) ? somebody(chance) : by)) return;
    if (chance.one_in(4)) market_.send_again();
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

void People::bank(Chance& chance) {
    const auto who = members_.front();
    const auto back = market_.look([](db::Snapshot& snapshot) {
        return payments::to_pay_back(snapshot, payments::RefundId{0}, 1);
    });
    if (!back.empty()) {
        const auto id = back.front().id;
        (void)market_.send("paid_back", [=](db::Tx& tx) -> Id {
            TRY(payments::paid_back(tx, id, who, "by hand"));
            return std::int64_t{0};
        });
    }
    const auto awaited = market_.look([](db::Snapshot& snapshot) {
        return payments::awaited(snapshot, std::nullopt, payments::PaymentId{0}, 20);
    });
    if (awaited.empty()) return;
    const auto& payment = recent(awaited, chance);
    payments::Entry entry{"line " + std::to_string(market_.commands()),
                          payment.reference.value_or(""),
                          payment.asset,
                          payment.amount + (chance.one_in(6) ? 1 : 0),
                          who,
                          "statement"};
    if (chance.one_in(8)) entry.reference = "nonsense";
    (void)market_.send("receipt", [=](db::Tx& tx) -> Id {
        const auto receipt = TRY(payments::enter(tx, entry, orders::on_payment));
        return receipt.id.value;
    });
}

void People::set_policy(Chance& chance) {
    policies::Change change{std::string{policies::commission_ppm}, chance.below(100'000),
                            members_.front(), "by chance"};
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
    place(basket, payments::Card::ok, Paying::returns);
    place(basket, payments::Card::lost, Paying::returns);
    must_hold(orders_.size() == 2, "two orders are placed");
    must_hold(step(orders_[0], orders::Act::ship, seller), "a paid order is sent");
    must_hold(step(orders_[0], orders::Act::confirm, buyer), "what was sent is confirmed");
    market_.move(payments::check_after);
    market_.run_jobs();
    must_hold(step(orders_[1], orders::Act::cancel, buyer), "what was found to be paid goes back");
    import(seller, 3);
    market_.move(std::chrono::minutes{2});
    market_.run_jobs();
}

}  // namespace sim
