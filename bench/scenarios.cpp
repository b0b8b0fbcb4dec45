#include "bench/scenarios.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <random>
#include <sstream>
#include <stdexcept>

namespace bench {
namespace {

/// A POST with a key that no other request of any run has.
class Keyed : public Scenario {
protected:
    explicit Keyed(std::uint64_t seed) : chance_(seed), run_(std::random_device{}()) {}

    void post(std::string& out, std::string_view path, std::string_view cookie,
              std::string_view body) {
        fmt::format_to(std::back_inserter(out),
                       "POST {} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                       "Cookie: {}\r\nSec-Fetch-Site: same-origin\r\n"
                       "Idempotency-Key: bench-{:08x}-{:012}\r\nContent-Length: {}\r\n\r\n{}",
                       path, cookie, run_, ++keys_, body.size(), body);
    }

    template <class T>
    const T& any(const std::vector<T>& list) {
        return list[chance_() % list.size()];
    }

    std::uint64_t chance() { return chance_(); }

private:
    std::mt19937_64 chance_;
    std::uint32_t run_;
    std::uint64_t keys_ = 0;
};

class Get final : public Scenario {
public:
    explicit Get(std::string path)
        : request_("GET " + std::move(path) + " HTTP/1.1\r\nHost: localhost\r\n\r\n") {}

    void ask(std::size_t, std::string& out) override { out = request_; }
    bool right(std::size_t, int status, std::string_view body) override {
        if (measure_.empty()) measure_ = body;
        return status == 200 && body == measure_ && !body.empty();
    }

private:
    std::string request_;
    std::string measure_;
};

class Transfers final : public Keyed {
public:
    Transfers(Goods goods, std::uint64_t seed) : Keyed(seed), goods_(std::move(goods)) {}

    void ask(std::size_t connection, std::string& out) override {
        const std::string& from = any(goods_.accounts);
        const std::string* to = &from;
        while (to == &from) to = &any(goods_.accounts);
        if (asked_.size() <= connection) asked_.resize(connection + 1);
        asked_[connection] =
            fmt::format(R"("from":"{}","to":"{}","minor":{}}})", from, *to, chance() % 5000 + 1);
        post(out, "/api/v1/bench/transfers", "fairground=bench", "{" + asked_[connection]);
    }
    bool right(std::size_t connection, int status, std::string_view body) override {
        return status == 201 && body.ends_with(asked_[connection]);
    }

private:
    Goods goods_;
    std::vector<std::string> asked_;
};

class Checkouts final : public Keyed {
public:
    Checkouts(Goods goods, Spread spread, std::uint64_t seed)
        : Keyed(seed), goods_(std::move(goods)) {
        if (spread == Spread::first) goods_.listings.resize(1);
    }

    void ask(std::size_t connection, std::string& out) override {
        const Listing& listing = any(goods_.listings);
        if (asked_.size() <= connection) asked_.resize(connection + 1);
        asked_[connection] = fmt::format(R"("listing":"{}")", listing.id);
        const std::string body = fmt::format(
            R"({{"lines":[{{{},"version":{},"quantity":1}}],)"
            R"("delivery":{{"name":"Ann Example","address":"12 Some Street, Some Town"}},)"
            R"("payment":{{"method":"simulator","card":"ok"}}}})",
            asked_[connection], listing.version);
        post(out, "/api/v1/orders", any(goods_.buyers), body);
    }
    bool right(std::size_t connection, int status, std::string_view body) override {
        return status == 201 && body.find(asked_[connection]) != body.npos &&
               body.find(R"("state":"paid_held")") != body.npos;
    }

private:
    Goods goods_;
    std::vector<std::string> asked_;
};

/// Every fourth time the page after the one before is asked for, where there is one. A first page
/// is right when something is on it.
class Searches final : public Scenario {
public:
    Searches(Goods goods, std::uint64_t seed) : goods_(std::move(goods)), chance_(seed) {}

