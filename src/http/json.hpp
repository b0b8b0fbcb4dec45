#pragma once

// JSON out of described structs, written straight into a string. Ids travel as strings, because
// JavaScript rounds numbers above 2^53; times as ISO 8601 in UTC; enums by their names.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/describe.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

namespace http {

/// Always null: a member that is there because answers of its like have it.
struct Null {};

template <class T>
struct is_id : std::false_type {};
template <class Tag>
struct is_id<base::Id<Tag>> : std::true_type {};

template <class T>
struct is_list : std::false_type {};
template <class T>
struct is_list<std::vector<T>> : std::true_type {};

template <class T>
struct is_optional : std::false_type {};
template <class T>
struct is_optional<std::optional<T>> : std::true_type {};

/// Appends `text` in quotes, with what JSON wants escaped.
void write_text(std::string& out, std::string_view text);
void write_number(std::string& out, std::int64_t number);

template <class T>
void write_json(std::string& out, const T& in) {
    if constexpr (std::is_same_v<T, Null>) {
        out += "null";
    } else if constexpr (std::is_same_v<T, bool>) {
        out += in ? "true" : "false";
    } else if constexpr (std::is_integral_v<T>) {
        write_number(out, static_cast<std::int64_t>(in));
    } else if constexpr (is_id<T>::value) {
        out += '"';
        write_number(out, in.value);
        out += '"';
    } else if constexpr (std::is_same_v<T, base::Time>) {
        write_text(out, base::to_iso(in));
    } else if constexpr (base::DescribedEnum<T>) {
        write_text(out, base::outside_name(base::name_of(in)));
    } else if constexpr (is_optional<T>::value) {
        if (in) {
            write_json(out, *in);
        } else {
            out += "null";
        }
    } else if constexpr (is_list<T>::value) {
        out += '[';
        bool first = true;
        for (const auto& part : in) {
            if (!first) out += ',';
            first = false;
            write_json(out, part);
        }
        out += ']';
    } else if constexpr (base::Described<T>) {
        out += '{';
        bool first = true;
        base::each_member(in, [&](std::string_view name, const auto& part) {
            if (!first) out += ',';
            first = false;
            out += '"';
            out += name;
            out += "\":";
            write_json(out, part);
        });
        out += '}';
    } else {
        write_text(out, in);
    }
}

template <class T>
std::string to_json(const T& in) {
    std::string out;
    write_json(out, in);
    return out;
}

}  // namespace http
