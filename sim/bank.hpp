#pragma once

// The payment provider of a simulated market: another company, whose books survive our power cuts.
// What it is told to do wrong it does in the order it was told, without a thread or a clock.

#include <deque>
#include <map>
#include <set>
#include <utility>

#include "payments/payments.hpp"

namespace sim {

class Bank final : public payments::Provider {
public:
    struct Call {
        payments::PaymentId payment;
        payments::Outcome outcome;
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
    std::map<std::int64_t, std::int64_t> captures_;
    std::map<std::int64_t, std::pair<std::int64_t, std::int64_t>> refunds_;
    std::deque<Call> calls_;
    std::set<std::int64_t> asked_;
};

}  // namespace sim
