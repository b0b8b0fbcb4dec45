#pragma once

// Our own catalogue as JSON: the columns of read_catalogue() as members, one object for each thing.
//
//     {"goods": [{"sku": "A1", "title": "Mug", "description": "", "price": "9.50", "stock": 3,
//                 "ways": "both", "pick_up_at": "By the gate", "sends_to": ["AT", "DE"],
//                 "sent_by": "2030-01-15", "family": "", "variant": "Blue", "state": "live"}]}
//
// The last seven may be left out, which leaves them as they are; null empties them. A number is
// kept as it is written, so that 9.50 is never a floating point number. Read by hand and not by a
// parser of all JSON: nothing here nests, so nothing that is sent in can be deep. Pure.

#include <string>
#include <string_view>
#include <vector>

#include "shops/catalogue.hpp"
#include "shops/formats.hpp"

namespace shops {

/// Whether a file is meant as JSON: it begins with a brace or a bracket.
bool is_json(std::string_view text);

/// The list, or the object with a list of "goods" alone. A row is the place in the list, from 1.
/// Faults as read_catalogue() has them, and bad_json with the line in which it is none.
Catalogue read_goods_json(std::string_view text, const CsvLimits& limits);

/// One thing on a line; read_goods_json() gives back what `goods` say.
std::string write_goods_json(const std::vector<Outgoing>& goods);

}  // namespace shops
