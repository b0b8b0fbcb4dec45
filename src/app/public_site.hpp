#pragma once

// The pages that search engines, previews of links and people without scripts read, at the same
// addresses as the app's own: whole HTML, which the app takes over where it can run. Whoever is
// signed in gets the app at once. And the lists of these pages, for search engines.

#include <functional>
#include <string>
#include <string_view>

#include "app/market.hpp"
#include "db/readers.hpp"
#include "feed/public.hpp"
#include "http/message.hpp"
#include "http/pool.hpp"
#include "http/watch.hpp"
#include "media/store.hpp"

namespace app {

/// The front end's index.html, cut where a page of ours goes in.
class Shell {
public:
    /// Without its marks, or empty, it is replaced by the least that is HTML.
    explicit Shell(std::string_view index);

    std::string around(const feed::PublicPage& page, http::Language language,
                       std::string_view market) const;

private:
    std::string before_language_, before_title_, before_body_, after_body_;
};

class PublicSite {
public:
    struct Options {
        db::Readers& readers;
        http::Pool& pool;
        http::Watch& watch;
        const media::Store& pictures;
        Market market;
        std::string public_url;   // As it is set; empty: the request says the host.
        std::string cookie_name;  // Of a session.
    };
    using Send = std::function<void(http::Response&&)>;

    PublicSite(Options options, std::string_view index);

    /// Whether this request is for a page of ours, and not for the app.
    bool takes(const http::Request& request) const;

    /// Answers a request that it takes, from the pool. Any thread.
    void answer(http::Request&& request, const Send& send) const;

private:
    http::Response answer_now(const http::Request& request) const;
    /// A listing, a shop, or the front page where `kind` is empty.
    http::Response page(const http::Request& request, std::string_view kind, std::int64_t id) const;
    http::Response photograph(const http::Request& request, shops::ListingId id,
                              media::Size size) const;
    http::Response robots(const http::Request& request) const;
    http::Response map(const http::Request& request) const;
    http::Response map_part(const http::Request& request, std::string_view kind,
                            std::int64_t from) const;
    std::string origin_of(const http::Request& request) const;
    bool is_stranger(const http::Request& request) const;

    Options options_;
    Shell shell_;
    std::vector<feed::Invented> invented_;
    mutable feed::FrontGoods front_;  // Any thread may ask it.
};

}  // namespace app
