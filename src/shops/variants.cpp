#include "shops/variants.hpp"

#include "shops/views.hpp"

namespace shops {
namespace {

struct FamilyRow {
    std::int64_t family = 0;
    std::string variant;
};
BOOST_DESCRIBE_STRUCT(FamilyRow, (), (family, variant))

struct VariantOf {
    ListingId id;
    std::string variant;
    base::Money price;
    std::int64_t stock = 0;
    ListingState state{};
    base::MemberId owner;
    circles::Audience audience{};
};
BOOST_DESCRIBE_STRUCT(VariantOf, (), (id, variant, price, stock, state, owner, audience))

struct HeirRow {
    ListingId id;
    ListingState state{};
};
BOOST_DESCRIBE_STRUCT(HeirRow, (), (id, state))

}  // namespace

base::Result<std::int64_t> join_family(db::Tx& tx, base::MemberId member,
                                       std::optional<ListingId> beside,
                                       const std::string& variant) {
    if (!beside) return std::int64_t{0};
    const ListingRow other = TRY(own_listing(tx, member, *beside));
    if (other.state == ListingState::ended) return base::wrong_field("beside", "listing_over");
    const auto known = tx.one<FamilyRow>(
        "select l.family, v.variant from listings l join listing_versions v "
        "on v.listing = l.id and v.version = l.version where l.id = $1",
        *beside);
    base::ensure(known.has_value());
    if (known->variant.empty()) return base::wrong_field("beside", "variant_missing");
    const std::int64_t family = known->family == 0 ? beside->value : known->family;
    if (known->family == 0) {
        tx.run("update listings set family = $1 where id = $1", *beside);
    }
    const auto count = tx.number(
        "select count(*) from listings where family = $1 and family <> 0 and state <> 'ended'",
        family);
    if (count >= static_cast<std::int64_t>(variants_most)) {
        return base::wrong_field("beside", "too_many", {{"max", std::to_string(variants_most)}});
    }
    TRY(check_variant(tx, family, {}, variant));
    return family;
}

base::Result<base::Done> check_variant(db::Snapshot& snapshot, std::int64_t family,
                                       ListingId listing, const std::string& variant) {
    if (family == 0) return base::done;
    if (variant.empty()) return base::wrong_field("variant", "empty");
    const auto taken = snapshot.number(
        "select count(*) from listings l join listing_versions v on v.listing = l.id "
        "and v.version = l.version where l.family = $1 and l.family <> 0 and l.id <> $2 "
        "and l.state not in ('ended', 'removed') and v.variant = $3",
        family, listing, variant);
    if (taken > 0) return base::wrong_field("variant", "taken");
    return base::done;
}

std::optional<ListingId> hand_on_post(db::Tx& tx, const ListingRow& gone) {
    if (gone.family == 0 || !gone.posted) return std::nullopt;
    const auto next = tx.one<HeirRow>(
        "select id, state from listings where family = $1 and family <> 0 and id <> $2 "
        "and state not in ('ended', 'removed') order by case state when 'live' then 0 else 1 end, "
        "seq limit 1",
        gone.family, gone.id);
    const bool live = next && next->state == ListingState::live;
    if (!next || (!live && gone.state != ListingState::ended)) return std::nullopt;
    tx.run("update listings set posted = case id when $1 then 1 else 0 end where id in ($1, $2)",
           next->id, gone.id);
    return live ? std::optional{next->id} : std::nullopt;
}

std::vector<VariantView> variants_of(db::Snapshot& snapshot, base::MemberId viewer,
                                     std::int64_t family) {
    std::vector<VariantView> variants;
    if (family == 0) return variants;
    for (VariantOf& row : snapshot.all<VariantOf>(
             "select l.id, v.variant, v.price_minor, v.price_currency, l.stock, l.state, l.owner, "
             "l.audience from listings l join listing_versions v on v.listing = l.id "
             "and v.version = l.version where l.family = $1 and l.family <> 0 and l.state <> "
             "'ended' order by l.seq",
             family)) {
        // What is paused is there for its owner alone, as in the window.
        if (viewer != row.owner && !is_on_show(row.state)) continue;
        if (!may_see(snapshot, viewer, row.owner, row.state, row.audience)) continue;
        variants.push_back({row.id, std::move(row.variant), row.price, row.stock, row.state});
    }
    return variants;
}

std::string whole_title(const std::string& title, const std::string& variant) {
    return variant.empty() ? title : title + " (" + variant + ")";
}

}  // namespace shops
