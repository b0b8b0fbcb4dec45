#include "http/schema.hpp"

#include "base/log.hpp"

namespace http {

json::object Schemas::nullable(json::object inner) {
    return {{"anyOf", json::array{std::move(inner), json::object{{"type", "null"}}}}};
}

// NOLINTNEXTLINE(performance-unnecessary-value-param): it is moved by who calls.
json::object Schemas::component(const std::string& name, json::object schema) {
    const auto [known, added] = components_.emplace(name, schema);
    if (!added && known->value() != json::value(schema)) {
        base::log(base::Level::error, "two different structs are called " + name);
        base::ensure(false);
    }
    return {{"$ref", "#/components/schemas/" + name}};
}

}  // namespace http
