#pragma once

#include "payments/card_page.hpp"

namespace tests {

/// A card provider that never says anything.
class SilentPage : public payments::CardPage {
public:
    void open(const payments::PageWanted&, std::function<void(payments::Opened)> done) override {
        done({});
    }
    void look(const payments::PageAsked&, std::function<void(payments::Outcome)> done) override {
        done(payments::Outcome::unknown);
    }
    void refund(const payments::CardRefund&,
                std::function<void(payments::RefundSaid)> done) override {
        done({});
    }
    void find(const std::string&,
              std::function<void(std::optional<payments::PaymentId>)> done) override {
        done(std::nullopt);
    }
    base::Result<payments::CardNews> read(const std::string&, std::string_view,
                                          base::Time) const override {
        return payments::not_signed;
    }
};

}  // namespace tests
