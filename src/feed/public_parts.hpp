#pragma once

// What all public pages are made of: their head, and what stands around their content.

#include <string>
#include <string_view>
#include <vector>

#include "base/money.hpp"
#include "feed/public.hpp"

namespace feed {

/// What kind of thing Open Graph calls it.
enum class Sort { product, website };

struct PublicPicture {
    std::string path;
    std::string_view type;  // "image/png"
    std::int64_t width = 0;
    std::int64_t height = 0;
};

/// What machines are told of a page.
struct About {
    Sort sort{};
    std::string path;
    std::string title;
    std::string description;
    PublicPicture picture;
    std::string data;  // schema.org, as JSON.
};

/// So many letters of a description are shown where a link is previewed.
inline constexpr std::size_t description_shown = 160;

/// Description, canonical address, languages, Open Graph and schema.org.
http::Html head_of(const Reader& reader, const About& about);
void add_amount(http::Html& head, const base::Money& price);

/// Header, content and footer, as the app has them for who is not signed in. `path` is the page's
/// own, for its other language and the way back from signing in; `beside` stands on the right of a
/// desk.
http::Html framed(const Reader& reader, std::string_view path, const http::Html& content,
                  const http::Html& beside = {});

/// Whether goods are called with their variant where they stand: "Shirt (L)".
enum class Titles { plain, whole };

/// Goods as a list of links, each with where it was found, as a purchase keeps it: "shop.12", or
/// "". Cards are as high as those of the app.
http::Html goods_grid(const Reader& reader, const std::vector<shops::ListingCard>& cards,
                      const std::string& from, Titles titles = Titles::plain);

std::string path_of(shops::ListingId id);
std::string path_of(shops::ShopId id);

/// Where a picture of a listing is. Its version stands in it for who keeps pictures by address.
std::string picture_at(shops::ListingId id, std::int64_t version, std::string_view name);

http::Html image(http::Markup css, std::string_view address, std::int64_t width,
                 std::int64_t height);

/// The address of goods that says which page led there.
std::string led_from(std::string path, const std::string& from);

std::string stock_words(http::Language language, shops::ListingState state, std::int64_t stock);

/// What the mean is, how many have judged and how sure that is; nothing where nobody has. The words
/// are those that the app has for who does not see it.
std::string rating_words(http::Language language, const shops::RatingView& rating);
http::Html stars(http::Language language, const shops::RatingView& rating);

/// The same in figures, as a card has room for.
http::Html short_stars(http::Language language, const shops::RatingView& rating);

/// Where to sign in with the way back to `path`.
std::string sign_in_address(std::string_view path);

/// "4.35" of 435.
std::string hundredths(std::int64_t number);

/// At most so many letters of a text on one line, with an ellipsis where there were more.
std::string shortened(std::string_view utf8, std::size_t most);

}  // namespace feed
