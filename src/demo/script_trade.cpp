// Four months of orders: who buys what, and what becomes of it.

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "demo/world.hpp"

namespace demo {
namespace {

using base::Done;
using base::Result;
using payments::Method;

/// How far an order comes.
enum class Reached {
    waiting,  // For a transfer.
    paid,
    accepted,
    shipped,
    delivered,
    completed,
    settled_by_clock,  // The buyer says nothing.
    cancelled_by_buyer,
    cancelled_by_seller,
    lapsed,  // The seller says nothing.
};

struct Plan {
    base::Time at;
    std::string_view buyer;
    std::size_t item = 0;
    std::int64_t quantity = 1;
    Reached reached{};
    Method method = Method::simulator;
    bool quick = false;  // Each step within the hour.
    Trouble trouble{};
    std::string_view tale{};
};

/// An order of those whom a visitor may be; or one that waits for them.
struct Sale {
    int hours_ago = 0;
    Reached reached{};
    std::string_view buyer, title;
    std::int64_t quantity = 0;
    std::string_view tale{};  // Of script_disputes.
    Trouble trouble{};
};

using enum Reached;
constexpr Sale sales[] = {
    {57 * 24, delivered, "demo_kaito", "Phone screen replaced 手机换屏", 1, "screen"},
    {12 * 24 + 5, delivered, "demo_mei", "Breakfast bowls, two, oat glaze", 1, "",
     Trouble::scratched},
    {9 * 24 + 3, delivered, "demo_mei", "Cherry layer cake, 20 cm", 1, "cake"},
    {7 * 24 + 6, delivered, "demo_uwe", "Poster of our town, unframed", 1, "poster"},
    {6 * 24 + 4, delivered, "demo_clara", "Hand-sewn tote, indigo", 1, "tote"},
    {5 * 24 + 2, delivered, "demo_jonas", "Building blocks from offcuts, bag of 25", 1, "blocks"},
    {4 * 24 + 7, accepted, "demo_karim", "Half a lamb from my brother's farm", 1},
    {13 * 24, completed, "demo_mei", "Walnut chopping board", 1},
    {12 * 24, completed, "demo_ava", "面膜五片装 Sheet masks, five", 2},
    {11 * 24, completed, "demo_lin", "Two beech spoons", 2},
    {10 * 24, completed, "demo_mei", "桂花乌龙 Osmanthus oolong, 100 g", 1},
    {9 * 24, completed, "demo_ben", "A jar of chilli crisp", 3},
    {8 * 24, completed, "demo_mei", "Bicycle repair, one evening", 1},
    {7 * 24, cancelled_by_buyer, "demo_ava", "Hand-sewn tote, indigo", 1},
    {6 * 24, completed, "demo_olga", "面膜五片装 Sheet masks, five", 2},
    {5 * 24, completed, "demo_lin", "Walnut chopping board", 1},
    {4 * 24, delivered, "demo_mei", "A jar of chilli crisp", 2},
    {3 * 24, shipped, "demo_ben", "桂花乌龙 Osmanthus oolong, 100 g", 1},
    {2 * 24, shipped, "demo_mei", "Hand-sewn tote, indigo", 1},
    {30, accepted, "demo_mei", "Speckled mug, 300 ml", 1},
    {27, waiting, "demo_mei", "Linocut: three hills", 1},
    {25, paid, "demo_zoe", "Statistics notes, two semesters", 1},
    {24, paid, "demo_mei", "Two beech spoons", 1},
    {5, accepted, "demo_ida", "Butter knives, a pair, cherry wood", 1},
    {3, paid, "demo_ava", "A jar of chilli crisp", 2},
};

/// From then on nobody else buys what the personas will.
constexpr int promised_days = 17;

/// Every so many orders that go well otherwise have trouble, of each kind in turn.
constexpr std::int64_t trouble_every = 14;

/// Every other buyer who may choose picks it up.
shops::Destination destination_of(const Item& item, std::size_t number) {
    const auto list = handed();
    const auto found = std::ranges::find(list, item.goods->title, &Handed::title);
    const shops::Ways ways = found == list.end() ? shops::Ways::ship : found->ways;
    const bool wants = ways == shops::Ways::pick_up || number % 2 == 0;
    if (wants && shops::offers(ways, shops::Way::pick_up)) return {shops::Way::pick_up, ""};
    return {shops::Way::ship, "DE"};
}

/// What the buyer is shown for sending it.
Result<std::int64_t> postage_for(db::Tx& tx, const World& world, const Item& item,
                                 const orders::Basket& basket) {
    if (item.stall->postage.empty()) return 0;
    const auto& line = basket.lines.front();
    const auto price = TRY(shops::price_of(tx, line.listing, line.version));
    return shops::postage_for(postage_of(world, *item.stall), basket.destination,
                              {price.minor * line.quantity, price.currency});
}

class Trade {
public:
    explicit Trade(World& world) : world_(world) {}

