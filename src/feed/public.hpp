#pragma once

// Pages that anybody may read: without an account, without scripts, by search engines and by apps
// that preview a link. They are made with the eyes of nobody who is signed in, whoever asks, so
// that they hold nothing else. What nobody may see and what is not there give the same page.

#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/tx.hpp"
#include "http/call.hpp"
#include "http/html.hpp"
#include "shops/shops.hpp"

namespace feed {

/// Somebody whom a demo market has made up. `key` is what stands behind "persona." in the words for
/// what they do, `handle` begins with "demo_".
struct Invented {
    std::string handle;
    std::string name;
    std::string key;
};

/// For whom a page is written.
struct Reader {
    http::Language language = http::Language::en;
    bool chosen = false;  // The address says the language, not the browser.
    std::string origin;   // "https://market.example", without a slash at its end.
    std::string market;   // What the market is called.
    std::string from;     // The page before, as a purchase keeps it: "post.12"; "" where none said.
    std::string zone = "UTC";          // Whose days the market's are.
    bool demo = false;                 // A market where people, goods and money are made up.
    std::vector<Invented> invented{};  // Through whose eyes one can look there.
};

/// A page without the frame that the program puts around it.
struct PublicPage {
    int status = 200;
    std::string title;
    http::Html head;
    http::Html body;
};

/// A listing that is on show for everybody: what is there to read of it, and where to buy it.
PublicPage public_listing(db::Snapshot& snapshot, const Reader& reader, shops::ListingId listing);

/// A shop with what it shows to everybody.
PublicPage public_shop(db::Snapshot& snapshot, const Reader& reader, shops::ShopId shop);

/// Which goods stand on the front page, as the app asks for them there: the newest of everybody's
/// that can be bought. They are looked for once for all who come within `kept`; what each of them
/// is now, and whether it may still be seen, is read for every page. Any thread.
class FrontGoods {
public:
    static constexpr std::chrono::seconds kept{10};

    std::vector<shops::ListingCard> cards(db::Snapshot& snapshot);

private:
    std::vector<shops::ListingId> newest(db::Snapshot& snapshot);

    std::mutex mutex_;
    std::optional<base::Time> looked_;  // Guarded by the mutex, as what was found.
    std::vector<shops::ListingId> found_;
};

/// The front page: what this place is, and the newest goods. It is made like what the app shows a
/// stranger, so that nothing moves under their finger when the app takes over.
PublicPage public_home(db::Snapshot& snapshot, const Reader& reader, FrontGoods& goods);

/// 404. `path` is where whoever signs in comes back to.
PublicPage public_nothing(const Reader& reader, std::string_view path);

/// The first photograph of a listing that public_listing() shows; nothing where it has none. Its
/// smallest and its largest size are at these names below the listing's own address.
std::optional<media::PictureId> listing_photograph(db::Snapshot& snapshot,
                                                   shops::ListingId listing);
inline constexpr std::string_view thumbnail_name = "thumbnail.jpg",
                                  photograph_name = "photograph.jpg";

/// What is drawn for both, as PNG; empty where public_listing() and public_shop() show nothing.
std::string listing_picture(db::Snapshot& snapshot, shops::ListingId listing);
std::string shop_picture(db::Snapshot& snapshot, shops::ShopId shop);

/// "en", "zh-Hans"
std::string_view tag_of(http::Language language);

}  // namespace feed
