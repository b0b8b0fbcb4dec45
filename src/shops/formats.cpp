#include "shops/formats.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "base/text.hpp"
#include "http/amounts.hpp"
#include "shops/goods_json.hpp"

namespace shops {
namespace {

/// "Image Link" and "image_link" are one name.
std::string plain_name(std::string_view name) {
    std::string plain;
    for (const char c : base::trimmed(name)) {
        plain += c == ' ' ? '_' : static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
    return plain;
}

/// Where which column stands.
class Columns {
public:
    explicit Columns(const CsvRecord& heading) : width_(heading.fields.size()) {
        for (std::size_t i = 0; i < width_; ++i) {
            places_.emplace(plain_name(heading.fields[i]), i);
        }
    }
    bool has(std::string_view name) const { return places_.contains(name); }
    /// What a record says there; empty where it says nothing.
    std::string_view of(const CsvRecord& record, std::string_view name) const {
        const auto place = places_.find(name);
        if (place == places_.end() || place->second >= record.fields.size()) return {};
        return record.fields[place->second];
    }
    std::size_t width() const { return width_; }

private:
    std::map<std::string, std::size_t, std::less<>> places_;
    std::size_t width_;
};

template <std::size_t Count>
std::optional<CsvFault> missing_of(const Columns& columns, std::int64_t row,
                                   const std::array<std::string_view, Count>& needed) {
    for (const std::string_view name : needed) {
        if (!columns.has(name)) return CsvFault{row, "missing_column", std::string{name}};
    }
    return std::nullopt;
}

/// A feed's instant, "2030-02-24T11:07+0100", as ours; nothing where it is none. Seconds may be
/// left out, and the hours from Greenwich have a colon or not.
std::string instant_of_feed(std::string_view text) {
    constexpr std::size_t minutes_end = 16;  // Of "2030-02-24T11:07".
    // A day says all that it says, and what we wrote ourselves is ours already.
    if (text.size() < minutes_end || base::from_iso(text)) return std::string{text};
    std::string instant{text.substr(0, minutes_end)};
    text.remove_prefix(minutes_end);
    const bool seconds = text.size() >= 3 && text[0] == ':';
    instant += seconds ? text.substr(0, 3) : ":00";
    if (seconds) text.remove_prefix(3);
    auto time = base::from_iso(instant + "Z");
    if (!time) return "";
    if (text.empty() || text == "Z") return base::to_iso(*time);
    std::string offset{text.substr(1)};
    std::erase(offset, ':');
    const auto number = base::to_number(offset);
    if ((text[0] != '+' && text[0] != '-') || offset.size() != 4 || !number) return "";
    const auto away = std::chrono::hours{*number / 100} + std::chrono::minutes{*number % 100};
    return base::to_iso(text[0] == '+' ? *time - away : *time + away);
}

/// What our own files give for goods is their page's picture, which is not left out.
bool is_ours(std::string_view address) {
    return address.find("/listings/") != std::string_view::npos &&
           (address.ends_with("/card.png") || address.ends_with("/photograph.jpg"));
}

/// How many addresses of pictures stand there, with commas between them.
std::int64_t pictures_in(std::string_view addresses) {
    std::int64_t count = 0;
    while (!addresses.empty()) {
        const std::size_t end = std::min(addresses.find(','), addresses.size());
        const std::string_view one = base::trimmed(addresses.substr(0, end));
        count += !one.empty() && !is_ours(one);
        addresses.remove_prefix(std::min(end + 1, addresses.size()));
    }
    return count;
}

CatalogueRow merchant_row(const Columns& columns, const CsvRecord& record) {
    CatalogueRow row{record.row,
                     "",
                     std::string{columns.of(record, "id")},
                     std::string{columns.of(record, "title")},
                     std::string{columns.of(record, "description")},
                     std::string{columns.of(record, "price")},
                     std::string{columns.of(record, "sell_on_google_quantity")}};
    const std::string availability = plain_name(columns.of(record, "availability"));
    const bool ahead = availability == "preorder" || availability == "backorder";
    if (row.stock.empty()) {
        // The feed says whether there are any, not how many.
        row.stock = ahead || availability == "in_stock" ? "1" : "0";
    }
    const std::string_view date = columns.of(record, "availability_date");
    if (ahead && !date.empty()) row.sent_by = instant_of_feed(base::trimmed(date));
    row.pictures = pictures_in(columns.of(record, "image_link")) +
                   pictures_in(columns.of(record, "additional_image_link"));
    return row;
}

/// ", Blue, L" of the options that a variant has; the one variant of simple goods has none.
std::vector<std::string> options_of(const Columns& columns, const CsvRecord& record) {
    std::vector<std::string> options;
    for (const char number : {'1', '2', '3'}) {
        const std::string option = std::string{"option"} + number;
        const std::string_view value = base::trimmed(columns.of(record, option + "_value"));
        if (value.empty() || value == "Default Title") continue;
        options.emplace_back(value);
    }
    return options;
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
    std::string out;
    for (const std::string& word : words) {
        if (!out.empty()) out += between;
        out += word;
    }
    return out;
}

/// A product of Shopify's file says its title once, in the row of its first variant.
struct Product {
    std::string handle;
    std::string title;
    std::string body;
    std::string status;
};

CatalogueRow shopify_row(const Columns& columns, const CsvRecord& record, const Product& product) {
    const auto options = options_of(columns, record);
    CatalogueRow row{record.row,
                     "",
                     std::string{base::trimmed(columns.of(record, "variant_sku"))},
                     product.title,
                     plain_text(product.body),
                     std::string{columns.of(record, "variant_price")},
                     std::string{columns.of(record, "variant_inventory_qty")}};
    if (row.sku.empty()) row.sku = product.handle;
    if (row.sku == product.handle && !options.empty()) row.sku += "/" + joined(options, "/");
    if (!options.empty()) row.title += " (" + joined(options, ", ") + ")";
    if (row.stock.starts_with('-')) row.stock = "0";  // More were sold than there were.
    if (!product.status.empty() && product.status != "active") row.fault = "not_active";
    return row;
}

Catalogue read_shopify(const Columns& columns, const std::vector<CsvRecord>& records) {
    Catalogue catalogue;
    Product product;
    for (std::size_t i = 1; i < records.size(); ++i) {
        const CsvRecord& record = records[i];
        const std::string_view handle = columns.of(record, "handle");
        if (handle != product.handle) {
            product = {std::string{handle}, std::string{columns.of(record, "title")},
                       std::string{columns.of(record, "body_(html)")},
                       plain_name(columns.of(record, "status"))};
        }
        if (record.fields.size() != columns.width()) {
            const bool few = record.fields.size() < columns.width();
            catalogue.rows.push_back({record.row,
                                      few ? "too_few_fields" : "too_many_fields",
                                      std::string{handle},
                                      product.title,
                                      {},
                                      {},
                                      {}});
            continue;
        }
        const std::int64_t pictures = pictures_in(columns.of(record, "image_src")) +
                                      pictures_in(columns.of(record, "variant_image"));
        // A row without a price has only another picture, of the product's last variant before it.
        if (!columns.of(record, "variant_price").empty()) {
            catalogue.rows.push_back(shopify_row(columns, record, product));
        }
        if (!catalogue.rows.empty()) catalogue.rows.back().pictures += pictures;
    }
    return catalogue;
}

Catalogue read_merchant(const Columns& columns, const std::vector<CsvRecord>& records) {
    Catalogue catalogue;
    for (std::size_t i = 1; i < records.size(); ++i) {
        CatalogueRow& row = catalogue.rows.emplace_back(merchant_row(columns, records[i]));
        if (records[i].fields.size() > columns.width()) row.fault = "too_many_fields";
    }
    return catalogue;
}

/// What stands behind a "<": "5 kg" is no tag.
bool begins_tag(std::string_view rest) {
    if (rest.empty()) return false;
    const char c = rest.front();
    return c == '/' || c == '!' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// A tag that ends a line of text.
bool breaks_line(std::string_view tag) {
    constexpr std::array<std::string_view, 14> names{"br",  "br/", "/p",  "/li", "/div",
                                                     "/tr", "/h1", "/h2", "/h3", "/h4",
                                                     "/h5", "/h6", "/ul", "/ol"};
    return std::ranges::find(names, plain_name(tag.substr(0, tag.find(' ')))) != names.end();
}

/// The character that "&name;" stands for; empty for one that we do not know.
std::string character_of(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 8> names{{{"amp", "&"},
                                                                                  {"lt", "<"},
                                                                                  {"gt", ">"},
                                                                                  {"quot", "\""},
                                                                                  {"apos", "'"},
                                                                                  {"#39", "'"},
                                                                                  {"nbsp", " "},
                                                                                  {"#160", " "}}};
    const auto* found =
        std::ranges::find(names, name, &std::pair<std::string_view, std::string_view>::first);
    return found == names.end() ? std::string{} : std::string{found->second};
}

std::string html_of(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '\n': out += "<br>"; break;
            default: out += c;
        }
    }
    return out;
}

/// A field of a feed with tabs, in quotes where it would be taken for more or for less.
std::string tab_field(std::string_view text) {
    if (text.find_first_of("\t\r\n") == std::string_view::npos && !text.starts_with('"')) {
        return std::string{text};
    }
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + '"';
}

/// Where its page is; nothing where the market's own address is not known.
std::string link_of(const Outgoing& goods, const Outlet& outlet) {
    if (outlet.origin.empty()) return {};
    return outlet.origin + "/listings/" + std::to_string(goods.id);
}

std::string picture_of(const Outgoing& goods, const Outlet& outlet) {
    const std::string link = link_of(goods, outlet);
    return link.empty() ? link : link + (goods.photographed ? "/photograph.jpg" : "/card.png");
}

std::string availability_of(const Outgoing& goods) {
    if (!goods.on_sale || goods.stock == 0) return "out_of_stock";
    return goods.ahead ? "preorder" : "in_stock";
}

std::string ahead_of(const Outgoing& goods) {
    return goods.handover.ahead ? base::to_iso(*goods.handover.ahead) : std::string{};
}

/// "AT:::6.90 EUR,DE:::4.90 EUR": country, region and service, of which we know the first, and
/// price.
std::string shipping_of(const Outgoing& goods, const Outlet& outlet) {
    std::string out;
    for (const auto& [country, price] : goods.postage) {
        if (!out.empty()) out += ',';
        out +=
            country + ":::" + http::amount_number({price, outlet.currency}) + ' ' + outlet.currency;
    }
    return out;
}

std::string merchant_line(const Outgoing& goods, const Outlet& outlet) {
    std::string line;
    bool first = true;
    for (const std::string& field :
         {tab_field(goods.sku), tab_field(goods.title), tab_field(goods.description),
          link_of(goods, outlet), picture_of(goods, outlet), availability_of(goods),
          goods.price + ' ' + outlet.currency, std::to_string(goods.stock),
          goods.ahead ? ahead_of(goods) : std::string{}, shipping_of(goods, outlet)}) {
        if (!std::exchange(first, false)) line += '\t';
        line += field;
    }
    return line + "\r\n";
}

std::vector<std::string> shopify_fields(const Outgoing& goods, const Outlet& outlet) {
    return {"listing-" + std::to_string(goods.id),
            goods.title,
            html_of(goods.description),
            outlet.shop,
            goods.on_sale ? "TRUE" : "FALSE",
            "Title",
            "Default Title",
            goods.sku,
            "shopify",
            std::to_string(goods.stock),
            "deny",
            "manual",
            goods.price,
            offers(goods.handover.ways, Way::ship) ? "TRUE" : "FALSE",
            picture_of(goods, outlet),
            "active"};
}

}  // namespace

Format format_of(const CsvRecord& heading) {
    const Columns columns(heading);
    if (columns.has("handle") && columns.has("variant_price")) return Format::shopify;
    if (columns.has("id") && columns.has("price") && !columns.has("sku")) return Format::merchant;
    return Format::fairground;
}

char separator_of(std::string_view text) {
    const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
    return line.find('\t') == std::string_view::npos ? ',' : '\t';
}

Catalogue read_foreign(Format format, const std::vector<CsvRecord>& records) {
    const Columns columns(records[0]);
    const bool shopify = format == Format::shopify;
    const auto missing =
        shopify ? missing_of(columns, records[0].row, std::array<std::string_view, 1>{"title"})
                : missing_of(columns, records[0].row,
                             std::array<std::string_view, 2>{"title", "availability"});
    if (missing) return {{}, missing};
    return shopify ? read_shopify(columns, records) : read_merchant(columns, records);
}

std::string plain_text(std::string_view html) {
    std::string out;
    for (std::size_t i = 0; i < html.size(); ++i) {
        const char c = html[i];
        if (c == '<' && begins_tag(html.substr(i + 1))) {
            const std::size_t end = html.find('>', i);
            if (end == std::string_view::npos) break;
            if (breaks_line(html.substr(i + 1, end - i - 1))) out += '\n';
            i = end;
        } else if (c == '&') {
            constexpr std::size_t name_max = 8;
            const std::size_t end = html.substr(i, name_max).find(';');
            const std::string known =
                end == std::string_view::npos ? "" : character_of(html.substr(i + 1, end - 1));
            out += known.empty() ? "&" : known;
            if (!known.empty()) i += end;
        } else {
            out += c;
        }
    }
    return std::string{base::trimmed(out)};
}

std::string write_catalogue(Format format, const std::vector<Outgoing>& goods,
                            const Outlet& outlet) {
    std::string out;
    switch (format) {
        case Format::fairground:
            write_csv(out, {catalogue_columns.begin(), catalogue_columns.end()});
            for (const Outgoing& one : goods) {
                write_csv(
                    out, {one.sku, one.title, one.description, one.price, std::to_string(one.stock),
                          std::string{base::name_of(one.handover.ways)}, one.handover.area,
                          joined(one.handover.regions), ahead_of(one), one.family, one.variant,
                          std::string{base::name_of(one.beginning)}});
            }
            break;
        case Format::merchant:
            out =
                "id\ttitle\tdescription\tlink\timage_link\tavailability\tprice\t"
                "sell_on_google_quantity\tavailability_date\tshipping\r\n";
            for (const Outgoing& one : goods) out += merchant_line(one, outlet);
            break;
        case Format::shopify:
            write_csv(out, {"Handle", "Title", "Body (HTML)", "Vendor", "Published", "Option1 Name",
                            "Option1 Value", "Variant SKU", "Variant Inventory Tracker",
                            "Variant Inventory Qty", "Variant Inventory Policy",
                            "Variant Fulfillment Service", "Variant Price",
                            "Variant Requires Shipping", "Image Src", "Status"});
            for (const Outgoing& one : goods) write_csv(out, shopify_fields(one, outlet));
            break;
        case Format::json: out = write_goods_json(goods); break;
    }
    return out;
}

}  // namespace shops
