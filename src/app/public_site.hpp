#pragma once

// The pages that search engines, previews of links and people without scripts read, at the same
// addresses as the app's own: whole HTML, which the app takes over where it can run. Whoever is
// signed in gets the app at once. And the lists of these pages, for search engines; and the files
// of the front end in which the market's own name stands instead of the program's.

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

/// Whether this is a file of the front end that says what the market is called: what an installed
/// app is called, and the page that it opens without a network.
bool says_the_name(std::string_view path);

/// Such a file as it was built, with the market's name in the place of the program's.
std::string named(std::string_view path, std::string_view text, const std::string& name);

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
        /// A file of the front end by its path; "" where there is none.
        std::function<std::string(std::string_view)> file;
    };
    using Send = std::function<void(http::Response&&)>;

    explicit PublicSite(Options options);

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
    http::Response file(const http::Request& request) const;
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
