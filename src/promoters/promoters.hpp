#pragma once

// Promoters: people who share goods, and earn where what they shared was sold.
//
//     TRY(promoters::set_rate(tx, ann, {mug, 50'000, 10'000}));        // Ann gives 5 %, and 1 %.
//     TRY(promoters::join(tx, cem, {}));                               // Cem accepts the rules.
//     const Shared link = TRY(promoters::share(tx, cem, mug));         // "/listings/7?share=.."
//
// The address of a link carries a signed token from page to page up to the checkout, and the basket
// hands it to orders, who ask promote(): no cookie is set, nothing is noted of who opens it, and it
// opens nothing that would be closed without it. What is earned is a share of the order, out of its
// seller's part, for each line by itself; so it is settled, refunded and disputed as any other. It
// is settled into an account that is frozen until the time to inspect the goods is over.
//
// Two levels and no third: who shared, and who had brought them. See decide.hpp. A promoter is
// brought by one other or by nobody, once, when they accept the rules, and never anew.
//
// Who is suspended, has left or is apart from the seller earns nothing by what is not settled yet,
// however long ago it was shared or bought: when the order is about to be settled all of it is
// looked at again, and what they would have got is the seller's.

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "events/events.hpp"
#include "orders/orders.hpp"
#include "promoters/decide.hpp"
#include "promoters/links.hpp"
#include "shops/shops.hpp"

