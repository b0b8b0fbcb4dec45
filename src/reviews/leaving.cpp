#include "reviews/leaving.hpp"

namespace reviews {

std::vector<members::Belonging> belongings() {
    using members::Kept, members::Topic;
    return {
        {"reviews", Topic::opinions,
         "select r.listing as listing_id, r.stars as stars_number, r.at as written_at, t.body "
         "from reviews r join review_texts t on t.review = r.id where r.author = $1 order by r.seq",
         "", Kept::numbers},
        {"review_texts", Topic::opinions, "",
         "update review_texts set body = '' where review in (select r.id from reviews r "
         "join review_texts t on t.review = r.id where r.author = $1 and t.body <> '' limit 200)"},
        {"review_texts", Topic::opinions,
         "select r.listing as listing_id, r.answered as answered_at, t.answer from reviews r "
         "join review_texts t on t.review = r.id where r.seller = $1 and t.answer <> '' "
         "order by r.seq",
         "update review_texts set answer = '' where review in (select r.id from reviews r "
         "join review_texts t on t.review = r.id where r.seller = $1 and t.answer <> '' "
         "limit 200)"},
        {"questions", Topic::opinions,
         "select q.listing as listing_id, q.at as asked_at, t.body from questions q "
         "join question_texts t on t.question = q.id where q.asker = $1 order by q.at",
         "", Kept::numbers},
        {"question_texts", Topic::opinions, "",
         "update question_texts set body = '' where question in (select q.id from questions q "
         "join question_texts t on t.question = q.id where q.asker = $1 and t.body <> '' "
         "limit 200)"},
        {"question_texts", Topic::opinions,
         "select q.listing as listing_id, q.answered as answered_at, t.answer from questions q "
         "join question_texts t on t.question = q.id where q.seller = $1 and t.answer <> '' "
         "order by q.seq",
         "update question_texts set answer = '' where question in (select q.id from questions q "
         "join question_texts t on t.question = q.id where q.seller = $1 and t.answer <> '' "
         "limit 200)"},
    };
}

}  // namespace reviews
