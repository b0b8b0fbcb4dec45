#pragma once

// Who earns how much by a shared link, and why not: pure decisions.
//
// There are two levels because there is no place for a third: a sale knows who shared and who
// brought them, by two members with names, and nothing here has a list or a way up.

#include <optional>
#include <vector>

#include "base/describe.hpp"
#include "base/member.hpp"
#include "base/time.hpp"

namespace promoters {

using base::MemberId;

/// What a seller gives of a price. Together at most the policy promoter_ppm_most, and never more to
/// who brought somebody than to who shared.
struct Rate {
    std::int64_t first_ppm = 0;
    std::int64_t second_ppm = 0;
    std::int64_t version = 0;  // Of the shop's settings; 0: nobody set any.
};
BOOST_DESCRIBE_STRUCT(Rate, (), (first_ppm, second_ppm, version))

/// A rate cut down to what the market allows today.
Rate within(Rate rate, std::int64_t most_ppm);

/// Why an order earns nothing. Words are only added.
BOOST_DEFINE_ENUM_CLASS(Why,
                        earns,           // It does.
                        closed,          // The market allows no promoting.
                        not_promoting,   // Suspended, gone, or never one.
                        apart,           // They and the seller, or the buyer, are apart by a block.
                        own_goods,       // The seller shared them.
                        own_purchase,    // The buyer did.
                        same_account,    // Buyer or seller is paid to the same bank account.
                        same_household,  // It goes to who shared, at their own address.
                        recruits,        // The buyer brought them, or they the buyer.
                        stock,           // So many that it is no end buyer who wants them.
                        no_rate,         // The seller gives nothing for these goods.
                        no_room)         // The seller's part is too small.

/// What is known of one who might earn.
struct Standing {
    bool promotes = false;  // Has accepted the rules, is not suspended, is still here.
    bool apart = false;     // From the seller or the buyer.
    bool is_seller = false;
    bool is_buyer = false;
    bool same_account = false;    // As the seller's or the buyer's.
    bool same_household = false;  // As where the goods go.
    bool recruits = false;        // One of the buyer and them has brought the other.
};

/// The gravest reason for which they earn nothing by a sale of so many units.
Why judge(const Standing& standing, std::int64_t units, std::int64_t units_most);

/// A line of an order with what its seller gives for it.
struct Offer {
    std::int64_t line = 0;
    std::int64_t total = 0;
    Rate rate{};
};

/// What a line earns to each of the two.
struct Part {
    std::int64_t line = 0;
    std::int64_t first = 0;
    std::int64_t second = 0;
    Rate rate{};
};

/// What the lines earn; those that earn nothing are left out. `has_second`: somebody brought who
/// shared, and may earn by it; otherwise the seller keeps that part.
std::vector<Part> reckon(const std::vector<Offer>& offers, bool has_second);

struct Total {
    std::int64_t first = 0;
    std::int64_t second = 0;
};
Total total_of(const std::vector<Part>& parts);

// ---- How far an earning is

/// Where what somebody earned by an order stands.
BOOST_DEFINE_ENUM_CLASS(Earning,
                        pending,   // The order is not paid.
                        frozen,    // Paid; until it is settled and the time to inspect is over.
                        payable,   // Theirs; goes to their bank with the next payout.
                        paid,      // Paid to their bank since.
                        reversed)  // All of it went back, or to the seller.

/// What decides it, as the order, its share and the books say.
struct Course {
    bool waits_for_payment = false;
    bool came_to_nothing = false;  // Called off, expired, or all of its money went back.
    std::int64_t amount = 0;       // Of the share as it is.
    std::int64_t back = 0;
    bool thawed = false;
    bool paid_since = false;  // A payout that was made after it was thawed has reached the bank.
};

Earning earning_of(const Course& course);

}  // namespace promoters
