// What a seller does with a listing, and what is done to it from above. Each act is: load, one step
// along the table, tell.

#include "http/json.hpp"
#include "shops/galleries.hpp"
#include "shops/rows.hpp"
#include "shops/variants.hpp"

namespace shops {
namespace {

/// Live goods that their seller posted stand in the timeline. The post has no words of its own:
/// whoever shows it shows the version of the moment, so an edit is seen everywhere at once.
base::Result<base::Done> show(db::Tx& tx, const ListingRow& row) {
    if (!row.posted) return base::done;
    TRY(circles::post_listing(tx, row.owner, row.id.value, row.audience, ""));
    return base::done;
}

/// Out of the timeline; another variant of the same thing stands there from now on.
base::Result<base::Done> hide(db::Tx& tx, const ListingRow& row) {
    if (!row.posted) return base::done;
    TRY(circles::remove_listing_moment(tx, row.id.value));
    const auto next = hand_on_post(tx, row);
    if (!next) return base::done;
    return show(tx, TRY(find_listing(tx, *next)));
}

bool sku_is_free(db::Snapshot& snapshot, ShopId shop, const std::string& sku) {
    return snapshot.number(
               "select count(*) from listings where shop = $1 and sku = $2 and state <> 'ended'",
               shop, sku) == 0;
}

/// Out of sale by the seller's will: one step, away from the timeline, told.
base::Result<base::Done> withdraw(db::Tx& tx, base::MemberId member, ListingId listing,
                                  ListingAct act, std::string_view kind) {
    ListingRow row = TRY(own_listing(tx, member, listing));
    TRY(take_step(tx, row, act, {member, {}}));
    TRY(hide(tx, row));
    return tell(tx, kind, row);
}

/// On sale (again): the step has been taken and the state is live.
base::Result<base::Done> go_live(db::Tx& tx, ListingRow& row) {
    TRY(show(tx, row));
    TRY(tell(tx, "listing_published", row));
    return settle_down(tx, row);
}

}  // namespace

base::Result<ListingId> list(db::Tx& tx, base::MemberId member, const NewListing& goods) {
    base::ensure(goods.price.minor >= 1 && goods.stock >= 0 && goods.stock <= stock_max);
    const auto shop = shop_of(tx, member);
    if (!shop) return no_shop_yet;
    Handover handover = TRY(checked(goods.handover, std::nullopt, tx.now()));
    if (goods.sku && !sku_is_free(tx, shop->id, *goods.sku)) return sku_taken;
    const std::int64_t family = TRY(join_family(tx, member, goods.beside, goods.variant));
    const std::int64_t gallery = TRY(write_gallery(tx, member, goods.pictures));
    const bool posted = goods.posted && family == 0;  // One stands for all of a family.
    const auto id = tx.fresh<ListingId>();
    // Only the market's one writer counts up, so no two listings of a shop can get one number.
    tx.run(
        "insert into listings (id, shop, seq, owner, state, version, stock, sku, audience, "
        "posted, listed, family) select $1, $2, coalesce(max(seq), 0) + 1, $3, 'draft', 1, $4, "
        "$5, $6, $7, $8, $9 from listings where shop = $2",
        id, shop->id, member, goods.stock, goods.sku, goods.audience, posted, tx.now(), family);
    write_version(tx, id,
                  {1, goods.title, 0, goods.description, goods.price, gallery, goods.variant,
                   goods.terms, std::move(handover)});
    return id;
}

base::Result<base::Done> publish(db::Tx& tx, base::MemberId member, ListingId listing) {
    ListingRow row = TRY(own_listing(tx, member, listing));
    TRY(take_step(tx, row, ListingAct::submit, {member, {}}));
    TRY(tell(tx, "listing_submitted", row));
    // A listener may have held it, in our own rows, before this line.
    row = TRY(find_listing(tx, listing));
    if (row.state != ListingState::checking) return base::done;
    TRY(take_step(tx, row, ListingAct::pass, {}));
    return go_live(tx, row);
}

base::Result<base::Done> pause(db::Tx& tx, base::MemberId member, ListingId listing) {
    return withdraw(tx, member, listing, ListingAct::pause, "listing_paused");
}

base::Result<base::Done> resume(db::Tx& tx, base::MemberId member, ListingId listing) {
    ListingRow row = TRY(own_listing(tx, member, listing));
    TRY(take_step(tx, row, ListingAct::resume, {member, {}}));
    return go_live(tx, row);
}

base::Result<base::Done> end(db::Tx& tx, base::MemberId member, ListingId listing) {
    return withdraw(tx, member, listing, ListingAct::end, "listing_ended");
}

base::Result<base::Done> edit(db::Tx& tx, base::MemberId member, ListingId listing,
                              const Edit& edit) {
    ListingRow row = TRY(own_listing(tx, member, listing));
    if (!is_editable(row.state)) {
        return base::with(listing_state, "state", std::string{base::name_of(row.state)});
    }
    if (row.version != edit.version) {
        return base::with(listing_changed, "version", std::to_string(row.version));
    }
    const VersionRow old = version_of(tx, listing, row.version);
    const bool same_body = !edit.description || *edit.description == old.body;
    const bool same_pictures = !edit.pictures || *edit.pictures == in_gallery(tx, old.gallery);
    const std::int64_t gallery =
        same_pictures ? old.gallery : TRY(write_gallery(tx, member, *edit.pictures));
    if (edit.variant) TRY(check_variant(tx, row.family, listing, *edit.variant));
    const Handover before = handover_of(old.handover);
    const Handover handover =
        edit.handover ? TRY(checked(*edit.handover, before.ahead, tx.now())) : before;
    const bool same_place = handover.area == before.area && handover.place == before.place;
    const NewVersion next{row.version + 1,
                          edit.title.value_or(old.title),
                          same_body ? old.description : 0,
                          same_body ? "" : *edit.description,
                          edit.price.value_or(old.price),
                          gallery,
                          edit.variant.value_or(old.variant),
                          edit.terms.value_or(old.terms),
                          handover,
                          same_place ? old.handover.pickup : 0};
    if (same_body && same_pictures && next.title == old.title && next.price == old.price &&
        next.variant == old.variant && next.terms == old.terms && handover == before) {
        return base::done;
    }
    write_version(tx, listing, next);
    tx.run("update listings set version = $2 where id = $1", listing, next.number);
    if (next.terms.most && !old.terms.most) {
        tx.run("delete from takings where listing = $1", listing);  // It counts from now on.
    }
    row.version = next.number;
    tell_search(tx, row);
    return tell(tx, "listing_changed", row);
}

base::Result<base::Done> hold(db::Tx& tx, ListingId listing, const Hold& hold) {
    ListingRow row = TRY(find_listing(tx, listing));
    TRY(take_step(tx, row, ListingAct::hold, {{}, hold}));
    TRY(hide(tx, row));
    return tell(tx, "listing_held", row);
}

base::Result<base::Done> remove(db::Tx& tx, ListingId listing, const Hold& hold) {
    ListingRow row = TRY(find_listing(tx, listing));
    if (row.state == ListingState::ended) {
        // It gave its SKU free when it ended, and other goods may have that by now.
        tx.run("update listings set sku = null where id = $1", listing);
    }
    TRY(take_step(tx, row, ListingAct::remove, {{}, hold}));
    TRY(hide(tx, row));
    return tell(tx, "listing_removed", row);
}

namespace {

struct OfShopRow {
    ListingId id;
    ShopId shop;
};
BOOST_DESCRIBE_STRUCT(OfShopRow, (), (id, shop))

}  // namespace

std::map<ListingId, ShopId> shops_of(db::Snapshot& snapshot,
                                     const std::vector<ListingId>& listings) {
    std::map<ListingId, ShopId> found;
    for (const OfShopRow& row :
         snapshot.all<OfShopRow>("select id, shop from listings "
                                 "where id in (select cast(value as bigint) from json_each($1))",
                                 http::to_json(listings))) {
        found[row.id] = row.shop;
    }
    return found;
}

base::Result<ListingState> state_of(db::Snapshot& snapshot, ListingId listing) {
    return TRY(find_listing(snapshot, listing)).state;
}

base::Result<base::Done> release(db::Tx& tx, ListingId listing, const Hold& hold) {
    ListingRow row = TRY(find_listing(tx, listing));
    if (row.state == ListingState::removed) {
        TRY(take_step(tx, row, ListingAct::restore, {{}, hold}));
        return tell(tx, "listing_ended", row);
    }
    const auto before = tx.one<ListingState>(
        "select from_state from listing_steps where listing = $1 and act = 'hold' "
        "order by number desc limit 1",
        listing);
    const bool was_paused = before == ListingState::paused;
    TRY(take_step(tx, row, was_paused ? ListingAct::release_paused : ListingAct::release,
                  {{}, hold}));
    const bool left = tx.number("select count(*) from shops where id = $1 and closed_until = $2",
                                row.shop, for_good) > 0;
    if (left) {
        TRY(take_step(tx, row, ListingAct::end, {}));
        return tell(tx, "listing_ended", row);
    }
    if (was_paused) return tell(tx, "listing_paused", row);
    return go_live(tx, row);
}

}  // namespace shops
