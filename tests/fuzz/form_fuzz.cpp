// Throws bytes at the readers of forms: the JSON of a body, and parameters in an address. What a
// form takes keeps the bounds that its type promises, every refusal names a field, and what is
// written of it is read as it was. How to build and run it: tests/fuzz/run.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "base/ensure.hpp"
#include "base/text.hpp"
#include "http/form.hpp"
#include "http/json.hpp"
#include "http/url.hpp"

namespace {

BOOST_DEFINE_ENUM_CLASS(Colour, red, dark_blue)

struct Part {
    base::Id<struct PartTag> id;
    std::optional<http::Line<1, 5>> note;
};
BOOST_DESCRIBE_STRUCT(Part, (), (id, note))

struct Form {
    http::Line<1, 8> title;
    std::optional<http::Text<0, 12>> words;
    std::optional<http::Verbatim<2, 6>> secret;
    http::Whole<-3, 900> stock;
    std::optional<bool> shown;
    std::optional<Colour> colour;
    std::optional<base::Money> price;
    std::optional<base::Time> due;
    std::optional<http::Some<Part, 1, 3>> parts;
};
BOOST_DESCRIBE_STRUCT(Form, (), (title, words, secret, stock, shown, colour, price, due, parts))

void check_words(const std::string& value, std::size_t most, bool one_line) {
    base::ensure(base::is_utf8(value) && value.size() <= 4 * most);
    for (const char one : value) {
        const auto byte = static_cast<unsigned char>(one);
        base::ensure(byte >= 0x20 || (!one_line && (one == '\n' || one == '\t' || one == '\r')));
    }
}

void check(const Form& form) {
    check_words(form.title, 8, true);
    base::ensure(!form.title.value.empty());
    if (form.words) check_words(*form.words, 12, false);
    if (form.secret) {
        base::ensure(form.secret->value.size() >= 2 && form.secret->value.size() <= 6);
    }
    base::ensure(form.stock >= -3 && form.stock <= 900);
    if (form.parts) {
        base::ensure(!form.parts->items.empty() && form.parts->items.size() <= 3);
        for (const Part& part : form.parts->items) {
            if (part.note) check_words(*part.note, 5, true);
        }
    }
    if (form.due) {
        std::string written;
        http::write_json(written, *form.due);
        base::ensure(written.size() > 2);
    }
}

void form(std::string_view body) {
    const auto parts = http::gather({}, body);
    if (!parts) return;
    const auto read = http::read_form<Form>(*parts);
    if (read) return check(*read);
    for (const auto& problem : read.error().fields()) base::ensure(base::is_utf8(problem.field));
    base::ensure(!read.error().fields().empty());
}

/// A text of ours is read as it was, whatever is in it.
void text(std::string_view bytes) {
    if (!base::is_utf8(bytes)) return;
    std::string body = "{\"a\":";
    http::write_text(body, bytes);
    body += '}';
    const auto parts = http::gather({}, body);
    base::ensure(bool{parts});
    base::ensure(std::string_view{parts->at("a").as_string()} == bytes);
}

void address(std::string_view bytes) {
    for (const bool plus_is_blank : {false, true}) {
        const auto decoded = http::percent_decoded(bytes, plus_is_blank);
        if (decoded) base::ensure(decoded->size() <= bytes.size());
    }
    (void)http::gather({{"title", std::string{bytes}}, {"stock", std::string{bytes}}}, "");
    (void)http::read_form<Form>(*http::gather(
        {{"title", "x"}, {"stock", std::string{bytes}}, {"due", std::string{bytes}}}, ""));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    form(bytes);
    // Half of the way into a form, which chance alone hardly finds.
    form("{\"title\":\"Mug\",\"stock\":3," + std::string{bytes} + "}");
    text(bytes);
    if (base::is_utf8(bytes)) address(bytes);
    return 0;
}
