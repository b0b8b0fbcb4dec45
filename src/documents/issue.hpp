#pragma once

// Writing a document: its number, its content and its row, in one transaction.

#include "documents/documents.hpp"

namespace documents {

/// What is to be issued; everything else follows.
struct Draft {
    DocumentKind kind{};
    std::int64_t issuer = 0;
    base::MemberId recipient;
    base::Time at;  // Of what it is about; it is numbered in that year.
    orders::OrderId order{};
    std::optional<Document> corrects{};
    std::int64_t month = 0;
    std::string asset;
    std::int64_t net = 0;
    std::int64_t vat = 0;
    std::int64_t total = 0;
    Content content;  // What is of this kind alone.
};

/// Gives it the next number of its issuer, freezes what it says and writes it down.
Document issue(db::Tx& tx, const Settings& settings, const Draft& draft);

/// "document_year" of an instant in the market's zone.
std::int64_t year_of(const std::string& zone, base::Time at);

}  // namespace documents
