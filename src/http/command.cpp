#include "http/command.hpp"

#include "base/log.hpp"
#include "http/router.hpp"

namespace http {

base::Result<Answer> RouteCommand::outcome(db::Tx& tx) {
    Call& call = exchange_->call;
    if (!admitted()) TRY(router_.admit(tx, route_, call));

    // A caller without an account has no keys of its own; sign-up and sign-in guard themselves.
    const bool keyed = !exchange_->key.empty() && call.caller.signed_in();
    if (!keyed) return perform(tx);

    const AnswerKey key = answer_key(call.caller.member, route_.path, exchange_->key);
    const auto stored = TRY(stored_answer(tx, key, exchange_->digest));
    if (stored && route_.secret_answer) return told_once;
    if (stored && stored->status != 0) {
        return Answer{static_cast<int>(stored->status), stored->body, ""};
    }
    if (stored && !performs_on_intent()) return resume(stored->body);
    Answer answer = TRY(perform(tx));
    store_answer(tx, key, exchange_->digest,
                 {answer.status, route_.secret_answer ? std::string{} : answer.body});
    return answer;
}

db::Verdict RouteCommand::run(db::Tx& tx) {
    const base::LogContext context(exchange_->id);
    outcome_.emplace(outcome(tx));
    return *outcome_ ? db::Verdict::keep : db::Verdict::undo;
}

void RouteCommand::finished(std::exception_ptr cause) {
    const base::LogContext context(exchange_->id);
    exchange_->times = times;
    if (cause) {
        exchange_->send(accident(cause, exchange_->call.language));
    } else if (!*outcome_) {
        exchange_->send(problem(outcome_->error(), exchange_->call.language));
    } else {
        durable(**outcome_);
    }
}

void RouteCommand::durable(const Answer& answer) {
    exchange_->send(router_.respond(route_, answer));
}

base::Result<Answer> RouteCommand::resume(const std::string&) {
    base::unreachable();  // Only errands store intents.
}

void submit(const Router& router, std::unique_ptr<RouteCommand> command,
            const std::shared_ptr<Exchange>& exchange, db::Lane lane) {
    if (router.services().writer.submit(std::move(command), lane)) return;
    exchange->send(problem(too_busy, exchange->call.language));
}

}  // namespace http
