#pragma once

// Decoding of what strangers send, outside of this process: the program starts itself again as a
// decoder, which shuts itself in before it looks at a byte (sandbox.hpp), and is killed when it
// takes too long. What comes back is as little trusted as what went in.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "http/pool.hpp"
#include "media/raster.hpp"

namespace media {

/// One size of a picture, ready to be sent: a JPEG.
struct Rendition {
    Extent extent;
    std::string bytes;
};

struct DecoderOptions {
    std::string program = "/proc/self/exe";
    int at_once = 2;  // Processes.
    std::size_t waiting_most = 100;
    std::int64_t pixels_most = 40'000'000;
    std::int64_t memory_bytes = 768LL << 20;
    std::int64_t seconds = 10;  // Of the processor; by the clock twice as long.
};

class Decoder {
public:
    using Sizes = std::vector<Rendition>;

    explicit Decoder(DecoderOptions options);

    /// Makes a picture's sizes, the smallest first, and waits for it. Refuses with picture_kind,
    /// picture_too_large (args: megapixels), picture_broken. Throws std::runtime_error where there
    /// can be no decoder. Any thread.
    base::Result<Sizes> decode(std::string_view bytes) const;

    /// The same on a thread of its own, where `done` is called, once. False when too many wait.
    bool submit(std::function<void()> work) { return pool_.submit(std::move(work)); }

    /// Ends what has begun, then the threads.
    void stop() { pool_.stop(); }

private:
    DecoderOptions options_;
    http::Pool pool_;
};

/// The sizes of a picture that this program has drawn, the smallest first. They are made here:
/// there is nothing in it to be careful of.
Decoder::Sizes renditions_of(Raster raster);

/// True when this program was started to be a decoder: the first thing that main() asks.
bool is_decoder(int argc, const char* const* argv);

/// Shuts itself in, decodes standard input to standard output and ends.
[[noreturn]] void be_decoder(const char* const* argv);

}  // namespace media
