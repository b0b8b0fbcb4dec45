#include "setup/leaving.hpp"

namespace setup {

std::vector<members::Belonging> belongings() {
    using members::Kept, members::Topic;
    return {
        {"market_texts", Topic::machine,
         "select text, version as version_number, value, reason, since as since_at "
         "from market_texts where set_by = $1 order by since",
         "", Kept::record},
        {"first_operator", Topic::machine,
         "select begun as begun_at, ended as ended_at from first_operator where member = $1", "",
         Kept::record},
        {"first_steps", Topic::machine, "", "", Kept::numbers},
    };
}

}  // namespace setup
