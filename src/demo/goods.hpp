#pragma once

// What the demo market sells and what its members say, as tables. Everything in them is invented.

#include <cstdint>
#include <span>
#include <string_view>

#include "circles/circles.hpp"
#include "demo/pictures.hpp"
#include "http/call.hpp"
#include "shops/shops.hpp"

namespace demo {

/// What sort of thing it is, for what buyers say of it afterwards.
enum class Kind { made, food, used, plant, book, service };

struct Goods {
    std::string_view title;
    std::string_view text;
    std::int64_t price = 0;
    std::int64_t stock = 0;
    int days_ago = 0;  // When it was listed.
    Kind kind{};
    Motif motif{};
    std::uint32_t colour = 0;
    circles::Audience audience = circles::Audience::everybody;
};

/// Goods that are not simply sent to everybody. `place` is for who has paid; ahead_days: for how
/// many days from the present they are ordered ahead, 0 where they are there.
struct Handed {
    std::string_view title;
    std::string_view area{}, place{}, regions{};
    shops::Ways ways{};
    int ahead_days = 0;
};
std::span<const Handed> handed();

/// How a stall's trade goes.
enum class Pace { never, slow, usual, busy };

struct Stall {
    std::string_view owner;
    std::string_view name;
    Pace pace{};
    std::span<const Goods> goods;
    std::string_view postage{};  // "*:490/5000 AT:690", as shops::text_of() has it; none: nothing.
};
std::span<const Stall> stalls();

/// What a stall says of itself. `place` is for who has paid, and for everybody where it is open.
struct Introduction {
    std::string_view owner;
    std::string_view words, hours, area, place;
    bool open_place = false;
    std::string_view conditions;
};
std::span<const Introduction> introductions();

struct Figure {
    std::string_view handle;
    std::string_view name;
    http::Language language = http::Language::en;
};
/// Everybody besides the personas.
std::span<const Figure> figures();

/// What stands on a parcel for a member, persona or not: a name, and an address that there is not.
struct Recipient {
    std::string name;
    std::string address;
};
Recipient recipient_of(std::string_view handle);

/// Where a member is paid to: accounts that fit the standard, at a bank that there is not.
struct Banked {
    std::string_view owner;
    std::string_view holder;
    std::string_view iban;
    int days_ago = 0;  // When it was named.
};
std::span<const Banked> banked();

/// From when on nobody buys a thing or at a stall any more: it is on holiday, or was taken down.
struct Gone {
    std::string_view owner;
    std::string_view title;  // "": all of the stall.
    int days_ago = 0;
};
std::span<const Gone> gone();

struct Post {
    std::string_view author;
    std::string_view text;
    int days_ago = 0;
    circles::Audience audience = circles::Audience::everybody;
};
std::span<const Post> posts();

/// A question under a listing, and what its seller says; nothing where they have not yet.
struct Asked {
    std::string_view title;
    std::string_view asker;
    int days_ago = 0;
    std::string_view question;
    std::string_view answer;
};
std::span<const Asked> questions();

struct Opinion {
    Kind kind{};
    std::int64_t stars = 0;
    std::string_view text;
};
std::span<const Opinion> opinions();

/// What sellers say to those who praise and to those who do not.
std::span<const std::string_view> thanks();
std::span<const std::string_view> apologies();
std::span<const std::string_view> changes_of_mind();

}  // namespace demo
