#pragma once

#include <string>

namespace db {

/// Copies a SQLite database page by page into a new file while another program writes to it: what
/// was committed when the copy began, all of it and nothing else. Never writes to the original or
/// to its log; where nobody has it open, an empty log is left beside it. The copy is not synced.
/// Throws db::Error.
void copy_online(const std::string& from, const std::string& to);

}  // namespace db
