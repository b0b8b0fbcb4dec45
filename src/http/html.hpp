#pragma once

// HTML that cannot be broken out of: markup is what stands in the source, and everything else is
// escaped on its way in.
//
//     Html page;
//     page.add("<h1>").text(listing.title).add("</h1><a").attribute("href", address).add(">");
//
// A string that was made while the program runs does not compile as markup.

#include <string>
#include <string_view>

namespace http {

/// A piece of markup, as the source says it.
class Markup {
public:
    template <std::size_t Size>
    consteval Markup(const char (&literal)[Size])  // NOLINT(google-explicit-constructor)
        : text_(literal, Size - 1) {}

    std::string_view text() const { return text_; }

private:
    std::string_view text_;
};

/// `utf8` with what HTML reads as markup escaped, for text and for values of attributes in double
/// quotes.
std::string escaped(std::string_view utf8);

class Html {
public:
    Html& add(Markup markup) {
        out_ += markup.text();
        return *this;
    }
    Html& add(const Html& part) {
        out_ += part.out_;
        return *this;
    }
    Html& text(std::string_view utf8) {
        out_ += escaped(utf8);
        return *this;
    }
    /// ` name="value"`
    Html& attribute(Markup name, std::string_view value);
    /// An element of text with a class, "" for none.
    Html& element(Markup name, Markup css, std::string_view text);
    /// JSON inside a script that is data: it cannot end the element.
    Html& data(Markup type, std::string_view json);

    const std::string& str() const& { return out_; }
    std::string str() && { return std::move(out_); }

private:
    std::string out_;
};

}  // namespace http
