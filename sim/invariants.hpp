#pragma once

#include "sim/people.hpp"

namespace sim {

/// Looks after every step at what is cheap to look at: at the orders of which something was told
/// since it last looked, at the suspense account, and at the latest acknowledged commands.
class Glance {
public:
    /// Throws Broken.
    void check(Market& market);

private:
    std::int64_t seen_ = 0;  // Events.
};

/// Everything: reads the whole market. The listeners have read the log to its end. Throws Broken.
void check_all(Market& market, const People& people);

/// Of money that went back, see check_all(). Throws Broken.
void check_refunds(db::Snapshot& snapshot);
void check_disputes(db::Snapshot& snapshot);
/// Of prices that were offered, see check_all(). Throws Broken.
void check_offers(db::Snapshot& snapshot);
/// SQL of the sum that went back by name of the order `o`: of the numbers that `lines` picks, such
/// as "= 1000" for its postage.
std::string gone_by_name(const std::string& lines);
/// Of who gets how much of what was sold, what the market keeps of it and what it has written about
/// that, see check_all(). Throw Broken.
void check_money(db::Snapshot& snapshot);
void check_promoters(db::Snapshot& snapshot);
void check_documents(db::Snapshot& snapshot);
/// Of what can be found, see check_all(). Throws Broken.
void check_search(db::Snapshot& snapshot);

/// Notes every kind of step that orders have taken, such as "paid_held cancel seller".
void note_steps(Market& market);

/// BLAKE2b over a canonical dump of every table, as text. The same on both databases.
std::string state_hash(const db::Address& address);

}  // namespace sim
