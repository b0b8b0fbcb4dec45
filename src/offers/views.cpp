#include "offers/views.hpp"

#include <algorithm>

#include "http/json.hpp"

namespace offers {
namespace {

/// A step of one of several offers.
struct StepRow {
    OfferId offer;
    OfferAct act{};
    OfferParty party{};
    std::int64_t price = 0;
    base::Time at;
};
BOOST_DESCRIBE_STRUCT(StepRow, (), (offer, act, party, price, at))

std::vector<OfferMay> may_of(const Offer& offer, OfferParty party, base::Time now) {
    if (offer.clock_at && now >= *offer.clock_at) return {};
    constexpr std::pair<OfferAct, OfferMay> acts[]{{OfferAct::accept, OfferMay::accept},
                                                   {OfferAct::counter, OfferMay::counter},
                                                   {OfferAct::decline, OfferMay::decline},
                                                   {OfferAct::withdraw, OfferMay::withdraw},
                                                   {OfferAct::order, OfferMay::buy}};
    std::vector<OfferMay> may;
    for (const auto& [act, word] : acts) {
        if (step(offer.state, act, party)) may.push_back(word);
    }
    return may;
}

OfferView view_of(const Offer& offer, MemberId viewer, base::Time now) {
    const auto money = [&](std::int64_t minor) { return base::Money{minor, offer.asset}; };
    OfferView view;
    view.id = offer.id;
    view.state = offer.state;
    view.role = viewer == offer.buyer ? OfferParty::buyer : OfferParty::seller;
    view.listing = offer.listing;
    view.version = offer.version;
    view.title = offer.title;
    view.quantity = offer.quantity;
    view.price = money(offer.price);
    view.listed = money(offer.listed);
    view.total = money(base::multiply(offer.price, offer.quantity));
    view.until = offer.clock_at;
    view.order = offer.order_id;
    view.at = offer.at;
    view.may = may_of(offer, view.role, now);
    return view;
}

std::vector<shops::VersionPicture> pictures_of(db::Snapshot& snapshot,
                                               const std::vector<Offer>& offers, MemberId viewer) {
    // Whoever may not see the goods any more, or not yet again, keeps the words of the offer.
    std::vector<shops::ListingId> listings;
    for (const Offer& offer : offers) listings.push_back(offer.listing);
    const auto seen = shops::seen_among(snapshot, viewer, listings);
    std::vector<shops::VersionRef> versions;
    for (const Offer& offer : offers) {
        const shops::VersionRef version{offer.listing, offer.version};
        const bool shown = std::ranges::any_of(seen, [&](const shops::Seen& one) {
            return one.id == offer.listing && one.version == offer.version;
        });
        if (shown && std::ranges::find(versions, version) == versions.end()) {
            versions.push_back(version);
        }
    }
    return shops::first_pictures(snapshot, viewer, versions);
}

}  // namespace

std::vector<OfferView> show_all(db::Snapshot& snapshot, const std::vector<Offer>& offers,
                                MemberId viewer) {
    if (offers.empty()) return {};
    std::vector<OfferId> ids;
    std::vector<MemberId> sides;
    std::vector<shops::ShopId> stalls;
    for (const Offer& offer : offers) {
        ids.push_back(offer.id);
        sides.push_back(offer.buyer);
        sides.push_back(offer.seller);
        stalls.push_back(offer.shop);
    }
    const auto people = members::people(snapshot, sides);
    const auto names = shops::shop_names(snapshot, stalls);
    const auto pictures = pictures_of(snapshot, offers, viewer);
    const auto steps = snapshot.all<StepRow>(
        "select offer, act, party, price, at from offer_steps where offer in "
        "(select cast(value as bigint) from json_each($1)) order by offer, number",
        http::to_json(ids));
    std::vector<OfferView> views;
    for (const Offer& offer : offers) {
        OfferView view = view_of(offer, viewer, snapshot.now());
        view.buyer = members::among(people, offer.buyer);
        view.seller = members::among(people, offer.seller);
        const auto stall = std::ranges::find(names, offer.shop, &shops::ShopName::id);
        view.shop = {offer.shop, stall == names.end() ? "" : stall->name};
        const shops::VersionRef version{offer.listing, offer.version};
        const auto picture = std::ranges::find(pictures, version, &shops::VersionPicture::version);
        if (picture != pictures.end()) view.picture = picture->picture;
        for (const StepRow& row : steps) {
            if (row.offer != offer.id) continue;
            view.history.push_back({row.act, row.party, {row.price, offer.asset}, row.at});
        }
        views.push_back(std::move(view));
    }
    return views;
}

OfferView show(db::Snapshot& snapshot, const Offer& offer, MemberId viewer) {
    return show_all(snapshot, {offer}, viewer).front();
}

}  // namespace offers
