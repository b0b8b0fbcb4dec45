// A provider of our own that takes no real money. One thread does what was asked: it takes all that
// came in while the last sync ran, decides, writes the lines, syncs once, and then answers. So a
// thousand captures cost a few syncs, and nothing is answered that a power cut could undo.
//
// A line of the file is "<what> <key> <payment> <amount> <currency> <time>"; `what` is capture,
// decline (also of a key that was closed) or refund, and each pair of what and key occurs once.

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <map>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <unordered_map>
#include <unordered_set>

#include "base/ensure.hpp"
#include "base/text.hpp"
#include "payments/payments.hpp"

namespace payments {
namespace {

using Steady = std::chrono::steady_clock;

/// What was asked: exactly one of the callables is set.
struct Ask {
    Capture capture;  // For resolve() its key alone.
    Refund refund;
    std::function<void(Outcome)> captured;
    std::function<void(Outcome)> resolved;
    std::function<void(Returned)> refunded;
};

/// The simulator's books, and the file that they are read from and added to. Several programs may
/// keep the same file, as several nodes of a market do: whoever decides holds it alone, from
/// begin() to sync(), and has read what the others wrote.
class Books {
public:
    Books(const std::string& file, base::Clock clock)
        : clock_(std::move(clock)),
          descriptor_(::open(file.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0600)) {
        if (descriptor_ < 0) throw std::runtime_error("cannot write " + file);
        sync_folder(file);
        begin();
        sync();
    }
    Books(const Books&) = delete;
    Books& operator=(const Books&) = delete;
    ~Books() { ::close(descriptor_); }

    void begin() {
        while (::flock(descriptor_, LOCK_EX) != 0) base::ensure(errno == EINTR);
        const std::string lines = new_lines();
        read_bytes_ += lines.size();
        for (std::string_view rest = lines; !rest.empty();) learn(cut(rest, '\n'));
    }

    bool has(PaymentId key) const { return captures_.contains(key.value); }
    bool captured(PaymentId key) const { return has(key) && captures_.at(key.value).taken; }

    void capture(const Capture& capture) {
        const bool taken = capture.card != Card::declined;
        captures_.emplace(capture.key.value, Taken{taken, taken ? capture.amount : 0});
        note(taken ? "capture" : "decline", capture.key.value, capture.key, capture.amount,
             capture.currency);
    }
    void close(PaymentId key) {
        captures_.emplace(key.value, Taken{});
        note("decline", key.value, key, 0, "-");
    }
    /// In parts, each under a key of its own, and never more in all than was taken.
    void refund(const Refund& refund) {
        if (!captured(refund.payment) || has_refund(refund.key)) return;
        std::int64_t& left = captures_.at(refund.payment.value).left;
        if (refund.amount > left) return;
        left -= refund.amount;
        refunds_.insert(refund.key.value);
        note("refund", refund.key.value, refund.payment, refund.amount, refund.currency);
    }
    bool has_refund(RefundId key) const { return refunds_.contains(key.value); }

    /// Makes what was noted durable, and lets the others have the file.
    void sync() {
        if (!unsynced_.empty()) write_out();
        base::ensure(::flock(descriptor_, LOCK_UN) == 0);
    }

private:
    void write_out() {
        for (std::string_view rest = unsynced_; !rest.empty();) {
            const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
            base::ensure(written > 0);
            rest.remove_prefix(static_cast<std::size_t>(written));
        }
        // Never tried again: the kernel may have dropped what it could not write.
        base::ensure(::fdatasync(descriptor_) == 0);
        read_bytes_ += unsynced_.size();
        unsynced_.clear();
    }

