#include "db/readers.hpp"

namespace db {

Readers::Loan::Loan(Readers& owner) : readers(owner) {
    {
        const std::lock_guard lock(readers.mutex_);
        if (!readers.idle_.empty()) {
            connection = std::move(readers.idle_.back());
            readers.idle_.pop_back();
        }
    }
    if (connection) {
        try {
            connection->begin_read();
            return;
        } catch (const Error&) {
            connection.reset();  // It was lost while it lay idle.
        }
    }
    connection = readers.open_();
    connection->limit(read_limit);
    connection->begin_read();
}

void Readers::Loan::end() {
    connection->end_read();
    ended = true;
}

Readers::Loan::~Loan() {
    if (!connection) return;
    if (!ended) {
        try {
            connection->rollback();
        } catch (const Error&) {
            return;  // Lost: not worth giving back.
        }
    }
    const std::lock_guard lock(readers.mutex_);
    readers.idle_.push_back(std::move(connection));
}

}  // namespace db
