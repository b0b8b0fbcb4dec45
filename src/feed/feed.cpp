#include "feed/feed.hpp"

#include <algorithm>

namespace feed {
namespace {

std::vector<members::Person> authors_of(db::Snapshot& snapshot,
                                        const std::vector<circles::Moment>& moments) {
    std::vector<base::MemberId> ids;
    ids.reserve(moments.size());
    for (const circles::Moment& moment : moments) ids.push_back(moment.author);
    std::ranges::sort(ids);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return members::people(snapshot, ids);
}

std::vector<shops::ListingCard> cards_of(db::Snapshot& snapshot, base::MemberId viewer,
                                         const std::vector<circles::Moment>& moments) {
    std::vector<shops::ListingId> ids;
    for (const circles::Moment& moment : moments) {
        if (moment.listing != 0) ids.push_back({moment.listing});
    }
    return shops::cards(snapshot, viewer, ids);
}

}  // namespace

FeedPage page(db::Snapshot& snapshot, base::MemberId viewer, std::int64_t before_seq,
              std::int64_t limit) {
    auto moments = circles::timeline(snapshot, viewer, before_seq, limit + 1);
    FeedPage page;
    if (moments.size() > static_cast<std::size_t>(limit)) {
        moments.pop_back();
        page.next = moments.back().seq;
    }
    const auto authors = authors_of(snapshot, moments);
    const auto cards = cards_of(snapshot, viewer, moments);
    for (const circles::Moment& moment : moments) {
        MomentView view{moment.id,   members::among(authors, moment.author),
                        moment.at,   moment.audience,
                        moment.text, std::nullopt,
                        {}};
        if (moment.listing != 0) {
            const auto card =
                std::ranges::find(cards, shops::ListingId{moment.listing}, &shops::ListingCard::id);
            if (card == cards.end()) continue;
            view.listing = *card;
        } else if (viewer == moment.author) {
            view.may = {
                circles::MomentMay::delete_};  // The post of a listing goes with the listing.
        }
        page.moments.push_back(std::move(view));
    }
    return page;
}

base::Result<ProfileView> profile(db::Snapshot& snapshot, base::MemberId viewer,
                                  std::string_view handle) {
    const members::Member found = TRY(members::by_handle(snapshot, handle));
    const circles::Tie tie = circles::tie(snapshot, viewer, found.id);
    ProfileView view{found.id,     found.handle, found.name, found.since,
                     std::nullopt, tie.state,    false,      {}};
    if (circles::apart(snapshot, viewer, found.id)) {
        if (!circles::has_blocked(snapshot, viewer, found.id)) return members::no_such_member;
        view.blocked = true;
        return view;
    }
    view.may = circles::may(tie.state);
    if (const auto shop = shops::shop_of(snapshot, found.id)) view.shop = {shop->id, shop->name};
    return view;
}

members::MeView me(db::Snapshot& snapshot, base::MemberId member) {
    members::MeView view = members::me(snapshot, member);
    if (!view.member) return view;
    if (const auto shop = shops::shop_of(snapshot, member)) {
        view.member->shop = members::ShopLink{{shop->id.value}, shop->name};
    }
    return view;
}

PeoplePage find(db::Snapshot& snapshot, base::MemberId viewer, std::string_view text,
                std::string_view after, std::int64_t limit) {
    auto found = members::find(snapshot, text, after, limit + 1);
    PeoplePage page;
    if (found.size() > static_cast<std::size_t>(limit)) {
        found.pop_back();
        page.next = found.back().handle;
    }
    std::vector<base::MemberId> ids;
    ids.reserve(found.size());
    for (const members::Member& member : found) ids.push_back(member.id);
    const auto apart = circles::apart_among(snapshot, viewer, ids);
    const auto ties = circles::ties(snapshot, viewer, ids);
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (std::ranges::find(apart, found[i].id) != apart.end()) continue;
        page.people.push_back({found[i].id, found[i].handle, found[i].name, ties[i].state});
    }
    return page;
}

}  // namespace feed