    /// What the file has that was not read yet, without a last line that was torn: nobody writes
    /// now, so it is of a program that died, and is cut off.
    std::string new_lines() {
        struct stat file {};
        base::ensure(::fstat(descriptor_, &file) == 0);
        std::string text(static_cast<std::size_t>(file.st_size) - read_bytes_, '\0');
        for (std::size_t got = 0; got < text.size();) {
            const ssize_t some = ::pread(descriptor_, text.data() + got, text.size() - got,
                                         static_cast<off_t>(read_bytes_ + got));
            base::ensure(some > 0);
            got += static_cast<std::size_t>(some);
        }
        const std::size_t end = text.rfind('\n');
        const std::size_t whole = end == text.npos ? 0 : end + 1;
        if (whole < text.size()) {
            base::ensure(::ftruncate(descriptor_, static_cast<off_t>(read_bytes_ + whole)) == 0);
            text.resize(whole);
        }
        return text;
    }

    // A new file is only there after a power cut when its folder was synced as well.
    static void sync_folder(const std::string& file) {
        const auto folder = std::filesystem::absolute(file).parent_path();
        const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        base::ensure(descriptor >= 0 && ::fsync(descriptor) == 0);
        ::close(descriptor);
    }

    /// Takes off `rest` what is before the next `end`, and that as well.
    static std::string_view cut(std::string_view& rest, char end) {
        const std::string_view part = rest.substr(0, rest.find(end));
        rest.remove_prefix(std::min(part.size() + 1, rest.size()));
        return part;
    }

    // Read at every start, and as long as the market is old: so without streams.
    void learn(std::string_view line) {
        std::string_view rest = line;
        const std::string_view what = cut(rest, ' ');
        const auto key = base::to_number(cut(rest, ' '));
        const auto payment = base::to_number(cut(rest, ' '));
        const auto amount = base::to_number(cut(rest, ' '));
        if (!key || !payment || !amount) return unreadable(line);
        if (what == "capture" || what == "decline") {
            const bool taken = what == "capture";
            captures_.emplace(*key, Taken{taken, taken ? *amount : 0});
        } else if (what == "refund") {
            refunds_.insert(*key);
            captures_[*payment].left -= *amount;
        } else {
            unreadable(line);
        }
    }

    [[noreturn]] static void unreadable(std::string_view line) {
        throw std::runtime_error("the simulator's file has a line nobody wrote: " +
                                 std::string{line});
    }

    void note(std::string_view what, std::int64_t key, PaymentId payment, std::int64_t amount,
              const std::string& currency) {
        unsynced_ += std::string{what} + " " + std::to_string(key) + " " +
                     std::to_string(payment.value) + " " + std::to_string(amount) + " " + currency +
                     " " + base::to_iso(clock_()) + "\n";
    }

    base::Clock clock_;
    int descriptor_;
    std::size_t read_bytes_ = 0;  // Of the file; whole lines.
    std::string unsynced_;
    /// Of a payment: whether it was captured, and how much of it was not given back.
    struct Taken {
        bool taken = false;
        std::int64_t left = 0;
    };
    std::unordered_map<std::int64_t, Taken> captures_;  // By payment.
    std::unordered_set<std::int64_t> refunds_;
};

class Simulator final : public Provider {
public:
    explicit Simulator(SimulatorOptions options)
        : options_(std::move(options)), books_(options_.file, options_.clock) {
        thread_ = std::thread([this] { loop(); });
    }
    Simulator(const Simulator&) = delete;
    Simulator& operator=(const Simulator&) = delete;
    ~Simulator() override {
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        wake_.notify_all();
        thread_.join();
    }

    std::string_view name() const override { return "simulator"; }

    void capture(const Capture& capture, std::function<void(Outcome)> done) override {
        push({capture, {}, std::move(done), nullptr, nullptr});
    }
    void resolve(PaymentId key, std::function<void(Outcome)> done) override {
        push({Capture{key, 0, "", {}}, {}, nullptr, std::move(done), nullptr});
    }
    void refund(const Refund& refund, std::function<void(Returned)> done) override {
        push({{}, refund, nullptr, nullptr, std::move(done)});
    }

private:
    void push(Ask ask) {
        {
            const std::lock_guard lock(mutex_);
            asks_.push_back(std::move(ask));
        }
        wake_.notify_one();
    }

