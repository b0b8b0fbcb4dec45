#include "saved/routes.hpp"

#include <algorithm>

#include "http/page.hpp"
#include "saved/saved.hpp"

namespace saved {
namespace {

using http::Access;
using http::Call;
using http::Method;

struct ListingPath {
    ListingId id;
};
BOOST_DESCRIBE_STRUCT(ListingPath, (), (id))

struct SavedForm {
    std::optional<http::Cursor> after;
    std::optional<http::Limit> limit;
};
BOOST_DESCRIBE_STRUCT(SavedForm, (), (after, limit))

/// Whether the caller has saved it.
struct IsSaved {
    ListingId listing;
    bool saved = false;
};
BOOST_DESCRIBE_STRUCT(IsSaved, (), (listing, saved))

struct SavedIds {
    std::vector<ListingId> items;
};
BOOST_DESCRIBE_STRUCT(SavedIds, (), (items))

/// `id` is the listing's, by which pages tell their items apart; `price_then` is what it cost when
/// it was saved.
struct SavedView {
    ListingId id;
    shops::ListingCard listing;
    base::Time saved;
    base::Money price_then;
};
BOOST_DESCRIBE_STRUCT(SavedView, (), (id, listing, saved, price_then))

/// Those of `rows` that the member may still see, in their order.
std::vector<SavedView> show(db::Snapshot& snapshot, MemberId member,
                            const std::vector<Saved>& rows) {
    std::vector<ListingId> ids;
    for (const Saved& row : rows) ids.push_back(row.listing);
    std::vector<ListingId> seen;
    for (const shops::Seen& one : shops::seen_among(snapshot, member, ids)) seen.push_back(one.id);
    auto cards = shops::cards(snapshot, member, seen);
    std::vector<SavedView> views;
    for (const Saved& row : rows) {
        const auto card = std::ranges::find(cards, row.listing, &shops::ListingCard::id);
        if (card != cards.end())
            views.push_back({row.listing, std::move(*card), row.at, row.price});
    }
    return views;
}

base::Result<http::Page<SavedView>> saved_page(db::Snapshot& snapshot, const Call& call,
                                               const SavedForm& form) {
    const std::int64_t before = TRY(http::cursor_number(form.after, INT64_MAX));
    const std::int64_t limit = http::limit_of(form.limit);
    const auto page = http::page_of(latest(snapshot, call.caller.member, before, limit + 1), limit,
                                    [](const Saved& row) { return row.seq; });
    return http::Page<SavedView>{show(snapshot, call.caller.member, page.items), page.next};
}

}  // namespace

void add_routes(http::Router& router) {
    router.command(
        Method::put, "/api/v1/listings/{id}/saved", "Put goods aside to look at again",
        Access::member(),
        [](db::Tx& tx, const Call& call, const ListingPath& form) -> base::Result<IsSaved> {
            TRY(save(tx, call.caller.member, form.id));
            return IsSaved{form.id, true};
        });
    router.command(
        Method::del, "/api/v1/listings/{id}/saved", "Take back that I saved it", Access::member(),
        [](db::Tx& tx, const Call& call, const ListingPath& form) -> base::Result<IsSaved> {
            forget(tx, call.caller.member, form.id);
            return IsSaved{form.id, false};
        });
    router.query(Method::get, "/api/v1/me/saved", "What the caller has saved, the latest first",
                 Access::member(),
                 [](db::Snapshot& snapshot, const Call& call, const SavedForm& form) {
                     return saved_page(snapshot, call, form);
                 });
    router.query(Method::get, "/api/v1/me/saved/ids", "Which goods the caller has saved",
                 Access::member(),
                 [](db::Snapshot& snapshot, const Call& call,
                    const http::NoForm&) -> base::Result<SavedIds> {
                     return SavedIds{all(snapshot, call.caller.member)};
                 });
}

}  // namespace saved
