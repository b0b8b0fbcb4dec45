#include "shops/rows.hpp"

#include "http/json.hpp"
#include "http/payload.hpp"
#include "search/search.hpp"
#include "shops/variants.hpp"

namespace shops {
namespace {

struct TextTag;
}  // namespace

Told told(const events::Event& event) {
    return http::read_payload<Told>(event.payload);
}

void tell_search(db::Tx& tx, const ListingRow& row) {
    if (is_final(row.state)) return search::remove(tx, row.id.value);
    if (row.state == ListingState::draft || row.state == ListingState::checking) return;
    const VersionRow version = version_of(tx, row.id, row.version);
    const auto rated = tx.one<Rating>(
        "select rated_one as one, rated_two as two, rated_three as three, rated_four as four, "
        "rated_five as five from listings where id = $1",
        row.id);
    search::put(
        tx, {row.id.value, row.shop.value, row.owner, row.audience == circles::Audience::friends,
             is_on_show(row.state), row.state == ListingState::live, version.price.minor,
             whole_title(version.title, version.variant), offers(version.handover.ways, Way::ship),
             offers(version.handover.ways, Way::pick_up), view_of(*rated).low});
}

base::Result<ListingRow> find_listing(db::Snapshot& snapshot, ListingId listing) {
    static const std::string sql = std::string{select_listings} + "where id = $1";
    const auto row = snapshot.one<ListingRow>(sql, listing);
    if (!row) return no_such_listing;
    return *row;
}

base::Result<ListingRow> own_listing(db::Snapshot& snapshot, base::MemberId member,
                                     ListingId listing) {
    ListingRow row = TRY(find_listing(snapshot, listing));
    if (row.owner != member) return no_such_listing;
    return row;
}

VersionRow version_of(db::Snapshot& snapshot, ListingId listing, std::int64_t version) {
    static const std::string sql =
        "select v.title, v.description, d.body, v.price_minor, v.price_currency, "
        "v.gallery, v.variant, v.terms_least, v.terms_most, " +
        std::string{handover_columns} +
        "from listing_versions v join descriptions d on d.id = v.description " +
        std::string{join_pickup} + "where v.listing = $1 and v.version = $2";
    const auto row = snapshot.one<VersionRow>(sql, listing, version);
    base::ensure(row.has_value());
    return *row;
}

base::Result<base::Done> take_step(db::Tx& tx, ListingRow& row, ListingAct act, const By& by) {
    const auto found = step(row.state, act);
    if (!found) return base::with(listing_state, "state", std::string{base::name_of(row.state)});
    tx.run("update listings set state = $2 where id = $1", row.id, found->to);
    tx.run(
        "insert into listing_steps (listing, number, act, from_state, to_state, actor, member, "
        "rule, rule_version, case_id, at) select $1, coalesce(max(number), 0) + 1, $2, $3, $4, "
        "$5, $6, $7, $8, $9, $10 from listing_steps where listing = $1",
        row.id, act, found->from, found->to, found->by, by.member, by.hold.rule, by.hold.version,
        by.hold.case_id, tx.now());
    row.state = found->to;
    const bool enters = found->from == ListingState::draft || found->from == ListingState::checking;
    if (enters || is_final(row.state)) {
        tell_search(tx, row);
    } else {
        // Nothing that is looked for has changed, and this may be somebody's checkout.
        search::mark(tx, row.id.value, is_on_show(row.state), row.state == ListingState::live);
    }
    return base::done;
}

base::Result<base::Done> settle_down(db::Tx& tx, ListingRow& row) {
    if (row.state == ListingState::live && row.stock == 0) {
        TRY(take_step(tx, row, ListingAct::sell_out, {}));
        TRY(tell(tx, "listing_sold_out", row));
    }
    return base::done;
}

base::Result<base::Done> tell(db::Tx& tx, std::string_view kind, const ListingRow& row) {
    const Told news{row.id, row.shop, row.owner, row.version, row.stock};
    return events::tell(tx, {kind, row.id.value, http::to_json(news)});
}

void write_version(db::Tx& tx, ListingId listing, const NewVersion& version) {
    std::int64_t description = version.description;
    if (description == 0) {
        description = tx.fresh<base::Id<TextTag>>().value;
        tx.run("insert into descriptions (id, body) values ($1, $2)", description, version.body);
    }
    const Handover& handover = version.handover;
    tx.run(
        "insert into listing_versions (listing, version, title, description, price_minor, "
        "price_currency, at, gallery, variant, terms_least, terms_most, handover_ways, "
        "handover_pickup, handover_regions, handover_ahead) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        listing, version.number, version.title, description, version.price.minor,
        version.price.currency, tx.now(), version.gallery, version.variant, version.terms.least,
        version.terms.most, handover.ways, pickup_for(tx, version), joined(handover.regions),
        handover.ahead);
}

}  // namespace shops
