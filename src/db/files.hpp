#pragma once

// SQLite's way to its files, which is the system's own but for three things that commits wait for
// otherwise (docs/decisions/0004-checkpoints.md):
//
//   - what is written to the log is gathered until it is synced, so that a batch is one call and
//     not two for each of its pages;
//   - a file grows ahead by a fraction of its size, so that few commits have to make durable how
//     long it is, which takes the file system a multiple of the time;
//   - who copies the log back is told of each page, and may let the disk rest.

#include <string>

namespace db {

/// The name of that way for sqlite3_open_v2(), over SQLite's file system of the name `below`; "":
/// the machine's own. For the one connection that writes and syncs at each commit: nobody looks for
/// a page in the log before that, and what a rollback leaves is written over by the next commit.
/// Any thread.
const char* steady_files(const std::string& below = "");

/// The file system below is about to go; nothing of it is open.
void forget_steady_files(const std::string& below);

/// Whoever copies the log back into the file.
class Copying {
public:
    virtual ~Copying() = default;
    /// A page has been written; whether to sync now, and then to rest().
    virtual bool has_copied_one() = 0;
    virtual void rest() = 0;
};

/// This thread does nothing else.
void copies_pages(Copying* copying);

}  // namespace db
