#pragma once

// The OpenAPI 3.1 schema of views and forms, made from the same structs that read and write them.
// Named structs and enums become components, everything else stands where it is used.

#include <boost/core/type_name.hpp>
#include <boost/json.hpp>

#include <string>

#include "http/form.hpp"
#include "http/page.hpp"

namespace http {

template <class T>
struct is_page : std::false_type {};
template <class T>
struct is_page<Page<T>> : std::true_type {};

/// The name of T without its namespaces: "OrderView".
template <class T>
std::string schema_name() {
    const std::string full = boost::core::type_name<T>();
    return full.substr(full.rfind(':') + 1);
}

/// Collects the components of a document. Two different structs of one name are a bug that stops
/// the program when it writes the document.
class Schemas {
public:
    /// What a route sends: every member is written, optional ones as null.
    template <class T>
    json::object view() {
        writes_optional_ = true;
        return of<T>();
    }

    /// What a route reads, without making it a component; optional members may be left out.
    template <base::Described T>
    json::object form() {
        writes_optional_ = false;
        return object_of<T>();
    }

    const json::object& components() const { return components_; }

private:
    template <class T>
    json::object of() {
        if constexpr (is_optional<T>::value) {
            return nullable(of<typename T::value_type>());
        } else if constexpr (std::is_same_v<T, Null>) {
            return {{"type", "null"}};
        } else if constexpr (std::is_same_v<T, bool>) {
            return {{"type", "boolean"}};
        } else if constexpr (std::is_integral_v<T>) {
            return {{"type", "integer"}, {"format", "int64"}};
        } else if constexpr (is_id<T>::value) {
            return {{"type", "string"}, {"pattern", "^[0-9]{1,19}$"}};
        } else if constexpr (std::is_same_v<T, base::Time>) {
            return {{"type", "string"}, {"format", "date-time"}};
        } else if constexpr (is_list<T>::value) {
            return {{"type", "array"}, {"items", of<typename T::value_type>()}};
        } else if constexpr (Listed<T>) {
            return {{"type", "array"},
                    {"items", of<typename decltype(T::items)::value_type>()},
                    {"minItems", T::count_min},
                    {"maxItems", T::count_max}};
        } else if constexpr (Ranged<T>) {
            return {
                {"type", "integer"}, {"format", "int64"}, {"minimum", T::min}, {"maximum", T::max}};
        } else if constexpr (Worded<T> || Verbatimed<T>) {
            return {{"type", "string"}, {"minLength", T::length_min}, {"maxLength", T::length_max}};
        } else if constexpr (base::DescribedEnum<T>) {
            json::array words;
            for (const T word : base::every<T>()) {
                words.emplace_back(base::outside_name(base::name_of(word)));
            }
            return component(schema_name<T>(), {{"type", "string"}, {"enum", std::move(words)}});
        } else if constexpr (is_page<T>::value) {
            return object_of<T>();
        } else if constexpr (base::Described<T>) {
            return component(schema_name<T>(), object_of<T>());
        } else {
            return {{"type", "string"}};
        }
    }

    template <base::Described T>
    json::object object_of() {
        json::object properties;
        json::array required;
        T sample{};
        base::each_member(sample, [&](std::string_view name, auto& part) {
            using Part = std::remove_reference_t<decltype(part)>;
            properties[name] = of<Part>();
            if (writes_optional_ || !is_optional<Part>::value) required.emplace_back(name);
        });
        json::object out{{"type", "object"},
                         {"properties", std::move(properties)},
                         {"additionalProperties", false}};
        if (!required.empty()) out["required"] = std::move(required);
        return out;
    }

    static json::object nullable(json::object inner);
    json::object component(const std::string& name, json::object schema);

    json::object components_;
    bool writes_optional_ = false;
};

}  // namespace http
