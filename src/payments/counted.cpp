#include "payments/counted.hpp"

namespace payments {
namespace {

class Counted final : public Provider {
public:
    Counted(std::unique_ptr<Provider> inner, ProviderCounters& counters)
        : inner_(std::move(inner)), counters_(counters) {}

    std::string_view name() const override { return inner_->name(); }

    void capture(const Capture& capture, std::function<void(Outcome)> done) override {
        call<Outcome>(Asked::capture, std::move(done),
                      [&](auto told) { inner_->capture(capture, std::move(told)); });
    }
    void resolve(PaymentId key, std::function<void(Outcome)> done) override {
        call<Outcome>(Asked::resolve, std::move(done),
                      [&](auto told) { inner_->resolve(key, std::move(told)); });
    }
    void refund(const Refund& refund, std::function<void(Returned)> done) override {
        call<Returned>(Asked::refund, std::move(done),
                       [&](auto told) { inner_->refund(refund, std::move(told)); });
    }

private:
    template <class Answer, class Ask>
    void call(Asked asked, std::function<void(Answer)> done, Ask ask) {
        ProviderCounters::Of& of = counters_.of(asked);
        of.calls.fetch_add(1, std::memory_order_relaxed);
        const auto began = base::Stopwatch::now();
        const auto told = [this, &of, began, done = std::move(done)](Answer answer) {
            counters_.took.add(base::micros_between(began, base::Stopwatch::now()));
            if (answer == Answer::unknown) of.failures.fetch_add(1, std::memory_order_relaxed);
            done(answer);
        };
        try {
            ask(told);
        } catch (...) {
            of.failures.fetch_add(1, std::memory_order_relaxed);
            throw;
        }
    }

    const std::unique_ptr<Provider> inner_;
    ProviderCounters& counters_;
};

}  // namespace

std::unique_ptr<Provider> counted(std::unique_ptr<Provider> inner, ProviderCounters& counters) {
    return std::make_unique<Counted>(std::move(inner), counters);
}

}  // namespace payments
