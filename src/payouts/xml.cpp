#include "payouts/xml.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"

namespace payouts {
namespace {

constexpr bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
constexpr bool begins_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
constexpr bool goes_on_name(char c) {
    return begins_name(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

struct Entity {
    std::string_view name;
    char means;
};
constexpr std::array entities{Entity{"amp", '&'}, Entity{"lt", '<'}, Entity{"gt", '>'},
                              Entity{"quot", '"'}, Entity{"apos", '\''}};

void append_utf8(std::string& out, std::uint32_t code) {
    const auto byte = [&](std::uint32_t value) { out += static_cast<char>(value); };
    if (code < 0x80) {
        byte(code);
    } else if (code < 0x800) {
        byte(0xC0 | (code >> 6));
        byte(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        byte(0xE0 | (code >> 12));
        byte(0x80 | ((code >> 6) & 0x3F));
        byte(0x80 | (code & 0x3F));
    } else {
        byte(0xF0 | (code >> 18));
        byte(0x80 | ((code >> 12) & 0x3F));
        byte(0x80 | ((code >> 6) & 0x3F));
        byte(0x80 | (code & 0x3F));
    }
}

constexpr bool may_stand(std::uint32_t code) {
    if (code < 0x20) return code == '\t' || code == '\n' || code == '\r';
    return code < 0xD800 || (code > 0xDFFF && code < 0xFFFE) || (code > 0xFFFF && code <= 0x10FFFF);
}

class Reading {
public:
    Reading(std::string_view text, const XmlLimits& limits, Xml& xml)
        : text_(text), limits_(limits), xml_(xml) {}

    void run() {
        if (!all_may_stand()) return;
        take("\xEF\xBB\xBF");
        if (!declaration()) return;
        while (!xml_.fault && at_ < text_.size()) {
            if (text_[at_] != '<') {
                characters();
            } else if (take("<!--")) {
                comment();
            } else if (ahead("<!") || ahead("<?")) {
                fail(XmlWrong::forbidden);
            } else if (take("</")) {
                end_tag();
            } else {
                ++at_;
                begin_tag();
            }
        }
        if (!xml_.fault && (!open_.empty() || xml_.elements.empty())) fail(XmlWrong::malformed);
    }

private:
    struct Open {
        std::size_t element;
        std::string_view name;  // With its prefix, as its end tag has to repeat it.
    };

    bool ahead(std::string_view what) const { return text_.substr(at_).starts_with(what); }
    bool take(std::string_view what) {
        if (!ahead(what)) return false;
        at_ += what.size();
        return true;
    }
    void blanks() {
        while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
    }
    void fail(XmlWrong what) {
        const auto lines = std::ranges::count(text_.substr(0, at_), '\n');
        if (!xml_.fault) xml_.fault = XmlFault{what, 1 + lines};
    }

    bool all_may_stand() {
        const bool controls = std::ranges::any_of(
            text_, [](char c) { return static_cast<unsigned char>(c) < 0x20 && !is_blank(c); });
        if (!controls && base::is_utf8(text_)) return true;
        fail(XmlWrong::malformed);
        return false;
    }

    /// <?xml version="1.0" encoding="UTF-8"?>, if there is one.
    bool declaration() {
        if (!ahead("<?xml") || at_ + 5 >= text_.size() || !is_blank(text_[at_ + 5])) return true;
        const std::size_t end = text_.find("?>", at_);
        if (end == std::string_view::npos) return fail(XmlWrong::malformed), false;
        std::string said{text_.substr(at_, end - at_)};
        std::ranges::transform(said, said.begin(), [](char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        });
        const bool utf8 = said.find("encoding") == std::string::npos ||
                          said.find("\"utf-8\"") != std::string::npos ||
                          said.find("'utf-8'") != std::string::npos;
        if (!utf8) return fail(XmlWrong::forbidden), false;
        at_ = end + 2;
        return true;
    }

    void comment() {
        const std::size_t end = text_.find("--", at_);
        if (end == std::string_view::npos || !text_.substr(end).starts_with("-->")) {
            return fail(XmlWrong::malformed);
        }
        at_ = end + 3;
    }

    /// A name, perhaps with one prefix; "" where there is none.
    std::string_view name() {
        const std::size_t begin = at_;
        for (int part = 0; part < 2; ++part) {
            if (at_ >= text_.size() || !begins_name(text_[at_])) return {};
            while (at_ < text_.size() && goes_on_name(text_[at_])) ++at_;
            if (!take(":")) return text_.substr(begin, at_ - begin);
        }
        return {};
    }

    /// What stands behind an ampersand.
    bool reference(std::string& out) {
        constexpr std::size_t longest = 12;
        const std::size_t end =
            text_.substr(0, std::min(text_.size(), at_ + longest)).find(';', at_);
        if (end == std::string_view::npos) return fail(XmlWrong::malformed), false;
        const std::string_view said = text_.substr(at_, end - at_);
        at_ = end + 1;
        const auto known = std::ranges::find(entities, said, &Entity::name);
        if (known != entities.end()) return out += known->means, true;
        if (!said.starts_with('#')) return fail(XmlWrong::forbidden), false;
        const bool hex = said.starts_with("#x");
        const std::string_view digits = said.substr(hex ? 2 : 1);
        std::uint32_t code = 0;
        const auto read =
            std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
        const bool whole = read.ec == std::errc{} && read.ptr == digits.data() + digits.size();
        if (digits.empty() || !whole || !may_stand(code)) {
            return fail(XmlWrong::malformed), false;
        }
        append_utf8(out, code);
        return true;
    }

    void characters() {
        std::string said;
        while (at_ < text_.size() && text_[at_] != '<') {
            if (ahead("]]>")) return fail(XmlWrong::malformed);
            const char c = text_[at_++];
            if (c != '&') {
                said += c;
            } else if (!reference(said)) {
                return;
            }
        }
        if (open_.empty()) {
            if (!base::trimmed(said).empty()) fail(XmlWrong::malformed);
            return;
        }
        xml_.elements[open_.back().element].text += said;
    }

    bool attribute(XmlElement& element) {
        const std::string_view called = name();
        blanks();
        const bool equals = !called.empty() && take("=");
        blanks();
        if (!equals || (!ahead("\"") && !ahead("'"))) return fail(XmlWrong::malformed), false;
        const char quote = text_[at_++];
        std::string value;
        while (at_ < text_.size() && text_[at_] != quote) {
            if (text_[at_] == '<') return fail(XmlWrong::malformed), false;
            const char c = text_[at_++];
            if (c != '&') {
                value += c;
            } else if (!reference(value)) {
                return false;
            }
        }
        const bool twice = std::ranges::find(element.attributes, called, &XmlAttribute::name) !=
                           element.attributes.end();
        if (at_ >= text_.size() || twice) return fail(XmlWrong::malformed), false;
        ++at_;
        if (element.attributes.size() >= limits_.attributes_max) {
            return fail(XmlWrong::too_much), false;
        }
        element.attributes.push_back({called, std::move(value)});
        return true;
    }

    void begin_tag() {
        const std::string_view called = name();
        if (called.empty() || (open_.empty() && !xml_.elements.empty())) {
            return fail(XmlWrong::malformed);
        }
        if (xml_.elements.size() >= limits_.elements_max || open_.size() >= limits_.depth_max) {
            return fail(XmlWrong::too_much);
        }
        XmlElement element;
        element.name = called.substr(called.find(':') + 1);
        while (true) {
            const std::size_t before = at_;
            blanks();
            if (at_ >= text_.size()) return fail(XmlWrong::malformed);
            if (ahead(">") || ahead("/>")) break;
            if (before == at_) return fail(XmlWrong::malformed);
            if (!attribute(element)) return;
        }
        const bool empty = take("/>");
        if (!empty) ++at_;
        xml_.elements.push_back(std::move(element));
        open_.push_back({xml_.elements.size() - 1, called});
        if (empty) close();
    }

    void end_tag() {
        const std::string_view called = name();
        blanks();
        if (open_.empty() || called != open_.back().name || !take(">")) {
            return fail(XmlWrong::malformed);
        }
        close();
    }

    void close() {
        XmlElement& element = xml_.elements[open_.back().element];
        element.text = base::trimmed(element.text);
        element.end = xml_.elements.size();
        open_.pop_back();
    }

    const std::string_view text_;
    const XmlLimits& limits_;
    Xml& xml_;
    std::size_t at_ = 0;
    std::vector<Open> open_;
};

}  // namespace

std::vector<std::size_t> Xml::children(std::size_t of) const {
    std::vector<std::size_t> list;
    for (std::size_t i = of + 1; i < elements[of].end; i = elements[i].end) list.push_back(i);
    looked_at += list.size();
    return list;
}

std::vector<std::size_t> Xml::children(std::size_t of, std::string_view name) const {
    std::vector<std::size_t> list = children(of);
    std::erase_if(list, [&](std::size_t child) { return elements[child].name != name; });
    return list;
}

std::optional<std::size_t> Xml::find(std::size_t of, std::string_view path) const {
    while (true) {
        const std::size_t slash = path.find('/');
        const std::string_view name = path.substr(0, slash);
        std::size_t i = of + 1;
        while (i < elements[of].end && elements[i].name != name) {
            i = elements[i].end;
            ++looked_at;
        }
        ++looked_at;
        if (i >= elements[of].end) return std::nullopt;
        of = i;
        if (slash == std::string_view::npos) return of;
        path.remove_prefix(slash + 1);
    }
}

std::string Xml::text(std::size_t of, std::string_view path) const {
    const auto found = find(of, path);
    return found ? elements[*found].text : "";
}

std::string Xml::attribute(std::size_t of, std::string_view name) const {
    const auto& list = elements[of].attributes;
    const auto found = std::ranges::find(list, name, &XmlAttribute::name);
    return found == list.end() ? "" : found->value;
}

Xml read_xml(std::string_view text, const XmlLimits& limits) {
    Xml xml;
    Reading(text, limits, xml).run();
    if (xml.fault) xml.elements.clear();
    return xml;
}

std::string xml_text(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const auto entity = std::ranges::find(entities, c, &Entity::means);
        if (entity == entities.end()) {
            out += c;
        } else {
            out.append(1, '&').append(entity->name).append(1, ';');
        }
    }
    return out;
}

}  // namespace payouts
