#pragma once

// Forms: described structs that a request fills. Path parameters, query parameters and the JSON
// body go into one struct by name; std::optional members may be missing, all others must be there,
// and names that the struct does not have are refused. Every wrong field is noted, so that people
// correct a form in one go.
//
//     struct SellForm {
//         http::Line<1, 120> title;
//         base::Money price;
//         http::Whole<0, 100'000> stock;
//         std::optional<http::Line<1, 40>> sku;
//     };
//     BOOST_DESCRIBE_STRUCT(SellForm, (), (title, price, stock, sku))

#include <boost/json.hpp>

#include <concepts>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/money.hpp"
#include "base/result.hpp"
#include "base/text.hpp"
#include "http/json.hpp"

namespace http {

namespace json = boost::json;

/// Well-formed UTF-8 of Min to Max code points, trimmed, on one line: no control characters.
template <std::size_t Min, std::size_t Max>
struct Line {
    std::string value;
    static constexpr std::size_t length_min = Min, length_max = Max;
    static constexpr bool one_line = true;
    operator const std::string&() const { return value; }  // NOLINT(google-explicit-constructor)
};

/// The same, with line ends and tabs allowed.
template <std::size_t Min, std::size_t Max>
struct Text {
    std::string value;
    static constexpr std::size_t length_min = Min, length_max = Max;
    static constexpr bool one_line = false;
    operator const std::string&() const { return value; }  // NOLINT(google-explicit-constructor)
};

/// A text of Min to Max bytes that is taken as it is: passwords, uploads as text.
template <std::size_t Min, std::size_t Max>
struct Verbatim {
    std::string value;
    static constexpr std::size_t length_min = Min, length_max = Max;
};

/// A whole number from Min to Max.
template <std::int64_t Min, std::int64_t Max>
struct Whole {
    std::int64_t value = Min;
    static constexpr std::int64_t min = Min, max = Max;
    operator std::int64_t() const { return value; }  // NOLINT(google-explicit-constructor)
};

/// A list of Min to Max parts.
template <class T, std::size_t Min, std::size_t Max>
struct Some {
    std::vector<T> items;
    static constexpr std::size_t count_min = Min, count_max = Max;
};

template <class T>
concept Worded = requires(T t) {
    T::one_line;
    t.value;
};
template <class T>
concept Verbatimed = requires(T t) {
    T::length_max;
    t.value;
}
&&!Worded<T>;
template <class T>
concept Ranged = !base::Described<T> && requires(T t) {
    T::min;
    t.value;
};
template <class T>
concept Listed = requires(T t) {
    T::count_max;
    t.items;
};

/// Reads values into a form and notes every problem. The texts of parameters count as strings;
/// numbers and booleans are read from them where the form wants these.
class Reader {
public:
    /// Fills `out` from the members of `in`; unknown and missing names are problems.
    template <base::Described T>
    void read_object(const json::object& in, T& out, const std::string& at = "") {
        std::size_t used = 0;
        base::each_member(out, [&](std::string_view name, auto& part) {
            const json::value* found = in.if_contains(name);
            if (found != nullptr) ++used;
            read_member(found, part, path(at, name));
        });
        if (used != in.size()) note_unknown<T>(in, at);
    }

    const std::vector<base::FieldProblem>& problems() const { return problems_; }

private:
    template <class T>
    void read_member(const json::value* in, T& out, const std::string& at) {
        if (in == nullptr || in->is_null()) {
            if constexpr (!is_optional<T>::value) note(at, "missing");
            return;
        }
        read(*in, out, at);
    }

