#include "payments/payments.hpp"

#include <algorithm>
#include <array>
#include <future>
#include <stdexcept>

#include "base/money.hpp"
#include "http/json.hpp"
#include "payments/card_page.hpp"
#include "payments/reference.hpp"
#include "payments/rows.hpp"

namespace payments {
namespace {

constexpr std::string_view check_job = "payment_check";
constexpr std::string_view refund_job = "payment_refund";

/// Between two enquiries at the provider, longer each time.
base::Duration pause_after(std::int64_t attempts) {
    constexpr base::Duration longest = std::chrono::hours{1};
    constexpr std::int64_t doublings_max = 7;
    return std::min(longest, check_after * (1 << std::min(attempts, doublings_max)));
}

const std::string& payment_columns() {
    static const std::string text =
        "select id, subject, method, asset, amount, state, reference, attempts, at, page "
        "from payments ";
    return text;
}

/// A reference that no payment has yet. Two seeds give the same one once in billions.
std::string unused_reference(db::Tx& tx) {
    while (true) {
        std::string reference = make_reference(tx.fresh<PaymentId>().value);
        if (tx.number("select count(*) from payments where reference = $1", reference) == 0) {
            return reference;
        }
    }
}

struct RefundRow {
    RefundId id;
    PaymentId payment;
    std::int64_t amount = 0;
    std::string state;
};
BOOST_DESCRIBE_STRUCT(RefundRow, (), (id, payment, amount, state))

Change change_of(News news, const Payment& payment) {
    return {news, payment.id, payment.subject, payment.method, payment.asset, payment.amount};
}

base::Result<base::Done> move(db::Tx& tx, ledger::TransferId id, ledger::Purpose purpose,
                              const Payment& payment, ledger::AccountId from,
                              ledger::AccountId to) {
    const std::array parts{ledger::Part{from, -payment.amount}, ledger::Part{to, payment.amount}};
    return ledger::book(tx, {id, purpose, payment.asset, payment.subject}, parts);
}

ledger::AccountId outside(db::Tx& tx, const std::string& asset) {
    return ledger::account_of(tx, ledger::market, ledger::Holding::outside, asset);
}

/// Writes down that so much of the payment goes back, and sees to it that it does.
void begin_refund(db::Tx& tx, RefundId id, const Payment& payment, std::int64_t amount) {
    const bool by_hand = payment.method == Method::bank_transfer;
    tx.run(
        "insert into refunds (id, payment, subject, method, asset, amount, state, at) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8)",
        id, payment.id, payment.subject, payment.method, payment.asset, amount,
        by_hand ? "by_hand" : "pending", tx.now());
    if (!by_hand) events::at(tx, refund_job, tx.now(), id.value);
}

/// Counts what goes back; false where less than that is left of the payment.
bool turn_back(db::Tx& tx, PaymentId id, std::int64_t amount) {
    return tx.run(
               "update payments set returned = returned + $2, "
               "state = case when returned + $2 = amount then 'refund_pending' else state end "
               "where id = $1 and state = 'captured' and returned + $2 <= amount",
               id, amount) == 1;
}

constexpr std::chrono::seconds provider_patience{30};

/// Calls `ask` with a function to be called once, and waits for what it is called with. A provider
/// that never calls it has said nothing: `unknown`, which is T's first value, and asked again
/// later.
template <class T, class AskProvider>
T wait_for(AskProvider ask) {
    auto promise = std::make_shared<std::promise<T>>();
    auto future = promise->get_future();
    ask([promise](T value) { promise->set_value(value); });
    if (future.wait_for(provider_patience) != std::future_status::ready) return T{};
    return future.get();
}

base::Result<base::Done> check(db::Tx& tx, const events::Job& job, Outcome outcome,
                               const Hears& hears) {
    events::finish(tx, job);
    const PaymentId id{job.subject};
    TRY(hears(tx, book(tx, id, outcome)));
    if (outcome == Outcome::captured || outcome == Outcome::declined) return base::done;
    const auto attempts = tx.returning<std::int64_t>(
        "update payments set attempts = attempts + 1 where id = $1 returning attempts", id);
    if (!attempts) return base::done;
    events::at(tx, check_job, tx.now() + pause_after(*attempts), id.value);
    return base::done;
}

struct PendingRefund {
    PaymentId payment;
    std::string asset;
    std::int64_t amount = 0;
    Method method{};
    std::optional<std::string> session;
};
BOOST_DESCRIBE_STRUCT(PendingRefund, (), (payment, asset, amount, method, session))

std::optional<PendingRefund> pending_refund(db::Snapshot& snapshot, RefundId id) {
    return snapshot.one<PendingRefund>(
        "select r.payment, r.asset, r.amount, r.method, p.session from refunds r "
        "join payments p on p.id = r.payment where r.id = $1 and r.state = 'pending'",
        id);
}

void end_refund(db::Tx& tx, RefundId id, PaymentId payment) {
    tx.run("update refunds set state = 'done' where id = $1", id);
    all_is_back(tx, payment);
}

RefundSaid ask_refund(const Outside& outside, RefundId id, const PendingRefund& asked) {
    if (asked.method == Method::card) {
        if (outside.card == nullptr || !asked.session) return {};
        const CardRefund refund{id, *asked.session, asked.amount};
        return wait_for<RefundSaid>(
            [&](auto done) { outside.card->refund(refund, std::move(done)); });
    }
    if (outside.provider == nullptr) return {};
    const Refund refund{id, asked.payment, asked.amount, asked.asset};
    return {
        wait_for<Returned>([&](auto done) { outside.provider->refund(refund, std::move(done)); }),
        ""};
}

void refund_now(db::Writer& writer, const Outside& outside, const events::Job& job) {
    const RefundId id{job.subject};
    using Found = base::Result<std::optional<PendingRefund>>;
    const auto refund = db::act(
        writer, [&](db::Tx& tx) -> Found { return pending_refund(tx, id); }, db::Lane::jobs);
    RefundSaid said;
    if (*refund) {
        said = ask_refund(outside, id, **refund);
        // Asked again with a pause, as after any other accident.
        if (said.returned == Returned::unknown)
            throw std::runtime_error("the refund is not through");
    }
    (void)db::act(
        writer,
        [&](db::Tx& tx) -> base::Result<base::Done> {
            events::finish(tx, job);
            const auto still = pending_refund(tx, id);
            if (!still) return base::done;
            if (said.returned == Returned::refused) return refund_refused(tx, id, said.why);
            end_refund(tx, id, still->payment);
            return base::done;
        },
        db::Lane::jobs);
}

/// A payment of which it is to be found out what became.
struct Doubtful {
    PaymentId id;
    std::int64_t subject = 0;
    Method method{};
    std::string asset;
    std::int64_t amount = 0;
    State state{};
    base::Time at;
    std::optional<std::string> session;
};
BOOST_DESCRIBE_STRUCT(Doubtful, (), (id, subject, method, asset, amount, state, at, session))

Outcome ask_outcome(const Outside& outside, db::Writer& writer, PaymentId id) {
    using Found = base::Result<std::optional<Doubtful>>;
    const auto found = db::act(
        writer,
        [&](db::Tx& tx) -> Found {
            return tx.one<Doubtful>(
                "select id, subject, method, asset, amount, state, at, session from payments "
                "where id = $1",
                id);
        },
        db::Lane::jobs);
    if (!*found) return Outcome::unknown;
    const Doubtful& one = **found;
    if (one.method != Method::card) {
        if (outside.provider == nullptr) return Outcome::unknown;
        return wait_for<Outcome>(
            [&](auto done) { outside.provider->resolve(id, std::move(done)); });
    }
    if (outside.card == nullptr) return Outcome::unknown;
    const PageAsked asked{{id, one.subject, one.amount, one.asset, one.at},
                          one.session,
                          one.state == State::voided ? Wish::close : Wish::look};
    return wait_for<Outcome>([&](auto done) { outside.card->look(asked, std::move(done)); });
}

}  // namespace

Payment begin(db::Tx& tx, const Due& due) {
    base::ensure(due.amount > 0);
    const bool by_bank = due.method == Method::bank_transfer;
    Payment payment{tx.fresh<PaymentId>(),
                    due.subject,
                    due.method,
                    due.asset,
                    due.amount,
                    by_bank ? State::awaiting_transfer : State::pending,
                    std::nullopt,
                    0,
                    tx.now()};
    if (by_bank) payment.reference = unused_reference(tx);
    tx.run(
        "insert into payments (id, subject, method, asset, amount, state, reference, attempts, "
        "at) values ($1, $2, $3, $4, $5, $6, $7, 0, $8)",
        payment.id, payment.subject, payment.method, payment.asset, payment.amount, payment.state,
        payment.reference, payment.at);
    if (!by_bank) events::at(tx, check_job, tx.now() + check_after, payment.id.value);
    return payment;
}

Change book(db::Tx& tx, PaymentId id, Outcome outcome) {
    static const std::string returning =
        " returning id, subject, method, asset, amount, state, reference, attempts, at, page";
    if (outcome == Outcome::unknown || outcome == Outcome::pending) {
        const auto payment = find(tx, id);
        if (!payment || payment->state != State::pending) return {};
        return change_of(News::waiting, *payment);
    }
    // A captured payment stays captured whatever is said later; a declined or unwanted one does
    // not stay so when the money turns out to have been taken.
    static const std::string capture =
        "update payments set state = 'captured' where id = $1 and state in "
        "('pending', 'awaiting_transfer', 'declined', 'voided')" +
        returning;
    static const std::string decline =
        "update payments set state = 'declined' where id = $1 and state = 'pending'" + returning;
    const bool captured = outcome == Outcome::captured;
    const auto payment = tx.returning<Payment>(captured ? capture : decline, id);
    events::cancel(tx, check_job, id.value);
    if (!payment) return {};
    return change_of(captured ? News::captured : News::declined, *payment);
}

base::Result<base::Done> take(db::Tx& tx, const Change& captured, ledger::AccountId account) {
    base::ensure(captured.news == News::captured);
    const Payment payment{captured.payment,
                          captured.subject,
                          captured.method,
                          captured.asset,
                          captured.amount,
                          {},
                          {},
                          0,
                          {}};
    // Under the payment's own id: a second booking of it would be refused by the ledger itself.
    return move(tx, ledger::TransferId{payment.id.value}, ledger::Purpose::capture, payment,
                outside(tx, payment.asset), account);
}

void all_is_back(db::Tx& tx, PaymentId id) {
    tx.run(
        "update payments set state = 'refunded' where id = $1 and state = 'refund_pending' "
        "and not exists (select 1 from refunds r where r.payment = $1 and r.state <> 'done')",
        id);
}

base::Result<base::Done> give_back(db::Tx& tx, const GiveBack& what,
                                   std::span<const ledger::Part> from) {
    const auto payment = find(tx, what.payment);
    base::ensure(payment.has_value());
    std::int64_t amount = 0;
    for (const ledger::Part& part : from) amount = base::add(amount, -part.amount);
    base::ensure(amount > 0 && turn_back(tx, payment->id, amount));
    std::vector<ledger::Part> parts(from.begin(), from.end());
    parts.push_back({outside(tx, payment->asset), amount});
    TRY(ledger::book(
        tx,
        {tx.fresh<ledger::TransferId>(), ledger::Purpose::refund, payment->asset, payment->subject},
        parts));
    begin_refund(tx, what.id, *payment, amount);
    return base::done;
}

std::vector<SentBack> sent_back(db::Snapshot& snapshot, const std::vector<PaymentId>& ids) {
    std::vector<SentBack> list;
    for (const RefundRow& row : snapshot.all<RefundRow>(
             "select id, payment, amount, state from refunds "
             "where payment in (select cast(value as bigint) from json_each($1))",
             http::to_json(ids))) {
        list.push_back({row.id, row.payment, row.amount, row.state == "done"});
    }
    return list;
}

base::Result<base::Done> turn_away(db::Tx& tx, const Change& captured) {
    base::ensure(captured.news == News::captured);
    const auto payment = find(tx, captured.payment);
    base::ensure(payment.has_value());
    if (!turn_back(tx, payment->id, payment->amount)) return base::done;
    const auto suspense =
        ledger::account_of(tx, ledger::market, ledger::Holding::suspense, payment->asset);
    const auto world = outside(tx, payment->asset);
    TRY(move(tx, ledger::TransferId{payment->id.value}, ledger::Purpose::receipt, *payment, world,
             suspense));
    TRY(move(tx, tx.fresh<ledger::TransferId>(), ledger::Purpose::correction, *payment, suspense,
             world));
    begin_refund(tx, tx.fresh<RefundId>(), *payment, payment->amount);
    return base::done;
}

void give_up(db::Tx& tx, PaymentId id) {
    // Its payment_check stays: a capture that nobody heard of must still be found and given back.
    tx.run(
        "update payments set state = 'voided' where id = $1 "
        "and state in ('pending', 'awaiting_transfer')",
        id);
}

std::optional<Payment> find(db::Snapshot& snapshot, PaymentId id) {
    static const std::string sql = payment_columns() + "where id = $1";
    return snapshot.one<Payment>(sql, id);
}

std::vector<Payment> find_all(db::Snapshot& snapshot, const std::vector<PaymentId>& ids) {
    static const std::string sql =
        payment_columns() + "where id in (select cast(value as bigint) from json_each($1))";
    return snapshot.all<Payment>(sql, http::to_json(ids));
}

void add_jobs(events::Hub& hub, Outside outside, Hears hears) {
    hub.errand(std::string{check_job}, [outside, hears = std::move(hears)](db::Writer& writer,
                                                                           const events::Job& job) {
        const auto outcome = ask_outcome(outside, writer, PaymentId{job.subject});
        const auto booked = db::act(
            writer, [&](db::Tx& tx) { return check(tx, job, outcome, hears); }, db::Lane::jobs);
        if (!booked) throw std::runtime_error(std::string{booked.error().code()});
    });
    hub.errand(std::string{refund_job}, [outside](db::Writer& writer, const events::Job& job) {
        refund_now(writer, outside, job);
    });
}

}  // namespace payments
