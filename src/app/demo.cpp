#include "app/demo.hpp"

#include <algorithm>
#include <future>
#include <map>

#include "app/market.hpp"
#include "circles/circles.hpp"
#include "db/act.hpp"
#include "events/events.hpp"
#include "ledger/ledger.hpp"
#include "shops/shops.hpp"

namespace app {
namespace {

using base::Done;
using base::Result;

struct Goods {
    std::string_view seller;
    std::string_view title;
    std::string_view description;
    std::int64_t price;
    std::int64_t stock;
    circles::Audience audience;
    int days_ago;  // When it was listed.
};

constexpr auto everybody = circles::Audience::everybody;
constexpr auto friends_only = circles::Audience::friends;

constexpr std::array goods{
    Goods{"demo_ben", "Walnut chopping board",
          "Cut from one piece, oiled twice. 34 by 22 cm. I make four a month in the shed.", 3800, 4,
          everybody, 14},
    Goods{"demo_ben", "Two beech spoons", "One long for stews, one flat for pans.", 1400, 9,
          everybody, 13},
    Goods{"demo_ben", "Bicycle repair, one evening",
          "Bring it to the yard on Thursday: brakes, gears, one tube included.", 2500, 3, everybody,
          12},
    Goods{"demo_ben", "Half a lamb from my brother's farm",
          "About 9 kg, cut and packed. For friends only, it is one animal.", 14500, 2, friends_only,
          7},
    Goods{"demo_lin", "面膜五片装 Sheet masks, five",
          "韩国补水面膜，效期到明年九月。Bought in Seoul in May; receipt on request.", 1650, 12,
          everybody, 14},
    Goods{"demo_lin", "桂花乌龙 Osmanthus oolong, 100 g",
          "今年春茶。This spring's leaves, from my aunt in Anxi.", 1980, 7, everybody, 11},
    Goods{"demo_lin", "Hand-sewn tote, indigo", "Linen, two inside pockets, machine washable.",
          4200, 5, everybody, 13},
    Goods{"demo_lin", "A jar of chilli crisp", "Made on Sunday, gone by Friday as a rule.", 750, 20,
          everybody, 10},
    Goods{"demo_ava", "Calculus textbook, third edition",
          "Pencil notes in chapter 4, otherwise like new.", 2200, 1, everybody, 6},
    Goods{"demo_ava", "Desk lamp, warm light", "Three steps of brightness. I have moved out.", 1500,
          1, everybody, 4},
    Goods{"demo_ava", "Tickets to the spring concert", "Row 7, two seats side by side, Friday.",
          3600, 1, friends_only, 2},
};

struct Post {
    int days_ago;
    std::string_view author;
    std::string_view text;
    circles::Audience audience;
};

constexpr std::array posts{
    Post{1, "demo_mei", "Does anybody still have jam jars? I swap full ones for empty ones.",
         everybody},
    Post{3, "demo_ben", "The shed is warm again, so new boards are drying. Ready on Saturday.",
         everybody},
    Post{5, "demo_lin",
         "周五从图书馆门口取货，六点到七点。Pick-up on Friday by the library, six to seven.",
         everybody},
    Post{8, "demo_ava", "Moving out at the end of the month. Everything must find a home.",
         friends_only},
};

/// Who is friends with whom.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> ties{{
    {"demo_mei", "demo_ben"},
    {"demo_mei", "demo_lin"},
    {"demo_ben", "demo_lin"},
    {"demo_ava", "demo_mei"},
    {"demo_olga", "demo_ben"},
}};

/// How far an order of the demo has come.
enum class Reached { paid, shipped, delivered, completed, cancelled };

struct Sale {
    int days_ago;
    std::string_view buyer;
    std::size_t what;  // In `goods`.
    std::int64_t quantity;
    Reached reached;
};

constexpr std::array sales{
    Sale{13, "demo_mei", 0, 1, Reached::completed}, Sale{12, "demo_ava", 4, 2, Reached::completed},
    Sale{11, "demo_lin", 1, 2, Reached::completed}, Sale{10, "demo_mei", 5, 1, Reached::completed},
    Sale{9, "demo_ben", 7, 3, Reached::completed},  Sale{8, "demo_mei", 2, 1, Reached::completed},
    Sale{7, "demo_ava", 6, 1, Reached::cancelled},  Sale{6, "demo_olga", 4, 2, Reached::completed},
    Sale{5, "demo_lin", 0, 1, Reached::completed},  Sale{4, "demo_mei", 7, 2, Reached::delivered},
    Sale{3, "demo_ben", 5, 1, Reached::shipped},    Sale{2, "demo_mei", 6, 1, Reached::shipped},
    Sale{1, "demo_mei", 1, 1, Reached::paid},       Sale{0, "demo_ava", 7, 2, Reached::paid},
};

constexpr int days_of_trade = 14;

class Maker {
public:
    explicit Maker(const DemoSettings& settings)
        : settings_(settings),
          now_(settings.now - std::chrono::days{days_of_trade}),
          engine_([&settings] { return db::open_writer(settings.address); }, options()) {}

    /// What the demo does is never refused.
    template <class Work>
    auto must(Work work) {
        auto result = db::act(engine_, std::move(work));
        base::ensure(static_cast<bool>(result));
        return *std::move(result);
    }

