#pragma once

// Lists come in pages: ?after=<opaque>&limit=1..100. A page ends where the next begins, by the key
// of its last item, so nothing is shown twice or left out while items are added.

#include <charconv>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "http/form.hpp"
#include "http/problem.hpp"

namespace http {

using Cursor = Line<1, 60>;
using Limit = Whole<1, page_max>;

/// What a list is asked with that has nothing else to choose.
struct PageForm {
    std::optional<Cursor> after;
    std::optional<Limit> limit;
};
BOOST_DESCRIBE_STRUCT(PageForm, (), (after, limit))

/// A page of items; `next` asks for the one after it.
template <class T>
struct Page {
    std::vector<T> items;
    std::optional<std::string> next;
    BOOST_DESCRIBE_CLASS(Page, (), (items, next), (), ())
};

/// The number in a cursor, or `first` where there is none: for lists by one falling or rising key.
inline base::Result<std::int64_t> cursor_number(const std::optional<Cursor>& after,
                                                std::int64_t first) {
    if (!after) return first;
    const auto number = base::to_number(after->value);
    if (!number) return base::wrong_field("after", cursor_malformed.code);
    return *number;
}

inline std::int64_t limit_of(const std::optional<Limit>& limit) {
    return limit ? limit->value : page_default;
}

/// Makes a page of rows that were read with one more than `limit`, so that it is known whether
/// there are more. `key` is the cursor of a row.
template <class T, class Key>
Page<T> page_of(std::vector<T> rows, std::int64_t limit, Key key) {
    Page<T> page;
    const auto most = static_cast<std::size_t>(limit);
    if (rows.size() > most) {
        rows.resize(most);
        page.next = std::to_string(key(rows.back()));
    }
    page.items = std::move(rows);
    return page;
}

}  // namespace http
