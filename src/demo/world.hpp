#pragma once

// What is known of the demo market while it is made: first the script says what will happen when,
// then it is played, and what a step makes is kept here for those after it.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/chance.hpp"
#include "demo/demo.hpp"
#include "demo/goods.hpp"
#include "orders/orders.hpp"
#include "reviews/reviews.hpp"
#include "shops/shops.hpp"

namespace demo {

using base::Chance;

/// A listing, while the script is written and while it is played.
struct Item {
    const Goods* goods = nullptr;
    const Stall* stall = nullptr;
    base::Time since;  // When it is listed.

    std::int64_t left = 0;     // As the script counts, which never takes more than there is.
    std::int64_t version = 1;  // As the script counts.
    std::shared_ptr<const media::Kept> picture{};
    shops::ListingId id{};
};

/// An order. `amount` is known once it was placed.
struct Deal {
    orders::OrderId order;
    payments::PaymentId payment;
    std::int64_t amount = 0;
    std::string reference;
    bool asked = false;  // The provider.
    payments::Outcome outcome{};
    reviews::ReviewId review{};
};

using Act = std::function<base::Result<base::Done>(db::Tx&)>;

inline constexpr std::size_t nothing = SIZE_MAX;

struct Step {
    base::Time at;
    Act act;
    std::size_t pays = nothing;  // The deal whose payment has to be captured before.
};

struct World {
    const Settings& settings;
    orders::Settings orders{};
    base::Time begin{};
    Chance chance{0};
    std::string password_hash{};

    std::vector<Item> items{};
    std::vector<Deal> deals{};
    std::map<std::string_view, base::MemberId> people{};
    std::map<std::string_view, base::Time> joined{};
    std::vector<Step> steps{};

    /// Steps that would be too late for the market's present are left out, and with them whatever
    /// would have followed: of a chain the end.
    void add(base::Time at, Act act, std::size_t pays = nothing);

    base::MemberId member(std::string_view handle) const { return people.find(handle)->second; }
    std::size_t item(std::string_view title) const;
    /// A time of day, in minutes, so many days before the present.
    base::Time on(int days_ago, std::int64_t minutes) const;
    base::Duration minutes(std::int64_t low, std::int64_t high);
};

// The script, by chapters.
void write_people(World& world);
void write_goods(World& world);
void write_talk(World& world);
void write_trade(World& world);

/// Makes everything happen, in the order of its time.
void play(World& world);

}  // namespace demo
