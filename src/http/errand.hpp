#pragma once

// An errand does something outside the market that no transaction can undo: hash a password, take
// a payment. Its first step looks (a query) or stores what it intends together with the outside's
// own idempotency key (a command); then comes the outside, on no transaction's time; its last step
// is a command that books what came of it. After a crash between the two a job finishes it, and a
// client that asks again under the same Idempotency-Key goes on from the stored intent.

#include <functional>

#include "base/result.hpp"
#include "db/tx.hpp"
#include "http/call.hpp"

namespace http {

template <class Form, class Intent, class Outcome, class View>
struct Errand {
    /// Exactly one of `look` and `begin` is set. What `begin` returns is kept as JSON with the key,
    /// so its Intent is a described struct that form.hpp can read.
    std::function<base::Result<Intent>(db::Snapshot&, const Call&, const Form&)> look;
    std::function<base::Result<Intent>(db::Tx&, const Call&, const Form&)> begin;

    /// Calls `done` once, from any thread, at once or later. Repeating it must be harmless.
    std::function<void(const Intent&, std::function<void(Outcome)> done)> outside;

    std::function<base::Result<View>(db::Tx&, const Call&, const Form&, const Intent&,
                                     const Outcome&)>
        finish;
};

}  // namespace http
