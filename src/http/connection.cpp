#include "http/connection.hpp"

#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "http/loop.hpp"
#include "http/sse.hpp"
#include "http/wire.hpp"

namespace http {
namespace {

// So much of a body has to arrive within one patience: about 500 bytes a second.
constexpr std::size_t body_step_bytes = 16 << 10;

}  // namespace

Connection::Connection(Loop& loop, int socket, std::string peer)
    : loop_(loop), socket_(socket), peer_(std::move(peer)), parser_(loop.options().limits) {}

Connection::~Connection() {
    if (stream_) stream_->end();
    for (const Pending& pending : pending_) {
        if (pending.stream) pending.stream->end();
    }
    ::close(socket_);
}

void Connection::on_events(std::uint32_t events) {
    if ((events & (EPOLLERR | EPOLLHUP)) != 0) {
        closed_ = true;
        return;
    }
    if ((events & EPOLLIN) != 0) on_readable();
    if (!closed_) settle();
}

void Connection::on_readable() {
    const std::span<char> buffer = loop_.buffer();
    const ssize_t got = ::recv(socket_, buffer.data(), buffer.size(), 0);
    if (got > 0) {
        loop_.counters().bytes_in.add(static_cast<std::size_t>(got));
        receive({buffer.data(), static_cast<std::size_t>(got)});
    } else if (got == 0) {
        on_end_of_input();
    } else if (errno != EAGAIN && errno != EINTR) {
        closed_ = true;
    }
}

void Connection::on_end_of_input() {
    input_ended_ = true;
    last_ = true;
    // Whoever shuts down only one direction still gets what was asked for.
    if (stream_ || lingering_ || (pending_.empty() && output_.empty())) closed_ = true;
    if (!pending_.empty()) pending_.back().keep_alive = false;
}

void Connection::receive(std::string_view bytes) {
    if (stream_ || last_) return;
    if (leftover_.empty()) {
        leftover_.append(bytes.substr(parse(bytes)));
    } else {
        leftover_.append(bytes);
        leftover_.erase(0, parse(leftover_));
    }
}

bool Connection::may_parse() const {
    const ServerOptions& options = loop_.options();
    return !last_ && !stream_ && pending_.size() < options.pipeline_max &&
           output_.size() < options.output_bytes_max;
}

bool Connection::may_read() const {
    if (input_ended_) return false;
    return stream_ || lingering_ || (leftover_.empty() && may_parse());
}

std::size_t Connection::parse(std::string_view bytes) {
    std::size_t used = 0;
    while (used < bytes.size() && may_parse()) {
        used += parser_.feed(bytes.substr(used));
        if (parser_.fault()) {
            refuse(*parser_.fault());
        } else if (parser_.done()) {
            begin(parser_.take());
            emit();  // So that large answers stop the parsing of further requests.
        }
    }
    if (parser_.in_body() && parser_.body_bytes() - body_mark_ >= body_step_bytes) {
        body_mark_ = parser_.body_bytes();
        progress_ = true;
    }
    return last_ ? bytes.size() : used;
}

void Connection::begin(Request&& request) {
    body_mark_ = 0;
    progress_ = true;
    if (stopping_) request.keep_alive = false;
    last_ = !request.keep_alive;
    request.peer = peer_;
    pending_.push_back({.minor_version = request.minor_version,
                        .keep_alive = request.keep_alive,
                        .head_only = request.method == Method::head});
    loop_.handle(*this, first_sequence_ + pending_.size() - 1, std::move(request));
}

void Connection::refuse(Fault fault) {
    loop_.counters().refused[static_cast<std::size_t>(fault)].add(1);
    pending_.push_back({.response = problem(fault), .keep_alive = false, .ready = true});
    last_ = true;
    refused_ = true;
}

Connection::Pending* Connection::find(std::uint64_t sequence) {
    const std::uint64_t place = sequence - first_sequence_;
    return place < pending_.size() ? &pending_[place] : nullptr;
}

void Connection::answer(std::uint64_t sequence, Response&& response) {
    Pending* const pending = find(sequence);
    if (pending == nullptr) return;
    pending->response = std::move(response);
    pending->ready = true;
}

void Connection::open(std::uint64_t sequence, Response&& head, std::shared_ptr<Stream> stream) {
    Pending* const pending = find(sequence);
    if (pending == nullptr) {
        stream->end();
        return;
    }
    pending->response = std::move(head);
    pending->stream = std::move(stream);
    pending->ready = true;
    last_ = true;  // A stream never ends in time for another answer.
}

void Connection::emit() {
    std::size_t count = 0;
    while (count < pending_.size() && pending_[count].ready && !emitted_last_ && !stream_) {
        emit(pending_[count++]);
    }
    pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(count));
    first_sequence_ += count;
}

