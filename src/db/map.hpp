#pragma once

// Between rows and described structs. A member `total` is the column "total"; a described member
// `price` of type Money is the columns "price_minor" and "price_currency".

#include <string>
#include <string_view>
#include <vector>

#include "base/describe.hpp"
#include "db/value.hpp"

namespace db {

template <class T>
void append_columns(std::vector<std::string>& list, const std::string& prefix) {
    T sample{};
    base::each_member(sample, [&](auto name, auto& part) {
        using Part = std::remove_reference_t<decltype(part)>;
        if constexpr (base::Described<Part>) {
            append_columns<Part>(list, prefix + std::string{name} + "_");
        } else {
            list.push_back(prefix + std::string{name});
        }
    });
}

/// The columns of T in the order of its members.
template <base::Described T>
const std::vector<std::string>& column_names() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> list;
        append_columns<T>(list, "");
        return list;
    }();
    return names;
}

/// The place of column `name`; `hint` is where it probably is. A statement that does not answer
/// with a column its struct needs is a bug of ours.
inline int find_column(const Row& row, std::string_view name, int hint) {
    if (hint < row.columns() && row.name(hint) == name) return hint;
    for (int column = 0; column < row.columns(); ++column) {
        if (row.name(column) == name) return column;
    }
    throw std::logic_error("the statement does not answer with a column " + std::string{name});
}

template <class T>
void take_members(const Row& row, const std::vector<std::string>& names, int& next, T& out) {
    base::each_member(out, [&](auto, auto& part) {
        using Part = std::remove_reference_t<decltype(part)>;
        if constexpr (base::Described<Part>) {
            take_members(row, names, next, part);
        } else {
            const auto& name = names[static_cast<std::size_t>(next)];
            from_column(row, find_column(row, name, next), part);
            ++next;
        }
    });
}

/// A described struct from the columns of its names; any other type from the first column.
template <class T>
T from_row(const Row& row) {
    T out{};
    if constexpr (base::Described<T>) {
        int next = 0;
        take_members(row, column_names<T>(), next, out);
    } else {
        from_column(row, 0, out);
    }
    return out;
}

}  // namespace db
