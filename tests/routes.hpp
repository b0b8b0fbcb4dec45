#pragma once

// A market with its routes but without a socket: what a client sends goes into the router as it
// would from the server, through the writer's own thread, and comes back as a value.
//
//     class Friends : public tests::RoutesTest {
//     protected:
//         Friends() : RoutesTest({events::migrations(), ...}, members::authenticate) {
//             circles::add_routes(*router);
//         }
//     };
//     const auto reply = call(Method::post, "/api/v1/friends", R"({"member":"7"})", cookie);
//     EXPECT_EQ(reply.status, 201);
//     EXPECT_EQ(reply.at("member.handle"), "ben");

#include <boost/json.hpp>

#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "http/router.hpp"
#include "tests/market.hpp"

namespace http {
std::span<const db::Migration> migrations();  // The stored answers.
}

namespace tests {

using http::Method;

/// An answer as a test wants to read it.
struct Reply {
    int status = 0;
    boost::json::value body;  // null where there is none.
    std::string cookie;       // "fairground=..." to send back, or "" when none was set.
    http::Response response;

    /// The value at a path of names and numbers, "items.0.member.handle": texts as they are,
    /// everything else as JSON, "(nothing)" where there is no such place.
    std::string at(std::string_view path) const {
        const boost::json::value* place = &body;
        while (!path.empty()) {
            const std::size_t end = std::min(path.find('.'), path.size());
            const std::string_view step = path.substr(0, end);
            path.remove_prefix(std::min(end + 1, path.size()));
            if (const auto* object = place->if_object()) {
                place = object->if_contains(step);
            } else if (const auto* array = place->if_array()) {
                const auto number = base::to_number(step);
                place = number ? array->if_contains(static_cast<std::size_t>(*number)) : nullptr;
            } else {
                place = nullptr;
            }
            if (place == nullptr) return "(nothing)";
        }
        if (const auto* text = place->if_string()) return {text->data(), text->size()};
        return boost::json::serialize(*place);
    }

    std::string code() const { return at("code"); }

    /// How many items a list has.
    std::size_t count(std::string_view list = "items") const {
        const auto* object = body.if_object();
        const auto* place = object == nullptr ? nullptr : object->if_contains(list);
        return place != nullptr && place->is_array() ? place->get_array().size() : 0;
    }
};

class RoutesTest : public MarketTest {
protected:
    RoutesTest(const Migrations& modules, http::Authenticate authenticate, db::Link link = nullptr)
        : MarketTest(with_answers(modules), std::move(link)) {
        writer.emplace(*engine, db::WriterOptions{}, [] {});
        router.emplace(http::Services{*writer, readers, *pool},
                       http::RouterOptions{std::move(authenticate), {}, false});
    }

    ~RoutesTest() override {
        // The writer first: what it still runs may hand work to the pool.
        writer->stop();
        pool->stop();
    }

    /// Sends one request and waits for its answer. `cookie` as Reply::cookie gave it, or "".
    Reply call(Method method, std::string path, std::string body = "", std::string cookie = "",
               std::string key = "") {
        std::vector<std::pair<std::string, std::string>> headers;
        if (!body.empty()) headers.emplace_back("content-type", "application/json");
        if (!cookie.empty()) headers.emplace_back("cookie", std::move(cookie));
        if (!key.empty()) headers.emplace_back("idempotency-key", std::move(key));
        for (const auto& header : extra_headers) headers.push_back(header);
        return call_with(method, std::move(path), std::move(body), headers);
    }

    /// The same with headers of one's own. The device is "test", the address is `peer`.
    Reply call_with(Method method, std::string target, std::string body,
                    const std::vector<std::pair<std::string, std::string>>& headers) {
        http::Request request;
        request.storage = std::make_unique<http::Request::Storage>();
        request.storage->body = std::move(body);
        std::string& head = request.storage->head;
        head = target;
        for (const auto& [name, value] : headers) head += name + value;
        std::string_view rest = head;
        const auto take = [&](std::size_t size) {
            const std::string_view part = rest.substr(0, size);
            rest.remove_prefix(size);
            return part;
        };
        request.method = method;
        request.target = take(target.size());
        const std::size_t mark = std::min(request.target.find('?'), request.target.size());
        request.path = request.target.substr(0, mark);
        request.query = request.target.substr(std::min(mark + 1, request.target.size()));
        for (const auto& [name, value] : headers) {
            const std::string_view its_name = take(name.size());
            request.headers.push_back({its_name, take(value.size())});
        }
        request.headers.push_back({"user-agent", "test"});
        request.body = request.storage->body;
        request.peer = peer;
        request.forwarded_https = forwarded_https;

        std::promise<http::Response> promise;
        auto answer = promise.get_future();
        router->answer(
            std::move(request),
            [&](http::Response&& response) { promise.set_value(std::move(response)); }, nullptr);
        return read(answer.get());
    }

    std::string peer = "192.0.2.1";
    bool forwarded_https = false;  // As a trusted proxy has said it.
    std::vector<std::pair<std::string, std::string>> extra_headers;  // Sent with every call().
    std::optional<http::Pool> pool{std::in_place, 2, 1000};
    std::optional<http::Router> router;

private:
    static Migrations with_answers(Migrations modules) {
        modules.push_back(http::migrations());
        return modules;
    }

    static Reply read(http::Response&& response) {
        Reply reply;
        reply.status = response.status;
        bool packed = false;
        for (const auto& [name, value] : response.headers) {
            if (name == "Set-Cookie") reply.cookie = value.substr(0, value.find(';'));
            packed = packed || name == "Content-Encoding";
        }
        // Not every answer is JSON: pictures and files are not.
        if (!packed && response.content_type.find("json") != std::string::npos) {
            reply.body = boost::json::parse(response.bytes());
        }
        reply.response = std::move(response);
        return reply;
    }
};

}  // namespace tests
