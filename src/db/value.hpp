#pragma once

// What goes into a statement ($1, $2 ...) and how a C++ type becomes it. Every argument has a
// declared type, also when it is null: PostgreSQL wants to know it, SQLite does not mind.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/describe.hpp"
#include "base/ensure.hpp"
#include "base/id.hpp"
#include "base/time.hpp"

namespace db {

/// Raw bytes, as opposed to text.
struct Bytes {
    std::string value;

    friend bool operator==(const Bytes&, const Bytes&) = default;
};

enum class Type { integer, real, text, bytes };

/// One argument of a statement. It does not own its text: it lives as long as the call.
struct Arg {
    Type type = Type::integer;
    bool null = false;
    std::int64_t integer = 0;
    double real = 0;
    std::string_view text{};  // Also the bytes.
};

/// One row of an answer, valid inside the call that hands it over.
class Row {
public:
    virtual ~Row() = default;
    virtual int columns() const = 0;
    virtual std::string_view name(int column) const = 0;
    virtual bool null(int column) const = 0;
    virtual std::int64_t integer(int column) const = 0;
    virtual double real(int column) const = 0;
    virtual std::string_view text(int column) const = 0;
    virtual std::string bytes(int column) const = 0;
};

inline Arg to_arg(std::int64_t number) {
    return {.type = Type::integer, .integer = number};
}
inline Arg to_arg(int number) {
    return to_arg(std::int64_t{number});
}
inline Arg to_arg(bool flag) {
    return to_arg(std::int64_t{flag});
}
inline Arg to_arg(double number) {
    return {.type = Type::real, .real = number};
}
inline Arg to_arg(std::string_view text) {
    return {.type = Type::text, .text = text};
}
inline Arg to_arg(const std::string& text) {
    return to_arg(std::string_view{text});
}
inline Arg to_arg(const char* text) {
    return to_arg(std::string_view{text});
}
inline Arg to_arg(const Bytes& bytes) {
    return {.type = Type::bytes, .text = bytes.value};
}
inline Arg to_arg(base::Time time) {
    return to_arg(base::micros_of(time));
}
template <class Tag>
Arg to_arg(base::Id<Tag> id) {
    return to_arg(id.value);
}
template <base::DescribedEnum E>
Arg to_arg(E word) {
    return to_arg(base::name_of(word));
}
template <class T>
Arg to_arg(const std::optional<T>& maybe) {
    if (maybe) return to_arg(*maybe);
    Arg arg = to_arg(T{});
    arg.null = true;
    arg.text = {};
    return arg;
}

inline void from_column(const Row& row, int column, std::int64_t& out) {
    out = row.integer(column);
}
inline void from_column(const Row& row, int column, bool& out) {
    out = row.integer(column) != 0;
}
inline void from_column(const Row& row, int column, double& out) {
    out = row.real(column);
}
inline void from_column(const Row& row, int column, std::string& out) {
    out = row.text(column);
}
inline void from_column(const Row& row, int column, Bytes& out) {
    out.value = row.bytes(column);
}
inline void from_column(const Row& row, int column, base::Time& out) {
    out = base::time_of(row.integer(column));
}
template <class Tag>
void from_column(const Row& row, int column, base::Id<Tag>& out) {
    out.value = row.integer(column);
}
template <base::DescribedEnum E>
void from_column(const Row& row, int column, E& out) {
    // An unknown word means that the row was written by a newer program: never guess a state.
    base::ensure(base::word_to(row.text(column), out));
}
template <class T>
void from_column(const Row& row, int column, std::optional<T>& out) {
    if (row.null(column)) {
        out.reset();
    } else {
        from_column(row, column, out.emplace());
    }
}

}  // namespace db
