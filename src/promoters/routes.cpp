#include "promoters/routes.hpp"

#include <algorithm>

#include "http/page.hpp"
#include "policies/policies.hpp"
#include "promoters/earnings.hpp"
#include "promoters/rows.hpp"

namespace promoters {
namespace {

using http::Access;
using http::Call;
using http::Method;

using Token = http::Text<0, 500>;

// ---- What is given for goods, and what a link is worth

struct ListingForm {
    ListingId id;
    std::optional<Token> share;
};
BOOST_DESCRIBE_STRUCT(ListingForm, (), (id, share))

/// What a reader may do about it: share the goods, become a promoter first, or, the seller, set it.
BOOST_DEFINE_ENUM_CLASS(PromotionMay, nothing, share, join, set)

/// What the seller has set, and whether for this listing, for the shop, or not at all.
BOOST_DEFINE_ENUM_CLASS(RateOf, nobody, shop, listing)
struct RateView {
    RateOf of{};
    std::int64_t first_ppm = 0;
    std::int64_t second_ppm = 0;
    std::int64_t most_ppm = 0;  // That the market allows, both together.
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(RateView, (), (of, first_ppm, second_ppm, most_ppm, version))

struct PromotionView {
    ListingId listing;
    std::int64_t first_ppm = 0;  // To who shares it; 0: nobody earns by these goods.
    base::Money each;            // That is so much for one.
    PromotionMay may{};
    std::optional<TokenLook> link;  // Of the token that was asked about.
    std::optional<RateView> rate;   // For its seller.
};
BOOST_DESCRIBE_STRUCT(PromotionView, (), (listing, first_ppm, each, may, link, rate))

RateView rate_view(db::Snapshot& snapshot, shops::ShopId shop, ListingId listing) {
    const auto most = policies::value(snapshot, policies::promoter_ppm_most).value;
    const auto own = listing.value == 0 ? std::optional<Rate>{} : set_for(snapshot, shop, listing);
    const auto shops = set_for(snapshot, shop, ListingId{});
    const RateOf of = own ? RateOf::listing : shops ? RateOf::shop : RateOf::nobody;
    const Rate rate = within(own.value_or(shops.value_or(Rate{})), most);
    return {of, rate.first_ppm, rate.second_ppm, most, rate.version};
}

PromotionMay may_of(db::Snapshot& snapshot, MemberId viewer, MemberId seller,
                    std::int64_t first_ppm) {
    if (viewer == seller) return PromotionMay::set;
    if (viewer.value == 0 || first_ppm == 0) return PromotionMay::nothing;
    const auto promoter = find(snapshot, viewer);
    if (!promoter) return PromotionMay::join;
    return promoter->suspended ? PromotionMay::nothing : PromotionMay::share;
}

base::Result<PromotionView> listing_promotion(db::Snapshot& snapshot, const Call& call,
                                              const ListingForm& form) {
    const MemberId viewer = call.caller.member;
    const auto seen = TRY(shops::seen(snapshot, viewer, form.id));
    const auto cards = shops::cards(snapshot, viewer, {form.id});
    if (cards.empty()) return shops::no_such_listing;
    const bool open = is_open(snapshot);
    const Rate rate = open ? rate_of(snapshot, seen.shop, form.id) : Rate{};
    const base::Money price = cards.front().price;
    PromotionView view{
        form.id,
        rate.first_ppm,
        base::Money{base::portion(price.minor, rate.first_ppm), price.currency},
        open ? may_of(snapshot, viewer, seen.owner, rate.first_ppm) : PromotionMay::nothing,
        std::nullopt,
        std::nullopt};
    if (form.share) view.link = look_at(snapshot, form.share->value);
    if (viewer == seen.owner) view.rate = rate_view(snapshot, seen.shop, form.id);
    return view;
}

struct QuoteForm {
    Token share;
    http::Line<1, 4000> lines;  // "12.2,15.1": listings and how many of each.
};
BOOST_DESCRIBE_STRUCT(QuoteForm, (), (share, lines))

struct QuoteView {
    TokenLook link{};
    base::Money earns;  // All that goes to whoever shared it, and to who brought them.
    base::Money first;
    base::Money second;
};
BOOST_DESCRIBE_STRUCT(QuoteView, (), (link, earns, first, second))

base::Result<std::vector<Wanted>> read_lines(std::string_view text) {
    constexpr std::int64_t quantity_most = 100'000;
    std::vector<Wanted> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find(','), text.size());
        const std::string_view one = text.substr(0, end);
        const auto dot = one.find('.');
        const auto listing = base::to_number(one.substr(0, dot));
        const auto quantity = dot == std::string_view::npos ? std::optional<std::int64_t>{}
                                                            : base::to_number(one.substr(dot + 1));
        const bool right = listing && quantity && *quantity > 0 && *quantity <= quantity_most;
        if (!right || lines.size() >= static_cast<std::size_t>(http::page_max)) {
            return base::wrong_field("lines", "not_understood");
        }
        lines.push_back({ListingId{*listing}, *quantity, 0});
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

base::Result<QuoteView> checkout_promotion(db::Snapshot& snapshot, const Call& call,
                                           const QuoteForm& form, const std::string& currency) {
    auto lines = TRY(read_lines(form.lines.value));
    std::vector<ListingId> ids;
    for (const Wanted& line : lines) ids.push_back(line.listing);
    const auto seen = shops::seen_among(snapshot, call.caller.member, ids);
    const auto cards = shops::cards(snapshot, call.caller.member, ids);
    const base::Money nothing{0, currency};
    if (seen.empty()) return QuoteView{TokenLook::over, nothing, nothing, nothing};
    const shops::ShopName shop = TRY(shops::shop_name(snapshot, seen.front().shop));
    std::vector<Wanted> known;
    for (Wanted& line : lines) {
        const auto card = std::ranges::find(cards, line.listing, &shops::ListingCard::id);
        const auto its = std::ranges::find(seen, line.listing, &shops::Seen::id);
        if (card == cards.end() || its == seen.end() || its->shop != shop.id) continue;
        line.price = card->price.minor;
        known.push_back(line);
    }
    const Quote found = quote(snapshot, call.caller.member, shop, known, form.share.value);
    return QuoteView{found.link, base::Money{found.total.first + found.total.second, currency},
                     base::Money{found.total.first, currency},
                     base::Money{found.total.second, currency}};
}

// ---- What sellers give

using Ppm = http::Whole<0, 1'000'000>;

struct RateForm {
    std::optional<ListingId> listing;
    std::optional<Ppm> first_ppm;
    std::optional<Ppm> second_ppm;
};
BOOST_DESCRIBE_STRUCT(RateForm, (), (listing, first_ppm, second_ppm))

base::Result<RateView> my_rate(db::Snapshot& snapshot, MemberId seller, ListingId listing) {
    const auto shop = shops::shop_of(snapshot, seller);
    if (!shop) return shops::no_shop_yet;
    return rate_view(snapshot, shop->id, listing);
}

base::Result<RateView> change_rate(db::Tx& tx, const Call& call, const RateForm& form) {
    Setting setting{form.listing, std::nullopt, 0};
    if (form.first_ppm) setting.first_ppm = form.first_ppm->value;
    if (form.second_ppm) setting.second_ppm = form.second_ppm->value;
    TRY(set_rate(tx, call.caller.member, setting));
    return my_rate(tx, call.caller.member, form.listing.value_or(ListingId{}));
}

// ---- Who promotes

struct PromotingView {
    bool open = false;  // Whether this market allows it.
    bool promotes = false;
    std::optional<base::Time> since;
    std::optional<base::Time> suspended_at;
    std::optional<std::string> suspended_because;
    bool brought = false;  // Whether somebody has brought the caller.
    std::int64_t recruits = 0;
    std::int64_t rules_version = 0;
    std::int64_t link_days = 0;
    std::int64_t inspection_days = 0;
    std::int64_t units_most = 0;
    std::vector<Sum> sums;
};
BOOST_DESCRIBE_STRUCT(PromotingView, (),
                      (open, promotes, since, suspended_at, suspended_because, brought, recruits,
                       rules_version, link_days, inspection_days, units_most, sums))

PromotingView promoting_of(db::Snapshot& snapshot, MemberId member, const std::string& currency) {
    const auto value = [&](std::string_view name) { return policies::value(snapshot, name).value; };
    PromotingView view;
    view.open = is_open(snapshot);
    view.rules_version = rules_version;
    view.link_days = value(policies::promoter_link_days);
    view.inspection_days = value(policies::inspection_days);
    view.units_most = value(policies::promoter_units_most);
    const auto promoter = find(snapshot, member);
    if (!promoter) return view;
    view.promotes = true;
    view.since = promoter->since;
    view.brought = promoter->recruiter.has_value();
    view.recruits = recruits_of(snapshot, member);
    view.sums = sums(snapshot, member, currency);
    if (promoter->suspended) {
        view.suspended_at = promoter->suspended;
        view.suspended_because = promoter->suspended_why;
    }
    return view;
}

struct JoinForm {
    http::Whole<1, INT32_MAX> rules;
    std::optional<Token> invitation;
};
BOOST_DESCRIBE_STRUCT(JoinForm, (), (rules, invitation))

struct InvitationForm {
    Token invitation;
};
BOOST_DESCRIBE_STRUCT(InvitationForm, (), (invitation))

/// Whether an invitation is good; whose it is it does not say.
struct InvitationView {
    TokenLook link{};
};
BOOST_DESCRIBE_STRUCT(InvitationView, (), (link))

// ---- Links

struct ShareForm {
    ListingId id;
};
BOOST_DESCRIBE_STRUCT(ShareForm, (), (id))

struct ShareLinkView {
    LinkId id;
    std::optional<ListingId> listing;
    std::optional<std::string> title;  // While they may see it.
    std::string token;
    base::Time made;
    base::Time until;
    std::optional<std::int64_t> orders;  // Where there are not too few to say so.
};
BOOST_DESCRIBE_STRUCT(ShareLinkView, (), (id, listing, title, token, made, until, orders))

ShareLinkView view_of(const Shared& shared) {
    ShareLinkView view{shared.id,   std::nullopt, std::nullopt, shared.token,
                       shared.made, shared.until, std::nullopt};
    if (shared.listing.value != 0) view.listing = shared.listing;
    return view;
}

base::Result<http::Page<ShareLinkView>> links_page(db::Snapshot& snapshot, const Call& call,
                                                   const http::PageForm& form) {
    const MemberId member = call.caller.member;
    const auto before = TRY(http::cursor_number(form.after, INT64_MAX));
    const auto limit = http::limit_of(form.limit);
    const auto page = http::page_of(links_of(snapshot, member, LinkId{before}, limit + 1), limit,
                                    [](const Link& link) { return link.id.value; });
    std::vector<LinkId> ids;
    std::vector<ListingId> listings;
    for (const Link& link : page.items) {
        ids.push_back(link.id);
        listings.push_back(link.listing);
    }
    const auto orders = counts(snapshot, ids);
    const auto seen = shops::seen_among(snapshot, member, listings);
    http::Page<ShareLinkView> views{{}, page.next};
    for (const Link& link : page.items) {
        ShareLinkView view = view_of(shown(snapshot, link));
        const auto count = std::ranges::find(orders, link.id, &LinkCount::link);
        if (count != orders.end()) view.orders = count->orders;
        const auto goods = std::ranges::find(seen, link.listing, &shops::Seen::id);
        if (goods != seen.end()) view.title = goods->title;
        views.items.push_back(std::move(view));
    }
    return views;
}

struct EarningView {
    orders::OrderId id;
    Level level{};
    Earning state{};
    base::Money amount;
    base::Money gone;
    std::optional<Loss> loss;
    base::Time day;
    std::optional<base::Time> until;
};
BOOST_DESCRIBE_STRUCT(EarningView, (), (id, level, state, amount, gone, loss, day, until))

base::Result<http::Page<EarningView>> earnings_page(db::Snapshot& snapshot, const Call& call,
                                                    const http::PageForm& form) {
    const auto before = TRY(http::cursor_number(form.after, INT64_MAX));
    const auto limit = http::limit_of(form.limit);
    std::vector<EarningView> views;
    for (const Earned& one :
         earned(snapshot, call.caller.member, orders::OrderId{before}, limit + 1)) {
        views.push_back(
            {one.id, one.level, one.state, one.amount, one.gone, one.loss, one.day, one.until});
    }
    return http::page_of(std::move(views), limit,
                         [](const EarningView& view) { return view.id.value; });
}

void add_goods_routes(http::Router& router, const std::string& currency) {
    router.query(Method::get, "/api/v1/listings/{id}/promotion",
                 "What is earned by sharing these goods, and what a link to them is worth",
                 Access::open(),
                 [](db::Snapshot& snapshot, const Call& call, const ListingForm& form) {
                     return listing_promotion(snapshot, call, form);
                 });
    router.query(Method::get, "/api/v1/checkout/promotion",
                 "What whoever shared the goods would earn by a purchase", Access::member(),
                 [currency](db::Snapshot& snapshot, const Call& call, const QuoteForm& form) {
                     return checkout_promotion(snapshot, call, form, currency);
                 });
    router.query(Method::get, "/api/v1/me/promoter-rate",
                 "What I give to whoever shares goods of my shop", Access::member(),
                 [](db::Snapshot& snapshot, const Call& call, const http::NoForm&) {
                     return my_rate(snapshot, call.caller.member, ListingId{});
                 });
    router.command(Method::put, "/api/v1/me/promoter-rate",
                   "Set what I give to whoever shares a listing, or goods of my shop",
                   Access::member(), [](db::Tx& tx, const Call& call, const RateForm& form) {
                       return change_rate(tx, call, form);
                   });
    router.command(
        Method::post, "/api/v1/listings/{id}/share", "My link to these goods", Access::member(),
        [](db::Tx& tx, const Call& call, const ShareForm& form) -> base::Result<ShareLinkView> {
            return view_of(TRY(share(tx, call.caller.member, form.id)));
        });
}

}  // namespace

void add_routes(http::Router& router, const Settings& settings) {
    const std::string& currency = settings.currency;
    add_goods_routes(router, currency);
    router.query(Method::get, "/api/v1/me/promoting",
                 "Whether I promote, and what I have earned by it", Access::member(),
                 [currency](db::Snapshot& snapshot, const Call& call,
                            const http::NoForm&) -> base::Result<PromotingView> {
                     return promoting_of(snapshot, call.caller.member, currency);
                 },
                 {.long_running = true});
    router.command(Method::post, "/api/v1/me/promoting", "Accept the rules and become a promoter",
                   Access::member(),
                   [currency](db::Tx& tx, const Call& call,
                              const JoinForm& form) -> base::Result<PromotingView> {
                       TRY(join(tx, call.caller.member, form.rules,
                                form.invitation ? form.invitation->value : std::string{}));
                       return promoting_of(tx, call.caller.member, currency);
                   },
                   {.status = 201});
    router.query(
        Method::get, "/api/v1/me/promoting/invitation", "Whether an invitation is good",
        Access::member(),
        [](db::Snapshot& snapshot, const Call&,
           const InvitationForm& form) -> base::Result<InvitationView> {
            return InvitationView{look_at(snapshot, form.invitation.value, LinkTo::market)};
        });
    router.command(
        Method::post, "/api/v1/me/promoting/invitations",
        "My link by which others become promoters", Access::member(),
        [](db::Tx& tx, const Call& call, const http::NoForm&) -> base::Result<ShareLinkView> {
            return view_of(TRY(invite(tx, call.caller.member)));
        });
    router.query(Method::get, "/api/v1/me/promoting/links", "My links to goods, the latest first",
                 Access::member(),
                 [](db::Snapshot& snapshot, const Call& call, const http::PageForm& form) {
                     return links_page(snapshot, call, form);
                 });
    router.query(Method::get, "/api/v1/me/promoting/earnings",
                 "What I have earned by sharing, the latest first", Access::member(),
                 [](db::Snapshot& snapshot, const Call& call, const http::PageForm& form) {
                     return earnings_page(snapshot, call, form);
                 });
    add_desk_routes(router);
}

}  // namespace promoters
