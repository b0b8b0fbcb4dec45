// Fills a market for measuring, through the modules' own functions: sellers with a shop and a
// listing of large stock each, buyers with an open session each, and orders that are paid and wait
// for their sellers. DIRECTORY is what `fairground serve --data` gets; DIRECTORY/goods lists what
// the load generator asks for.
//
//     bench_fill DIRECTORY SELLERS BUYERS ORDERS
//     bench_fill DIRECTORY circle MEMBERS
//
// Titles are of words that most, some and few goods have, a third of them in Chinese, so that a
// search has something to find; what is looked for is in the list too.
//
// A circle is members with forty friends each, up and down the market, and four posts each, all for
// friends; of every tenth member the last one is goods. Friendships and posts
// are written as src/circles writes them, without a command for each: there are forty millions of
// them among a million members. As many of the members as a thousand are signed in.
//
// The market is a file in DIRECTORY, or where FAIRGROUND_DATABASE says, as for the program.

#include <fmt/format.h>
#include <sodium.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <latch>
#include <vector>

#include "app/market.hpp"
#include "base/fresh.hpp"
#include "circles/circles.hpp"
#include "db/act.hpp"
#include "events/events.hpp"
#include "ledger/ledger.hpp"
#include "members/members.hpp"
#include "orders/orders.hpp"
#include "payments/payments.hpp"
#include "shops/shops.hpp"

namespace {

/// How many of a kind one command makes.
constexpr std::int64_t step = 500;

base::Time now() {
    return std::chrono::time_point_cast<base::Duration>(std::chrono::system_clock::now());
}

using Words = std::initializer_list<std::string_view>;

std::string_view one_of(const Words& words, std::int64_t number) {
    return *(words.begin() + number % static_cast<std::int64_t>(words.size()));
}

/// "Blue handmade enamel mug 17", "韩国补水面膜正品 17号": another for each number, and the words
/// of one in no step with those of another.
std::string title_of(std::int64_t number) {
    static const Words colours{"Blue", "Red", "Green", "Grey", "Yellow", "Black", "White"};
    static const Words makes{"handmade", "old",  "second-hand", "new",  "large", "small",
                             "rare",     "warm", "plain",       "fine", "light"};
    static const Words stuffs{"enamel", "oak",  "wool",  "linen", "glass",  "stoneware", "leather",
                              "copper", "felt", "paper", "brass", "cotton", "silver"};
    static const Words things{"mug",    "bowl",   "lamp",  "scarf", "chair", "basket",
                              "kettle", "vase",   "rug",   "clock", "shelf", "apron",
                              "purse",  "teapot", "stool", "tray",  "mirror"};
    static const Words places{"韩国", "日本", "法国", "云南", "景德镇", "苏州", "意大利"};
    static const Words traits{"补水", "手工", "原装",   "复古", "天然", "限量",
                              "轻便", "保暖", "无添加", "加厚", "新款"};
    static const Words wares{"面膜", "茶杯", "围巾", "台灯", "木椅", "果酱", "香皂",
                             "陶碗", "钱包", "地毯", "挂钟", "雨伞", "红茶"};
    if (number % 3 == 0) {
        return fmt::format("{}{}{}正品 {}号", one_of(places, number), one_of(traits, number / 3),
                           one_of(wares, number / 5), number);
    }
    return fmt::format("{} {} {} {} {}", one_of(colours, number), one_of(makes, number / 2),
                       one_of(stuffs, number / 3), one_of(things, number / 5), number);
}

/// What people look for, as they write it in an address: a word, the beginning of one, two words,
/// what a third of all goods have and what few do, by price, cheapest or newest first.
constexpr std::string_view queries[] = {
    "mug",
    "kett",
    "blue+mug",
    "wool+scarf",
    "second-hand",
    "%E9%9D%A2%E8%86%9C",                     // 面膜
    "%E9%9F%A9%E5%9B%BD+%E9%9D%A2%E8%86%9C",  // 韩国 面膜
    "%E8%8C%B6%E6%9D%AF&sort=price_up",       // 茶杯
    "teapot&sort=price_down&price_max=4000",
    "oak&sort=newest&in_stock=true",
    "stool&price_min=1000&price_max=2000",
    "%E6%AD%A3%E5%93%81&sort=newest",  // 正品
};

struct Offer {
    shops::ListingId listing;
    base::MemberId owner;
};

class Filler {
public:
    explicit Filler(const std::string& directory)
        : directory_(directory),
          ids_(now, 0),
          address_(address(directory)),
          engine_([this] { return db::open_writer(address_); }, options()),
          provider_(payments::make_simulator(simulator_options(directory))) {
        app::Settings settings;
        settings.data = directory;
        must([&](db::Tx& tx) -> base::Result<base::Done> {
            market_ = app::found_market(tx, settings);
            return base::done;
        });
        orders_ = {market_.currency, provider_.get(), orders::lines_most};
    }