    void make() {
        const Market market =
            must([&](db::Tx& tx) -> Result<Market> { return found_market(tx, settings_.market); });
        const bool empty =
            must([](db::Tx& tx) -> Result<bool> { return members::find(tx, "", "", 1).empty(); });
        if (!empty || !market.demo) return;
        orders_ = {market.currency, settings_.provider, orders::lines_most};
        make_people();
        listings_.resize(goods.size());
        for (const auto& [a, b] : ties) befriend(a, b);
        for (int days_ago = days_of_trade; days_ago >= 0; --days_ago) {
            now_ = settings_.now - std::chrono::days{days_ago};
            for (std::size_t i = 0; i < goods.size(); ++i) {
                if (goods[i].days_ago == days_ago) listings_[i] = list(goods[i]);
            }
            for (const Sale& sale : sales) {
                if (sale.days_ago == days_ago) sell(sale);
            }
            for (const Post& post : posts) {
                if (post.days_ago == days_ago) say(post);
            }
        }
    }

private:
    db::EngineOptions options() {
        db::EngineOptions options;
        options.source = {[this] { return now_; }, settings_.fresh};
        options.link = ledger::link;
        options.companion = &hub_;
        options.hold = settings_.hold;
        return options;
    }

    void make_people() {
        const std::string hash = members::hash_password(demo_password, settings_.cost);
        for (const DemoMember& one : demo_members()) {
            people_[one.handle] = must([&](db::Tx& tx) {
                return members::create(tx, {one.handle, one.name, hash});
            });
            if (one.role == DemoRole::operator_) make_operator(member(one.handle));
            if (one.role == DemoRole::seller) open_stall(one);
        }
    }

    void make_operator(base::MemberId id) {
        must([&](db::Tx& tx) {
            return members::set_permissions(
                tx, {id, {std::string{members::operator_permission}}, {}, "demo"});
        });
    }

    void open_stall(const DemoMember& one) {
        const std::string name = one.name.substr(0, one.name.find(' ')) + "'s stall";
        must([&](db::Tx& tx) { return shops::open(tx, member(one.handle), name); });
    }

    shops::ListingId list(const Goods& one) {
        now_ = std::min(now_ + std::chrono::minutes{7}, settings_.now);
        return must([&](db::Tx& tx) -> Result<shops::ListingId> {
            const auto owner = member(one.seller);
            shops::NewListing made;
            made.title = one.title;
            made.description = one.description;
            made.price = {one.price, orders_.currency};
            made.stock = one.stock;
            made.audience = one.audience;
            const auto id = TRY(shops::list(tx, owner, made));
            TRY(shops::publish(tx, owner, id));
            return id;
        });
    }

    void befriend(std::string_view a, std::string_view b) {
        must([&](db::Tx& tx) -> Result<Done> {
            TRY(circles::befriend(tx, member(a), member(b), circles::FriendAct::befriend));
            TRY(circles::befriend(tx, member(b), member(a), circles::FriendAct::accept));
            return base::done;
        });
    }

    void say(const Post& post) {
        must([&](db::Tx& tx) -> Result<Done> {
            circles::NewMoment made;
            made.author = member(post.author);
            made.text = post.text;
            made.audience = post.audience;
            TRY(circles::post(tx, made));
            return base::done;
        });
    }

    /// Takes the money as a checkout does: between two commands.
    orders::OrderId pay(const Sale& sale) {
        const auto placed = must([&](db::Tx& tx) {
            orders::Basket basket;
            basket.buyer = member(sale.buyer);
            basket.lines = {{listings_[sale.what], 1, sale.quantity}};
            basket.name = "Demo address";
            basket.address = "1 Fair Lane";
            basket.method = payments::Method::simulator;
            return orders::place(tx, basket, orders_);
        });
        std::promise<payments::Outcome> answer;
        settings_.provider->capture(
            {placed.payment.id, placed.payment.amount, orders_.currency, payments::Card::ok},
            [&](payments::Outcome outcome) { answer.set_value(outcome); });
        const auto outcome = answer.get_future().get();
        must([&](db::Tx& tx) { return orders::hear(tx, placed.payment.id, outcome); });
        return placed.order.id;
    }

    void sell(const Sale& sale) {
        const auto id = pay(sale);
        const auto seller = member(goods[sale.what].seller);
        const auto step = [&](Reached needed, auto act) {
            if (sale.reached == Reached::cancelled || sale.reached < needed) return;
            now_ = std::min(now_ + std::chrono::minutes{40}, settings_.now);
            must([&](db::Tx& tx) { return act(tx); });
        };
        if (sale.reached == Reached::cancelled) {
            must([&](db::Tx& tx) {
                return orders::cancel(tx, id, member(sale.buyer), std::string{"Changed my mind"});
            });
        }
        step(Reached::shipped, [&](db::Tx& tx) { return orders::accept(tx, id, seller); });
        step(Reached::shipped,
             [&](db::Tx& tx) { return orders::ship(tx, id, seller, std::nullopt); });
        step(Reached::delivered, [&](db::Tx& tx) { return orders::deliver(tx, id, seller); });
        step(Reached::completed,
             [&](db::Tx& tx) { return orders::confirm(tx, id, member(sale.buyer)); });
    }

    base::MemberId member(std::string_view handle) const { return people_.find(handle)->second; }

    const DemoSettings& settings_;
    orders::Settings orders_;
    base::Time now_;
    events::Hub hub_;
    db::Engine engine_;
    std::map<std::string, base::MemberId, std::less<>> people_;
    std::vector<shops::ListingId> listings_;
};

}  // namespace

const std::vector<DemoMember>& demo_members() {
    static const std::vector<DemoMember> list{
        {"demo_mei", "Mei (demo)", DemoRole::buyer},
        {"demo_ben", "Ben (demo)", DemoRole::seller},
        {"demo_lin", "Lin (demo)", DemoRole::seller},
        {"demo_ava", "Ava (demo)", DemoRole::seller},
        {"demo_olga", "Olga (demo)", DemoRole::operator_},
    };
    return list;
}

void make_demo(const DemoSettings& settings) {
    Maker(settings).make();
}

}  // namespace app
