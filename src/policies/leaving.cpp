#include "policies/leaving.hpp"

namespace policies {

std::vector<members::Belonging> belongings() {
    using members::Kept, members::Topic;
    return {
        {"policy_versions", Topic::machine,
         "select name, version as version_number, value as value_number, reason, since as since_at "
         "from policy_versions where set_by = $1 order by since",
         "", Kept::record},
        {"fee_tables", Topic::machine,
         "select version as version_number, reason, counts_from as counts_from_at, set_at "
         "from fee_tables where set_by = $1 order by version",
         "", Kept::record},
        {"fee_rows", Topic::machine},
        {"fee_tiers", Topic::goods,
         "select tier, since as since_at, reason from fee_tiers where seller = $1 order by number",
         "", Kept::record},
    };
}

}  // namespace policies
