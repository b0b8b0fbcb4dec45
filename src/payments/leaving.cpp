#include "payments/leaving.hpp"

namespace payments {

std::vector<members::Belonging> belongings() {
    using members::Kept, members::Topic;
    return {
        {"payments", Topic::machine, "", "", Kept::books},
        {"refunds", Topic::machine, "", "", Kept::books},
        {"chargebacks", Topic::machine, "", "", Kept::books},
        {"chargeback_parts", Topic::machine, "", "", Kept::books},
        {"receipts", Topic::machine, "", "", Kept::books},
    };
}

}  // namespace payments
