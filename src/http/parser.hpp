#pragma once

// Turns bytes into requests. Pure: no socket, no clock, no chance, and the same bytes give the same
// requests and the same fault however they are cut into pieces.
//
//     Parser parser(limits);
//     bytes.remove_prefix(parser.feed(bytes));
//     if (parser.fault()) ...          // refuse and close: the place in the stream is lost
//     if (parser.done()) answer(parser.take());
//
// Two programs that read one stream differently can be played against each other (request
// smuggling), so the parser refuses whatever a proxy might understand otherwise: two lengths, a
// length and a transfer coding, a bare line feed, a folded line, a blank before a colon, control
// characters, a second Host.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "http/fault.hpp"
#include "http/message.hpp"

namespace http {

struct Limits {
    std::size_t head_bytes_max = 16 << 10;   // 431
    std::size_t target_bytes_max = 8 << 10;  // 414
    std::size_t head_count_max = 100;        // 431
    std::size_t body_bytes_max = 1 << 20;    // 413

    /// Asked, where it is set, instead of body_bytes_max. `path` is still percent-encoded.
    std::function<std::size_t(Method, std::string_view path)> body_limit{};
};

class Parser {
public:
    /// `limits` must outlive the parser.
    explicit Parser(const Limits& limits) : limits_(&limits) {}

    /// Takes bytes from the front of `input` until a request is done or refused, and tells how
    /// many.
    std::size_t feed(std::string_view input);

    bool done() const { return phase_ == Phase::done; }
    const std::optional<Fault>& fault() const { return fault_; }

    /// True while nothing of a request has arrived.
    bool idle() const { return phase_ == Phase::head && !request_.storage; }

    /// True between the end of the head and the end of the body.
    bool in_body() const { return phase_ > Phase::head && phase_ < Phase::done; }
    std::size_t body_bytes() const { return in_body() ? request_.storage->body.size() : 0; }

    /// True while the client waits for "100 Continue" before it sends the body.
    bool wants_continue() const { return wants_continue_ && in_body(); }
    void continued() { wants_continue_ = false; }

    /// The request that is done. The parser is ready for the next one.
    Request take();

private:
    enum class Phase { head, body, chunk_size, chunk_data, chunk_end, trailer, done, refused };

    std::size_t step(std::string_view input);
    std::size_t refuse(Fault fault);
    std::size_t take_head(std::string_view input);
    std::size_t take_line(std::string_view input, std::size_t line_bytes_max);
    std::size_t take_body(std::string_view input);
    std::size_t take_chunk_line(std::string_view input);
    void begin_chunk();
    bool begin_body();
    bool read_framing();
    std::size_t body_limit() const;

    const Limits* limits_;
    Phase phase_ = Phase::head;
    std::optional<Fault> fault_;
    Request request_;
    std::size_t line_start_ = 0;      // Within the head.
    std::size_t line_count_ = 0;      // Of the head so far.
    std::size_t blank_count_ = 0;     // Empty lines before the head.
    std::size_t remaining_ = 0;       // Of the body or the chunk.
    std::size_t body_bytes_max_ = 0;  // For this method and path.
    std::size_t trailer_bytes_ = 0;   // After the last chunk.
    std::string line_;                // A chunk's size, while it arrives.
    bool chunked_ = false;
    bool wants_continue_ = false;
};

/// The one request that `bytes` hold, or nothing where they are less, more or refused. For tests
/// of what stands above the parser.
std::optional<Request> parse_whole(std::string_view bytes, const Limits& limits = {});

}  // namespace http