    template <class T>
    void read(const json::value& in, T& out, const std::string& at) {
        if constexpr (is_optional<T>::value) {
            read(in, out.emplace(), at);
        } else if constexpr (Worded<T>) {
            read_words(in, out.value, {T::length_min, T::length_max}, T::one_line, at);
        } else if constexpr (Verbatimed<T>) {
            read_verbatim(in, out.value, {T::length_min, T::length_max}, at);
        } else if constexpr (Ranged<T>) {
            read_number(in, out.value, {T::min, T::max}, at);
        } else if constexpr (std::is_same_v<T, std::int64_t>) {
            read_number(in, out, {INT64_MIN, INT64_MAX}, at);
        } else if constexpr (std::is_same_v<T, bool>) {
            read_bool(in, out, at);
        } else if constexpr (is_id<T>::value) {
            read_id(in, out.value, at);
        } else if constexpr (std::is_same_v<T, base::Money>) {
            read_money(in, out, at);
        } else if constexpr (std::is_same_v<T, base::Time>) {
            read_time(in, out, at);
        } else if constexpr (base::DescribedEnum<T>) {
            const std::string_view word = text_of(in);
            if (!base::word_to(word, out)) note(at, "unknown_word");
        } else if constexpr (Listed<T>) {
            read_list(in, out, at);
        } else {
            static_assert(base::Described<T>, "a form holds what can be read and limited");
            const json::object* object = in.if_object();
            if (object == nullptr) return note(at, "not_an_object");
            read_object(*object, out, at);
        }
    }

    template <class T, std::size_t Min, std::size_t Max>
    void read_list(const json::value& in, Some<T, Min, Max>& out, const std::string& at) {
        const json::array* array = in.if_array();
        if (array == nullptr) return note(at, "not_a_list");
        if (array->size() < Min) return note(at, "too_few", {{"min", std::to_string(Min)}});
        if (array->size() > Max) return note(at, "too_many", {{"max", std::to_string(Max)}});
        for (std::size_t i = 0; i < array->size(); ++i) {
            read((*array)[i], out.items.emplace_back(), path(at, std::to_string(i)));
        }
    }

    template <class T>
    void note_unknown(const json::object& in, const std::string& at) {
        for (const auto& entry : in) {
            bool known = false;
            T sample{};
            base::each_member(sample, [&](std::string_view name, auto&) {
                known = known || name == std::string_view(entry.key());
            });
            if (!known) note(path(at, entry.key()), "unknown_field");
        }
    }

    using Bounds = std::pair<std::int64_t, std::int64_t>;
    using Lengths = std::pair<std::size_t, std::size_t>;

    static std::string path(const std::string& at, std::string_view name);
    static std::string_view text_of(const json::value& in);
    void read_words(const json::value& in, std::string& out, Lengths lengths, bool one_line,
                    const std::string& at);
    void read_verbatim(const json::value& in, std::string& out, Lengths lengths,
                       const std::string& at);
    void read_number(const json::value& in, std::int64_t& out, Bounds bounds,
                     const std::string& at);
    void read_bool(const json::value& in, bool& out, const std::string& at);
    void read_id(const json::value& in, std::int64_t& out, const std::string& at);
    void read_money(const json::value& in, base::Money& out, const std::string& at);
    void read_time(const json::value& in, base::Time& out, const std::string& at);
    void note(const std::string& at, std::string_view code, std::vector<base::Argument> args = {});

    std::vector<base::FieldProblem> problems_;
};

/// The request's parts as one JSON object, or a refusal: body_not_json, body_not_object,
/// parameter_twice. `body` empty counts as no members.
base::Result<json::object> gather(
    const std::vector<std::pair<std::string, std::string>>& parameters, std::string_view body);

inline constexpr base::Reason body_not_json{base::Kind::invalid, "body_not_json"};
inline constexpr base::Reason body_not_object{base::Kind::invalid, "body_not_object"};
inline constexpr base::Reason parameter_twice{base::Kind::invalid, "parameter_twice"};

/// A form out of the gathered parts, or form_invalid with every wrong field.
template <base::Described Form>
base::Result<Form> read_form(const json::object& parts) {
    Form form{};
    Reader reader;
    reader.read_object(parts, form);
    if (reader.problems().empty()) return form;
    base::Refusal refusal(base::form_invalid);
    for (const auto& problem : reader.problems()) refusal.add(problem);
    return refusal;
}

/// For routes that need nothing.
struct NoForm {};
BOOST_DESCRIBE_STRUCT(NoForm, (), ())

/// The part of a form that pages through a list.
inline constexpr std::int64_t page_default = 20, page_max = 100;

}  // namespace http
