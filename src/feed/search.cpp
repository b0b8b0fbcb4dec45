#include "feed/search.hpp"

#include <algorithm>

#include "circles/many.hpp"

namespace feed {
namespace {

/// So many other words are tried where nothing was found, and so many are shown.
constexpr std::size_t tried_most = 8, shown_most = 3;

/// Circles decides; this only asks it about many at once.
search::Allowed allowed_to(db::Snapshot& snapshot, base::MemberId viewer) {
    return [&snapshot, viewer](std::vector<search::Hit>& hits) {
        std::vector<circles::Shown> things;
        things.reserve(hits.size());
        for (const search::Hit& hit : hits) {
            things.push_back(
                {hit.owner, hit.near ? circles::Audience::friends : circles::Audience::everybody});
        }
        const auto seen = circles::visible_each(snapshot, viewer, things);
        std::size_t at = 0;
        std::erase_if(hits, [&](const search::Hit&) { return !seen[at++]; });
    };
}

search::Wanted wanted_of(const Question& question, base::MemberId viewer) {
    search::Wanted wanted;
    wanted.pieces = search::pieces_of(search::fold(question.q));
    wanted.filter.price_min = question.price_min;
    wanted.filter.price_max = question.price_max;
    if (question.shop) wanted.filter.shop = question.shop->value;
    if (question.audience) wanted.filter.near = question.audience == circles::Audience::friends;
    wanted.filter.for_sale = question.in_stock;
    if (question.way) {
        const bool fetched = question.way == shops::Way::pick_up;
        wanted.filter.reach = fetched ? search::Reach::picked_up : search::Reach::sent;
    }
    wanted.order = question.sort;
    // Nothing fits nothing better than anything else.
    if (question.q.empty() && question.sort == search::Order::relevance) {
        wanted.order = search::Order::newest;
    }
    wanted.near = viewer.value != 0;
    wanted.after = question.after;
    wanted.limit = question.limit;
    return wanted;
}

bool is_narrow(const Question& question) {
    return question.price_min || question.price_max || question.shop || question.audience ||
           question.in_stock || question.way;
}

/// The cards of what was found, in that order.
std::vector<shops::ListingCard> cards_of(db::Snapshot& snapshot, base::MemberId viewer,
                                         const std::vector<search::Hit>& hits) {
    std::vector<shops::ListingId> ids;
    for (const search::Hit& hit : hits) ids.push_back({hit.listing});
    auto cards = shops::cards(snapshot, viewer, ids);
    std::vector<shops::ListingCard> ordered;
    for (const shops::ListingId id : ids) {
        const auto card = std::ranges::find(cards, id, &shops::ListingCard::id);
        if (card != cards.end()) ordered.push_back(std::move(*card));
    }
    return ordered;
}

FacetsView view_of(db::Snapshot& snapshot, const search::Facets& facets,
                   const std::string& currency) {
    FacetsView view{
        facets.for_sale, facets.near, facets.everybodys, facets.sent, facets.picked_up, {}, {}};
    for (const search::PriceRange& range : facets.prices) {
        std::optional<base::Money> to;
        if (range.to) to = base::Money{*range.to, currency};
        view.prices.push_back({base::Money{range.from, currency}, std::move(to), range.count});
    }
    std::vector<shops::ShopId> ids;
    for (const search::ShopCount& one : facets.shops) ids.push_back({one.shop});
    const auto names = shops::shop_names(snapshot, ids);
    for (const search::ShopCount& one : facets.shops) {
        const auto name = std::ranges::find(names, shops::ShopId{one.shop}, &shops::ShopName::id);
        if (name != names.end())
            view.shops.push_back({shops::ShopRef{name->id, name->name}, one.count});
    }
    return view;
}

std::vector<Instead> instead_of(db::Snapshot& snapshot, const search::Wanted& wanted,
                                const search::Allowed& allowed) {
    std::vector<Instead> found;
    for (auto& pieces : search::others_for(wanted.pieces, tried_most)) {
        if (found.size() == shown_most) break;
        std::string q;
        for (const std::string& piece : pieces) q += (q.empty() ? "" : " ") + piece;
        if (std::ranges::find(found, q, &Instead::q) != found.end()) continue;
        search::Wanted other{std::move(pieces)};
        other.near = wanted.near;
        other.limit = 1;
        const auto page = search::find(snapshot, other, allowed);
        if (page && page->count && page->count->count > 0) {
            found.push_back({std::move(q), *page->count});
        }
    }
    return found;
}

}  // namespace

base::Result<SearchPage> search_page(db::Snapshot& snapshot, base::MemberId viewer,
                                     const Question& question) {
    const search::Wanted wanted = wanted_of(question, viewer);
    if (wanted.pieces.empty() && !question.q.empty()) {
        return base::wrong_field("q", "nothing_to_look_for");
    }
    const auto allowed = allowed_to(snapshot, viewer);
    search::Found found = TRY(search::find(snapshot, wanted, allowed));
    SearchPage page;
    page.items = cards_of(snapshot, viewer, found.hits);
    page.next = std::move(found.next);
    page.count = found.count;
    const bool none = found.count && found.count->count == 0 && !found.count->more;
    if (found.count) {
        page.facets = view_of(snapshot, found.facets, question.currency);
    }
    // Where a choice leaves nothing, other words are not what helps.
    if (none && !is_narrow(question)) page.instead = instead_of(snapshot, wanted, allowed);
    return page;
}

}  // namespace feed