    void write() {
        for (const Sale& sale : sales) {
            if (is_recent(sale)) promised_.insert(world_.item(sale.title));
        }
        for (int days_ago = 118; days_ago >= 1; --days_ago) {
            restock(days_ago);
            buy_long_ago(days_ago);
            const bool weekend = days_ago % 7 < 2;
            std::int64_t orders =
                3 + (118 - days_ago) / 40 + world_.chance.below(3) + (weekend ? 2 : 0);
            while (orders > 0) orders -= wave(days_ago, orders);
            world_.add(world_.on(days_ago, 1425), [](db::Tx& tx) { return run_clocks(tx); });
            world_.add(world_.on(days_ago, 545),
                       [&world = world_](db::Tx& tx) { return send_back(world, tx); });
        }
        change_prices();
        buy_for_personas();
        world_.add(world_.settings.now - std::chrono::minutes{6},
                   [](db::Tx& tx) { return run_clocks(tx); });
    }

private:
    /// What nobody did in time.
    static Result<Done> run_clocks(db::Tx& tx) {
        for (const events::Job& job : events::due(tx, tx.now(), 200)) {
            const bool clock = job.kind.starts_with("order_") || job.kind.starts_with("case_");
            if (clock) TRY(events::perform(tx, job));
        }
        return base::done;
    }

    /// What came by bank and goes back is sent by a person.
    static Result<Done> send_back(const World& world, db::Tx& tx) {
        for (const payments::ByHand& refund : payments::to_pay_back(tx, {}, 100)) {
            TRY(payments::paid_back(tx, refund.id, world.member("demo_olga"), "Sent this morning"));
        }
        return base::done;
    }

    /// A few orders within some minutes, as they come when people have a break.
    std::int64_t wave(int days_ago, std::int64_t most) {
        const std::int64_t count = std::min(most, world_.chance.from(1, 4));
        const base::Time at = world_.on(days_ago, world_.chance.from(470, 1270));
        for (std::int64_t i = 0; i < count; ++i) {
            Plan plan{at + std::chrono::seconds{47 * i}, {}, choose(at), 1, how_far(), {}, false};
            if (plan.item == nothing) continue;
            Item& item = world_.items[plan.item];
            if (item.goods->kind == Kind::food || item.goods->price < 1000) {
                plan.quantity = std::min(item.left, world_.chance.from(1, 3));
            }
            plan.buyer = buyer_for(item, plan.at);
            if (world_.chance.one_in(16)) plan.method = Method::bank_transfer;
            if (plan.method == Method::bank_transfer && world_.chance.one_in(3)) {
                plan.reached = Reached::waiting;
            }
            item.left -= plan.quantity;
            if (plan.reached == completed) plan.trouble = next_trouble();
            begin(plan);
        }
        return count;
    }

    Trouble next_trouble() {
        constexpr std::int64_t kinds = static_cast<std::int64_t>(Trouble::gift);
        if (!world_.luck.one_in(trouble_every)) return Trouble::none;
        return static_cast<Trouble>(1 + troubles_++ % kinds);
    }

    /// On holiday, or taken down.
    bool is_gone(const Item& item, base::Time at) const {
        const auto list = gone();
        return std::ranges::any_of(list, [&](const Gone& one) {
            return one.owner == item.stall->owner &&
                   (one.title.empty() || one.title == item.goods->title) &&
                   at > world_.on(one.days_ago, 0);
        });
    }

