#pragma once

// What a document says, as data: fields by name and rows of texts, in the order in which they were
// written. The canonical bytes are what is kept and digested; everything that is shown is made from
// them. Pure.
//
//     document 1
//     number    F-2026-000017
//     |         Mug, blue   2   9.50
//
// (with tabs between). A backslash stands before what would end a cell.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace documents {

struct Content {
    std::vector<std::pair<std::string, std::string>> fields;
    std::vector<std::vector<std::string>> rows;

    void set(std::string name, std::string value);
    void set(std::string name, std::int64_t value);

    /// "" and 0 where there is no such field.
    std::string text(std::string_view name) const;
    std::int64_t number(std::string_view name) const;

    friend bool operator==(const Content&, const Content&) = default;
};

/// The same content has the same bytes, on every machine and for ever.
std::string canonical(const Content& content);

/// What canonical() wrote; nothing for any other text.
std::optional<Content> parse(std::string_view canonical);

/// SHA-256 of the canonical bytes, in hex.
std::string digest_of(std::string_view canonical);

/// "F-2026-000017".
std::string number_text(std::string_view series, std::int64_t year, std::int64_t number);

}  // namespace documents