    void sellers(std::int64_t count) {
        in_steps(count, [&](db::Tx& tx, std::int64_t number) -> base::Result<base::Done> {
            const std::string name = fmt::format("seller_{}", number);
            const auto seller = TRY(members::create(tx, {name, name, "none"}));
            TRY(shops::open(tx, seller, name + "'s shop"));
            shops::NewListing goods;
            goods.title = title_of(number);
            goods.description = "Made by hand, and as good as it looks.";
            goods.price = {950 + number % 5000, market_.currency};
            goods.stock = shops::stock_max;
            const auto listing = TRY(shops::list(tx, seller, goods));
            TRY(shops::publish(tx, seller, listing));
            offers_.push_back({listing, seller});
            return base::done;
        });
    }

    void buyers(std::int64_t count) {
        in_steps(count, [&](db::Tx& tx, std::int64_t number) -> base::Result<base::Done> {
            const std::string name = fmt::format("buyer_{}", number);
            buyers_.push_back(TRY(members::create(tx, {name, name, "none"})));
            tokens_.push_back(members::open_session(tx, {buyers_.back(), "bench", "127.0.0.1"}));
            return base::done;
        });
    }

    /// Orders that are paid, as a checkout makes them: two commands and the provider between them.
    void paid_orders(std::int64_t count) {
        for (std::int64_t first = 0; first < count; first += step) {
            std::vector<payments::Capture> captures;
            in_steps(std::min(step, count - first), [&](db::Tx& tx, std::int64_t number) {
                return place(tx, first + number, captures);
            });
            capture(captures);
            must([&](db::Tx& tx) -> base::Result<base::Done> {
                for (const auto& one : captures) {
                    TRY(orders::hear(tx, one.key, payments::Outcome::captured));
                }
                return base::done;
            });
        }
    }

    void circle(std::int64_t count) {
        in_steps(count, [&](db::Tx& tx, std::int64_t number) -> base::Result<base::Done> {
            const std::string name = fmt::format("member_{}", number);
            members_.push_back(TRY(members::create(tx, {name, name, "none"})));
            return base::done;
        });
        in_steps(count, [&](db::Tx& tx, std::int64_t number) -> base::Result<base::Done> {
            for (const std::int64_t other : friends_of(number, count)) befriend(tx, number, other);
            return base::done;
        });
        for (std::int64_t round = 0; round < posts_each; ++round) {
            in_steps(count, [&](db::Tx& tx, std::int64_t number) -> base::Result<base::Done> {
                // Whoever came early does not post before all others.
                const std::int64_t author = number * 7919 % count;
                if (round == posts_each - 1 && author % sellers_each == 0)
                    return sell_to_friends(tx, author);
                post(tx, author, round * count + number + 1);
                return base::done;
            });
        }
        const std::int64_t readers = std::min<std::int64_t>(count, readers_most);
        in_steps(readers, [&](db::Tx& tx, std::int64_t number) -> base::Result<base::Done> {
            const base::MemberId reader = members_[index(number * (count / readers))];
            tokens_.push_back(members::open_session(tx, {reader, "bench", "127.0.0.1"}));
            return base::done;
        });
    }

    void write_goods() const {
        std::ofstream out(directory_ + "/goods");
        for (const Offer& offer : offers_)
            out << fmt::format("listing {} 1\n", offer.listing.value);
        for (const std::string_view query : queries) out << "query " << query << '\n';
        for (const std::string& token : tokens_) out << "buyer fairground=" << token << '\n';
    }

private:
    static constexpr std::int64_t friends_each = 40, posts_each = 4, sellers_each = 10,
                                  readers_most = 1000;

    static std::size_t index(std::int64_t number) { return static_cast<std::size_t>(number); }

    /// Who is whose friend, rising: pairs whose distances are the same both ways round and spread
    /// over the whole market, so that neighbours in the tables are nobody's friends.
    static std::vector<std::int64_t> friends_of(std::int64_t number, std::int64_t count) {
        std::vector<std::int64_t> friends;
        for (std::int64_t k = 1; k <= friends_each / 2; ++k) {
            const std::int64_t distance = count / 2 * k / (friends_each / 2 + 1) + k;
            friends.push_back((number + distance) % count);
            friends.push_back((number - distance + count) % count);
        }
        std::ranges::sort(friends);
        return friends;
    }

