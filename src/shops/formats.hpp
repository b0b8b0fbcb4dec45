#pragma once

// Catalogues as other programs write and read them, beside our own columns:
//
//   merchant   a product feed as Google Merchant Center specifies it, mostly with tabs: id, title,
//              description, price ("12.50 EUR"), availability, availability_date, and going out
//              shipping ("AT:::6.90 EUR"); more columns are passed over
//   shopify    the product file of Shopify: a row for each variant, further rows for pictures
//   json       our own columns as JSON; goods_json.hpp
//
// Pure: a text in, rows or a text out.

#include <string>
#include <string_view>
#include <vector>

#include "shops/catalogue.hpp"
#include "shops/postage.hpp"

namespace shops {

BOOST_DEFINE_ENUM_CLASS(Format, fairground, merchant, shopify, json)

/// Told by the names of the columns; fairground where it is neither merchant nor shopify.
Format format_of(const CsvRecord& heading);

/// A tab where the first line has one, else a comma.
char separator_of(std::string_view text);

/// The rows of a file in a format that is not ours, as ours; faults as read_catalogue() has them,
/// and not_active for what is no longer sold there. A variant is a row of its own, its options
/// stand behind the title.
Catalogue read_foreign(Format format, const std::vector<CsvRecord>& records);

/// What stays of HTML when only its words and line ends are kept.
std::string plain_text(std::string_view html);

/// Goods on their way out.
struct Outgoing {
    std::int64_t id = 0;
    std::string sku;
    std::string title;
    std::string description;
    std::string price;  // A decimal number.
    std::int64_t stock = 0;
    bool on_sale = false;
    bool photographed = false;
    Handover handover{};
    bool ahead = false;  // Its promise is still to come.
    std::vector<PostageTo> postage{};
    std::string family{};  // The SKU of the first of those that it is a variant of; "": it is that.
    std::string variant{};  // What goes into the title where a format has no place for it.
    Beginning beginning{};
};

/// What the goods have in common.
struct Outlet {
    std::string shop;
    std::string currency;
    std::string origin;  // What addresses begin with, "https://market.example".
};

/// A whole file, with its heading. read_catalogue() of it says what `goods` say.
std::string write_catalogue(Format format, const std::vector<Outgoing>& goods,
                            const Outlet& outlet);

}  // namespace shops