    void ask(std::size_t connection, std::string& out) override {
        if (pages_.size() <= connection) pages_.resize(connection + 1);
        Page& page = pages_[connection];
        page.first = page.next.empty() || chance_() % 4 != 0;
        if (page.first) page.query = goods_.queries[chance_() % goods_.queries.size()];
        const std::string after = page.first ? "" : "&after=" + page.next;
        fmt::format_to(std::back_inserter(out),
                       "GET /api/v1/search?limit=20&q={}{} HTTP/1.1\r\nHost: localhost\r\n"
                       "Cookie: {}\r\n\r\n",
                       page.query, after, goods_.buyers[chance_() % goods_.buyers.size()]);
    }
    bool right(std::size_t connection, int status, std::string_view body) override {
        constexpr std::string_view mark = R"("next":")";
        Page& page = pages_[connection];
        const std::size_t at = body.find(mark);
        page.next = at == body.npos ? "" : body.substr(at + mark.size()).substr(0, 80);
        page.next.resize(std::min(page.next.find('"'), page.next.size()));
        return status == 200 &&
               body.starts_with(page.first ? R"({"items":[{"id":)" : R"({"items":[)");
    }

private:
    struct Page {
        std::string query, next;
        bool first = true;
    };

    Goods goods_;
    std::mt19937_64 chance_;
    std::vector<Page> pages_;
};

class Feeds final : public Scenario {
public:
    Feeds(Goods goods, std::uint64_t seed) : goods_(std::move(goods)), chance_(seed) {}

    void ask(std::size_t, std::string& out) override {
        fmt::format_to(std::back_inserter(out),
                       "GET /api/v1/feed?limit=20 HTTP/1.1\r\nHost: localhost\r\n"
                       "Cookie: {}\r\n\r\n",
                       goods_.buyers[chance_() % goods_.buyers.size()]);
    }
    bool right(std::size_t, int status, std::string_view body) override {
        constexpr std::string_view mark = R"("author":{"id":)";
        int posts = 0;
        for (std::size_t at = body.find(mark); at != body.npos; at = body.find(mark, at + 1)) {
            ++posts;
        }
        // Friends have 160 posts.
        return status == 200 && posts == 20;
    }

private:
    Goods goods_;
    std::mt19937_64 chance_;
};

}  // namespace

Goods read_goods(const std::filesystem::path& file) {
    std::ifstream in(file);
    if (!in) throw std::runtime_error("cannot read " + file.string());
    Goods goods;
    for (std::string line; std::getline(in, line);) {
        std::istringstream words(line);
        std::string kind;
        Listing listing;
        words >> kind >> listing.id >> listing.version;
        if (kind == "account") goods.accounts.push_back(listing.id);
        if (kind == "buyer") goods.buyers.push_back(listing.id);
        if (kind == "query") goods.queries.push_back(listing.id);
        if (kind == "listing") goods.listings.push_back(std::move(listing));
    }
    return goods;
}

std::unique_ptr<Scenario> get(std::string path) {
    return std::make_unique<Get>(std::move(path));
}

std::unique_ptr<Scenario> transfer(Goods goods, std::uint64_t seed) {
    if (goods.accounts.size() < 2) throw std::runtime_error("a transfer needs two accounts");
    return std::make_unique<Transfers>(std::move(goods), seed);
}

std::unique_ptr<Scenario> checkout(Goods goods, Spread spread, std::uint64_t seed) {
    if (goods.buyers.empty() || goods.listings.empty()) {
        throw std::runtime_error("a checkout needs buyers and listings");
    }
    return std::make_unique<Checkouts>(std::move(goods), spread, seed);
}

std::unique_ptr<Scenario> search(Goods goods, std::uint64_t seed) {
    if (goods.buyers.empty() || goods.queries.empty()) {
        throw std::runtime_error("a search needs buyers and queries");
    }
    return std::make_unique<Searches>(std::move(goods), seed);
}

std::unique_ptr<Scenario> feed(Goods goods, std::uint64_t seed) {
    if (goods.buyers.empty()) throw std::runtime_error("a feed needs readers");
    return std::make_unique<Feeds>(std::move(goods), seed);
}

}  // namespace bench