    Reached how_far() {
        const std::int64_t chance = world_.chance.below(100);
        if (chance < 7) return Reached::settled_by_clock;
        if (chance < 12) return Reached::cancelled_by_buyer;
        if (chance < 15) return Reached::cancelled_by_seller;
        if (chance < 17) return Reached::lapsed;
        return Reached::completed;
    }

    /// Something that is on sale; nothing where chance finds none.
    std::size_t choose(base::Time at) {
        for (int tries = 0; tries < 60; ++tries) {
            const auto index = static_cast<std::size_t>(
                world_.chance.below(static_cast<std::int64_t>(world_.items.size())));
            const Item& item = world_.items[index];
            const Goods& goods = *item.goods;
            // What a visitor is to find stays: the newest, what is for friends, every third thing.
            const bool kept = goods.days_ago < 9 ||
                              goods.audience != circles::Audience::everybody ||
                              (goods.stock == 1 && index % 3 == 0);
            const bool there = item.left > 0 && item.since + std::chrono::hours{3} < at;
            const bool promised = at > world_.on(promised_days, 0) && promised_.contains(index);
            if (kept || promised || !there || is_gone(item, at)) continue;
            if (world_.chance.below(4) <= static_cast<std::int64_t>(item.stall->pace)) return index;
        }
        return nothing;
    }

    std::string_view buyer_for(const Item& item, base::Time at) {
        while (true) {
            const auto list = figures();
            const auto index = static_cast<std::size_t>(
                world_.chance.below(static_cast<std::int64_t>(list.size()) + 8));
            const std::string_view buyer = index < list.size() ? list[index].handle
                                           : index % 4 == 0    ? "demo_ben"
                                           : index % 4 == 1    ? "demo_ava"
                                                               : "demo_mei";
            const bool there = world_.joined.find(buyer)->second < at;
            if (there && buyer != item.stall->owner) return buyer;
        }
    }

    void place(const Plan& plan, std::size_t number) {
        const std::int64_t version = world_.items[plan.item].version;
        world_.add(plan.at, [&world = world_, plan, number, version](db::Tx& tx) -> Result<Done> {
            orders::Basket basket;
            basket.buyer = world.member(plan.buyer);
            basket.lines = {{world.items[plan.item].id, version, plan.quantity}};
            const Recipient recipient = recipient_of(plan.buyer);
            basket.name = recipient.name;
            basket.destination = destination_of(world.items[plan.item], number);
            const bool sent = basket.destination.way == shops::Way::ship;
            if (sent) basket.address = recipient.address;
            basket.method = plan.method;
            basket.postage = TRY(postage_for(tx, world, world.items[plan.item], basket));
            const auto placed = TRY(orders::place(tx, basket, world.orders));
            Deal& deal = world.deals[number];
            deal.order = placed.order.id;
            deal.payment = placed.payment.id;
            deal.amount = placed.order.total;
            deal.reference = placed.payment.reference.value_or("");
            return base::done;
        });
    }

    void pay(const Plan& plan, base::Time at, std::size_t number) {
        if (plan.method == Method::simulator) {
            world_.add(
                at,
                [&world = world_, number](db::Tx& tx) {
                    return orders::hear(tx, world.deals[number].payment,
                                        world.deals[number].outcome);
                },
                number);
            return;
        }
        world_.add(at, [&world = world_, number](db::Tx& tx) -> Result<Done> {
            const Deal& deal = world.deals[number];
            const payments::Entry entry{"statement line " + std::to_string(number + 1),
                                        deal.reference,
                                        world.settings.currency,
                                        deal.amount,
                                        world.member("demo_olga"),
                                        "Statement of the day"};
            TRY(payments::enter(tx, entry, orders::on_payment));
            return base::done;
        });
    }

    /// One of the acts of orders, by one of its two sides.
    template <class Work>
    void act(base::Time at, std::size_t number, std::string_view by, Work work) {
        world_.add(at, [&world = world_, number, by, work](db::Tx& tx) -> Result<Done> {
            TRY(work(tx, world.deals[number].order, world.member(by)));
            return base::done;
        });
    }

