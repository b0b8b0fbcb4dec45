#pragma once

// What the routes of this module show. What people wrote who are apart from the viewer is left out,
// and so are reviews of goods that the viewer may not see.

#include "members/members.hpp"
#include "reviews/reviews.hpp"

namespace reviews {

/// What there may be to do with a review or a question.
BOOST_DEFINE_ENUM_CLASS(ReviewMay, edit, answer)
BOOST_DEFINE_ENUM_CLASS(QuestionMay, answer)

struct GoodsRef {
    shops::ListingId id;
    std::string title;
};
BOOST_DESCRIBE_STRUCT(GoodsRef, (), (id, title))

struct AnswerView {
    std::string text;  // Empty once its writer was erased.
    base::Time at;
};
BOOST_DESCRIBE_STRUCT(AnswerView, (), (text, at))

/// `counted` is false once the money went back: it is no part of the mean then.
struct ReviewView {
    ReviewId id;
    members::Person author;
    GoodsRef listing;
    std::int64_t stars = 0;
    std::string text;
    bool counted = true;
    base::Time at;
    std::optional<base::Time> edited;
    std::optional<base::Time> editable_until;  // For its author, while it is so.
    std::optional<AnswerView> answer;
    std::vector<ReviewMay> may;
};
BOOST_DESCRIBE_STRUCT(ReviewView, (),
                      (id, author, listing, stars, text, counted, at, edited, editable_until,
                       answer, may))

/// A line of an order: `review` is null where nothing was said, and `writable` where it may be.
struct OrderReviewView {
    std::int64_t line = 0;
    GoodsRef listing;
    std::optional<ReviewView> review;
    bool writable = false;
};
BOOST_DESCRIBE_STRUCT(OrderReviewView, (), (line, listing, review, writable))

struct OrderReviewsView {
    std::vector<OrderReviewView> items;
};
BOOST_DESCRIBE_STRUCT(OrderReviewsView, (), (items))

struct QuestionView {
    QuestionId id;
    members::Person asker;
    std::string text;
    base::Time at;
    std::optional<AnswerView> answer;
    std::vector<QuestionMay> may;
};
BOOST_DESCRIBE_STRUCT(QuestionView, (), (id, asker, text, at, answer, may))

std::vector<ReviewView> show(db::Snapshot& snapshot, const std::vector<Review>& list,
                             MemberId viewer);
std::vector<QuestionView> show(db::Snapshot& snapshot, const std::vector<Question>& list,
                               MemberId viewer);

/// One that its writer or its seller has just changed.
ReviewView show_one(db::Snapshot& snapshot, const Review& review, MemberId viewer);
QuestionView show_one(db::Snapshot& snapshot, const Question& question, MemberId viewer);

/// Which orders somebody may read: those that they are a side of, or as an operator every one.
enum class Reach { own, every };

/// Of an order within the viewer's reach; no_such_order (of orders).
base::Result<OrderReviewsView> order_reviews(db::Snapshot& snapshot, MemberId viewer, Reach reach,
                                             orders::OrderId order);

}  // namespace reviews
