#pragma once

// The part of XML that banks write statements in, and nothing else of it: elements, attributes,
// text, comments, the five entities that need no declaration. No document types, no entities of
// one's own, no processing instructions, no marked sections, no encoding but UTF-8: a file that
// has them was not made by a bank's program, and reading it would mean to fetch or to blow up.
//
//     const Xml xml = read_xml(text);
//     for (std::size_t child : xml.children(0)) ... xml.elements[child].name

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/describe.hpp"

namespace payouts {

struct XmlLimits {
    std::size_t elements_max = 400'000;
    std::size_t depth_max = 40;
    std::size_t attributes_max = 16;  // Of one element.
};

BOOST_DEFINE_ENUM_CLASS(XmlWrong,
                        malformed,  // Not XML at all, or cut off.
                        forbidden,  // XML of a kind that is not read.
                        too_much)   // More than the limits allow.

struct XmlFault {
    XmlWrong what{};
    std::int64_t line = 0;  // From 1.
};

struct XmlAttribute {
    std::string_view name;  // With its prefix, "xmlns:xsi".
    std::string value;
};

struct XmlElement {
    std::string_view name;  // Without its prefix.
    std::string text;       // What stands directly in it, without blanks around it.
    std::vector<XmlAttribute> attributes{};
    std::size_t end = 0;  // The first element after it and all that is in it.
};

/// A document's elements in the order of their begin tags, so that the root is the first; none
/// where there is a fault. Names point into the text that was read, which has to live as long.
struct Xml {
    std::vector<XmlElement> elements;
    std::optional<XmlFault> fault;
    /// How many elements all questions so far have looked at: what a reader costs, counted.
    mutable std::size_t looked_at = 0;

    std::vector<std::size_t> children(std::size_t of) const;
    std::vector<std::size_t> children(std::size_t of, std::string_view name) const;
    /// The first element at the end of a path of names, such as "Refs/EndToEndId".
    std::optional<std::size_t> find(std::size_t of, std::string_view path) const;
    /// Its text, "" where there is none.
    std::string text(std::size_t of, std::string_view path) const;
    std::string attribute(std::size_t of, std::string_view name) const;
};

/// Takes time and memory in proportion to the text, and never more than the limits say.
Xml read_xml(std::string_view text, const XmlLimits& limits = {});

/// Text as it stands in an element or in an attribute's quotes.
std::string xml_text(std::string_view text);

}  // namespace payouts
