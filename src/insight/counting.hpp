#pragma once

// What the events of orders mean for the figures: each is shared out to the categories of its
// order's goods. What an order's money is of, and whether its buyer is the seller's own, is worked
// out when an order is first counted and never again.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "events/events.hpp"
#include "insight/insight.hpp"
#include "insight/share_out.hpp"

namespace insight {

/// One category's part of what an event told.
struct Portion {
    std::string asset;
    Kind kind{};
    std::int64_t day = 0;  // Since 1970-01-01: of the books.
    std::int64_t seq = 0;  // Of the event.
    std::string category;
    Dealing dealing{};
    std::int64_t placed_day = 0;
    base::Time placed;
    orders::OrderId order_id;
    base::Time at;
    std::int64_t amount = 0;
    std::int64_t commission = 0;
    std::int64_t tax = 0;
    std::int64_t counted = 0;  // For how many orders.
};

/// Adds it up.
void count(const Portion& portion, Figures& figures);

/// Reads events one after the other, in their order.
class Counting {
public:
    /// Both outlive it.
    Counting(db::Snapshot& snapshot, const Calendar& calendar)
        : snapshot_(snapshot), calendar_(calendar) {}

    /// What it means; nothing for an event that moves no money of an order.
    std::vector<Portion> portions(const events::Event& event);

    /// Keeps how far the orders are that were read of.
    void keep(db::Tx& tx) const;

private:
    struct Shared {
        Dealing dealing{};
        std::vector<Part> parts;
        bool changed = false;
    };
    Shared& shared(orders::OrderId id, const orders::Told& told);

    db::Snapshot& snapshot_;
    const Calendar& calendar_;
    std::map<orders::OrderId, Shared> orders_;
};

}  // namespace insight
