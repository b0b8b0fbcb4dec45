#pragma once

// The commands that routes send to the writer. What is the same for all routes is here and in
// command.cpp, once; router_impl.hpp adds the typed part.

#include <memory>
#include <optional>

#include "db/engine.hpp"
#include "http/answers.hpp"
#include "http/route.hpp"

namespace http {

class Router;

/// One step of a route in the writer. Admits the caller, answers a repeated key from what is
/// stored, performs, and keeps the answer; sends nothing before the batch is durable.
class RouteCommand : public db::Command {
public:
    RouteCommand(const Router& router, const Route& route, std::shared_ptr<Exchange> exchange)
        : router_(router), route_(route), exchange_(std::move(exchange)) {}

    db::Verdict run(db::Tx& tx) final;
    void finished(std::exception_ptr accident) final;

protected:
    /// The typed part; runs in the command's savepoint, perhaps more than once.
    virtual base::Result<Answer> perform(db::Tx& tx) = 0;

    /// Called when the step is durable; the usual step answers, an errand's first goes outside.
    virtual void durable(const Answer& answer);

    /// An errand's first step takes up a stored intent instead of performing; others never see one.
    virtual base::Result<Answer> resume(const std::string& intent);

    /// An errand's last step performs although its intent is stored.
    virtual bool performs_on_intent() const { return false; }

    /// What an earlier, durable step of the same errand has admitted is not asked for again: money
    /// that was taken must be booked although its owner has signed out meanwhile.
    virtual bool admitted() const { return false; }

    Exchange& exchange() const { return *exchange_; }
    const std::shared_ptr<Exchange>& shared_exchange() const { return exchange_; }
    const Router& router() const { return router_; }
    const Route& route() const { return route_; }

private:
    base::Result<Answer> outcome(db::Tx& tx);

    const Router& router_;
    const Route& route_;
    std::shared_ptr<Exchange> exchange_;
    std::optional<base::Result<Answer>> outcome_;
};

/// Sends the command to the writer, or answers 503 when too many wait.
void submit(const Router& router, std::unique_ptr<RouteCommand> command,
            const std::shared_ptr<Exchange>& exchange, db::Lane lane = db::Lane::people);

}  // namespace http