    base::Duration pause(const Plan& plan, std::int64_t low_hours, std::int64_t high_hours) {
        if (plan.quick) return world_.minutes(11, 40);
        return world_.minutes(low_hours * 60, high_hours * 60);
    }

    void cancel(base::Time at, std::size_t number, std::string_view by, std::string_view reason) {
        act(at, number, by, [reason](db::Tx& tx, orders::OrderId order, base::MemberId who) {
            return orders::cancel(tx, order, who, std::string{reason});
        });
    }

    void begin(const Plan& plan) {
        const std::size_t number = world_.deals.size();
        world_.deals.emplace_back();
        place(plan, number);
        if (plan.reached == Reached::waiting) return;
        const base::Time paid = plan.at + (plan.method == Method::simulator
                                               ? std::chrono::seconds{world_.chance.from(190, 260)}
                                               : world_.minutes(16 * 60, 60 * 60));
        pay(plan, paid, number);
        if (plan.reached == Reached::paid || plan.reached == Reached::lapsed) return;
        if (plan.reached == Reached::cancelled_by_buyer) {
            const auto minds = changes_of_mind();
            cancel(paid + pause(plan, 1, 5), number, plan.buyer,
                   minds[world_.chance.next() % minds.size()]);
            return;
        }
        go_on(plan, paid, number);
    }

    void go_on(const Plan& plan, base::Time at, std::size_t number) {
        const std::string_view seller = world_.items[plan.item].stall->owner;
        at += pause(plan, 1, 16);
        act(at, number, seller, orders::accept);
        if (plan.reached == Reached::accepted) return;
        const Troubled troubled{number, plan.buyer, seller, plan.trouble};
        if (plan.trouble == Trouble::unsent) return write_trouble(world_, at, troubled);
        at += pause(plan, 2, 30);
        if (plan.reached == Reached::cancelled_by_seller) {
            cancel(at, number, seller, "The last one broke when I packed it. I am sorry.");
            return;
        }
        act(at, number, seller, [](db::Tx& tx, orders::OrderId order, base::MemberId who) {
            return orders::ship(tx, order, who, std::nullopt);
        });
        if (plan.reached == Reached::shipped) return;
        at += pause(plan, 10, 60);
        act(at, number, seller, orders::deliver);
        if (!plan.tale.empty()) world_.tales[plan.tale] = {number, plan.buyer, seller};
        const bool held = plan.trouble != Trouble::none && plan.trouble < Trouble::late;
        if (held) return write_trouble(world_, at, troubled);
        if (plan.reached != Reached::completed) return;
        at += pause(plan, 2, 50);
        act(at, number, plan.buyer, orders::confirm);
        if (plan.trouble != Trouble::none) write_trouble(world_, at, troubled);
        if (!plan.quick) judge(plan, at + pause(plan, 5, 100), number);
    }

    /// Nobody says what somebody has said at this stall, and nobody says anything too often.
    void judge(const Plan& plan, base::Time at, std::size_t number) {
        const Item& item = world_.items[plan.item];
        const auto list = opinions();
        const bool silent = world_.chance.below(100) >= 62;
        const std::size_t from = world_.chance.next() % list.size();
        if (silent) return;
        for (std::size_t i = 0; i < list.size(); ++i) {
            const std::size_t index = (from + i) % list.size();
            const Opinion& opinion = list[index];
            constexpr int often = 5;
            if (opinion.kind != item.goods->kind || said_[index] >= often) continue;
            if (!said_at_.emplace(item.stall, index).second) continue;
            ++said_[index];
            write_review(plan, at, number, opinion);
            return;
        }
    }

    void write_review(const Plan& plan, base::Time at, std::size_t number, const Opinion& opinion) {
        world_.add(
            at, [&world = world_, number, opinion, buyer = plan.buyer](db::Tx& tx) -> Result<Done> {
                Deal& deal = world.deals[number];
                deal.review = TRY(reviews::write(tx, {deal.order, 1, world.member(buyer),
                                                      opinion.stars, std::string{opinion.text}}));
                return base::done;
            });
        const auto answers = opinion.stars >= 4 ? thanks() : apologies();
        const std::string_view answer = answers[world_.chance.next() % answers.size()];
        if (opinion.stars >= 4 && !world_.chance.one_in(3)) return;
        world_.add(at + world_.minutes(60, 2000),
                   [&world = world_, number, answer,
                    seller = world_.items[plan.item].stall->owner](db::Tx& tx) {
                       return reviews::answer(tx, world.member(seller), world.deals[number].review,
                                              std::string{answer});
                   });
    }

