#pragma once

// Reviews: what those say who paid, and what people ask before they do.
//
//     const ReviewId said = TRY(reviews::write(tx, {order, 1, ben, 4, "Holds tea well."}));
//     TRY(reviews::answer(tx, ann, said, "Thank you!"));
//
// A review belongs to one line of an order whose money went to the seller: nobody else can write
// one, and nobody two of the same line. Nobody can buy their own goods, so nobody judges them.
// While its time runs the buyer may change it; the seller may answer once. The stars are added to
// what the listing and its shop were given (shops::rate), as whole numbers; when the money goes
// back after all, the review stays, is marked, and its stars are taken out again.
//
// A question may be asked under a listing by everybody who may see it, so many a day, and answered
// once by its seller; whoever sees the listing sees both.
//
// Whoever is apart by a block cannot ask, and is not shown what the other wrote. What was bought is
// judged, and the judgement answered, all the same: nobody blocks away what others may read.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/describe.hpp"
#include "base/id.hpp"
#include "base/member.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "db/migrate.hpp"
#include "db/tx.hpp"
#include "events/events.hpp"
#include "orders/orders.hpp"
#include "shops/shops.hpp"

namespace reviews {

using base::MemberId;
using ReviewId = base::Id<struct ReviewTag>;
using QuestionId = base::Id<struct QuestionTag>;

inline constexpr std::size_t review_length_max = 2000, question_length_max = 500,
                             answer_length_max = 1000;

inline constexpr base::Reason no_such_review{base::Kind::missing, "no_such_review"};
inline constexpr base::Reason no_such_question{base::Kind::missing, "no_such_question"};
inline constexpr base::Reason not_settled{base::Kind::conflict, "not_settled"};
inline constexpr base::Reason reviewed_already{base::Kind::conflict, "reviewed_already"};
inline constexpr base::Reason review_closed{base::Kind::conflict, "review_closed"};
inline constexpr base::Reason answered_already{base::Kind::conflict, "answered_already"};
inline constexpr base::Reason own_question{base::Kind::conflict, "own_question"};
inline constexpr base::Reason too_many_questions{base::Kind::limited, "too_many_questions"};

// ---- Reviews

struct Review {
    std::int64_t seq = 0;  // Dense, in the order of writing; pages go by it.
    ReviewId id;
    orders::OrderId order_id;
    std::int64_t line = 0;
    shops::ListingId listing;
    MemberId seller;
    MemberId author;
    std::int64_t stars = 0;
    bool counted = true;  // False while all of the money has gone back.
    base::Time at;
    base::Time edit_until;
    std::optional<base::Time> edited;
    std::optional<base::Time> answered;
    std::string body;    // Empty once its writer was erased.
    std::string answer;  // Empty also where there is none.
};
BOOST_DESCRIBE_STRUCT(Review, (),
                      (seq, id, order_id, line, listing, seller, author, stars, counted, at,
                       edit_until, edited, answered, body, answer))

struct NewReview {
    orders::OrderId order;
    std::int64_t line = 0;
    MemberId author;
    std::int64_t stars = 0;  // 1 to 5, and the text is not too long: the caller has looked.
    std::string text;
};

/// Judges a line of one's own order. Refuses with no_such_order (of orders; also for whoever is not
/// its buyer, and for a line that it does not have), not_settled, reviewed_already. Tells
/// review_written.
base::Result<ReviewId> write(db::Tx& tx, const NewReview& wanted);

/// Says it differently while there is time. Refuses with no_such_review (also for another's) and
/// review_closed (also once the money went back).
base::Result<base::Done> edit(db::Tx& tx, MemberId author, ReviewId review, std::int64_t stars,
                              const std::string& text);

/// The seller's one answer. Refuses with no_such_review (also for strangers), answered_already.
/// Tells review_answered.
base::Result<base::Done> answer(db::Tx& tx, MemberId seller, ReviewId review,
                                const std::string& text);

/// The money of an order went back: its reviews are marked and count no more.
base::Result<base::Done> discount(db::Tx& tx, orders::OrderId order);
/// They count again: what a bank had taken was won back.
base::Result<base::Done> count_again(db::Tx& tx, orders::OrderId order);

/// The review that is there; no_such_review.
base::Result<Review> find(db::Snapshot& snapshot, ReviewId review);

/// The reviews of an order, by line.
std::vector<Review> of_order(db::Snapshot& snapshot, orders::OrderId order);

/// The reviews of a listing or a shop before `before_seq`, the latest first.
std::vector<Review> of_listing(db::Snapshot& snapshot, shops::ListingId listing,
                               std::int64_t before_seq, std::int64_t limit);
std::vector<Review> of_shop(db::Snapshot& snapshot, shops::ShopId shop, std::int64_t before_seq,
                            std::int64_t limit);

// ---- Questions

struct Question {
    std::int64_t seq = 0;
    QuestionId id;
    shops::ListingId listing;
    MemberId seller;
    MemberId asker;
    base::Time at;
    std::optional<base::Time> answered;
    std::string body;
    std::string answer;
};
BOOST_DESCRIBE_STRUCT(Question, (), (seq, id, listing, seller, asker, at, answered, body, answer))

/// Asks under a listing. Refuses with no_such_listing (of shops), own_question, too_many_questions
/// (args: max; by the policy questions_per_day). Tells question_asked.
base::Result<QuestionId> ask(db::Tx& tx, MemberId asker, shops::ListingId listing,
                             const std::string& text);

/// The seller's one answer. Refuses with no_such_question (also for strangers), answered_already.
/// Tells question_answered.
base::Result<base::Done> reply(db::Tx& tx, MemberId seller, QuestionId question,
                               const std::string& text);

/// The question that is there; no_such_question.
base::Result<Question> find(db::Snapshot& snapshot, QuestionId question);

/// The questions under a listing before `before_seq`, the latest first.
std::vector<Question> questions_of(db::Snapshot& snapshot, shops::ListingId listing,
                                   std::int64_t before_seq, std::int64_t limit);

/// What events carry: review_written, review_answered, question_asked, question_answered. Their
/// subject is the listing; `thing` is the review or the question, `member` who wrote it, `owner`
/// the seller.
struct Told {
    base::Id<struct ToldTag> thing;
    MemberId member;
    MemberId owner;
};
BOOST_DESCRIBE_STRUCT(Told, (), (thing, member, owner))

/// The payload of such an event.
Told told(const events::Event& event);

/// Hears order_refunded, order_charged_back and order_won_back.
void add_listeners(events::Hub& hub);

std::span<const db::Migration> migrations();

}  // namespace reviews
