#pragma once

// Answers in fewer bytes. Text shrinks to a quarter; pictures are small already and stay.
//
// An answer that repeats what a stranger chose beside something secret must not be compressed, for
// its length tells how well the two match. Our tokens travel in cookies, never in bodies; and no
// other site can have a browser ask us again and again as somebody who is signed in, for those
// cookies are SameSite.

#include <string>
#include <string_view>

#include "http/message.hpp"

namespace http {

enum class Encoding { identity, gzip, brotli };

/// The coding's name in Content-Encoding: "gzip", "br"; "" for identity.
std::string_view text(Encoding encoding);

/// What an Accept-Encoding header lets the server send.
struct Accepted {
    bool gzip = false;
    bool brotli = false;
};
Accepted accepted(std::string_view accept_encoding);

/// True for content that is text, or nearly: HTML, CSS, JSON, SVG, problem+json, ...
bool is_compressible(std::string_view content_type);

/// Level 1 is fast, 9 is small.
std::string gzip(std::string_view bytes, int level);

/// Quality 1 is fast, 11 is small and very slow.
std::string brotli(std::string_view bytes, int quality);

/// Makes a whole answer smaller where its client accepts that and it is worth it: text, more than
/// 1 KiB, not yet encoded. A strong ETag becomes a weak one, for the bytes are no longer the same.
/// Call it on the thread that made the answer: it costs about 10 microseconds for each KiB.
void compress(const Request& request, Response& response);

/// The same where the request is gone already.
void compress(Accepted accepted, Response& response);

}  // namespace http
