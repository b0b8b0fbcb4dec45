#include "policies/leaving.hpp"

namespace policies {

std::vector<members::Belonging> belongings() {
    using members::Kept, members::Topic;
    return {
        {"policy_versions", Topic::machine,
         "select name, version as version_number, value as value_number, reason, since as since_at "
         "from policy_versions where set_by = $1 order by since",
         "", Kept::record},
    };
}

}  // namespace policies
