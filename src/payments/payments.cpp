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

}  // namespace

const std::string& select_payment() {
    static const std::string text =
        "select id, subject, method, asset, amount, state, reference, attempts, at, asked, page "
        "from payments ";
    return text;
}

namespace {

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
    std::int64_t subject = 0;
    std::int64_t amount = 0;
    std::string state;
};
BOOST_DESCRIBE_STRUCT(RefundRow, (), (id, payment, subject, amount, state))

Change change_of(News news, const Payment& payment) {
    return {news, payment.id, payment.subject, payment.method, payment.asset, payment.amount};
}

ledger::AccountId outside(db::Tx& tx, const std::string& asset) {
    return ledger::account_of(tx, ledger::market, ledger::Holding::outside, asset);
}

/// Writes down that so much of the payment goes back, and sees to it that it does.
void begin_refund(db::Tx& tx, const GiveBack& what, const Payment& payment, std::int64_t amount) {
    const bool by_hand = payment.method == Method::bank_transfer;
    tx.run(
        "insert into refunds (id, payment, subject, method, asset, amount, state, at) "
        "values ($1, $2, $3, $4, $5, $6, $7, $8)",
        what.id, payment.id, what.subject, payment.method, payment.asset, amount,
        by_hand ? "by_hand" : "pending", tx.now());
    if (!by_hand) events::at(tx, refund_job, tx.now(), what.id.value);
}

/// Counts what goes back; false where less than that is left of the payment.
bool turn_back(db::Tx& tx, PaymentId id, std::int64_t amount) {
    return tx.run(
               "update payments set returned = returned + $2, "
               "state = case when returned + $2 = amount then 'refund_pending' else state end "
               "where id = $1 and state = 'captured' and returned + $2 <= amount",
               id, amount) == 1;
}

base::Result<base::Done> move(db::Tx& tx, const ledger::Transfer& transfer, std::int64_t amount,
                              ledger::AccountId from, ledger::AccountId to) {
    const std::array parts{ledger::Part{from, -amount}, ledger::Part{to, amount}};
    return ledger::book(tx, transfer, parts);
}

/// Captured money that nobody takes comes in, under the id of `receipt`, and goes back.
base::Result<base::Done> send_away(db::Tx& tx, const Change& captured, std::int64_t amount,
                                   ledger::TransferId receipt) {
    using ledger::Purpose;
    const auto payment = find(tx, captured.payment);
    base::ensure(payment.has_value());
    if (!turn_back(tx, payment->id, amount)) return base::done;
    const auto& [asset, subject] = std::tie(payment->asset, payment->subject);
    const auto suspense = ledger::account_of(tx, ledger::market, ledger::Holding::suspense, asset);
    const auto world = outside(tx, asset);
    TRY(move(tx, {receipt, Purpose::receipt, asset, subject}, amount, world, suspense));
    TRY(move(tx, {tx.fresh<ledger::TransferId>(), Purpose::correction, asset, subject}, amount,
             suspense, world));
    begin_refund(tx, {tx.fresh<RefundId>(), payment->id, subject}, *payment, amount);
    return base::done;
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
        const bool unclear = said.returned == Returned::unknown;
        if (unclear) throw std::runtime_error("the refund is not through");
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

/// A payment by card of which it is to be found out what became.
struct Doubtful {
    PaymentId id;
    std::int64_t subject = 0;
    std::string asset;
    std::int64_t amount = 0;
    State state{};
    base::Time at;
    std::optional<std::string> session;
};
BOOST_DESCRIBE_STRUCT(Doubtful, (), (id, subject, asset, amount, state, at, session))

/// What is to be asked of a card's page; none where it was paid otherwise.
std::optional<PageAsked> page_asked(db::Snapshot& snapshot, const Outside& outside, PaymentId id) {
    const auto one = snapshot.one<Doubtful>(
        "select id, subject, asset, amount, state, at, session from payments "
        "where id = $1 and method = 'card'",
        id);
    if (!one) return std::nullopt;
    const std::int64_t shown = outside.shown ? outside.shown(snapshot, one->subject) : one->subject;
    return PageAsked{PageWanted{id, one->subject, shown, one->amount, one->asset, one->at},
                     one->session, one->state == State::voided ? Wish::close : Wish::look};
}

Outcome ask_outcome(const Outside& outside, db::Writer& writer, PaymentId id) {
    using Found = base::Result<std::optional<PageAsked>>;
    const auto page = db::act(
        writer, [&](db::Tx& tx) -> Found { return page_asked(tx, outside, id); }, db::Lane::jobs);
    return wait_for<Outcome>([&](std::function<void(Outcome)> done) {
        if (*page && outside.card != nullptr) return outside.card->look(**page, std::move(done));
        if (!*page && outside.provider != nullptr) {
            return outside.provider->resolve(id, std::move(done));
        }
        done(Outcome::unknown);
    });
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
        " returning id, subject, method, asset, amount, state, reference, attempts, at, asked, "
        "page";
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

base::Result<base::Done> take(db::Tx& tx, const Change& captured,
                              std::span<const ledger::Part> into) {
    base::ensure(captured.news == News::captured);
    std::int64_t taken = 0;
    for (const ledger::Part& part : into) taken = base::add(taken, part.amount);
    base::ensure(taken > 0 && taken <= captured.amount);
    std::vector<ledger::Part> parts(into.begin(), into.end());
    parts.push_back({outside(tx, captured.asset), -taken});
    // Under the payment's own id: a second booking of it would be refused by the ledger itself.
    TRY(ledger::book(tx,
                     {ledger::TransferId{captured.payment.value}, ledger::Purpose::capture,
                      captured.asset, captured.subject},
                     parts));
    if (taken == captured.amount) return base::done;
    return send_away(tx, captured, captured.amount - taken, tx.fresh<ledger::TransferId>());
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
        tx, {tx.fresh<ledger::TransferId>(), ledger::Purpose::refund, payment->asset, what.subject},
        parts));
    begin_refund(tx, what, *payment, amount);
    return base::done;
}

