#include "http/compression.hpp"

#include <brotli/encode.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <bit>
#include <new>
#include <stdexcept>

#include "base/ensure.hpp"

namespace http {
namespace {

constexpr std::size_t worth_bytes_min = 1 << 10;
constexpr int dynamic_level = 1;
constexpr std::size_t window_gap = 16;  // Bytes of a brotli window that are not for content.

/// False for "q=0", "q=0.0", "q=0.000". Which of the others is liked best is not asked: brotli is
/// smaller than gzip, and both are smaller than nothing.
bool is_wanted(std::string_view parameters) {
    const auto q = parameters.find("q=");
    if (q == std::string_view::npos) return true;
    const std::string_view value = trim(parameters.substr(q + 2, 5));
    return value.find_first_not_of("0.") != std::string_view::npos;
}

std::string* find(Response& response, std::string_view name) {
    const auto found = std::ranges::find_if(
        response.headers, [&](const auto& header) { return same_word(header.first, name); });
    return found == response.headers.end() ? nullptr : &found->second;
}

void add_vary(Response& response) {
    constexpr std::string_view name = "Accept-Encoding";
    std::string* const vary = find(response, "Vary");
    if (vary == nullptr) {
        response.headers.emplace_back("Vary", name);
        return;
    }
    std::string_view list = *vary;
    while (const auto element = take_element(list)) {
        if (same_word(*element, name)) return;
    }
    vary->append(", ").append(name);
}

}  // namespace

std::string_view text(Encoding encoding) {
    switch (encoding) {
        case Encoding::identity: return "";
        case Encoding::gzip: return "gzip";
        case Encoding::brotli: return "br";
    }
    base::unreachable();
}

Accepted accepted(std::string_view accept_encoding) {
    Accepted accepted;
    while (const auto element = take_element(accept_encoding)) {
        const auto semicolon = element->find(';');
        const std::string_view name = trim(element->substr(0, semicolon));
        const bool wanted =
            semicolon == std::string_view::npos || is_wanted(element->substr(semicolon + 1));
        if (same_word(name, "gzip") || same_word(name, "x-gzip")) accepted.gzip = wanted;
        if (same_word(name, "br")) accepted.brotli = wanted;
    }
    return accepted;
}

bool is_compressible(std::string_view content_type) {
    const std::string_view type = trim(content_type.substr(0, content_type.find(';')));
    if (type == "text/event-stream") return false;
    if (type.starts_with("text/") || type.ends_with("+json") || type.ends_with("+xml")) return true;
    constexpr std::array<std::string_view, 5> others{"application/json", "application/javascript",
                                                     "application/xml", "application/wasm",
                                                     "application/x-ndjson"};
    return std::ranges::find(others, type) != others.end();
}

std::string gzip(std::string_view bytes, int level) {
    constexpr int gzip_window = 15 + 16;
    constexpr int usual_memory = 8;
    z_stream stream{};
    if (deflateInit2(&stream, level, Z_DEFLATED, gzip_window, usual_memory, Z_DEFAULT_STRATEGY) !=
        Z_OK) {
        throw std::bad_alloc();
    }
    std::string out(deflateBound(&stream, bytes.size()), '\0');
    // zlib takes no const, but only reads.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int outcome = deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    base::ensure(outcome == Z_STREAM_END);  // deflateBound promises that it fits.
    return out;
}

std::string brotli(std::string_view bytes, int quality) {
    std::size_t size = BrotliEncoderMaxCompressedSize(bytes.size());
    std::string out(size, '\0');
    // A window wider than the content makes nothing smaller, but its tables take long to set up.
    const int window = std::clamp(static_cast<int>(std::bit_width(bytes.size() + window_gap)),
                                  BROTLI_MIN_WINDOW_BITS, BROTLI_DEFAULT_WINDOW);
    const auto done = BrotliEncoderCompress(quality, window, BROTLI_MODE_TEXT, bytes.size(),
                                            reinterpret_cast<const std::uint8_t*>(bytes.data()),
                                            &size, reinterpret_cast<std::uint8_t*>(out.data()));
    if (done != BROTLI_TRUE) throw std::runtime_error("brotli cannot compress");
    out.resize(size);
    return out;
}

void compress(const Request& request, Response& response) {
    compress(accepted(request.header("Accept-Encoding")), response);
}

void compress(Accepted accepted, Response& response) {
    const std::string_view bytes = response.bytes();
    if (bytes.size() <= worth_bytes_min || !is_compressible(response.content_type)) return;
    if (find(response, "Content-Encoding") != nullptr) return;
    add_vary(response);
    if (!accepted.gzip) return;

    std::string small = gzip(bytes, dynamic_level);
    if (small.size() >= bytes.size()) return;
    response.body = std::move(small);
    response.shared_body = nullptr;
    response.headers.emplace_back("Content-Encoding", text(Encoding::gzip));
    std::string* const etag = find(response, "ETag");
    if (etag != nullptr && !etag->starts_with("W/")) etag->insert(0, "W/");
}

}  // namespace http
