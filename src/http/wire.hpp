#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "http/message.hpp"

namespace http {

/// "Tue, 01 Jan 2030 12:00:00 GMT", made anew only when the second changes.
class Date {
public:
    std::string_view at(std::int64_t seconds);

private:
    std::int64_t seconds_ = -1;
    std::string text_;
};

/// What the head of an answer says besides the answer itself.
struct HeadWords {
    std::string_view date;   // "" where nobody knows the time.
    int minor_version = 1;   // Of the request.
    bool keep_alive = true;  // Otherwise the connection ends with this answer.
    bool endless = false;    // A stream: no length.
};

/// False when the status is not a final one or a header could change how the answer is framed:
/// a line end in a value, or a header that is the server's own business.
bool sendable(const Response& response);

/// True when an answer with this status has no body, whatever was asked.
bool is_bodyless(int status);

/// Appends status line and headers, with the empty line after them.
void append_head(std::string& out, const Response& response, const HeadWords& words);

}  // namespace http
