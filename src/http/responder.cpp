#include "http/responder.hpp"

#include <utility>

#include "base/ensure.hpp"
#include "http/fault.hpp"

namespace http {
namespace {

class FunctionOutlet final : public Outlet {
public:
    explicit FunctionOutlet(std::function<void(Response&&)> receive)
        : receive_(std::move(receive)) {}

    void answer(const Ticket&, Response&& response) override { receive_(std::move(response)); }
    void open(const Ticket&, Response&& head, std::shared_ptr<Stream>) override {
        receive_(std::move(head));
    }
    void touch(const Ticket&) override {}

private:
    std::function<void(Response&&)> receive_;
};

}  // namespace

Stream::Stream(std::shared_ptr<Outlet> outlet, const Ticket& ticket, std::size_t buffer_bytes_max)
    : outlet_(std::move(outlet)), ticket_(ticket), buffer_bytes_max_(buffer_bytes_max) {}

bool Stream::push(std::string_view frame) {
    bool fits = false;
    {
        const std::lock_guard lock(mutex_);
        if (state_ != State::open) return false;
        fits = waiting_.size() + sending_bytes_ + frame.size() <= buffer_bytes_max_;
        if (fits) {
            waiting_.append(frame);
        } else {
            state_ = State::overrun;
        }
        if (std::exchange(touched_, true) && fits) return true;
    }
    outlet_->touch(ticket_);
    return fits;
}

bool Stream::open() const {
    const std::lock_guard lock(mutex_);
    return state_ == State::open;
}

void Stream::close() {
    {
        const std::lock_guard lock(mutex_);
        if (state_ != State::open) return;
        state_ = State::closing;
        touched_ = true;
    }
    outlet_->touch(ticket_);
}

Stream::Taken Stream::take() {
    const std::lock_guard lock(mutex_);
    touched_ = false;
    sending_bytes_ = waiting_.size();
    return {std::exchange(waiting_, {}), state_ == State::closing || state_ == State::closed};
}

bool Stream::overrun() const {
    const std::lock_guard lock(mutex_);
    return state_ == State::overrun;
}

void Stream::end() {
    const std::lock_guard lock(mutex_);
    state_ = State::closed;
    waiting_ = {};
}

Responder::Responder(std::shared_ptr<Outlet> outlet, const Ticket& ticket,
                     std::size_t stream_buffer_bytes_max)
    : outlet_(std::move(outlet)),
      ticket_(ticket),
      stream_buffer_bytes_max_(stream_buffer_bytes_max) {}

Responder Responder::to(std::function<void(Response&&)> receive) {
    constexpr std::size_t plenty = 1 << 20;
    return {std::make_shared<FunctionOutlet>(std::move(receive)), Ticket{}, plenty};
}

Responder& Responder::operator=(Responder&& other) noexcept {
    if (this == &other) return *this;
    drop();
    outlet_ = std::move(other.outlet_);
    ticket_ = other.ticket_;
    stream_buffer_bytes_max_ = other.stream_buffer_bytes_max_;
    return *this;
}

Responder::~Responder() {
    drop();
}

void Responder::drop() {
    if (outlet_) send(problem(Fault::internal));
}

void Responder::send(Response&& response) {
    base::ensure(outlet_ != nullptr);
    std::exchange(outlet_, nullptr)->answer(ticket_, std::move(response));
}

std::shared_ptr<Stream> Responder::stream(Response&& head) {
    base::ensure(outlet_ != nullptr);
    const auto outlet = std::exchange(outlet_, nullptr);
    auto stream = std::make_shared<Stream>(outlet, ticket_, stream_buffer_bytes_max_);
    outlet->open(ticket_, std::move(head), stream);
    return stream;
}

}  // namespace http
