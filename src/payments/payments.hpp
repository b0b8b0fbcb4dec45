#pragma once

// Payments: how money comes in from outside and goes back.
//
// A payment is one try to pay for one thing: its subject, an order or a purchase of several. Its id
// is also the key under which a provider captures it, so that asking again captures nothing twice.
// Between our command and the provider's answer anything may happen: the answer is lost, comes
// twice, comes late, comes after the order was given up. So there is one way to learn what became
// of a payment, book(), for answers, callbacks and enquiries alike, and it says `captured` exactly
// once in a payment's life. Whoever owns the subject then takes the money (take) or gives it back
// (give_back); either is booked in the same transaction.
//
// Every payment by a provider has a job, payment_check, from the command that stores it until its
// outcome is booked. It asks the provider, so that a crash, a lost answer or a lost callback is
// finished by it, with pauses that grow up to an hour, and never given up.
//
// This module knows no orders. Its jobs call what the module above hands in (Hears).

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/member.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "db/migrate.hpp"
#include "db/tx.hpp"
#include "events/events.hpp"
#include "ledger/ledger.hpp"

namespace payments {

class CardPage;   // card_page.hpp
struct CardNews;  // card_page.hpp

using PaymentId = base::Id<struct PaymentTag>;
using RefundId = base::Id<struct RefundTag>;
using ReceiptId = base::Id<struct ReceiptTag>;
using ChargebackId = base::Id<struct ChargebackTag>;

BOOST_DEFINE_ENUM_CLASS(Method, simulator, bank_transfer, card)

/// How the simulator behaves, by the card that is used.
BOOST_DEFINE_ENUM_CLASS(Card,
                        ok,            // Captured.
                        declined,      // Not captured.
                        delayed,       // Captured; the answer is `pending`, a callback comes later.
                        doubled,       // Captured; and a callback comes twice besides the answer.
                        lost,          // Captured; the answer never comes.
                        charged_back)  // Captured; later the buyer's bank takes it back.

/// What a provider says of a capture.
BOOST_DEFINE_ENUM_CLASS(Outcome,
                        unknown,   // It did not say. Ask again.
                        pending,   // It does not know yet.
                        declined,  // Nothing was taken.
                        captured)  // The whole amount was taken.

/// What a provider says of a refund. What it refuses it refuses for good.
BOOST_DEFINE_ENUM_CLASS(Returned, unknown, refunded, refused)

/// Where a payment stands with us.
BOOST_DEFINE_ENUM_CLASS(State,
                        pending,            // Sent to a provider, or about to be.
                        awaiting_transfer,  // The buyer is to transfer it.
                        captured,           // Perhaps in part given back since.
                        declined,
                        voided,          // Nobody wants it any more; what still comes goes back.
                        refund_pending,  // The books have given all back, the outside not yet.
                        refunded,
                        charged_back)  // The buyer's bank took what was left of it.

/// What a provider tells of money that the buyer's bank takes back. Each word outdoes those before
/// it, so that the end does not depend on the order in which they come: a bank that gave the money
/// back may take it again, and then it stays so.
BOOST_DEFINE_ENUM_CLASS(Claim,
                        taken,  // It is gone, and the provider argues about it.
                        won,    // It came back.
                        lost)   // It is gone for good.

/// One telling. `key` is the provider's own name of the matter, the same in all of them.
struct ChargebackNews {
    std::string key;
    PaymentId payment;
    std::int64_t amount = 0;  // Above 0; what the bank takes, all of the payment or a part.
    Claim claim{};
};

// ---- Providers

struct Capture {
    PaymentId key;
    std::int64_t amount = 0;
    std::string currency;
    Card card{};
};

struct Refund {
    RefundId key;
    PaymentId payment;
    std::int64_t amount = 0;
    std::string currency;
};

/// Whoever moves real money for us. Any thread may call; `done` is called once, from any thread,
/// perhaps before the call returns. Everything is idempotent by key.
class Provider {
public:
    virtual ~Provider() = default;
    virtual std::string_view name() const = 0;
    virtual void capture(const Capture& capture, std::function<void(Outcome)> done) = 0;

