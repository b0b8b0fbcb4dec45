#pragma once

// A document as somebody reads it, in their language: the one thing that HTML and PDF are drawn
// from. Pure.

#include <string>
#include <utility>
#include <vector>

#include "documents/documents.hpp"
#include "http/call.hpp"

namespace documents {

enum class Align { left, right };

struct Column {
    std::string title;
    Align align = Align::left;
    int share = 1;  // Of the width.
};

struct Sheet {
    http::Language language{};
    std::string title;
    std::string created;  // The instant, for a PDF's own page of facts.
    std::vector<std::pair<std::string, std::string>> facts;
    std::vector<Column> columns;  // None: there is no table.
    std::vector<std::vector<std::string>> rows;
    std::vector<std::pair<std::string, std::string>> sums;  // The last is the one that counts.
    std::vector<std::string> notes;
};

Sheet sheet_of(const Content& content, const std::string& digest, http::Language language);

/// The whole page, without scripts, pictures and links.
std::string html_of(const Sheet& sheet);

/// A statement's movements, RFC 4180, amounts as decimal numbers.
std::string csv_of(const Content& content);

}  // namespace documents
