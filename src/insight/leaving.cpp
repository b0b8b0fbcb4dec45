#include "insight/leaving.hpp"

namespace insight {

std::vector<members::Belonging> belongings() {
    using members::Kept, members::Topic;
    return {
        {"cells", Topic::machine},
        {"order_parts", Topic::machine, "", "", Kept::books},
        {"portions", Topic::machine, "", "", Kept::books},
        {"exchange_rates", Topic::machine, "", "", Kept::books},
    };
}

}  // namespace insight
