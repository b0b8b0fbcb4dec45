#include "insight/leaving.hpp"

namespace insight {

std::vector<members::Belonging> belongings() {
    using members::Kept, members::Topic;
    return {
        {"days", Topic::machine},
        {"order_days", Topic::machine},
        {"entries", Topic::machine, "", "", Kept::books},
    };
}

}  // namespace insight
