#include "shops/families.hpp"

#include <set>
#include <unordered_map>

#include "base/text.hpp"
#include "shops/export.hpp"
#include "shops/variants.hpp"

namespace shops {
namespace {

std::string_view name_of(const CatalogueRow& row) {
    return row.variant ? base::trimmed(*row.variant) : std::string_view{};
}

void add_problem(Understood& row, std::string_view field, std::string_view code,
                 const std::string& value) {
    row.problems.push_back({row.row, std::string{field}, std::string{code}, value});
}

/// The goods of a shop by what a file calls them.
std::optional<InFamily> under(db::Snapshot& snapshot, ShopId shop, const std::string& sku) {
    static const std::string sql =
        "select l.id as id, l.family as family, v.variant as variant from listings l "
        "join listing_versions v on v.listing = l.id and v.version = l.version "
        "where l.shop = $1 and l.state not in ('ended', 'removed') ";
    if (auto found = snapshot.one<InFamily>(sql + "and l.sku = $2", shop, sku)) return found;
    if (!sku.starts_with(listing_mark)) return std::nullopt;
    const auto id = base::to_number(std::string_view{sku}.substr(listing_mark.size()));
    if (!id) return std::nullopt;
    return snapshot.one<InFamily>(sql + "and l.id = $2 and l.sku is null", shop, *id);
}

bool is_refused(db::Snapshot& snapshot, const Import& import, std::int64_t row) {
    return snapshot.number(
               "select count(*) from import_problems where import = $1 and mode = $2 and "
               "row = $3 and number > 0",
               import.id, import.mode, row) > 0;
}

/// What the goods are called, where another of their family is called so.
void check_name(db::Snapshot& snapshot, Understood& row, std::int64_t family, ListingId listing) {
    const auto free = check_variant(snapshot, family, listing, *row.goods.variant);
    if (free) return;
    add_problem(row, "variant", free.error().fields().at(0).code, *row.goods.variant);
}

/// New goods join these, or not.
void join(db::Snapshot& snapshot, const Import& import, Understood& row, const InFamily& head) {
    if (head.variant.empty()) {
        // A row before this one may give it a name, which in a dry run it has not yet.
        const bool will_be = import.mode == ImportMode::dry_run && row.head != 0;
        if (!will_be) add_problem(row, "family", "variant_missing", row.family);
        return;
    }
    row.beside = head.id.value;
    if (head.family == 0) {
        if (head.variant == row.goods.variant) add_problem(row, "variant", "taken", head.variant);
        return;
    }
    check_name(snapshot, row, head.family, {});
    const auto count = snapshot.number(
        "select count(*) from listings where family = $1 and family <> 0 and state <> 'ended'",
        head.family);
    if (count >= static_cast<std::int64_t>(variants_most)) {
        add_problem(row, "family", "too_many_variants", row.family);
    }
}

}  // namespace

void mark_families(std::vector<CatalogueRow>& rows) {
    std::unordered_map<std::string_view, const CatalogueRow*> first;
    for (const CatalogueRow& row : rows) first.emplace(row.sku, &row);
    std::unordered_map<std::string_view, std::set<std::string_view>> called;
    for (CatalogueRow& row : rows) {
        if (!row.fault.empty() || !row.family || row.family->empty()) continue;
        if (*row.family == row.sku) continue;  // It says that it is the first itself.
        const auto found = first.find(*row.family);
        const CatalogueRow* head = found == first.end() ? nullptr : found->second;
        if (head != nullptr && head->row > row.row) {
            row.fault = "family_later";
            continue;
        }
        if (head != nullptr && head->variant && name_of(*head).empty()) {
            row.fault = "variant_missing";
            continue;
        }
        auto& names = called[*row.family];
        // What does not say its name has the one that it has in the shop.
        if (head != nullptr && head->variant) {
            row.head = head->row;
            names.insert(name_of(*head));
        }
        if (!name_of(row).empty() && !names.insert(name_of(row)).second) {
            row.fault = "variant_taken";
        }
    }
}

void settle_family(db::Snapshot& snapshot, const Import& import, Understood& row,
                   const std::optional<InFamily>& there) {
    if (there) {
        if (!row.family.empty()) {
            const auto head = under(snapshot, import.shop, row.family);
            const bool same = head && there->family != 0 && head->family == there->family;
            if (!same) return add_problem(row, "family", "family_stays", row.family);
        }
        if (row.goods.variant && row.goods.variant != there->variant) {
            check_name(snapshot, row, there->family, there->id);
        }
        return;
    }
    if (row.family.empty()) return;
    if (const auto head = under(snapshot, import.shop, row.family)) {
        return join(snapshot, import, row, *head);
    }
    const bool comes = import.mode == ImportMode::dry_run && row.head != 0 &&
                       !is_refused(snapshot, import, row.head);
    if (!comes) add_problem(row, "family", "no_such_family", row.family);
}

}  // namespace shops
