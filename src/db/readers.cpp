#include "db/readers.hpp"

namespace db {

Readers::Loan::Loan(Readers& owner) : readers(owner) {
    connect();
    readers.counters_.reads.fetch_add(1, std::memory_order_relaxed);
    readers.counters_.lent.fetch_add(1, std::memory_order_relaxed);
}

void Readers::Loan::connect() {
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
    readers.counters_.opened.fetch_add(1, std::memory_order_relaxed);
    connection = readers.open_();
    connection->limit(read_limit);
    connection->begin_read();
}

void Readers::Loan::end() {
    connection->end_read();
    ended = true;
}

Readers::Loan::~Loan() {
    readers.counters_.lent.fetch_sub(1, std::memory_order_relaxed);
    readers.counters_.took.add(base::micros_between(began, base::Stopwatch::now()));
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