void Connection::emit(Pending& next) {
    Response& response = next.response;
    if (!sendable(response)) response = problem(Fault::internal);
    const bool endless = next.stream && !next.head_only;
    const bool keep_alive = next.keep_alive && !response.close && !next.stream;
    append_head(output_.tail(), response, {loop_.date(), next.minor_version, keep_alive, endless});
    if (!next.head_only && !is_bodyless(response.status)) {
        if (response.shared_body) {
            output_.append(std::move(response.shared_body));
        } else {
            output_.append(std::move(response.body));
        }
    }
    if (endless) {
        stream_ = std::move(next.stream);
    } else if (next.stream) {
        next.stream->end();
    }
    if (!keep_alive && !endless) {
        refused_ = refused_ || !last_;  // More may have come than was asked for.
        emitted_last_ = true;
        last_ = true;
    }
}

void Connection::emit_stream() {
    if (!stream_) return;
    if (stream_->overrun()) closed_ = true;
    if (closed_ || !output_.empty()) return;
    Stream::Taken taken = stream_->take();
    emitted_last_ = emitted_last_ || taken.last;
    if (!taken.frames.empty()) {
        output_.append(std::move(taken.frames));
        progress_ = true;
    }
}

// A client that waits for leave to send its body gets it when all before it is answered.
void Connection::continue_body() {
    if (last_ || !pending_.empty() || !parser_.wants_continue()) return;
    output_.tail().append("HTTP/1.1 100 Continue\r\n\r\n");
    parser_.continued();
    progress_ = true;
}

/// True when all is sent.
bool Connection::flush() {
    std::size_t sent = 0;
    const Output::Sent outcome = output_.write(socket_, sent);
    loop_.counters().bytes_out.add(sent);
    if (sent > 0) progress_ = true;
    if (outcome == Output::Sent::broken) closed_ = true;
    return outcome == Output::Sent::all;
}

void Connection::settle() {
    for (bool more = true; more && !closed_ && !lingering_;) {
        emit();
        emit_stream();
        continue_body();
        more = !output_.empty();  // What is sent makes room for what waits behind it.
        if (closed_ || !flush()) break;
        if (emitted_last_) {
            hang_up();
        } else if (input_ended_ && pending_.empty()) {
            closed_ = true;
        } else if (!leftover_.empty() && may_parse()) {
            leftover_.erase(0, parse(leftover_));
            more = true;
        }
    }
    if (!closed_) wait();
}

// To close a socket with unread input resets it, and the reset can overtake the answer. So the
// client is told that nothing more comes, and what it still says is read and forgotten.
void Connection::hang_up() {
    if (!refused_ || input_ended_ || ::shutdown(socket_, SHUT_WR) != 0) {
        closed_ = true;
        return;
    }
    lingering_ = true;
}

void Connection::wait() {
    const std::uint32_t reading = may_read() ? EPOLLIN : 0U;
    const std::uint32_t writing = output_.empty() ? 0U : EPOLLOUT;
    loop_.watch(*this, reading | writing);
    const Phase now = phase();
    if (progress_ || now != berth_.phase) loop_.arm(*this, now);
    progress_ = false;
}

Phase Connection::phase() const {
    if (lingering_) return Phase::linger;
    if (!output_.empty()) return Phase::write;
    if (stream_) return Phase::heartbeat;
    if (last_) return Phase::handler;
    if (parser_.in_body()) return Phase::body;
    if (!parser_.idle()) return Phase::head;
    return pending_.empty() ? Phase::idle : Phase::handler;
}

void Connection::expire(Phase phase) {
    switch (phase) {
        case Phase::head:
        case Phase::body: refuse(Fault::too_slow); break;
        case Phase::heartbeat:
            if (stream_.use_count() == 1) {
                emitted_last_ = true;  // Nobody is left who could say anything.
            } else {
                output_.append(std::string{heartbeat_frame});
            }
            break;
        case Phase::handler: break;
        case Phase::idle:
        case Phase::write:
        case Phase::linger: closed_ = true; break;
    }
    if (!closed_) settle();
}

void Connection::stop_soon() {
    stopping_ = true;
    // What the client sent before it could know is still answered.
    if (may_read()) on_readable();
    if (closed_) return;
    if (stream_) stream_->close();
    if (!stream_ && parser_.idle() && leftover_.empty()) {
        last_ = true;
        if (pending_.empty()) {
            emitted_last_ = true;
        } else {
            pending_.back().keep_alive = false;
        }
    }
    if (!closed_) settle();
}

}  // namespace http
