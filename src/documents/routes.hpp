#pragma once

// Who may read which document, and as what:
//
//     GET /api/v1/documents               mine: those I got, or those issued in my name
//     GET /api/v1/orders/{id}/documents   of one order that I may see
//     GET /api/v1/operator/documents      everybody's
//     GET /api/v1/documents/{id}/html     and /pdf, and /csv of a statement

#include "documents/documents.hpp"
#include "http/router.hpp"

namespace documents {

void add_routes(http::Router& router);

}  // namespace documents