namespace promoters {

using shops::ListingId;

/// The rules of promoting as docs/promote.md has them. A new version has to be accepted by who
/// joins from then on.
inline constexpr std::int64_t rules_version = 1;

/// Which shares of an order are ours.
inline constexpr std::string_view first_purpose = "promoter", second_purpose = "promoter_second";

inline constexpr base::Reason not_a_promoter{base::Kind::conflict, "not_a_promoter"};
inline constexpr base::Reason promoter_already{base::Kind::conflict, "promoter_already"};
inline constexpr base::Reason promoter_suspended{base::Kind::conflict, "promoter_suspended"};
inline constexpr base::Reason promoting_closed{base::Kind::conflict, "promoting_closed"};
inline constexpr base::Reason nothing_to_earn{base::Kind::conflict, "nothing_to_earn"};
inline constexpr base::Reason rules_changed{base::Kind::conflict, "rules_changed"};
inline constexpr base::Reason no_such_promoter{base::Kind::missing, "no_such_promoter"};
inline constexpr base::Reason not_suspended{base::Kind::conflict, "not_suspended"};
inline constexpr base::Reason too_many_links{base::Kind::limited, "too_many_links"};

// ---- Who promotes

struct Promoter {
    MemberId member;
    std::optional<MemberId> recruiter;
    std::int64_t rules_version = 0;
    std::int64_t policy_version = 0;
    base::Time since;
    std::optional<base::Time> suspended;
    std::string suspended_why;
};
BOOST_DESCRIBE_STRUCT(Promoter, (),
                      (member, recruiter, rules_version, policy_version, since, suspended,
                       suspended_why))

std::optional<Promoter> find(db::Snapshot& snapshot, MemberId member);

/// How many people a promoter has brought.
std::int64_t recruits_of(db::Snapshot& snapshot, MemberId member);

/// A member accepts the rules, and with them, where the token is that of an invitation, who invited
/// them; a token that is not good brings nobody and refuses nothing. Refuses with promoting_closed,
/// rules_changed (args: version), promoter_already.
base::Result<Promoter> join(db::Tx& tx, MemberId member, std::int64_t rules,
                            const std::string& invitation = {});

/// An operator stops somebody from earning, or lets them again. Audited. Refuse with
/// no_such_promoter, promoter_suspended or not_suspended.
struct Word {
    MemberId by;
    std::string reason;
};
base::Result<base::Done> suspend(db::Tx& tx, MemberId member, const Word& word);
base::Result<base::Done> reinstate(db::Tx& tx, MemberId member, const Word& word);

/// Promoters after this one, by member.
std::vector<Promoter> list(db::Snapshot& snapshot, MemberId after, std::int64_t limit);

// ---- What sellers give

/// What a seller sets: for one listing of theirs, or for their whole shop.
struct Setting {
    std::optional<ListingId> listing{};
    std::optional<std::int64_t> first_ppm{};  // None, of a listing: as its shop again.
    std::int64_t second_ppm = 0;
};

/// Sets it from now on; orders that are placed keep what they have. Refuses with no_shop_yet and
/// no_such_listing (of shops), or with the form's fields `first_ppm` (too_large, args: max;
/// missing, of a shop) and `second_ppm` (too_large, args: max).
base::Result<base::Done> set_rate(db::Tx& tx, MemberId seller, const Setting& setting);

/// What is given for a listing today, as the market allows it.
Rate rate_of(db::Snapshot& snapshot, shops::ShopId shop, ListingId listing);

/// The same for several listings of a shop.
std::map<ListingId, Rate> rates_of(db::Snapshot& snapshot, shops::ShopId shop,
                                   const std::vector<ListingId>& listings);

/// What the seller has set for a listing, or for the shop (listing 0); nothing where it is as the
/// shop, or nothing was set.
std::optional<Rate> set_for(db::Snapshot& snapshot, shops::ShopId shop, ListingId listing);

// ---- Links

struct Shared {
    LinkId id;
    ListingId listing;  // 0: an invitation to promote.
    base::Time made;
    base::Time until;
    std::string token;
};

/// The link of goods; one that is not half over yet is the same again. Refuses with not_a_promoter,
/// promoter_suspended, promoting_closed, no_such_listing (of shops; also of what they may not see),
/// nothing_to_earn, too_many_links (args: max).
base::Result<Shared> share(db::Tx& tx, MemberId member, ListingId listing);

/// The link by which others become promoters whom this one has brought. Refuses as share().
base::Result<Shared> invite(db::Tx& tx, MemberId member);

/// Whether a token is worth something now; whose it is nobody learns. What leads to goods is no
/// invitation, and the other way round.
enum class LinkTo { goods, market };
TokenLook look_at(db::Snapshot& snapshot, std::string_view token, LinkTo to = LinkTo::goods);

/// A link that is stored.
struct Link {
    LinkId id;
    MemberId promoter;
    ListingId listing;
    shops::ShopId shop;
    base::Time made;
    base::Time until;
};
BOOST_DESCRIBE_STRUCT(Link, (), (id, promoter, listing, shop, made, until))

/// A promoter's links to goods before this one, the latest first.
std::vector<Link> links_of(db::Snapshot& snapshot, MemberId member, LinkId before,
                           std::int64_t limit);
Shared shown(db::Snapshot& snapshot, const Link& link);

inline constexpr std::int64_t links_a_day = 200;

// ---- Sales

/// What a purchase would earn to whoever shared it, and why nothing.
struct Quote {
    TokenLook link{};
    Why why{};
    Total total{};
};

/// A line that somebody is about to buy.
struct Wanted {
    ListingId listing;
    std::int64_t quantity = 0;
    std::int64_t price = 0;  // Of one.
};

/// Before the purchase; where it will be sent is not known yet. All lines are of one shop.
Quote quote(db::Snapshot& snapshot, MemberId buyer, const shops::ShopName& shop,
            const std::vector<Wanted>& lines, std::string_view token);

/// For orders::Settings: adds the shares of an order that was just placed. Never refuses.
base::Result<base::Done> promote(db::Tx& tx, const orders::Placed& placed,
                                 const std::string& token);

/// What promotion_earned, promotion_payable and promotion_reversed carry; the subject is the order.
/// `amount` is what of it is theirs; with promotion_reversed what of it went back this time.
struct Told {
    MemberId member;
    base::Money amount;
};
BOOST_DESCRIBE_STRUCT(Told, (), (member, amount))

Told told(const events::Event& event);

// ---- The program's part

/// Makes the key that links are signed with, where there is none.
void prepare(db::Tx& tx);

/// Hears order_paid, order_settling, order_settled, order_refunded, order_charged_back and
/// order_won_back, and does promotion_thaw.
void add_listeners(events::Hub& hub);

/// This module's tables.
std::span<const db::Migration> migrations();

}  // namespace promoters
