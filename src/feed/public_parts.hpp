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

/// Header, content and footer. `path` is the page's own, for its other language and the way back
/// from signing in.
http::Html framed(const Reader& reader, std::string_view path, const http::Html& content);

/// Goods as a list of links, each with where it was found, as a purchase keeps it: "shop.12", or
/// "".
http::Html goods_grid(const Reader& reader, const std::vector<shops::ListingCard>& cards,
                      const std::string& from);

/// What the mean is, how many have judged and how sure that is; nothing where nobody has. The words
/// are those that the app has for who does not see it.
std::string rating_words(http::Language language, const shops::RatingView& rating);
http::Html stars(http::Language language, const shops::RatingView& rating);

/// Where to sign in with the way back to `path`.
std::string sign_in_address(std::string_view path);

/// "4.35" of 435.
std::string hundredths(std::int64_t number);

/// At most so many letters of a text on one line, with an ellipsis where there were more.
std::string shortened(std::string_view utf8, std::size_t most);

}  // namespace feed
