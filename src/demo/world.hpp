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
#include "media/store.hpp"
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

/// A thing that came with a catalogue.
struct Extra {
    std::string_view title;
    Motif motif{};
    std::uint32_t colour = 0;
    std::shared_ptr<const media::Kept> picture{};
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

/// What goes wrong with an order that went well otherwise, and how its two sides settle it.
enum class Trouble {
    none,
    unsent,     // Called off for a good reason after it was accepted.
    broken,     // All goes back.
    scratched,  // A part was asked for, and given.
    met,        // All was asked for, a part was given.
    refused,
    lost,   // The seller never says a word.
    found,  // The buyer takes it back.
    late,   // Asked for after the seller had the money, who never says a word.
    gift,   // Given by a seller who was not asked.
};

/// An order with trouble, from when its goods were accepted, arrived or settled.
struct Troubled {
    std::size_t deal = 0;
    std::string_view buyer, seller;
    Trouble trouble{};
};

/// An order that has a story of its own, whose goods are with the buyer and wait for their word.
struct Tale {
    std::size_t deal = 0;
    std::string_view buyer, seller;
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
    Chance luck{0};  // Of what goes wrong: the trade itself goes on as it would have.
    std::string password_hash{};

    std::vector<Item> items{};
    std::vector<Deal> deals{};
    std::vector<Extra> extras{};
    std::map<std::string_view, base::MemberId> people{};
    std::map<std::string_view, base::Time> joined{};
    std::map<std::string_view, Tale> tales{};
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

/// What a stall that asks for something asks for sending.
shops::Postage postage_of(const World& world, const Stall& stall);

// The script, by chapters.
void write_people(World& world);
void write_goods(World& world);
void write_talk(World& world);
void write_trade(World& world);

void write_money(World& world);
void write_cases(World& world);
void write_habits(World& world);
void write_catalogue(World& world);

/// Asking, answering, and the buyer's last word, from `at` on.
void write_trouble(World& world, base::Time at, const Troubled& one);

/// Makes everything happen, in the order of its time.
void play(World& world);

}  // namespace demo