    /// What became of a capture. A key that was never seen is closed: it answers `declined`, and a
    /// capture that arrives later under it is declined as well, so that the answer stays true.
    virtual void resolve(PaymentId key, std::function<void(Outcome)> done) = 0;
    virtual void refund(const Refund& refund, std::function<void(Returned)> done) = 0;
};

struct SimulatorOptions {
    std::string file;  // Its own books, as if it were another company.
    base::Clock clock;
    /// Called on the simulator's thread when it tells us something unasked.
    std::function<void(PaymentId, Outcome)> callback;
    std::chrono::milliseconds delay{2000};  // Until a delayed callback comes.
    /// The same for money that a bank takes back; false: it was not heard, and is told again after
    /// as long as the first time took.
    std::function<bool(const ChargebackNews&)> chargeback{};
};

/// A provider that misbehaves on demand. Each capture and refund is a line of its file, synced
/// before it is answered, many with one sync; so it remembers after kill -9, and a test can count
/// what it took. A torn last line is cut off at the start. Throws std::runtime_error when the file
/// cannot be read; a failed write or sync stops the program.
std::unique_ptr<Provider> make_simulator(SimulatorOptions options);

// ---- The life of a payment

struct Payment {
    PaymentId id;
    std::int64_t subject = 0;
    Method method{};
    std::string asset;
    std::int64_t amount = 0;
    State state{};
    std::optional<std::string> reference;  // Of a transfer, "ABCD-EFGH".
    std::int64_t attempts = 0;             // How often the provider was asked what became of it.
    base::Time at;
    std::optional<std::int64_t> asked{};  // At first, of a transfer for which less is due since.
    std::optional<std::string> page{};    // Where a card is asked for.
};
BOOST_DESCRIBE_STRUCT(Payment, (),
                      (id, subject, method, asset, amount, state, reference, attempts, at, asked,
                       page))

/// Whether a transfer of `amount` pays it: as much as is due, or as was asked for at first.
bool is_paid_by(const Payment& payment, const ledger::Asset& asset, std::int64_t amount);

/// What is to be paid.
struct Due {
    std::int64_t subject = 0;
    Method method{};
    std::string asset;
    std::int64_t amount = 0;  // Above 0.
};

/// How long an answer may take before payment_check asks for it.
inline constexpr base::Duration check_after = std::chrono::seconds{30};

/// Stores the intent: a transfer gets its reference, anything else its payment_check.
Payment begin(db::Tx& tx, const Due& due);

/// News of a payment: how a payment changed, for whoever owns its subject.
BOOST_DEFINE_ENUM_CLASS(News,
                        nothing,       // Known already.
                        waiting,       // Still no outcome.
                        declined,      // Another may be tried.
                        captured,      // The money is here: take it or give it back. Only once.
                        charged_back,  // So much of it is gone: charge_back().
                        won_back,      // So much of it is here again: win_back().
                        gone)          // What was gone stays so.

struct Change {
    News news = News::nothing;
    PaymentId payment;
    std::int64_t subject = 0;
    Method method{};
    std::string asset;
    std::int64_t amount = 0;
    ChargebackId chargeback{};
    Claim claim{};  // Of a chargeback: `lost` where what is gone will not come back.
};

/// Books what was learnt of a payment, from whomever, however often and in whatever order: the end
/// is the same, for `captured` beats everything that is said before or after it. An unknown id is
/// no news.
Change book(db::Tx& tx, PaymentId id, Outcome outcome);

/// The same for what a bank takes back of a payment that is captured, which it has to be booked as
/// before: only of that can a bank take anything. Its news are of what is left of the payment; what
/// a bank takes beyond that is kept in `amount`, and is the operator's to look into.
Change book(db::Tx& tx, const ChargebackNews& news);

/// Takes captured money from outside into the accounts of `into`, in one transfer. What they leave
/// of it, because who wanted it is over, goes back as with turn_away.
base::Result<base::Done> take(db::Tx& tx, const Change& captured,
                              std::span<const ledger::Part> into);

/// What is to go back of a payment, and of what: an order, which need not have been paid alone. The
/// id is fresh and is the key under which a provider does it.
struct GiveBack {
    RefundId id;
    PaymentId payment;
    std::int64_t subject = 0;
};

/// Sends captured money back to where it came from: books it from the accounts of `from`, whose
/// amounts add up to what goes back, turned negative, and has the provider do it by a job, or puts
/// it on the operator's list of transfers to make. As often as one likes, but never more in all
/// than was captured: whoever asks for more stops the program.
base::Result<base::Done> give_back(db::Tx& tx, const GiveBack& what,
                                   std::span<const ledger::Part> from);

/// Books what a bank took: from the accounts of `from`, whose amounts add up to what is gone,
/// turned negative, to outside.
base::Result<base::Done> charge_back(db::Tx& tx, const Change& charged,
                                     std::span<const ledger::Part> from);

/// Books what came back: from outside to the accounts of `to`, whose amounts add up to it.
base::Result<base::Done> win_back(db::Tx& tx, const Change& won, std::span<const ledger::Part> to);

/// Money that a bank has taken back, or had.
struct Chargeback {
    ChargebackId id;
    std::string key;
    PaymentId payment;
    std::int64_t subject = 0;
    std::string asset;
    std::int64_t amount = 0;  // As the provider says it.
    std::int64_t booked = 0;  // Of that out of our books now.
    Claim state{};
    base::Time at;
    base::Time changed;
};
BOOST_DESCRIBE_STRUCT(Chargeback, (),
                      (id, key, payment, subject, asset, amount, booked, state, at, changed))

/// What each order behind the payment has lost by a chargeback and not had back.
std::map<std::int64_t, std::int64_t> lost_by(db::Snapshot& snapshot, ChargebackId id);

/// Of one subject, the oldest first.
std::vector<Chargeback> chargebacks_of(db::Snapshot& snapshot, std::int64_t subject);

/// At most `limit` of all, the latest first, before `before`; in one state or in any.
std::vector<Chargeback> chargebacks_before(db::Snapshot& snapshot, std::optional<Claim> state,
                                           ChargebackId before, std::int64_t limit);

/// What went back of a payment, and whether the outside has it.
struct SentBack {
    RefundId id;
    PaymentId payment;
    std::int64_t subject = 0;
    std::int64_t amount = 0;
    bool arrived = false;
};

/// Of several payments, in any order.
std::vector<SentBack> sent_back(db::Snapshot& snapshot, const std::vector<PaymentId>& ids);

/// Gives back captured money that nobody takes. It passes through the market's suspense account.
base::Result<base::Done> turn_away(db::Tx& tx, const Change& captured);

/// Nobody wants this payment any more. If money comes all the same, book() still says `captured`.
void give_up(db::Tx& tx, PaymentId id);

/// Only `amount` is due any more of a transfer that is awaited. One of what was asked for at first
/// may be under way: it pays as well, and what it has too much goes back.
void lessen(db::Tx& tx, PaymentId id, std::int64_t amount);

std::optional<Payment> find(db::Snapshot& snapshot, PaymentId id);

/// Several at once, in any order; unknown ids are left out.
std::vector<Payment> find_all(db::Snapshot& snapshot, const std::vector<PaymentId>& ids);

/// What the owner of subjects does with news.
using Hears = std::function<base::Result<base::Done>(db::Tx&, const Change&)>;

/// Whom the jobs ask; both outlive the hub. None of a kind: there are no such payments.
struct Outside {
    Provider* provider = nullptr;
    CardPage* card = nullptr;
    /// The order that a buyer comes back to who paid for this subject.
    std::function<std::int64_t(db::Snapshot&, std::int64_t subject)> shown{};
};

/// The jobs payment_check and payment_refund.
void add_jobs(events::Hub& hub, Outside outside, Hears hears);

// ---- Bank transfers, matched by the operator

inline constexpr base::Reason receipt_known{base::Kind::conflict, "receipt_known"};
inline constexpr base::Reason no_such_receipt{base::Kind::missing, "no_such_receipt"};
inline constexpr base::Reason receipt_decided{base::Kind::conflict, "receipt_decided"};
inline constexpr base::Reason receipt_does_not_fit{base::Kind::conflict, "receipt_does_not_fit"};
inline constexpr base::Reason no_such_refund{base::Kind::missing, "no_such_refund"};

/// What is wrong with a receipt that pays nothing; `nothing` when it pays.
BOOST_DEFINE_ENUM_CLASS(Why, nothing, unknown_reference, amount_differs, already_paid, order_over)

/// A line of the bank's statement, as the operator enters it.
struct Entry {
    std::string statement_line;  // The bank's own id of the line.
    std::string reference;       // As the sender wrote it: blanks, dashes and case do not matter.
    std::string asset;
    std::int64_t amount = 0;  // Above 0.
    base::MemberId operator_id;
    std::string reason;
};

struct Receipt {
    ReceiptId id;
    std::string statement_line;
    std::string reference;
    std::string asset;
    std::int64_t amount = 0;
    std::int64_t subject = 0;  // 0: of no known payment.
    Why why{};
    base::Time at;
    std::optional<base::Time> sent_back;  // By the operator, where it pays nothing.
};
BOOST_DESCRIBE_STRUCT(Receipt, (),
                      (id, statement_line, reference, asset, amount, subject, why, at, sent_back))

/// What became of a receipt's money: it pays; it went back because the order was over; it lies in
/// the suspense account and somebody has to decide; somebody sent it back.
BOOST_DEFINE_ENUM_CLASS(ReceiptState, paid, returned, open, sent_back)

ReceiptState state_of(const Receipt& receipt);

/// Enters a line, once for ever (receipt_known), and puts it on the operator's record. Reference
/// and amount fit: `hears` learns that the payment is captured. They do not: the money is kept in
/// the suspense account until somebody decides. It comes too late: it goes back.
base::Result<Receipt> enter(db::Tx& tx, const Entry& entry, const Hears& hears);

/// What an operator decides about money in the suspense account, and why.
struct Decision {
    ReceiptId receipt;
    base::MemberId operator_id;
    std::string reason;
};

/// The receipt is what a payment waits for, whatever reference its sender wrote. Refuses with
/// no_such_receipt, receipt_decided, and receipt_does_not_fit where the payment is none that waits
/// for a transfer of that amount (is_paid_by).
base::Result<Receipt> match(db::Tx& tx, const Decision& decision, PaymentId id, const Hears& hears);

/// The operator has sent the money back to where it came from. Refuses with no_such_receipt and
/// receipt_decided.
base::Result<Receipt> send_back(db::Tx& tx, const Decision& decision);

/// Receipts older than `before`, newest first.
std::vector<Receipt> receipts(db::Snapshot& snapshot, ReceiptId before, std::int64_t limit);

/// Receipts that have still to be decided, after `after`, oldest first.
std::vector<Receipt> open_receipts(db::Snapshot& snapshot, ReceiptId after, std::int64_t limit);

/// Payments that wait for a transfer, those that `amount` pays if there is one, after `after`,
/// oldest first.
std::vector<Payment> awaited(db::Snapshot& snapshot, std::optional<std::int64_t> amount,
                             PaymentId after, std::int64_t limit);

/// A refund that a person is to transfer.
struct ByHand {
    RefundId id;
    PaymentId payment;
    std::int64_t subject = 0;
    std::string asset;
    std::int64_t amount = 0;
    base::Time at;
};
BOOST_DESCRIBE_STRUCT(ByHand, (), (id, payment, subject, asset, amount, at))

/// Refunds to transfer by hand, after `after`, oldest first.
std::vector<ByHand> to_pay_back(db::Snapshot& snapshot, RefundId after, std::int64_t limit);

/// The operator has transferred a refund; no_such_refund when there is none to transfer.
base::Result<base::Done> paid_back(db::Tx& tx, RefundId id, base::MemberId operator_id,
                                   const std::string& reason);

/// This module's tables.
std::span<const db::Migration> migrations();

}  // namespace payments
