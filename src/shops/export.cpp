#include "shops/export.hpp"

#include "http/amounts.hpp"
#include "shops/variants.hpp"

namespace shops {
namespace {

struct Row {
    std::int64_t id = 0;
    std::optional<std::string> sku;
    ListingState state{};
    std::int64_t stock = 0;
    std::string title;
    std::string body;
    base::Money price;
    std::int64_t gallery = 0;
    std::string variant;
    circles::Audience audience{};
    std::string head;
    KeptHandover handover;
};
BOOST_DESCRIBE_STRUCT(Row, (),
                      (id, sku, state, stock, title, body, price, gallery, variant, audience, head,
                       handover))

/// What goes by the name of a listing in a file.
std::string name_in_file(const std::optional<std::string>& sku, std::int64_t id) {
    return sku.value_or(std::string{listing_mark} + std::to_string(id));
}

/// As what it would begin in another shop. What is held is not on sale there either.
Beginning beginning_of(ListingState state) {
    if (state == ListingState::draft || state == ListingState::checking) return Beginning::draft;
    const bool stands = state == ListingState::paused || state == ListingState::held;
    return stands ? Beginning::paused : Beginning::live;
}

}  // namespace

base::Result<std::string> export_goods(db::Snapshot& snapshot, base::MemberId member, Format format,
                                       std::int64_t part, const std::string& origin) {
    const auto shop = shop_of(snapshot, member);
    if (!shop) return no_shop_yet;
    const Postage postage = postage_of(snapshot, shop->id);
    Outlet outlet{shop->name, "", origin};
    std::vector<Outgoing> goods;
    static const std::string sql =
        "select l.id, l.sku, l.state, l.stock, v.title, d.body, v.price_minor, "
        "v.price_currency, v.gallery, v.variant, l.audience, coalesce((select coalesce(h.sku, '" +
        std::string{listing_mark} +
        "' || cast(h.id as text)) from listings h where h.family = l.family and h.family <> 0 and "
        "h.state not in ('ended', 'removed') order by h.seq limit 1), '') as head, " +
        std::string{handover_columns} +
        "from listings l join listing_versions v on v.listing = l.id and v.version = l.version "
        "join descriptions d on d.id = v.description " +
        std::string{join_pickup} +
        "where l.shop = $1 and l.state not in ('ended', 'removed') order by l.seq limit $2 offset "
        "$3";
    for (Row& row :
         snapshot.all<Row>(sql, shop->id, goods_in_file_max, (part - 1) * goods_in_file_max)) {
        outlet.currency = row.price.currency;
        const bool on_sale = row.state == ListingState::live;
        // A feed is for everybody; the other files are the seller's own.
        const bool shown = on_sale && row.audience == circles::Audience::everybody;
        if (format == Format::merchant && !shown) continue;
        const bool ours = format == Format::fairground || format == Format::json;
        if (!ours) row.title = whole_title(row.title, row.variant);
        Handover handover = handover_of(row.handover);
        std::vector<PostageTo> to;
        if (offers(handover.ways, Way::ship)) {
            to = postage_to(postage, handover.regions, row.price);
        }
        const bool ahead = promised(handover.ahead, snapshot.now()).has_value();
        std::string sku = name_in_file(row.sku, row.id);
        if (row.head == sku) row.head.clear();  // The first of its family is of none before it.
        goods.push_back({row.id, std::move(sku), std::move(row.title), std::move(row.body),
                         http::amount_number(row.price), row.stock, on_sale, row.gallery != 0,
                         std::move(handover), ahead, std::move(to), std::move(row.head),
                         std::move(row.variant), beginning_of(row.state)});
    }
    return write_catalogue(format, goods, outlet);
}

}  // namespace shops
