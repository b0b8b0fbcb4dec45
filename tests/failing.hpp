#pragma once

// A database that fails once, at the call that a test names: a full disk behind SQLite, a lost
// connection to PostgreSQL.

#include <memory>
#include <utility>

#include "db/connection.hpp"

namespace tests {

/// What is to fail. Belongs to the writer's thread while that runs a command.
struct Faults {
    int next = 0;        // The call of this number fails, from 1; none when 0.
    bool fired = false;  // It did.
};

class Failing final : public db::Connection {
public:
    Failing(std::unique_ptr<db::Connection> inner, Faults& faults)
        : inner_(std::move(inner)), faults_(faults) {}

    db::Dialect dialect() const override { return inner_->dialect(); }
    std::int64_t run(std::string_view sql, std::span<const db::Arg> args, db::Access access,
                     db::RowSink sink) override {
        count();
        return inner_->run(sql, args, access, sink);
    }
    db::Changed post(std::string_view sql, std::span<const db::Arg> args) override {
        count();
        return inner_->post(sql, args);
    }
    std::int64_t changed(std::int64_t number) override { return inner_->changed(number); }
    std::int64_t round_trips() const override { return inner_->round_trips(); }
    void script(const std::string& sql) override { inner_->script(sql); }
    void begin_write() override {
        count();
        inner_->begin_write();
    }
    void begin_read() override {
        count();
        inner_->begin_read();
    }
    void end_read() override { inner_->end_read(); }
    void commit() override {
        count();
        inner_->commit();
    }
    void rollback() override { inner_->rollback(); }
    void savepoint() override {
        count();
        inner_->savepoint();
    }
    void release() override { inner_->release(); }
    void rollback_to() override { inner_->rollback_to(); }
    bool in_transaction() const override { return !lost_ && inner_->in_transaction(); }
    void tend() override { inner_->tend(); }
    void limit(base::Duration time) override { inner_->limit(time); }

private:
    void count() {
        if (!lost_ && faults_.next > 0 && --faults_.next == 0) {
            faults_.fired = true;
            if (dialect() == db::Dialect::sqlite) {
                throw db::Error(db::ErrorKind::full, "the disk is full");
            }
            lost_ = true;
        }
        if (lost_) throw db::Error(db::ErrorKind::unavailable, "the connection is lost");
    }

    std::unique_ptr<db::Connection> inner_;
    Faults& faults_;
    bool lost_ = false;
};

}  // namespace tests
