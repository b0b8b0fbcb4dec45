#include "http/problem.hpp"
#include "http/router.hpp"

namespace http {
namespace {

constexpr std::string_view problem_type = "application/problem+json";

json::object problem_schema() {
    const json::object text{{"type", "string"}};
    const json::object args{{"type", "object"}, {"additionalProperties", text}};
    const json::object field{
        {"type", "object"},
        {"properties", {{"field", text}, {"code", text}, {"title", text}, {"args", args}}},
        {"required", {"field", "code", "title"}}};
    return {{"type", "object"},
            {"properties",
             {{"type", text},
              {"status", {{"type", "integer"}}},
              {"code", text},
              {"title", text},
              {"request", text},
              {"args", args},
              {"fields", {{"type", "array"}, {"items", field}}}}},
            {"required", {"type", "status", "code", "title"}}};
}

std::string operation_id(const Route& route) {
    std::string id(text(route.method));
    for (char& c : id) c = static_cast<char>(std::tolower(c));
    for (const std::string& segment : route.segments) {
        if (segment == "api" || segment == "v1") continue;
        id += '_';
        for (const char c : segment) {
            if (c != '{' && c != '}') id += c == '-' ? '_' : c;
        }
    }
    return id;
}

std::string tag_of(const Route& route) {
    return route.segments.front() == "api" ? route.segments.at(2) : route.segments.front();
}

bool in_path(const Route& route, std::string_view name) {
    return route.path.find("{" + std::string{name} + "}") != std::string::npos;
}

bool has_body(Method method) {
    return method == Method::post || method == Method::put || method == Method::patch;
}

/// A parameter that may be left out is not there or has a value; there is no null in an address.
json::value without_null(const json::value& schema) {
    const json::value* choices = schema.as_object().if_contains("anyOf");
    return choices == nullptr ? schema : choices->as_array().front();
}

/// The form's members that travel in path, query or header; the rest is the body.
json::array parameters_of(const Route& route, json::object& body) {
    json::array list;
    json::array required;
    if (const auto* found = body.if_contains("required")) required = found->as_array();
    const json::object properties = body.at("properties").as_object();
    const auto is_required = [&](std::string_view name) {
        return std::ranges::find(required, json::value(name)) != required.end();
    };
    for (const auto& [name, schema] : properties) {
        const bool path = in_path(route, name);
        if (!path && has_body(route.method)) continue;
        list.push_back(json::object{{"name", name},
                                    {"in", path ? "path" : "query"},
                                    {"required", path || is_required(name)},
                                    {"schema", without_null(schema)}});
        body.at("properties").as_object().erase(name);
        required.erase(std::remove(required.begin(), required.end(), json::value(name)),
                       required.end());
    }
    body.erase("required");
    if (!required.empty()) body["required"] = required;
    if (route.method != Method::get) {
        list.push_back(json::object{
            {"name", "Idempotency-Key"},
            {"in", "header"},
            {"required", false},
            {"description", "The same act under the same key happens once and answers alike."},
            {"schema", {{"type", "string"}, {"minLength", 8}, {"maxLength", 128}}}});
    }
    return list;
}

json::object responses_of(const Route& route, const json::object& view) {
    json::object good{{"description", "Done."}};
    if (!view.empty()) {
        good["content"] = {{route.type, {{"schema", view}}}};
    } else if (route.sort == Sort::stream) {
        good["content"] = {{route.type, {{"schema", {{"type", "string"}}}}}};
    }
    const json::object bad{
        {"description", "Why it was not done, as a problem (RFC 9457)."},
        {"content", {{problem_type, {{"schema", {{"$ref", "#/components/schemas/Problem"}}}}}}}};
    const bool empty = view.empty() && route.sort != Sort::stream;
    return {{empty ? "204" : std::to_string(route.status), std::move(good)},
            {"4XX", bad},
            {"5XX", bad}};
}

json::object operation_of(const Route& route, Schemas& schemas) {
    json::object body = route.form(schemas);
    json::object operation{{"operationId", operation_id(route)},
                           {"summary", route.summary},
                           {"tags", json::array{json::value(tag_of(route))}}};
    json::array parameters = parameters_of(route, body);
    if (!parameters.empty()) operation["parameters"] = std::move(parameters);
    if (!route.takes.empty()) {
        const json::object bytes{{"schema", {{"type", "string"}, {"format", "binary"}}}};
        operation["requestBody"] = {{"required", true},
                                    {"content", {{std::string{route.takes} + "*", bytes}}}};
    } else if (has_body(route.method) && !body.at("properties").as_object().empty()) {
        operation["requestBody"] = {{"required", body.contains("required")},
                                    {"content", {{"application/json", {{"schema", body}}}}}};
    }
    const json::object view = route.view == nullptr ? json::object{} : route.view(schemas);
    operation["responses"] = responses_of(route, view);
    if (route.access.kind == Access::Kind::open) {
        operation["security"] = json::array{};
        if (!route.scope.empty()) {
            const json::object read{{"token", json::array{json::value(route.scope)}}};
            operation["security"] = json::array{json::object{}, read};
        }
    } else {
        operation["security"] = json::array{json::object{{"session", json::array{}}}};
        if (!route.scope.empty()) {
            const json::array scopes{json::value(route.scope)};
            operation["security"].as_array().push_back(json::object{{"token", scopes}});
        }
    }
    // OpenAPI 3.1 has no word for what the frames of a stream carry.
    if (route.event != nullptr) operation["x-event"] = route.event(schemas);
    if (route.access.kind == Access::Kind::permission) {
        operation["x-permission"] = route.access.needed;
    }
    return operation;
}

}  // namespace

std::string Router::openapi(std::string_view version) const {
    Schemas schemas;
    json::object paths;
    for (const Route& route : routes_) {
        std::string method(text(route.method));
        for (char& c : method) c = static_cast<char>(std::tolower(c));
        auto& path = paths[route.path];
        if (!path.is_object()) path = json::object{};
        path.as_object()[method] = operation_of(route, schemas);
    }
    json::object components = schemas.components();
    components["Problem"] = problem_schema();
    const json::object session{{"type", "apiKey"}, {"in", "cookie"}, {"name", cookie_name()}};
    std::string scopes;
    for (const ScopeWord& word : scope_words) {
        scopes += " `" + std::string{word.name} + "`: " + std::string{word.what};
    }
    const json::object token{
        {"type", "http"},
        {"scheme", "bearer"},
        {"description", "A member's token for a program. Its scopes:" + scopes}};
    const json::object document{
        {"openapi", "3.1.0"},
        {"info",
         {{"title", "Fairground"},
          {"version", version},
          {"description", "Trade among friends, with the money held until the goods are right."},
          {"license", {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}}},
        {"servers", {{{"url", "/"}}}},
        {"paths", std::move(paths)},
        {"components",
         {{"schemas", std::move(components)},
          {"securitySchemes", {{"session", session}, {"token", token}}}}}};
    return json::serialize(document);
}

}  // namespace http
