#pragma once

#include <zlib.h>

#include <string>

namespace tests {

/// What a browser makes of a gzip body of up to 1 MiB; "" when it cannot.
inline std::string unzip(const std::string& zipped) {
    z_stream stream{};
    if (inflateInit2(&stream, 15 + 16) != Z_OK) return "";
    std::string out(1 << 20, '\0');
    std::string in = zipped;
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int outcome = inflate(&stream, Z_FINISH);
    out.resize(outcome == Z_STREAM_END ? stream.total_out : 0);
    inflateEnd(&stream);
    return out;
}

}  // namespace tests
