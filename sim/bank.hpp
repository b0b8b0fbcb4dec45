#pragma once

// The payment provider of a simulated market: another company, whose books survive our power cuts.
// What it is told to do wrong it does in the order it was told, without a thread or a clock.

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "payments/payments.hpp"

namespace sim {

class Bank final : public payments::Provider {
public:
    struct Call {
        payments::PaymentId payment;
        payments::Outcome outcome;
        std::optional<payments::ChargebackNews> chargeback{};
    };

    std::string_view name() const override { return "simulator"; }

    void capture(const payments::Capture& asked,
                 std::function<void(payments::Outcome)> done) override {
        using payments::Card;
        using payments::Outcome;
        captures_.try_emplace(asked.key.value, asked.card == Card::declined ? 0 : asked.amount);
        const auto outcome =
            captures_.at(asked.key.value) > 0 ? Outcome::captured : Outcome::declined;
        if (outcome == Outcome::declined) return done(outcome);
        if (asked.card == Card::lost) return done(Outcome::unknown);
        if (asked.card == Card::delayed || asked.card == Card::doubled) {
            calls_.push_back({asked.key, outcome});
        }
        if (asked.card == Card::doubled) calls_.push_back({asked.key, outcome});
        if (asked.card == Card::charged_back) begin_chargeback(asked);
        done(asked.card == Card::delayed ? Outcome::pending : outcome);
    }

    void resolve(payments::PaymentId key, std::function<void(payments::Outcome)> done) override {
        const auto taken = captures_.try_emplace(key.value, 0).first->second;
        done(taken > 0 ? payments::Outcome::captured : payments::Outcome::declined);
    }

    /// Of three refunds one never arrives when it is first asked for, and of another the answer is
    /// lost.
    void refund(const payments::Refund& asked,
                std::function<void(payments::Returned)> done) override {
        const bool first = asked_.insert(asked.key.value).second;
        const std::int64_t luck = first ? asked.key.value % 3 : 2;
        if (luck != 0)
            refunds_.emplace(asked.key.value, std::pair{asked.payment.value, asked.amount});
        done(luck == 2 ? payments::Returned::refunded : payments::Returned::unknown);
    }

    /// The next word of a buyer's bank about one of the payments that it has taken something of.
    /// Whatever it says is said once more now and then, and words come in any order.
    void go_on_with_chargeback(std::int64_t luck) {
        if (claimed_.empty()) return;
        const auto which = static_cast<std::size_t>(luck) % claimed_.size();
        payments::ChargebackNews news = claimed_[which];
        const auto claims = base::every<payments::Claim>();
        news.claim = claims[static_cast<std::size_t>(luck / 7) % std::size(claims)];
        calls_.push_back({news.payment, payments::Outcome::captured, news});
        if (luck % 5 == 0) calls_.push_back(calls_.back());
    }

    /// What it has to tell us unasked, the oldest first.
    std::deque<Call>& calls() { return calls_; }

    /// What it has taken, and what it has given back, by payment.
    const std::map<std::int64_t, std::int64_t>& captures() const { return captures_; }
    std::map<std::int64_t, std::int64_t> refunds() const {
        std::map<std::int64_t, std::int64_t> by_payment;
        for (const auto& [key, refund] : refunds_) by_payment[refund.first] += refund.second;
        return by_payment;
    }

private:
    /// Of three one is about a part; the first word comes later, perhaps after the second.
    void begin_chargeback(const payments::Capture& asked) {
        const std::int64_t amount =
            asked.key.value % 3 == 0 ? (asked.amount + 1) / 2 : asked.amount;
        claimed_.push_back(
            {"du " + std::to_string(asked.key.value), asked.key, amount, payments::Claim::taken});
    }

    std::vector<payments::ChargebackNews> claimed_;
    std::map<std::int64_t, std::int64_t> captures_;
    std::map<std::int64_t, std::pair<std::int64_t, std::int64_t>> refunds_;
    std::deque<Call> calls_;
    std::set<std::int64_t> asked_;
};

}  // namespace sim