    /// Waits for something to do, or until a callback is due; false when all is done for good.
    bool take(std::deque<Ask>& out) {
        std::unique_lock lock(mutex_);
        const auto ready = [this] { return stopping_ || !asks_.empty(); };
        if (const auto next = next_call()) {
            wake_.wait_until(lock, *next, ready);
        } else {
            wake_.wait(lock, ready);
        }
        out.swap(asks_);
        return !stopping_ || !out.empty();
    }

    void loop() {
        std::deque<Ask> asks;
        while (take(asks)) {
            books_.begin();
            for (const Ask& ask : asks) decide(ask);
            books_.sync();
            for (const Ask& ask : asks) answer(ask);
            asks.clear();
            call_back();
        }
    }

    void decide(const Ask& ask) {
        if (ask.refunded) return books_.refund(ask.refund);
        if (books_.has(ask.capture.key)) return;
        if (ask.resolved) return books_.close(ask.capture.key);
        books_.capture(ask.capture);
    }

    void answer(const Ask& ask) {
        // Of a payment that is not in these books nobody can say anything: the market's data came
        // from elsewhere, without them. Nor is more given back than there was. That is for a
        // person, and no reason to stop.
        if (ask.refunded) {
            return ask.refunded(books_.has_refund(ask.refund.key) ? Returned::refunded
                                                                  : Returned::unknown);
        }
        const PaymentId key = ask.capture.key;
        const Outcome outcome = books_.captured(key) ? Outcome::captured : Outcome::declined;
        if (ask.resolved) return ask.resolved(outcome);
        if (outcome == Outcome::declined) return ask.captured(outcome);
        const auto now = Steady::now();
        switch (ask.capture.card) {
            case Card::delayed:
                callbacks_.emplace(now + options_.delay, key);
                return ask.captured(Outcome::pending);
            case Card::lost: return ask.captured(Outcome::unknown);
            case Card::doubled:
                callbacks_.emplace(now, key);
                callbacks_.emplace(now, key);
                return ask.captured(outcome);
            case Card::charged_back:
                chargebacks_.emplace(now + options_.delay, ask.capture);
                return ask.captured(outcome);
            case Card::ok:
            case Card::declined: return ask.captured(outcome);
        }
        base::unreachable();
    }

    void call_back() {
        constexpr std::chrono::milliseconds pause{20};  // Before it is told again, at least.
        const auto now = Steady::now();
        while (!callbacks_.empty() && callbacks_.begin()->first <= now) {
            const PaymentId key = callbacks_.begin()->second;
            callbacks_.erase(callbacks_.begin());
            if (options_.callback) options_.callback(key, Outcome::captured);
        }
        while (!chargebacks_.empty() && chargebacks_.begin()->first <= now) {
            const Capture gone = chargebacks_.begin()->second;
            chargebacks_.erase(chargebacks_.begin());
            if (!options_.chargeback) continue;
            const bool heard = options_.chargeback({"simulator " + std::to_string(gone.key.value),
                                                    gone.key, gone.amount, Claim::lost});
            if (!heard) chargebacks_.emplace(now + options_.delay + pause, gone);
        }
    }

    std::optional<Steady::time_point> next_call() const {
        std::optional<Steady::time_point> next;
        if (!callbacks_.empty()) next = callbacks_.begin()->first;
        if (!chargebacks_.empty()) {
            const auto at = chargebacks_.begin()->first;
            next = next ? std::min(*next, at) : at;
        }
        return next;
    }

    SimulatorOptions options_;
    Books books_;                                             // The thread's alone.
    std::multimap<Steady::time_point, PaymentId> callbacks_;  // The thread's alone.
    std::multimap<Steady::time_point, Capture> chargebacks_;  // The thread's alone.
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Ask> asks_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace

std::unique_ptr<Provider> make_simulator(SimulatorOptions options) {
    return std::make_unique<Simulator>(std::move(options));
}

}  // namespace payments
