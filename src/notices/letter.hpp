#pragma once

// A mail as it is sent: plain text beside simple HTML that says the same. Pure.

#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace notices {

struct Link {
    std::string label;
    std::string url;
};

struct Letter {
    std::string id;  // What is between < and > of the Message-ID.
    std::string market;
    std::string from;
    std::string to;
    std::string language;  // "en", "zh-Hans"
    std::string subject;
    std::vector<std::string> paragraphs;
    Link link;
    std::vector<std::string> small;          // Why it was sent; below a line.
    std::optional<std::string> unsubscribe;  // Where this kind is turned off.
    base::Time at;
};

/// The whole mail, headers and both bodies, ready for SMTP's DATA.
std::string written(const Letter& letter);

}  // namespace notices
