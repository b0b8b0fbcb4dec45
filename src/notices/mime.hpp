#pragma once

// How a mail is written so that every mail system since 1982 carries it: lines of ASCII, at most 76
// letters each, ended by CR LF. Pure.

#include <string>
#include <string_view>

#include "base/time.hpp"

namespace notices {

/// A header's text: as it is where it is short printable ASCII, else in encoded words (RFC 2047) of
/// whole code points. No line end in `utf8` ends the header.
std::string header_text(std::string_view utf8);

/// `Ann <ann@example.org>` as a header writes it.
std::string mailbox(std::string_view name, std::string_view address);

/// A text as quoted-printable (RFC 2045); its line ends become CR LF.
std::string quoted_printable(std::string_view utf8);

/// A text as lines of base64; its line ends become CR LF first.
std::string base64_lines(std::string_view utf8);

/// "Sun, 29 Nov 2026 03:09:52 +0000"
std::string mail_date(base::Time at);

/// A body part with its headers, in the encoding that keeps it shorter and readable.
std::string body_part(std::string_view type, std::string_view utf8);

}  // namespace notices