    void befriend(db::Tx& tx, std::int64_t one, std::int64_t other) {
        tx.run("insert into friends (member, other, since) values ($1, $2, $3)",
               members_[index(one)], members_[index(other)], tx.now());
    }

    void post(db::Tx& tx, std::int64_t author, std::int64_t seq) {
        tx.run(
            "insert into moments (seq, id, author, at, audience, text, listing) "
            "values ($1, $2, $3, $4, $5, $6, 0)",
            seq, tx.fresh<circles::MomentId>(), members_[index(author)], tx.now(),
            circles::Audience::friends,
            fmt::format("What happened today, and what I made of it: {}", title_of(seq)));
    }

    base::Result<base::Done> sell_to_friends(db::Tx& tx, std::int64_t number) {
        const base::MemberId seller = members_[index(number)];
        TRY(shops::open(tx, seller, fmt::format("shop_{}", number)));
        shops::NewListing goods;
        goods.title = title_of(number);
        goods.description = "Made by hand, and as good as it looks.";
        goods.price = {950 + number % 5000, market_.currency};
        goods.stock = 100;
        goods.audience = circles::Audience::friends;
        goods.posted = true;
        const auto listing = TRY(shops::list(tx, seller, goods));
        return shops::publish(tx, seller, listing);
    }

    static db::Address address(const std::string& directory) {
        app::Settings settings;
        settings.data = directory;
        if (const char* elsewhere = std::getenv("FAIRGROUND_DATABASE")) {
            settings.database = elsewhere;
        }
        const db::Address address = app::address_of(settings);
        app::migrate_all(address, now());
        return address;
    }

    static payments::SimulatorOptions simulator_options(const std::string& directory) {
        payments::SimulatorOptions options;
        options.file = directory + "/simulator.log";
        options.clock = now;
        return options;
    }

    db::EngineOptions options() {
        return {{now, [this] { return ids_(); }}, ledger::link, &hub_};
    }

    /// Nothing that is filled in is ever refused.
    template <class Work>
    void must(Work work) {
        const auto result = db::act(engine_, std::move(work));
        base::ensure(static_cast<bool>(result));
    }

    template <class Make>
    void in_steps(std::int64_t count, Make make) {
        for (std::int64_t first = 0; first < count; first += step) {
            must([&](db::Tx& tx) -> base::Result<base::Done> {
                for (std::int64_t i = first; i < std::min(first + step, count); ++i) {
                    TRY(make(tx, i));
                }
                return base::done;
            });
        }
    }

    base::Result<base::Done> place(db::Tx& tx, std::int64_t number,
                                   std::vector<payments::Capture>& captures) {
        // Neighbours in time are not neighbours in the tables, as with real customers.
        const auto any = static_cast<std::size_t>(number) * 7919;
        orders::Basket basket;
        basket.buyer = buyers_[any % buyers_.size()];
        basket.lines = {{offers_[any % offers_.size()].listing, 1, 1}};
        basket.name = "Ann Example";
        basket.address = "12 Some Street, Some Town";
        basket.method = payments::Method::simulator;
        const auto placed = TRY(orders::place(tx, basket, orders_));
        captures.push_back(
            {placed.payment.id, placed.payment.amount, placed.payment.asset, payments::Card::ok});
        return base::done;
    }

    void capture(const std::vector<payments::Capture>& captures) {
        std::latch all(static_cast<std::ptrdiff_t>(captures.size()));
        for (const auto& one : captures) {
            provider_->capture(one, [&](payments::Outcome) { all.count_down(); });
        }
        all.wait();
    }

    std::string directory_;
    base::FreshIds ids_;
    db::Address address_;
    events::Hub hub_;
    db::Engine engine_;
    std::unique_ptr<payments::Provider> provider_;
    app::Market market_;
    orders::Settings orders_;
    std::vector<Offer> offers_;
    std::vector<base::MemberId> buyers_, members_;
    std::vector<std::string> tokens_;
};

}  // namespace

int main(int count, char** words) {
    const bool circle = count == 4 && std::string_view{words[2]} == "circle";
    if ((count != 5 && !circle) || sodium_init() < 0) {
        fmt::print(stderr,
                   "bench_fill DIRECTORY SELLERS BUYERS ORDERS\n"
                   "bench_fill DIRECTORY circle MEMBERS, 1,000 or more\n");
        return 2;
    }
    Filler filler(words[1]);
    if (circle) {
        filler.circle(std::atoll(words[3]));
    } else {
        filler.sellers(std::atoll(words[2]));
        filler.buyers(std::atoll(words[3]));
        filler.paid_orders(std::atoll(words[4]));
    }
    filler.write_goods();
}
