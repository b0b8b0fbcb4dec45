#pragma once

// What the replay does, made from the shop's rows by the rules in README.md. Pure. expected.py has
// the same rules in other words and shares nothing with this.

#include <boost/describe/enum.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/retail/rows.hpp"

namespace retail {

/// What becomes of a row; always exactly one of these.
BOOST_DEFINE_ENUM_CLASS(Fate, sale, refund, partial_refund, bad_debt, postage, manual, sample,
                        discount, fee, gift_voucher, negative_without_c, zero_price, below_a_penny,
                        whole_cancellation_before_its_invoice, partial_cancellation)

struct FateSum {
    std::int64_t rows = 0;
    std::int64_t mils = 0;

    friend bool operator==(const FateSum&, const FateSum&) = default;
};

/// A SKU that is ever sold.
struct Goods {
    std::string sku;
    std::string title;
    std::int64_t pence = 0;  // Of the first line that sells it.
    std::int64_t units = 0;  // Of all orders.
    std::int64_t back = 0;   // Of those that are refunded.
};

struct Line {
    std::size_t goods = 0;  // In the catalogue.
    std::int64_t quantity = 0;
    std::int64_t pence = 0;  // Of one.

    friend bool operator==(const Line&, const Line&) = default;
};

struct Order {
    std::string invoice;
    std::string customer;  // "till" where the file names none.
    base::Time at;
    std::vector<Line> lines;
    std::optional<base::Time> refunded;  // When its seller cancels it.
    bool ends_early = false;             // All of it goes back in parts before it is confirmed.
};

/// A part of an order that its seller gives back.
struct Return {
    struct Part {
        std::size_t line = 0;  // Of the order, from 0.
        std::int64_t quantity = 0;
    };
    base::Time at;
    std::size_t order = 0;
    std::vector<Part> parts;  // Each line once; at most return_parts_max.
};

inline constexpr std::size_t return_parts_max = 100;

/// How many invoices whose number begins with C are of which kind.
struct Cancellations {
    std::int64_t invoices = 0;
    std::int64_t whole = 0;
    std::int64_t whole_refunded = 0;
    std::int64_t whole_without_order = 0;
    std::int64_t whole_before_its_invoice = 0;
    std::int64_t partial = 0;
    std::int64_t partial_refunds = 0;
    std::int64_t partial_refunded = 0;  // Pence.
    std::int64_t without_goods = 0;
};

struct Counts {
    std::int64_t rows = 0;
    std::int64_t invoices = 0;
    std::int64_t invoices_sold = 0;
    std::int64_t split_invoices = 0;  // Into more than one order.
    std::int64_t price_changes = 0;
    std::int64_t lines = 0;
    std::int64_t units = 0;
};

struct Plan {
    std::vector<Goods> catalogue;        // In the order of their first sale.
    std::vector<Order> orders;           // In the order in which they are placed.
    std::vector<Return> returns;         // By time.
    std::vector<std::string> customers;  // Without "till", in the order of their first order.
    std::map<Fate, FateSum> fates;       // All words, also those without a row.
    Cancellations cancellations;
    Counts counts;
};

inline constexpr std::string_view till = "till";

/// What buyers and the clock wait, in elapsed time.
inline constexpr std::chrono::hours confirmed_after{72};
inline constexpr std::chrono::hours completed_after{336};

/// By the rules in README.md.
Plan make_plan(const std::vector<Row>& rows);

}  // namespace retail