    /// Who makes things makes more of them; some wait for the next batch.
    void restock(int days_ago) {
        if (days_ago % 7 != 3 || days_ago < 5) return;
        for (std::size_t index = 0; index < world_.items.size(); ++index) {
            Item& item = world_.items[index];
            const base::Time at = world_.on(days_ago, world_.chance.from(420, 465));
            const bool made = item.goods->kind != Kind::used && item.goods->kind != Kind::book;
            const bool late = days_ago < 25 && index % 11 == 4;
            const bool enough = item.left * 2 > item.goods->stock;
            const bool now = days_ago == promised_days && promised_.contains(index);
            if (!now && (!made || late || enough)) continue;
            if (item.since > at || item.left == item.goods->stock || is_gone(item, at)) continue;
            item.left = item.goods->stock;
            world_.add(at, [&world = world_, index, left = item.left](db::Tx& tx) {
                const Item& one = world.items[index];
                return shops::set_stock(tx, world.member(one.stall->owner), one.id, left);
            });
        }
    }

    /// Some things that nobody wants become cheaper; an order keeps the price of its day.
    void change_prices() {
        for (std::size_t index = 0; index < world_.items.size(); ++index) {
            Item& item = world_.items[index];
            const bool unsold = item.goods->stock == 1 && item.left == 1;
            if (!unsold || item.goods->days_ago < 30 || index % 2 == 0) continue;
            if (is_gone(item, world_.settings.now)) continue;
            const std::int64_t price = item.goods->price * 9 / 1000 * 100;
            if (price == 0) continue;
            world_.add(world_.on(item.goods->days_ago / 3, world_.chance.from(500, 1200)),
                       [&world = world_, index, price](db::Tx& tx) {
                           const Item& one = world.items[index];
                           shops::Edit edit;
                           edit.version = 1;
                           edit.price = base::Money{price, world.settings.currency};
                           return shops::edit(tx, world.member(one.stall->owner), one.id, edit);
                       });
            item.version = 2;
        }
    }

    /// What a visitor finds when looking through somebody's eyes: something of every kind. They
    /// are the last to buy, so that there is enough left: of each at least two.
    void buy_for_personas() {
        for (const Sale& sale : sales) {
            const base::Time at = world_.settings.now - std::chrono::hours{sale.hours_ago};
            if (is_recent(sale)) begin(plan_of(sale, at));
        }
    }

    /// While there is something left that nobody else was promised.
    void buy_long_ago(int days_ago) {
        for (const Sale& sale : sales) {
            if (is_recent(sale) || sale.hours_ago / 24 != days_ago) continue;
            std::int64_t& left = world_.items[world_.item(sale.title)].left;
            base::ensure(left >= sale.quantity);
            left -= sale.quantity;
            constexpr std::int64_t afternoon = 15 * 60;
            begin(plan_of(sale, world_.on(days_ago, afternoon)));
        }
    }

    static bool is_recent(const Sale& sale) { return sale.hours_ago < promised_days * 24; }

    Plan plan_of(const Sale& sale, base::Time at) const {
        Plan plan{at, sale.buyer, world_.item(sale.title), sale.quantity, sale.reached};
        if (sale.reached == waiting) plan.method = Method::bank_transfer;
        plan.quick = true;
        plan.tale = sale.tale;
        plan.trouble = sale.trouble;
        return plan;
    }

    World& world_;
    std::set<std::size_t> promised_;  // What the personas will buy.
    int troubles_ = 0;
    std::map<std::size_t, int> said_;
    std::set<std::pair<const Stall*, std::size_t>> said_at_;
};

}  // namespace

void write_trade(World& world) {
    Trade(world).write();
}

}  // namespace demo