std::vector<SentBack> sent_back(db::Snapshot& snapshot, const std::vector<PaymentId>& ids) {
    std::vector<SentBack> list;
    for (const RefundRow& row : snapshot.all<RefundRow>(
             "select id, payment, subject, amount, state from refunds "
             "where payment in (select cast(value as bigint) from json_each($1))",
             http::to_json(ids))) {
        list.push_back({row.id, row.payment, row.subject, row.amount, row.state == "done"});
    }
    return list;
}

base::Result<base::Done> turn_away(db::Tx& tx, const Change& captured) {
    base::ensure(captured.news == News::captured);
    return send_away(tx, captured, captured.amount, ledger::TransferId{captured.payment.value});
}

void give_up(db::Tx& tx, PaymentId id) {
    // Its payment_check stays: a capture that nobody heard of must still be found and given back.
    const auto method = tx.returning<Method>(
        "update payments set state = 'voided' where id = $1 "
        "and state in ('pending', 'awaiting_transfer') returning method",
        id);
    if (method != Method::card) return;
    // It closes the page as well, on which the buyer could still pay: at once.
    events::cancel(tx, check_job, id.value);
    events::at(tx, check_job, tx.now(), id.value);
}

void lessen(db::Tx& tx, PaymentId id, std::int64_t amount) {
    base::ensure(amount > 0);
    tx.run(
        "update payments set asked = coalesce(asked, amount), amount = $2 "
        "where id = $1 and amount > $2 and state = 'awaiting_transfer'",
        id, amount);
}

bool is_paid_by(const Payment& payment, const ledger::Asset& asset, std::int64_t amount) {
    return payment.asset == asset && (payment.amount == amount || payment.asked == amount);
}

std::optional<Payment> find(db::Snapshot& snapshot, PaymentId id) {
    static const std::string sql = select_payment() + "where id = $1";
    return snapshot.one<Payment>(sql, id);
}

std::vector<Payment> find_all(db::Snapshot& snapshot, const std::vector<PaymentId>& ids) {
    static const std::string sql =
        select_payment() + "where id in (select cast(value as bigint) from json_each($1))";
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
