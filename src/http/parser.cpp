#include "http/parser.hpp"

#include <algorithm>

#include "http/head.hpp"

namespace http {
namespace {

constexpr std::size_t blank_lines_max = 4;
constexpr std::size_t chunk_line_bytes_max = 256;

// A client may announce a large body and never send it, so its memory comes as it arrives.
constexpr std::size_t reserve_bytes_max = 64 << 10;

int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

std::size_t Parser::feed(std::string_view input) {
    std::size_t used = 0;
    while (used < input.size() && phase_ != Phase::done && phase_ != Phase::refused) {
        used += step(input.substr(used));
    }
    return used;
}

std::size_t Parser::step(std::string_view input) {
    switch (phase_) {
        case Phase::head: return take_head(input);
        case Phase::body:
        case Phase::chunk_data: return take_body(input);
        case Phase::chunk_size:
        case Phase::chunk_end:
        case Phase::trailer: return take_chunk_line(input);
        case Phase::done:
        case Phase::refused: break;
    }
    return 0;
}

std::size_t Parser::refuse(Fault fault) {
    fault_ = fault;
    phase_ = Phase::refused;
    return 0;
}

// Every fault belongs to one byte of the stream: the limits and the line ends are looked at byte
// by byte, all else when the head is whole. Else the answer would depend on the packets.
std::size_t Parser::take_head(std::string_view input) {
    if (!request_.storage) {
        // Something that is not HTTP at all, such as TLS, may never send a line end.
        if (input[0] != '\r' && !is_token(input.substr(0, 1))) return refuse(Fault::bad_request);
        request_.storage = std::make_unique<Request::Storage>();
    }
    std::string& head = request_.storage->head;
    if (head.size() == limits_->head_bytes_max) {
        return refuse(line_count_ == 0 ? Fault::target_too_long : Fault::head_too_large);
    }
    const std::string_view part = input.substr(0, limits_->head_bytes_max - head.size());

    std::size_t used = 0;
    for (;;) {
        const auto feed = part.find('\n', used);
        if (feed == std::string_view::npos) break;
        const char before = feed > 0 ? part[feed - 1] : head.empty() ? '\0' : head.back();
        if (before != '\r') return refuse(Fault::bad_request);
        used = feed + 1;
        const std::size_t line_end = head.size() + used;
        const bool empty = line_end - line_start_ == 2;
        line_start_ = line_end;
        if (empty) {
            head.append(part.substr(0, used));
            return begin_body() ? used : refuse(*fault_);
        }
        ++line_count_;
    }
    head.append(part);
    return part.size();
}

bool Parser::begin_body() {
    if (line_count_ == 0) {
        // Old clients send an empty line after a body; some of them are forgiven (RFC 9112, 2.2).
        if (++blank_count_ > blank_lines_max) {
            fault_ = Fault::bad_request;
            return false;
        }
        request_.storage.reset();
        line_start_ = 0;
        return true;
    }
    fault_ = read_head(request_, *limits_);
    return !fault_ && read_framing();
}

bool Parser::read_framing() {
    Framing framing;
    fault_ = http::read_framing(request_, framing);
    if (fault_) return false;

    const std::size_t length = framing.length.value_or(0);
    body_bytes_max_ = body_limit();
    if (length > body_bytes_max_) {
        fault_ = Fault::body_too_large;
        return false;
    }
    chunked_ = framing.chunked;
    wants_continue_ = framing.wants_continue;
    remaining_ = length;
    request_.storage->body.reserve(std::min(length, reserve_bytes_max));
    phase_ = chunked_ ? Phase::chunk_size : length > 0 ? Phase::body : Phase::done;
    return true;
}

std::size_t Parser::body_limit() const {
    return limits_->body_limit ? limits_->body_limit(request_.method, request_.path)
                               : limits_->body_bytes_max;
}

std::size_t Parser::take_body(std::string_view input) {
    wants_continue_ = false;
    const std::string_view part = input.substr(0, remaining_);
    request_.storage->body.append(part);
    remaining_ -= part.size();
    if (remaining_ == 0) phase_ = phase_ == Phase::body ? Phase::done : Phase::chunk_end;
    return part.size();
}

std::size_t Parser::take_line(std::string_view input, std::size_t line_bytes_max) {
    const auto feed = input.find('\n');
    const std::size_t size = feed == std::string_view::npos ? input.size() : feed + 1;
    if (line_.size() + size > line_bytes_max) return refuse(Fault::bad_request);
    line_.append(input.substr(0, size));
    if (feed != std::string_view::npos && !line_.ends_with("\r\n")) {
        return refuse(Fault::bad_request);
    }
    return size;
}

std::size_t Parser::take_chunk_line(std::string_view input) {
    wants_continue_ = false;
    const std::size_t size =
        take_line(input, phase_ == Phase::chunk_end ? 2 : chunk_line_bytes_max);
    if (fault_ || !line_.ends_with('\n')) return size;

    line_.resize(line_.size() - 2);
    if (phase_ == Phase::chunk_size) {
        begin_chunk();
    } else if (phase_ == Phase::chunk_end) {
        phase_ = Phase::chunk_size;
    } else if (line_.empty()) {
        phase_ = Phase::done;
    } else {
        // Trailers are dropped: nothing above would know whether to believe them.
        trailer_bytes_ += line_.size();
        if (trailer_bytes_ > limits_->head_bytes_max) return refuse(Fault::head_too_large);
    }
    line_.clear();
    return size;
}

void Parser::begin_chunk() {
    const std::size_t room = body_bytes_max_ - request_.storage->body.size();
    std::size_t at = 0;
    std::size_t size = 0;
    for (; at < line_.size() && hex(line_[at]) >= 0; ++at) {
        const auto digit = static_cast<std::size_t>(hex(line_[at]));
        if (digit > room || size > (room - digit) / 16) {
            refuse(Fault::body_too_large);
            return;
        }
        size = size * 16 + digit;
    }
    const bool extended = at < line_.size() && line_[at] == ';';
    if (at == 0 || (at < line_.size() && !extended) || !is_value(line_)) {
        refuse(Fault::bad_request);
        return;
    }
    remaining_ = size;
    phase_ = size > 0 ? Phase::chunk_data : Phase::trailer;
}

Request Parser::take() {
    request_.body = request_.storage->body;
    Request request = std::move(request_);
    *this = Parser(*limits_);
    return request;
}

std::optional<Request> parse_whole(std::string_view bytes, const Limits& limits) {
    Parser parser(limits);
    const std::size_t used = parser.feed(bytes);
    if (!parser.done() || used != bytes.size()) return std::nullopt;
    return parser.take();
}

}  // namespace http
