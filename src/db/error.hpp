#pragma once

#include <stdexcept>
#include <string>

namespace db {

/// What kind of accident it was, by the database's code and never by its words.
enum class ErrorKind {
    unique,       ///< SQLite 2067, 1555; PostgreSQL 23505
    foreign_key,  ///< 787; 23503
    check,        ///< 275; 23514
    not_null,     ///< 1299; 23502
    retry,        ///< SQLITE_BUSY; 40001, 40P01, 55P03
    unavailable,  ///< the connection is lost: 08*, 57P*
    deposed,      ///< another node holds the lease; nothing was done
    full,         ///< no room: SQLITE_FULL; 53100
    unsynced,     ///< a sync failed, SQLITE_IOERR_FSYNC: what was written may be lost
    interrupted,  ///< over its time limit: SQLITE_INTERRUPT; 57014
    other,        ///< everything else: the outcome is read anew by the idempotency key
};

class Error : public std::runtime_error {
public:
    Error(ErrorKind kind, const std::string& what) : std::runtime_error(what), kind_(kind) {}

    ErrorKind kind() const { return kind_; }

private:
    ErrorKind kind_;
};

}  // namespace db
