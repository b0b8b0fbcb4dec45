#include "http/html.hpp"

namespace http {

std::string escaped(std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size());
    for (const char c : utf8) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&#39;"; break;
            default: out += c;
        }
    }
    return out;
}

Html& Html::attribute(Markup name, std::string_view value) {
    out_ += ' ';
    out_ += name.text();
    out_ += "=\"";
    out_ += escaped(value);
    out_ += '"';
    return *this;
}

Html& Html::element(Markup name, Markup css, std::string_view text) {
    out_ += '<';
    out_ += name.text();
    if (!css.text().empty()) attribute("class", css.text());
    out_ += '>';
    out_ += escaped(text);
    out_ += "</";
    out_ += name.text();
    out_ += '>';
    return *this;
}

Html& Html::data(Markup type, std::string_view json) {
    out_ += "<script";
    attribute("type", type.text());
    out_ += '>';
    // Inside a JSON text these stand in strings only, where an escape says the same.
    for (const char c : json) {
        switch (c) {
            case '<': out_ += "\\u003c"; break;
            case '>': out_ += "\\u003e"; break;
            case '&': out_ += "\\u0026"; break;
            default: out_ += c;
        }
    }
    out_ += "</script>";
    return *this;
}

}  // namespace http
